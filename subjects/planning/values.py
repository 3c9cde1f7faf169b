"""The plan as a value: what will be done to which rows, what is kept and why, frozen as canonical JSON."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from registers.choices import CorrectionWay
from registers.datamap import FieldTreatment
from subjects.planning.keys import Key


class Action(StrEnum):
    """What an operation does to its rows."""

    DETACH = "detach"  # make a foreign key empty, so that a row it points to (a self-reference, a cycle) can go
    TREAT = "treat"
    DELETE = "delete"
    SHOW = "show"
    CORRECT = "correct"
    MARK = "mark"  # set or clear the mark that says that the use of a row is restricted (art. 18)


@dataclass(frozen=True, kw_only=True)
class ColumnChange:
    """One column and what happens to it."""

    column: str
    treatment: FieldTreatment


@dataclass(frozen=True, kw_only=True)
class ColumnCorrection:
    """One column that is put right (art. 16). The value is no part of a plan: ``digest`` binds the plan to it."""

    column: str
    way: CorrectionWay
    digest: str


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One set-based statement: one table, one action, the same columns for all keys."""

    table: str
    action: Action
    keys: tuple[Key, ...]
    columns: tuple[ColumnChange, ...] = ()
    corrections: tuple[ColumnCorrection, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows."""
        return len(self.keys)

    @property
    def deeds(self) -> list[list[str]]:
        """Each column with the word for what happens to it, for a summary or a receipt."""
        treated = [[change.column, change.treatment.treatment.value] for change in self.columns]
        return [*treated, *([one.column, one.way.value] for one in self.corrections)]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Columns of rows that stay as they are: on which ground (article), why, and until when.

    ``until`` is a date where a duty gives one; ``until_text`` is the map's own words where it can't be a date.
    """

    table: str
    columns: tuple[str, ...]
    keys: tuple[Key, ...]
    ground: str
    reason: str
    until: dt.date | None = None
    until_text: str = ""


@dataclass(frozen=True, kw_only=True)
class Deferral:
    """Operations that run by themselves on a date, when a duty to retain or a hold ends.

    ``ground`` is the article of a hold (``duty`` is then "hold"); a duty has its own in the map.
    """

    on: dt.date
    operations: tuple[Operation, ...]
    duty: str = ""
    ground: str = ""


@dataclass(frozen=True, kw_only=True)
class TableState:
    """The rows of a table as they were when the plan was made; execution demands that nothing changed."""

    table: str
    keys: tuple[Key, ...]
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class SearchedColumn:
    """A column that the person was looked up in: every row was read, or an index was asked for a list of spellings.

    ``counted_on`` is the day on which it was last counted that the list misses no value of the column; None where every
    row is read, and where a value has one spelling only.
    """

    table: str
    column: str
    scanned: bool
    counted_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class TableBasis:
    """On what a table rests under art. 20: the record of the register, its version and hash, and its grounds.

    ``left`` says why its rows don't go along ('' when they do): a code of ``planning.porting``. ``shared`` of the
    ``rows`` are about somebody else too; they stay, also where the others go along.
    """

    table: str
    rows: int
    activity: str
    number: str
    version: int
    sha256: str
    grounds: tuple[str, ...]
    left: str = ""
    shared: int = 0


@dataclass(frozen=True, kw_only=True)
class SourcePlan:
    """What happens in one source, in this order: detach, treat, delete."""

    source: str
    dialect: str
    map_sha256: str
    catalog_sha256: str
    operations: tuple[Operation, ...] = ()
    kept: tuple[Kept, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    states: tuple[TableState, ...] = ()
    others: tuple[tuple[str, Key], ...] = ()
    searched: tuple[SearchedColumn, ...] = ()
    notes: tuple[str, ...] = ()
    basis: tuple[TableBasis, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole plan of a request. ``nonce`` is random, so that its hash tells nothing about its keys."""

    right: str
    nonce: str
    made_on: dt.date
    sources: tuple[SourcePlan, ...]

    @property
    def rows(self) -> int:
        """Rows that change."""
        return sum(op.rows for source in self.sources for op in source.operations if op.action != Action.SHOW)
