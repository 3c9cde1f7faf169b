"""The verb for a restored backup: who was erased and came back is erased again, by keys kept for that, with proof."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from registers.actions.evidence import record
from registers.choices import EvidenceKind, TableRole, Treatment
from registers.map_selectors import map_of
from subjects.actions.connecting import opened
from subjects.actions.planning import freeze
from subjects.actions.queueing import queue_steps
from subjects.actions.remaking import existing, plan_again
from subjects.actions.returned import only_theirs
from subjects.choices import PlanPurpose, Right
from subjects.errors import PlanRefused
from subjects.locating.searching import OpenSource, identifying
from subjects.models import Plan, SubjectRequest
from subjects.planning.keys import Key
from subjects.planning.values import Action, ColumnChange, Operation, SourcePlan
from subjects.selectors import plan_value
from subjects.sources.looking import rows_of


def replay(*, source: str, since: date, at: datetime) -> list[Plan]:
    """Queue the erasures since ``since`` again, as far as their rows came back; returns the plans made.

    The keys of plans are kept for WAARBORG_BACKUP_DAYS; a plan whose keys are gone is not repeated. Raises PlanRefused
    when texts must be redacted of a name that is known nowhere any more: then a new request has to be opened. Raises
    RequestError when a stored plan is not the one of its hash.
    """
    made: list[Plan] = []
    map_of(source)  # a name that is wrong would else answer that nobody came back
    for old in _carried_out(source, since):
        chosen = only_theirs(old.request.case, _all_of(old.request, source), came_back)
        operations = _in_source(old, source).operations
        value = plan_again(request=old.request, source=source, operations=operations, at=at, choose=chosen)
        if not value.rows:
            continue
        terms = _terms(source, value.sources[0].operations, old)
        with transaction.atomic():
            plan = freeze(request=old.request, value=value, at=at, actor=None, purpose=PlanPurpose.REPLAY)
            Plan.objects.filter(pk=plan.pk).update(terms=terms)
            facts = {"plan": plan.number, "source": source, "rows": value.rows}
            record(kind=EvidenceKind.ERASURE_REPLAYED, case=old.request.case, facts=facts, at=at)
            queue_steps(plan=plan)
        made.append(plan)
    return made


def _carried_out(source: str, since: date) -> Iterator[Plan]:
    plans = Plan.objects.exclude(body=None).filter(
        finished_at__date__gte=since, steps__source=source, steps__receipt__isnull=False
    )
    for plan in plans.exclude(purpose=PlanPurpose.REPLAY).select_related("request").distinct():
        if Right(plan.request.right).erases:
            yield plan


def _in_source(plan: Plan, source: str) -> SourcePlan:
    return next(one for one in plan_value(plan).sources if one.source == source)


def _all_of(request: SubjectRequest, source: str) -> list[SourcePlan]:
    done = request.plans.exclude(body=None).filter(steps__source=source, steps__receipt__isnull=False)
    return [_in_source(plan, source) for plan in done.distinct()]


def came_back(source: OpenSource, operation: Operation) -> list[Key]:
    """Rows that were deleted and are there, and rows that were treated and are not as treated any more.

    Told by the columns whose treated value is known: made empty, or replaced by a fixed value. A row without such a
    column counts as come back, because treating it again does no harm.
    """
    table = source.datamap.table(operation.table)
    telling = [change for change in operation.columns if change.treatment.treatment in _TELLING]
    if table is None or operation.action == Action.DELETE or not telling:
        return existing(source, operation)
    names = [change.column for change in telling]
    rows = rows_of(source.connection, catalog=source.catalog, table=table, columns=names, keys=operation.keys)
    return [key for key, values in rows if not _as_treated(telling, values)]


_TELLING = {Treatment.NULL, Treatment.CONSTANT, Treatment.FILE}


def _as_treated(changes: Sequence[ColumnChange], values: tuple[object, ...]) -> bool:
    return all(
        str(value) == str(change.treatment.value) if change.treatment.treatment == Treatment.CONSTANT else value is None
        for change, value in zip(changes, values, strict=True)
    )


def _terms(source: str, operations: Sequence[Operation], old: Plan) -> list[list[str]]:
    """The words to remove from texts, read from the person's own rows that came back. Raises PlanRefused without."""
    if not any(change.treatment.treatment == Treatment.REDACT for op in operations for change in op.columns):
        return []
    with opened([map_of(source)]) as sources:
        words = [pair for op in operations for pair in _words(sources[source], op)]
    if not words:
        reason = f"{old.request.reference}: texts came back without the person's own row; open a new request for them"
        raise PlanRefused([reason])
    return [list(pair) for pair in dict.fromkeys(words)]


def _words(source: OpenSource, operation: Operation) -> list[tuple[str, str]]:
    table = source.datamap.table(operation.table)
    if table is None or table.role != TableRole.PERSON:
        return []
    columns = list(identifying(table))
    names = [field.name for field, _kind in columns]
    rows = rows_of(source.connection, catalog=source.catalog, table=table, columns=names, keys=operation.keys)
    return [
        (kind.value, str(value))
        for _key, values in rows
        for (_field, kind), value in zip(columns, values, strict=True)
        if value not in {None, ""}
    ]
