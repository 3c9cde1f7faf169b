"""What changed in the catalogue since a copy was made, piece by piece, beside what stands here. Pure.

Three books: the entry as it was copied, the entry as it is now, and ours. A piece that somebody rewrote here is never
offered to be taken over: it is mended by hand, or left as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from registers.book.book import Book
from registers.book.records import RECORDS, Activity, Record, Retention
from registers.comparing.differences import differences
from registers.comparing.values import Change, Difference

SORTS: Mapping[str, type[Record]] = {sort.kind: sort for sort in RECORDS}
SILENT = frozenset(
    {(Activity.kind, "catalogue_version"), (Retention.kind, "months"), *((kind, "position") for kind in SORTS)}
)
"""Fields that say nothing of the entry: the version itself, the term that is ours to choose, the order."""
OURS = frozenset({"months", "chosen", "position", "measure", "executor", "kept_to", "deviation"})
"""Fields in which a record may differ from the copy without having been rewritten."""


class Stand(StrEnum):
    """How a piece of the catalogue stands beside ours."""

    AS_COPIED = "as-copied"
    REWRITTEN = "rewritten"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One difference between the entry then and now. ``ours`` is our value; ``record`` what is written when taken."""

    difference: Difference
    stand: Stand
    ours: Any = None
    record: Record | None = None

    @property
    def key(self) -> str:
        """What a decision about it names: kind, uid and field, or the change of a whole record."""
        told = self.difference
        return f"{told.kind}:{told.uid}:{told.field or told.change.value}"

    @property
    def can_be_taken(self) -> bool:
        """Whether it can be taken over without overwriting what somebody wrote here."""
        return self.stand == Stand.AS_COPIED


def pieces(then: Book, now: Book, ours: Book) -> tuple[Piece, ...]:
    """What the catalogue says otherwise than it did, each with how it stands here; what is here already as SAME."""
    told = (one for one in differences(then, now) if (one.kind, one.field) not in SILENT)
    return tuple(_piece(one, then, now, ours) for one in told)


def waiting(found: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces about which somebody has to decide."""
    return tuple(piece for piece in found if piece.stand != Stand.SAME)


def _piece(told: Difference, then: Book, now: Book, ours: Book) -> Piece:
    sort = SORTS[told.kind]
    before, after, here = (book.find(sort, told.uid) for book in (then, now, ours))
    if told.change == Change.CHANGED:
        return _changed(told, before, after, here)
    if told.change == Change.ADDED:
        return Piece(difference=told, stand=Stand.SAME if here else Stand.AS_COPIED, record=after)
    if here is None:
        return Piece(difference=told, stand=Stand.SAME)
    stand = Stand.AS_COPIED if before and not any(_rewritten(before, here)) else Stand.REWRITTEN
    return Piece(difference=told, stand=stand, record=here)


def _changed(told: Difference, before: Record | None, after: Record | None, here: Record | None) -> Piece:
    if here is None:
        return Piece(difference=told, stand=Stand.GONE, record=after)
    was, becomes, is_now = (getattr(one, told.field) for one in (before, after, here))
    stand = Stand.SAME if is_now == becomes else Stand.AS_COPIED if is_now == was else Stand.REWRITTEN
    return Piece(difference=told, stand=stand, ours=is_now, record=after)


def _rewritten(before: Record, here: Record) -> Iterator[str]:
    for name in type(before).model_fields:
        if name not in OURS and getattr(before, name) != getattr(here, name):
            yield name
