"""Two screenings of one list row by row: from which end to which, and how many rows. Counts and reasons, no number.

A row is found again by its number in the list; between the two passes two bytes per row are kept.
"""

import array
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from consents.choices import ListStatus
from consents.screening.writing import defused
from registers.exchange.errors import RowsUnaccounted

Source = Callable[[], BinaryIO]
"""Opens a file of a screening, at its beginning."""
WORDS = ("status", "rule", "reason", "article")
AHEAD = 4_096
"""Rows for which room is made at once."""


@dataclass(frozen=True, kw_only=True)
class End:
    """What became of rows, by which rule. ``rules``: the sets in which it stands so, by the SHA-256 of their text.

    A row of the second file does not say its set; where two countries have the very same rule, both are named.
    """

    status: str
    rule: str
    reason: str
    article: str
    legal_status: str
    rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Shift:
    """Rows that went from one end to another."""

    before: End
    after: End
    rows: int

    @property
    def turns(self) -> bool:
        """Whether the outcome is another one."""
        return self.before.status != self.after.status

    @property
    def moves(self) -> bool:
        """Whether the outcome or the rule is another one; the same rule in another set is no move."""
        return self.turns or self.before.rule != self.after.rule


@dataclass(frozen=True, kw_only=True)
class Side:
    """One screening: its two files, and its reasons and rows as they were counted."""

    allowed: Source
    refused: Source
    reasons: Sequence[Mapping[str, Any]]
    rows: int


def shifts(before: Side, after: Side) -> list[Shift]:
    """Every pair of ends with its rows: other outcomes first, then most rows. Raises RowsUnaccounted.

    That is also raised when the two are not of one list.
    """
    first, second = _Ends(before.reasons), _Ends(after.reasons)
    codes = array.array("H")
    for line, place in _places(before, first):
        if line >= len(codes):
            codes.frombytes(bytes(codes.itemsize * (line + AHEAD - len(codes))))
        codes[line] = place + 1
    held = codes.__getitem__
    counts = Counter((held(line) if line < len(codes) else 0, place) for line, place in _places(after, second))
    if counts.total() != before.rows or before.rows != after.rows or any(not code for code, _place in counts):
        raise RowsUnaccounted()
    found = [
        Shift(before=first.ends[code - 1], after=second.ends[place], rows=rows)
        for (code, place), rows in counts.items()
    ]
    return sorted(found, key=lambda shift: (not shift.turns, not shift.moves, -shift.rows))


class _Ends:
    """The ends of a screening, and at which of them a row of its files points."""

    def __init__(self, reasons: Sequence[Mapping[str, Any]]) -> None:
        held: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
        for one in reasons:
            held.setdefault(tuple(one[name] for name in WORDS), []).append(one)
        self.ends = [_end(same) for same in held.values()]
        self._places = {_key(one): place for place, same in enumerate(held.values()) for one in same}

    def place(self, key: tuple[str, ...]) -> int:
        """Which end it is. Raises RowsUnaccounted."""
        place = self._places.get(key)
        if place is None:
            raise RowsUnaccounted()
        return place


def _end(same: Sequence[Mapping[str, Any]]) -> End:
    rules = tuple(sorted({one["rules_sha256"] for one in same} - {""}))
    return End(**{name: same[0][name] for name in (*WORDS, "legal_status")}, rules=rules)


def _key(one: Mapping[str, Any]) -> tuple[str, ...]:
    """What a row with this reason says in the columns before those of the list."""
    names = ("ruleset", "rule") if one["status"] == ListStatus.ALLOWED else ("reason", "rule", "article")
    return tuple(defused(one[name]) for name in names)


def _places(side: Side, ends: _Ends) -> Iterator[tuple[int, int]]:
    """The number in the list of every row, and its end."""
    for source, cells in ((side.allowed, slice(1, 3)), (side.refused, slice(2, 5))):
        with io.TextIOWrapper(source(), encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, delimiter=";", strict=True)
            next(reader, None)
            for row in reader:
                yield int(row[0]), ends.place(tuple(row[cells]))
