"""What of a record is new: the file against what the same source said last time, and against what stands here now.

Pure. A field that the file says as before is left alone, whoever changed it here. A field that changed in the file and
not here is taken over. One that changed in both is left as it is here, and told.
"""

from dataclasses import dataclass
from typing import Any

from registers.book.records import Record
from registers.exchange.fields import fields_of

NEVER = frozenset({("activities", "status"), ("activities", "public"), ("activities", "public_fields")})
"""What an import does not decide: sign-off and publication."""

LAW = frozenset({"duties", "adequacies"})
"""Facts of law: those that are here stay as they are."""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The fields to change, and the fields that both sides changed."""

    changes: dict[str, Any]
    conflicts: tuple[str, ...]


def merge(
    *, theirs: Record, ours: Record, base: Record | None, foreign: bool, silent: frozenset[tuple[str, str]]
) -> Merged:
    """What to change in ``ours``. ``base`` is what the source said last time, None when that is not known.

    Without a base our own file has its way, and another's only fills what is blank.
    """
    changes: dict[str, Any] = {}
    conflicts = []
    for name in type(theirs).model_fields:
        if name == "uid" or (theirs.kind, name) in NEVER | silent:
            continue
        said, here = getattr(theirs, name), getattr(ours, name)
        if said == here or (base is not None and said == getattr(base, name)):
            continue
        before = _before(theirs, name, here, base, foreign)
        if theirs.kind not in LAW and here == before:
            changes[name] = said
        elif base is not None or said != blank(theirs, name):
            conflicts.append(name)
    return Merged(changes=changes, conflicts=tuple(conflicts))


def _before(theirs: Record, name: str, here: Any, base: Record | None, foreign: bool) -> Any:
    """What the field must still be for the file to have its way."""
    if base is not None:
        return here if here == blank(theirs, name) else getattr(base, name)
    return blank(theirs, name) if foreign else here


def blank(record: Record, name: str) -> Any:
    """The value of a field that nobody filled in; for a field that must be filled something no field holds."""
    known = fields_of(type(record))[name]
    return _NOTHING if known.required else known.default


_NOTHING = object()
