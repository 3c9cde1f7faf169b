"""Where a file is that a record points to: below the root of its source and nowhere else.

Folders and symbolic links are followed before the check, so that neither ``..`` nor a link leads out of the root. No
message holds a path, because a path may name somebody.
"""

import posixpath
from urllib.parse import quote, unquote, urlsplit

_CHAINED = ("://", "::")  # what fsspec reads as another store


class OutsideRoot(ValueError):
    """The path leads outside the root of the file store."""


def place_of(path: str, *, root: str) -> str:
    """The full address of a path below ``root`` (a folder or an fsspec URL); one that starts with the root is taken so.

    A link at the end of the path is not followed, but it may not lead out either. Raises OutsideRoot.
    """
    base = _base(root)
    return f"{base}/{_below(path, base)}" if "://" in base else _followed(base, _below(path, base))


def spellings_of(path: str, *, root: str) -> frozenset[str]:
    """The ways in which another record may name the same file: as it is, below the root, and in full.

    Raises OutsideRoot.
    """
    base = _base(root)
    below = _below(path, base)
    full = f"{base}/{below}"
    local = set() if "://" in base else {f"file://{full}", f"file://{quote(full)}"}
    return frozenset({path, below, f"./{below}", full, *local})


def is_there(root: str) -> bool:
    """Whether the root is a folder that exists; for an fsspec URL that only its store can tell, so True."""
    base = _local(root.rstrip("/"))
    return "://" in base or (base != "" and posixpath.isdir(base))


def _base(root: str) -> str:
    base = _local(root.rstrip("/"))
    if not base:
        raise OutsideRoot
    return base


def _below(path: str, base: str) -> str:
    given = _local(path)
    below = given[len(base) :] if given.startswith(f"{base}/") else given
    if "\\" in below or "\0" in below or ":" in below.split("/")[0] or any(sign in below for sign in _CHAINED):
        raise OutsideRoot
    if below == given and below.startswith("/"):
        raise OutsideRoot
    normal = posixpath.normpath(below.lstrip("/"))
    if normal in {".", ".."} or normal.startswith("../"):
        raise OutsideRoot
    return normal


def _local(address: str) -> str:
    return unquote(urlsplit(address).path) if address.startswith("file://") else address


def _followed(base: str, below: str) -> str:
    top = posixpath.realpath(base)
    folder, name = posixpath.split(posixpath.join(top, below))
    place = posixpath.join(posixpath.realpath(folder), name)
    if not all(where.startswith(f"{top.rstrip('/')}/") for where in (place, posixpath.realpath(place))):
        raise OutsideRoot
    return place
