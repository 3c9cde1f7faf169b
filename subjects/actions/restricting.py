"""The verbs of restriction (art. 18): read the marks, ask for a measure where none can be set, and note it.

A restriction is a thing of its own: it stands until it is lifted, whatever becomes of its request.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.evidence.facts import personal_data_in
from registers.publishing.notifying import Addressee
from subjects.actions.connecting import opened
from subjects.actions.locating import gather
from subjects.choices import PlanPurpose, RestrictionGround, Right
from subjects.errors import ROWS_CHANGED, ApprovalRefused, PlanStale
from subjects.hold_selectors import marked_elsewhere, row_index
from subjects.locating.searching import OpenSource
from subjects.models import Plan, RestrictedRow, Restriction, SubjectRequest
from subjects.notice_selectors import recipients_of
from subjects.planning.findings import TableFinding
from subjects.planning.keys import Key
from subjects.planning.marking import (
    BEFORE,
    BY_HAND,
    MARKED,
    UNMARKED,
    Marks,
    Place,
    marking,
    state_of,
    unmarked_rows,
)
from subjects.planning.planner import SourceInput
from subjects.planning.values import Action, Kept, Operation
from subjects.planning.values import Plan as PlanValue
from subjects.selectors import plan_value
from subjects.sources.looking import rows_of

LONGEST_MEASURE = 2000
RESTRICTED = frozenset({MARKED, BEFORE, BY_HAND})
CHUNK = 500


def with_marks(*, request: SubjectRequest, inputs: Sequence[SourceInput]) -> list[SourceInput]:
    """The same with the marks of the found rows as they are now. Raises SourceError."""
    article = RestrictionGround(request.restriction_ground).article
    with opened([given.datamap for given in inputs]) as sources:
        return [replace(given, marks=_marks(sources[given.datamap.name], given, article)) for given in inputs]


def _marks(source: OpenSource, given: SourceInput, article: str) -> Marks:
    states = {place: state for found in given.finding.tables for place, state in _states(source, found)}
    return Marks(
        article=article,
        found=frozenset(place for place, state in states.items() if state),
        strange=frozenset(place for place, state in states.items() if state is None),
    )


def _states(source: OpenSource, found: TableFinding) -> Iterator[tuple[Place, bool | None]]:
    table = source.datamap.table(found.table)
    if table is None or table.restriction is None:
        return
    columns = [table.restriction.column]
    rows = rows_of(source.connection, catalog=source.catalog, table=table, columns=columns, keys=found.keys)
    for key, (stored,) in rows:
        yield (found.table, key), state_of(stored, table.restriction)


def measure_for(value: PlanValue, text: str) -> str:
    """The measure that an approval states for rows that Waarborg doesn't mark; '' where it marks them all.

    Raises ApprovalRefused without one, for one that is too long, and for one that seems to hold data of a person.
    """
    measure = text.strip()
    rows = sum(unmarked_rows(source) for source in value.sources)
    if value.right != Right.RESTRICTION or not rows:
        return ""
    if not measure:
        told = _("%(rows)d rows are not marked by Waarborg: state the measure by which the organisation restricts them")
        raise ApprovalRefused(told % {"rows": rows})
    if len(measure) > LONGEST_MEASURE:
        raise ApprovalRefused(_("the measure is longer than %(longest)d signs") % {"longest": LONGEST_MEASURE})
    found = personal_data_in(measure)
    if found:
        raise ApprovalRefused(_("the measure holds %(what)s; state it without data of a person") % {"what": found})
    return measure


def asks_measure(plan: Plan) -> bool:
    """Whether an approval of this plan has to state a measure: it restricts rows that Waarborg doesn't mark."""
    kept = [one for source in plan.summary["sources"] for one in source["kept"]]
    return plan.summary["right"] == Right.RESTRICTION and any(one["reason"] in UNMARKED for one in kept)


def demand_as_planned(plan: Plan) -> None:
    """Where nothing is marked no step has looked again: the rows are still those of the plan, restricted as it says.

    Raises PlanStale, SourceError.
    """
    idle = {source.source: source for source in plan_value(plan).sources if not source.operations}
    if not idle:
        return
    _found, inputs = gather(request=plan.request)
    waiting = [given for given in inputs if given.datamap.name in idle]
    for given in with_marks(request=plan.request, inputs=waiting):
        _operations, kept, _reasons = marking(given.datamap, given.catalog, given.finding, given.marks)
        changed = sorted(_as_rows(kept) ^ _as_rows(idle[given.datamap.name].kept), key=repr)
        if changed:
            raise PlanStale(table=changed[0][0], why=ROWS_CHANGED)


def _as_rows(kept: Sequence[Kept]) -> set[tuple[str, Key, str]]:
    return {(one.table, key, one.reason) for one in kept for key in one.keys}


def carried_out(request: SubjectRequest) -> list[Plan]:
    """The plans of a request that set marks, also those of before a block."""
    plans = request.plans.filter(purpose=PlanPurpose.REQUEST, steps__receipt__isnull=False, steps__kind="rewrite")
    return list(plans.distinct().order_by("number"))


def marks_set(request: SubjectRequest) -> Iterator[tuple[str, Operation]]:
    """Every operation by which this request marked rows, with its source; as far as there is a receipt of it."""
    for plan in carried_out(request):
        done = set(plan.steps.filter(receipt__isnull=False).values_list("source", flat=True))
        for source in plan_value(plan).sources:
            if source.source in done:
                yield from ((source.source, op) for op in source.operations if op.action == Action.MARK)


def note_restriction(*, plan: Plan, at: datetime) -> Restriction:
    """Note the restriction with its rows: from the first mark on it stands, before its documents are made.

    Belongs in the transaction that tells of the marks; done again it knows of the marks that were set since.
    """
    restriction, _new = Restriction.objects.get_or_create(request=plan.request, defaults={"set_at": at})
    mine = {(source, op.table, key) for source, op in marks_set(plan.request) for key in op.keys}
    rows = {*_restricted(plan), *mine}
    ours = mine | marked_elsewhere(rows - mine, besides=restriction)
    marked = {row_index(*place): place in ours for place in rows}
    restriction.rows.all().delete()
    RestrictedRow.objects.bulk_create(
        [RestrictedRow(restriction=restriction, index=index, marked=marked[index]) for index in sorted(marked)], CHUNK
    )
    return restriction


def prove_restriction(*, plan: Plan, at: datetime) -> None:
    """Note the whole restriction, and that it was set. Belongs in the transaction that proves it."""
    restriction = note_restriction(plan=plan, at=at)
    ground = RestrictionGround(plan.request.restriction_ground).article
    facts = {"edit": "restricted", "ground": ground, "rows": restriction.rows.count()}
    record(kind=EvidenceKind.HOLD_CHANGED, case=plan.request.case, facts=facts, at=at)


def _restricted(plan: Plan) -> Iterator[tuple[str, str, Key]]:
    for source in plan_value(plan).sources:
        for kept in source.kept:
            if kept.reason in RESTRICTED:
                yield from ((source.source, kept.table, key) for key in kept.keys)


def recipients_for(plan: Plan) -> tuple[Addressee, ...]:
    """Who is told of a restriction (art. 19): recipients of the activities whose rows it holds, marked or by hand."""
    tables = [
        (source.source, kept.table)
        for source in plan_value(plan).sources
        for kept in source.kept
        if kept.reason in RESTRICTED
    ]
    return recipients_of(tables)
