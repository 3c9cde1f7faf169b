"""What the comparison hands over: differences, and the labels that make sentences of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Words = Union[str, "StrPromise"]


class Change(StrEnum):
    """What happened to a record between the two books."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference. ``title`` names the record, ``owner`` the activity or agreement it is a part of ('' for none).

    ``before`` and ``after`` are the values of ``field``, references as the title of what they refer to; None and ''
    for a record that was added or removed.
    """

    change: Change
    kind: str
    uid: str
    title: str
    owner: str = ""
    field: str = ""
    before: Any = None
    after: Any = None


@dataclass(frozen=True, kw_only=True)
class Labels:
    """How people call a kind of record (one of them), and its fields: by kind, and by kind and field."""

    records: Mapping[str, Words]
    fields: Mapping[tuple[str, str], Words]

    def record(self, kind: str) -> str:
        """One record of that kind, without a capital."""
        return str(self.records[kind])

    def field(self, kind: str, field: str) -> str:
        """A field of that kind of record."""
        return str(self.fields[kind, field])
