"""What the three formats have in common: a workbook of sheets, a sheet of rows, a row of values."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from registers.exchange.units import Remark

MOST_ROWS = 200_000
MOST_COLUMNS = 512
LONGEST_CELL = 1_000_000


class Unreadable(Enum):
    """A cell whose value is none: to be computed, or failed."""

    FORMULA = "formula"
    ERROR = "cell-error"


Value = str | int | float | bool | dt.date | dt.datetime | Unreadable | None
Row = tuple[int, list[Value]]
"""The number of a row as the reader of the file sees it, and its values."""


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A file of sheets. ``walk`` gives every row that says something, with its sheet, anew at every call.

    With a name ``walk`` gives the rows of that sheet only. ``notes`` tell how the file was read.
    """

    format: str
    names: tuple[str, ...]
    walk: Callable[[str | None], Iterator[tuple[str, Row]]]
    notes: list[Remark] = field(default_factory=list)

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of one sheet."""
        return (row for _name, row in self.walk(name))


def filled(values: list[Value]) -> bool:
    """Whether a row says anything."""
    return any(value is not None and value != "" for value in values)


def as_text(value: Value) -> str:
    """A value as the text that a person saw: whole numbers without a point, dates as ISO, yes and no in words."""
    if value is None or isinstance(value, Unreadable):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, dt.date) else str(value)
