"""Files that records point to, read for an inzage: below the root of their source and nowhere else."""

from collections.abc import Iterator

import fsspec
from django.utils.translation import gettext as _

from subjects.errors import FileStoreError
from subjects.sources.filestores import OutsideRoot, place_of

__all__ = ["OutsideRoot", "read_file"]

PIECE = 1024 * 1024


def read_file(path: str, *, root: str) -> Iterator[bytes]:
    """The bytes of a file below ``root`` (a folder or an fsspec URL), in pieces of at most 1 MiB.

    Raises OutsideRoot, FileNotFoundError (also for what is no file), FileStoreError when the store refuses.
    """
    place = place_of(path, root=root)
    try:
        store, name = fsspec.core.url_to_fs(place)
        if not store.isfile(name):
            raise FileNotFoundError
        with store.open(name, "rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except FileNotFoundError:
        raise FileNotFoundError from None
    except (OSError, ValueError, ImportError) as error:
        told = _("the file store refuses (%(error)s)")
        raise FileStoreError(told % {"error": type(error).__name__}) from None
