"""Rows that hang on the person's rows and are not in the plan: new ones before, copies made by a trigger after.

For each link of the map inside this source along which a row belongs to its parent, one anti-join from the staged
parents. The values on which children hang are taken before anything changes, so that the search afterwards still finds
what hangs on rows that are gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from registers.datamap import LinkMap
from subjects.planning.catalog import TableKind
from subjects.planning.keys import Key
from subjects.rewriting import statements
from subjects.rewriting.statements import Question
from subjects.rewriting.work import Work
from subjects.sources.staging import Stage


@dataclass(frozen=True, kw_only=True)
class Probe:
    """One anti-join, ready to be asked any number of times."""

    table: str
    asked: tuple[Question, dict[str, Any]]


def probes(work: Work) -> tuple[Probe, ...]:
    """The anti-joins of this plan; none for a correction and for the end of a restriction, which take no row away."""
    if work.order.corrects or work.order.alone:
        return ()
    states = {state.table: state.keys for state in work.order.plan.states}
    links = [link for link in work.order.datamap.links if _within(link, work) and link.parent.table in states]
    return tuple(_probe(work, link, states) for link in links)


def unexplained(found: Sequence[Probe], answers: Sequence[tuple[int, str]]) -> tuple[str, int] | None:
    """The first table with rows that hang on the person's and are not in the plan, with their number."""
    return next(((probe.table, rows) for probe, (rows, _) in zip(found, answers, strict=True) if rows), None)


def rows_of(work: Work, found: Sequence[Probe]) -> frozenset[tuple[str, Key]]:
    """Table and key of every row that hangs on the person's and is not in the plan."""
    rows: set[tuple[str, Key]] = set()
    for probe in found:
        place, (question, parameters) = work.place(probe.table), probe.asked
        keys = question.with_only_columns(*(place.table.c[name] for name in place.keys))
        rows |= {(probe.table, tuple(row)) for row in work.connection.execute(keys, parameters)}
    return frozenset(rows)


def _within(link: LinkMap, work: Work) -> bool:
    here = {None, work.order.plan.source, work.order.datamap.name}
    if not link.belongs or link.child.source not in here or link.parent.source not in here:
        return False
    return work.known(link.child.table).kind != TableKind.VIEW


def _probe(work: Work, link: LinkMap, states: dict[str, tuple[Key, ...]]) -> Probe:
    child = work.place(link.child.table)
    others = tuple(key for table, key in work.order.plan.others if table == link.child.table)
    own = work.stage(link.child.table, (*states.get(link.child.table, ()), *others))
    parents, parts = _parents(work, link, states[link.parent.table])
    if parents is own and work.reopens_nothing:
        own = work.stage_values(child.table, (child.keys, ()), own.rows)
    question = statements.new_rows(work.dialect, child, link.child.columns, (parents.shape, parts), own.shape)
    return Probe(table=link.child.table, asked=(question, {**parents.parameters, **own.parameters}))


def _parents(work: Work, link: LinkMap, keys: tuple[Key, ...]) -> tuple[Stage, tuple[int, ...]]:
    """The stage of the parents' keys when children hang on those, else a stage of the values on which they hang."""
    parent, child = work.place(link.parent.table), work.place(link.child.table)
    stage = work.stage(link.parent.table, keys)
    kinds = [work.known(end.table) for end in (link.parent, link.child)]
    upper = [column.type if (column := kinds[0].column(name)) else "" for name in link.parent.columns]
    lower = [column.type if (column := kinds[1].column(name)) else "" for name in link.child.columns]
    if set(link.parent.columns) <= set(parent.keys) and upper == lower:
        return stage, tuple(parent.keys.index(name) for name in link.parent.columns)
    rows = work.connection.execute(statements.link_values(parent, link.parent.columns, stage.shape), stage.parameters)
    values = [fitting for row in rows if (fitting := _fitting(child.table, link.child.columns, tuple(row)))]
    return work.stage_values(child.table, (link.child.columns, ()), values), tuple(range(len(link.child.columns)))


def _fitting(table: sa.Table, columns: tuple[str, ...], values: Key) -> Key | None:
    """The values in the types of the child's columns; None where one is empty or can't be written so."""
    fitting: list[Any] = []
    for name, value in zip(columns, values, strict=True):
        kind = table.c[name].type
        if value is None or (isinstance(kind, sa.BigInteger) and not str(value).strip().isdecimal()):
            return None
        fitting.append(int(str(value)) if isinstance(kind, sa.BigInteger) else value)
        if isinstance(kind, sa.String):
            fitting[-1] = str(value)
    return tuple(fitting)
