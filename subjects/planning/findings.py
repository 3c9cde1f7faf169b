"""What was found of a person, as values: the input of the planner. Keys, dates and counts; no personal data."""

import datetime as dt
from dataclasses import dataclass

from subjects.planning.keys import Key
from subjects.planning.values import SearchedColumn


@dataclass(frozen=True, kw_only=True)
class FoundRow:
    """One row of the person. ``shared`` says that it also hangs on somebody else's row."""

    key: Key
    duty_start: dt.date | None = None
    shared: bool = False


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A row anywhere in the source that refers, by a foreign key of the catalog, to a found row.

    ``child_key`` is None where the child's table has no usable key. ``found`` says whether the child row is itself
    among the found rows.
    """

    child_table: str
    foreign_key: str
    child_key: Key | None
    parent_key: Key
    found: bool


@dataclass(frozen=True, kw_only=True)
class TableFinding:
    """Rows of one table. ``fingerprint`` covers every column of these rows as they were when found."""

    table: str
    rows: tuple[FoundRow, ...]
    fingerprint: str = ""
    references: tuple[Reference, ...] = ()

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of the rows."""
        return tuple(row.key for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class SourceFinding:
    """What one source holds of the person. ``others`` hold an identifier too, but are somebody else's.

    ``searched`` are the columns that the identifiers were looked up in.
    """

    source: str
    tables: tuple[TableFinding, ...] = ()
    others: tuple[tuple[str, Key], ...] = ()
    searched: tuple[SearchedColumn, ...] = ()

    def table(self, qualified: str) -> TableFinding | None:
        """The finding for that table."""
        return next((table for table in self.tables if table.table == qualified), None)
