"""Write objections into a suppression table, in one transaction, and believe nothing: counts and rows are read again.

A number that stands there already is left as it is. So doing it twice equals doing it once, and what was cut off after
its commit is recognised. The table ends as it was or with every number in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.sql import ColumnElement

from subjects.errors import PostConditionFailed, SourceFault, SuppressionClash, SuppressionRaced
from subjects.planning.catalog import Catalog, CatalogTable
from subjects.planning.suppressing import SuppressionPlan
from subjects.rewriting.transactions import settle, transaction
from subjects.sources.addresses import reading
from subjects.sources.faults import faults
from subjects.sources.staging import Stage, stage_rows, table_of

__all__ = ["SuppressionOrder", "SuppressionOutcome", "standing", "suppress"]

_STAGE = "waarborg_suppression"
_NOT_TWICE = {"23505", "1062", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "2601", "2627", "ORA-00001"}


@dataclass(frozen=True, kw_only=True)
class SuppressionOrder:
    """What to write where. ``there`` are names of rows whose number stood in the table before the first attempt."""

    source: str
    catalog: Catalog
    plan: SuppressionPlan
    there: frozenset[str] = frozenset()

    @property
    def live(self) -> CatalogTable:
        """The table in the catalog. Raises KeyError."""
        found = self.catalog.table(self.plan.table)
        if found is None:
            raise KeyError(self.plan.table)
        return found


@dataclass(frozen=True, kw_only=True)
class SuppressionOutcome:
    """What stands in the table now: names of rows of ours, and of numbers that stood there without us."""

    written: frozenset[str]
    already_there: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class _Work:
    connection: Connection
    order: SuppressionOrder
    may_change: Callable[[bool], None]
    faultpoint: Callable[[str], None]

    @property
    def table(self) -> sa.Table:
        return table_of(self.order.catalog, self.order.plan.table)


def standing(engine: Engine, order: SuppressionOrder) -> frozenset[str]:
    """Names of planned rows whose number stands in the table now, by whomever. Raises SourceError."""
    with faults(order.source), reading(engine).connect() as connection:
        work = _Work(connection=connection, order=order, may_change=lambda _may: None, faultpoint=lambda _name: None)
        with _staged(work, order.plan) as stage:
            return _found(work, stage, order.plan.deciding)


def suppress(
    engine: Engine, order: SuppressionOrder, *, may_change: Callable[[bool], None], faultpoint: Callable[[str], None]
) -> SuppressionOutcome:
    """Write what is not there, and read all of it again.

    ``may_change`` hears True just before the table can change for good, and False when it is surely as it was; what it
    raises stops the work. Raises SuppressionClash, SuppressionRaced, PostConditionFailed or a SourceError; after each
    of these nothing has changed, save in a table whose engine can't roll back, where doing it again is safe.
    """
    for together in (True, False):
        try:
            return _attempt(engine, order, together=together, may_change=may_change, faultpoint=faultpoint)
        except SourceFault as error:
            # Two addresses may be one for the table's collation, or somebody wrote the number at this moment.
            if error.database_code not in _NOT_TWICE:
                raise
    clashing = _clashing(engine, order)
    if clashing:
        raise SuppressionClash(table=order.plan.table, rows=clashing)
    raise SuppressionRaced()


def _attempt(
    engine: Engine,
    order: SuppressionOrder,
    *,
    together: bool,
    may_change: Callable[[bool], None],
    faultpoint: Callable[[str], None],
) -> SuppressionOutcome:
    with faults(order.source), transaction(engine) as connection:
        faultpoint("suppress.begun")
        work = _Work(connection=connection, order=order, may_change=may_change, faultpoint=faultpoint)
        if not order.live.transactional:
            may_change(True)
        parts = [order.plan] if together else [replace(order.plan, rows=(row,)) for row in order.plan.rows]
        for part in parts:
            _write(work, part)
        faultpoint("suppress.written")
        settle(connection)
        outcome = _read_again(work)
        faultpoint("suppress.before_commit")
        may_change(True)
        _commit(work)
        faultpoint("suppress.committed")
    return outcome


def _write(work: _Work, part: SuppressionPlan) -> None:
    """Insert what is not there. Raises SuppressionRaced when it is not as many as were missing a moment ago."""
    with _staged(work, part) as stage:
        missing = len(part.rows) - len(_found(work, stage, part.deciding))
        affected = _affected(work, part, stage) if missing else 0
    if affected != missing:
        raise SuppressionRaced()


def _affected(work: _Work, part: SuppressionPlan, stage: Stage) -> int:
    """Insert; how many rows. SQLAlchemy remembers that of an INSERT only when it is asked to."""
    counted = {"preserve_rowcount": True}
    return work.connection.execute(_insert(work, part, stage), stage.parameters, execution_options=counted).rowcount


def _insert(work: _Work, part: SuppressionPlan, stage: Stage) -> sa.Insert:
    names = (part.column, *part.columns)
    source = stage.shape.source
    labels = ["k0", *(f"v{place}" for place in range(len(part.columns)))]
    missing = sa.select(*(source.c[label] for label in labels)).where(~_is_there(work, stage, part.deciding))
    return sa.insert(work.table).from_select([work.table.c[name] for name in names], missing)


def _read_again(work: _Work) -> SuppressionOutcome:
    """Every number stands there; those of ours with every value. Raises PostConditionFailed."""
    plan = work.order.plan
    everything = frozenset(row.uid for row in plan.rows)
    with _staged(work, plan) as stage:
        there = _found(work, stage, plan.deciding)
        exact = _found(work, stage, plan.columns)
    ours = exact if plan.referring else exact - work.order.there
    if there != everything:
        raise PostConditionFailed(table=plan.table, column=plan.column, rows=len(everything - there))
    return SuppressionOutcome(written=ours, already_there=everything - ours)


def _commit(work: _Work) -> None:
    try:
        with faults(work.order.source):
            work.connection.commit()
    except SourceFault:
        if work.order.live.transactional:
            work.may_change(False)
        raise


def _clashing(engine: Engine, order: SuppressionOrder) -> int:
    """How many numbers stand in the table in rows that block nobody only."""
    blocking = standing(engine, order)
    anyhow = standing(engine, replace(order, plan=replace(order.plan, deciding=())))
    return len(anyhow - blocking)


def _staged(work: _Work, plan: SuppressionPlan) -> Stage:
    rows: Sequence[Sequence[Any]] = [(row.number, *row.values) for row in plan.rows]
    return stage_rows(work.connection, work.table, ((plan.column,), plan.columns), rows, name=_STAGE)


def _found(work: _Work, stage: Stage, equal: Sequence[str]) -> frozenset[str]:
    """Names of planned rows whose number stands in the table, in a row that has ``equal`` columns as planned too."""
    source = stage.shape.source
    query = sa.select(source.c.k0).where(_is_there(work, stage, equal))
    names = {row.number: row.uid for row in work.order.plan.rows}
    return frozenset(names[_plain(number)] for (number,) in work.connection.execute(query, stage.parameters))


def _plain(number: Any) -> Any:
    """As it was staged: a column of numbers may give a Decimal, one of fixed width its padding."""
    return number.rstrip() if isinstance(number, str) else int(number)


def _is_there(work: _Work, stage: Stage, equal: Sequence[str]) -> ColumnElement[bool]:
    source, table, plan = stage.shape.source, work.table.alias("standing_row"), work.order.plan
    same = [table.c[plan.column] == source.c.k0]
    same += [table.c[name] == source.c[f"v{plan.columns.index(name)}"] for name in equal]
    row: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(table).where(*same)
    return sa.exists(row.correlate(source))
