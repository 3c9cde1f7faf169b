"""From map, catalog and findings to a plan. Pure: no database, no clock, no chance (the nonce comes in).

A plan is whole or it is refused: every personal column of every found row is treated, kept with a ground, or goes with
its row, and every treatment fits its column; otherwise ``PlanRefused`` lists all that stands in the way.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from registers.choices import Treatment
from registers.datamap import DataMap
from registers.publishing.grounds import ActivityBasis
from subjects.choices import Right
from subjects.errors import PlanRefused
from subjects.planning.catalog import Catalog, TableKind
from subjects.planning.completeness import gaps_in
from subjects.planning.correcting import CorrectionInput, Ground, correct
from subjects.planning.findings import SourceFinding
from subjects.planning.fitness import misfit
from subjects.planning.marking import Marks, marking
from subjects.planning.notes import AS_KNOWN_NOW, GENERATED, NO_ROLLBACK, ROW_SECURITY, TRIGGER, VIEW
from subjects.planning.ordering import ordered
from subjects.planning.porting import portable
from subjects.planning.shells import keep_referred
from subjects.planning.splitting import HOLD, Holding, Split, Terms, deferred_operations, operations_of, split
from subjects.planning.values import (
    Action,
    ColumnChange,
    Deferral,
    Kept,
    Operation,
    Plan,
    SourcePlan,
    TableState,
)


@dataclass(frozen=True, kw_only=True)
class SourceInput:
    """What the planner knows of one source."""

    datamap: DataMap
    catalog: Catalog
    finding: SourceFinding
    holds: tuple[Holding, ...] = ()
    corrections: tuple[CorrectionInput, ...] = ()
    bases: Mapping[str, ActivityBasis] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)


def make_plan(*, right: Right, nonce: str, made_on: dt.date, inputs: Sequence[SourceInput]) -> Plan:
    """The plan of a request. Raises PlanRefused with every reason."""
    sources: list[SourcePlan] = []
    reasons: list[str] = []
    for given in inputs:
        terms = Terms(anonymise=right == Right.ANONYMISATION, made_on=made_on, holds=given.holds)
        source, wrong = _PLANNERS[right](given, terms)
        sources.append(source)
        reasons += [_("source %(source)s: %(text)s") % {"source": given.datamap.name, "text": text} for text in wrong]
    if reasons:
        raise PlanRefused(reasons)
    return Plan(right=right.value, nonce=nonce, made_on=made_on, sources=tuple(sources))


def _frame(given: SourceInput) -> SourcePlan:
    return SourcePlan(
        source=given.datamap.name,
        dialect=given.catalog.dialect,
        map_sha256=given.datamap.sha256,
        catalog_sha256=given.catalog.sha256,
        others=given.finding.others,
        searched=given.finding.searched,
        states=tuple(
            TableState(table=found.table, keys=found.keys, fingerprint=found.fingerprint)
            for found in given.finding.tables
            if found.rows
        ),
    )


def _showing(given: SourceInput, _terms: Terms) -> tuple[SourcePlan, list[str]]:
    operations = [
        Operation(table=found.table, action=Action.SHOW, keys=found.keys)
        for found in given.finding.tables
        if found.rows
    ]
    return _with(_frame(given), operations=tuple(operations)), []


def _porting(given: SourceInput, _terms: Terms) -> tuple[SourcePlan, list[str]]:
    operations, basis, reasons = portable(given.datamap, given.finding, given.bases)
    return _with(_frame(given), operations=operations, basis=basis), reasons


def _restricting(given: SourceInput, _terms: Terms) -> tuple[SourcePlan, list[str]]:
    operations, kept, reasons = marking(given.datamap, given.catalog, given.finding, given.marks)
    order, wrong = ordered(operations, given.catalog)
    plan = _with(_frame(given), operations=order, kept=tuple(kept), notes=tuple(_warnings(order, given.catalog)))
    return plan, [*reasons, *wrong, *_misfits(order, given)]


def _rewriting(given: SourceInput, terms: Terms) -> tuple[SourcePlan, list[str]]:
    splits: dict[str, Split] = {}
    notes: list[str] = []
    for found in given.finding.tables:
        table = given.datamap.table(found.table)
        if table is None or not found.rows:
            continue
        if _is_view(given.catalog, found.table):
            notes.append(f"{VIEW} {found.table}")
            continue
        splits[found.table] = split(datamap=given.datamap, table=table, finding=found, terms=terms)
    keep_referred(splits, given.finding, given.catalog)
    plan = _assemble(given, splits, notes)
    reasons = [reason for result in splits.values() for reason in result.reasons]
    return plan[0], [*dict.fromkeys([*reasons, *plan[1]])]


def _correcting(given: SourceInput, terms: Terms) -> tuple[SourcePlan, list[str]]:
    """Only rows of tables in which something is put right have to be as they were when it is carried out."""
    ground = Ground(
        datamap=given.datamap,
        catalog=given.catalog,
        finding=given.finding,
        made_on=terms.made_on,
        holds=terms.holds,
    )
    outcome = correct(ground, given.corrections)
    plan = _frame(given)
    tables = {operation.table for operation in outcome.operations}
    whole = _with(
        plan,
        operations=tuple(outcome.operations),
        kept=tuple(outcome.kept),
        states=tuple(state for state in plan.states if state.table in tables),
        notes=(*outcome.notes, *_warnings(outcome.operations, given.catalog)),
    )
    return whole, outcome.reasons


def _is_view(catalog: Catalog, table: str) -> bool:
    known = catalog.table(table)
    return known is not None and known.kind == TableKind.VIEW


def _assemble(given: SourceInput, splits: dict[str, Split], notes: list[str]) -> tuple[SourcePlan, list[str]]:
    operations: list[Operation] = []
    plan = _frame(given)
    kept: list[Kept] = []
    later: dict[dt.date, list[Operation]] = defaultdict(list)
    for result in splits.values():
        now, stays = operations_of(result, given.datamap)
        operations += now
        kept += stays
        for day, deferred in deferred_operations(result).items():
            later[day] += deferred
    kept, computed = _without_computed(kept, given.catalog)
    order, reasons = ordered(operations, given.catalog)
    deferrals: list[Deferral] = []
    for day in sorted(later):
        then, wrong = ordered(later[day], given.catalog)
        hold = next((one.hold for one in splits.values() if one.hold and one.hold.until == day), None)
        deferrals.append(_deferral(day, then, hold, given.datamap))
        reasons += wrong
    whole = _with(
        plan,
        operations=order,
        kept=tuple(kept),
        deferrals=tuple(deferrals),
        notes=(*notes, *computed, *_warnings(order, given.catalog)),
    )
    every = [*order, *(op for deferral in deferrals for op in deferral.operations)]
    whole = _with(whole, notes=(*whole.notes, *_redacted(every)))
    misfits = _misfits(every, given)
    return whole, [*reasons, *misfits, *gaps_in(whole, given.datamap, given.finding)]


def _without_computed(kept: list[Kept], catalog: Catalog) -> tuple[list[Kept], list[str]]:
    """A generated column changes along with its inputs: it is not kept, it is noted."""
    stays: list[Kept] = []
    notes: dict[str, None] = {}
    for one in kept:
        table = catalog.table(one.table)
        computed = {c.name for c in table.columns if c.generated} if table else set()
        notes.update({f"{GENERATED} {one.table} {name}": None for name in one.columns if name in computed})
        columns = tuple(name for name in one.columns if name not in computed)
        if columns:
            stays.append(replace(one, columns=columns))
    return stays, list(notes)


def _with(plan: SourcePlan, **changes: object) -> SourcePlan:
    return SourcePlan(**{**plan.__dict__, **changes})


def _deferral(day: dt.date, operations: tuple[Operation, ...], hold: Holding | None, datamap: DataMap) -> Deferral:
    """What waits for a day, with the duty or the hold that it waits for."""
    if hold:
        return Deferral(on=day, operations=operations, duty=HOLD, ground=hold.ground)
    return Deferral(on=day, operations=operations, duty=_duties(operations, datamap))


def _duties(operations: Sequence[Operation], datamap: DataMap) -> str:
    tables = [datamap.table(op.table) for op in operations]
    return next((table.duty.name for table in tables if table and table.duty), "")


def _misfits(operations: Sequence[Operation], given: SourceInput) -> list[str]:
    found: list[str] = []
    for operation in operations:
        table = given.catalog.table(operation.table)
        if table is None:
            names = {"table": operation.table}
            found.append(_("table %(table)s: not in the database; run `manage.py datamap check`") % names)
            continue
        if operation.action in {Action.TREAT, Action.MARK}:
            found += [text for change in operation.columns if (text := _misfit(table.qualified, change, given))]
    return list(dict.fromkeys(found))


def _misfit(table: str, change: ColumnChange, given: SourceInput) -> str | None:
    known = given.catalog.table(table)
    column = known.column(change.column) if known else None
    if known is None or column is None:
        names = {"table": table, "column": change.column}
        return _("table %(table)s, column %(column)s: not in the database; run `manage.py datamap check`") % names
    why = misfit(column, known, change.treatment, given.catalog)
    return _misfit_text(table, change.column, why) if why else None


def _misfit_text(table: str, column: str, why: str) -> str:
    return _("table %(table)s, column %(column)s: %(text)s") % {"table": table, "column": column, "text": why}


def _warnings(operations: Sequence[Operation], catalog: Catalog) -> list[str]:
    notes: list[str] = []
    for name in dict.fromkeys(operation.table for operation in operations):
        table = catalog.table(name)
        if table is None:
            continue
        notes += [f"{TRIGGER} {name} {trigger}" for trigger in table.triggers]
        if not table.transactional:
            notes.append(f"{NO_ROLLBACK} {name} {table.engine}")
        if table.row_security:
            notes.append(f"{ROW_SECURITY} {name}")
    return notes


def _redacted(operations: Sequence[Operation]) -> list[str]:
    """Tables whose free text is only as clean as what is known of the person: values of before are kept nowhere."""
    found = [op.table for op in operations if any(one.treatment.treatment == Treatment.REDACT for one in op.columns)]
    return [f"{AS_KNOWN_NOW} {table}" for table in dict.fromkeys(found)]


_PLANNERS: dict[Right, Callable[[SourceInput, Terms], tuple[SourcePlan, list[str]]]] = {
    Right.ACCESS: _showing,
    Right.ERASURE: _rewriting,
    Right.ANONYMISATION: _rewriting,
    Right.RECTIFICATION: _correcting,
    Right.RESTRICTION: _restricting,
    Right.PORTABILITY: _porting,
}
