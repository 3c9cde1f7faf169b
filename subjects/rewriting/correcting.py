"""Corrections as they are carried out (art. 16): new values staged beside the keys, and the rest of the row watched.

A statement is added to the text that stands there when the work is done, unless it ends with it already: so doing it
again changes nothing. Values are parameters; they stand in no statement, no log and no error.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from registers.choices import Treatment
from registers.datamap import FieldTreatment
from subjects.errors import PlanStale, PostConditionFailed
from subjects.planning.catalog import CatalogColumn, CatalogTable, Family
from subjects.planning.correcting import supplemented
from subjects.planning.keys import Key
from subjects.planning.values import Action, ColumnCorrection, Operation
from subjects.rewriting import statements
from subjects.rewriting.expressions import Change
from subjects.rewriting.work import Amendment, Prepared, Work
from subjects.sources.staging import Stage

_STAGED = FieldTreatment(treatment=Treatment.CONSTANT, value="")
_AS_TEXT = {Family.JSON, Family.NETWORK, Family.ARRAY, Family.OTHER}
_BY_ITSELF = {"mysql", "mariadb"}  # a column may say ON UPDATE CURRENT_TIMESTAMP there

Rows = dict[Key, tuple[Any, ...]]


def staged(work: Work, operation: Operation) -> tuple[tuple[Change, ...], Stage]:
    """The changes of a correction with its new values staged. Raises PlanStale when a correction is not the plan's."""
    place, known = work.place(operation.table), work.known(operation.table)
    amendments = [_amendment(work, operation, one) for one in operation.corrections]
    names = tuple(one.column for one in operation.corrections)
    rows = [
        (*key, *(_new(amendment, cell) for amendment, cell in zip(amendments, cells, strict=True)))
        for key, cells in _read(work, operation, names).items()
    ]
    changes = tuple(
        Change(column=_column(known, name), treatment=_STAGED, staged=f"v{number}") for number, name in enumerate(names)
    )
    return changes, work.stage_values(place.table, (place.keys, names), rows)


def _amendment(work: Work, operation: Operation, wanted: ColumnCorrection) -> Amendment:
    found = work.order.amendments.get(wanted.digest)
    if found is None:
        raise PlanStale(table=operation.table, why=_("a correction was changed after the plan was made"))
    return found


def _column(known: CatalogTable, name: str) -> CatalogColumn:
    column = known.column(name)
    if column is None:
        raise PlanStale(table=known.qualified, why=_("a column is gone"))
    return column


def _new(amendment: Amendment, cell: Any) -> Any:
    return supplemented(cell, str(amendment.value)) if amendment.adds else amendment.value


def _read(work: Work, operation: Operation, names: tuple[str, ...]) -> Rows:
    place, known = work.place(operation.table), work.known(operation.table)
    stage = work.stage(operation.table, operation.keys)
    as_text = frozenset(name for name in names if _column(known, name).family in _AS_TEXT)
    width = len(place.keys)
    found = work.connection.execute(statements.readable(place, names, stage.shape, as_text), stage.parameters)
    return {tuple(row[:width]): tuple(row[width:]) for row in found}


@contextmanager
def untouched(work: Work, operation: Prepared) -> Iterator[None]:
    """Around the statement of a correction: nothing else in its rows may change, and texts are sign by sign as stated.

    A table with triggers is left to its triggers, which the plan names. Raises PostConditionFailed with the column.
    """
    if operation.operation.action != Action.CORRECT:
        yield
        return
    corrected = tuple(one.column for one in operation.operation.corrections)
    rest = _rest(work, operation.operation, corrected)
    before, new = _read(work, operation.operation, rest), _new_texts(operation)
    yield
    _demand_same(operation, rest, before, _read(work, operation.operation, rest))
    _demand_texts(operation, new, _read(work, operation.operation, corrected))


def _rest(work: Work, operation: Operation, corrected: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that have to stay as they are."""
    known = work.known(operation.table)
    if known.triggers:
        return ()
    timed = work.dialect in _BY_ITSELF
    return tuple(
        column.name
        for column in known.columns
        if column.name not in corrected
        and not column.generated
        and not (timed and column.family == Family.DATETIME and column.has_default)
    )


def _new_texts(operation: Prepared) -> Rows:
    width = len(operation.place.keys)
    return {tuple(row[:width]): tuple(row[width:]) for row in operation.stage.rows}


def _demand_same(operation: Prepared, names: tuple[str, ...], before: Rows, after: Rows) -> None:
    for place, name in enumerate(names):
        wrong = sum(key not in before or before[key][place] != row[place] for key, row in after.items())
        if wrong:
            raise PostConditionFailed(table=operation.operation.table, column=name, rows=wrong)


def _demand_texts(operation: Prepared, new: Rows, after: Rows) -> None:
    """A collation may take other capitals for the same, so texts are compared here too; a CHAR is padded."""
    for place, change in enumerate(operation.changes):
        if change.column.family != Family.TEXT:
            continue
        wrong = sum(_padded(new[key][place]) != _padded(row[place]) for key, row in after.items())
        if wrong:
            raise PostConditionFailed(table=operation.operation.table, column=change.column.name, rows=wrong)


def _padded(cell: Any) -> str | None:
    return None if cell is None else str(cell).rstrip()
