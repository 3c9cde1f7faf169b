"""The verbs of later: note what a duty to retain kept, and run it when its date has come; repeat after a restore.

Both make a plan of their own from keys that were kept: of the operations that were agreed, the part whose rows are
still there. It needs no new approval: the operations are those of the approved plan.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.errors import RegisterError
from registers.map_selectors import map_of
from subjects.actions.carried import Carried, carried_out, receipts_of
from subjects.actions.connecting import opened
from subjects.actions.moving import note_event, role_of
from subjects.actions.naming import named_rows
from subjects.actions.planning import freeze
from subjects.actions.queueing import queue_steps
from subjects.actions.remaking import marks_of, plan_again
from subjects.choices import DeferredStatus, PlanPurpose
from subjects.errors import ROWS_CHANGED, PlanStale, RequestError, SubjectError
from subjects.hold_selectors import hold_over, restriction_over
from subjects.models import DeferredErasure, SubjectRequest
from subjects.planning.keys import Key
from subjects.planning.serialising import operations_from_json, operations_to_json
from subjects.planning.values import Deferral, Operation
from subjects.selectors import plan_value


def defer(*, request: SubjectRequest, at: datetime) -> list[DeferredErasure]:
    """Note the deferrals of every plan of this request that was carried out; a row that two of them found, once."""
    carried = carried_out(receipts_of(request))
    pairs = [(one, later, mark) for one in carried for later, mark in zip(one.said.deferrals, _marks(one), strict=True)]
    made = [_note(request, one.body["source"], later, mark) for one, later, mark in pairs if later.operations]
    for one in made:
        facts = {"source": one.source, "on": one.on.isoformat(), "rows": one.rows, "duty": one.duty}
        record(kind=EvidenceKind.ERASURE_DEFERRED, case=request.case, facts=facts, at=at)
    return made


def _note(request: SubjectRequest, source: str, later: Deferral, marks: dict[str, str]) -> DeferredErasure:
    return DeferredErasure.objects.create(
        request=request,
        source=source,
        on=later.on,
        duty=later.duty,
        rows=sum(operation.rows for operation in later.operations),
        body={"operations": operations_to_json(later.operations), "marks": marks},
    )


def _marks(carried: Carried) -> list[dict[str, str]]:
    """Per deferral the marks of its tables. A mark of more rows than are left of it says nothing of those: no mark.

    Somebody then looks at these rows on their day.
    """
    step = carried.receipt.step
    whole = next(one for one in plan_value(step.plan).sources if one.source == step.source).deferrals
    marks: list[dict[str, str]] = (step.intent or {}).get("marks", []) if whole else []
    return [
        {table: mark for table, mark in found.items() if _keys(all_of_it, table) == _keys(said, table)}
        for found, all_of_it, said in zip(marks, whole, carried.said.deferrals, strict=True)
    ]


def _keys(later: Deferral, table: str) -> set[Key]:
    return {key for operation in later.operations if operation.table == table for key in operation.keys}


def run_due_deferrals(*, at: datetime) -> int:
    """Start every deferred erasure whose date has come; returns how many. One that can't start is blocked, with why."""
    due = DeferredErasure.objects.filter(status=DeferredStatus.WAITING, on__lte=at.astimezone().date())
    started = 0
    for deferral in due.select_related("request"):
        try:
            started += _start(deferral, at)
        except (SubjectError, RegisterError) as error:
            if error.permanent:
                DeferredErasure.objects.filter(pk=deferral.pk).update(status=DeferredStatus.BLOCKED)
            note_event(request=deferral.request, verb="deferred", at=at, note=error.code)
    return started


def _start(deferral: DeferredErasure, at: datetime) -> bool:
    operations = operations_from_json(deferral.body["operations"])
    if _stopped(deferral, operations, at) or _postponed(deferral, operations, at):
        return False
    value = plan_again(request=deferral.request, source=deferral.source, operations=operations, at=at)
    named = _still_the_same(deferral, operations) if value.rows else []
    with transaction.atomic():
        mine = DeferredErasure.objects.filter(pk=deferral.pk, status=DeferredStatus.WAITING)
        if not mine.update(status=DeferredStatus.RUNNING):
            return False
        if not value.rows:
            return _nothing_left(deferral, at)
        plan = freeze(request=deferral.request, value=value, at=at, actor=None, purpose=PlanPurpose.DEFERRED)
        DeferredErasure.objects.filter(pk=deferral.pk).update(plan=plan, body={**deferral.body, "named": named})
        queue_steps(plan=plan)
    return True


def _stopped(deferral: DeferredErasure, operations: tuple[Operation, ...], at: datetime) -> bool:
    """A restriction stops it until the day on which that is lifted (art. 18(2)); said once on the timeline."""
    restriction = restriction_over(deferral.source, operations)
    if restriction is None:
        return False
    note = f"{deferral.source} {deferral.on}"
    if not deferral.request.events.filter(verb="restricted", note=note).exists():
        note_event(request=deferral.request, verb="restricted", at=at, note=note)
    return True


def _postponed(deferral: DeferredErasure, operations: tuple[Operation, ...], at: datetime) -> bool:
    """A hold that still stands, or was set since, moves the day to its own end."""
    tables = [operation.table for operation in operations]
    hold = hold_over(deferral.request, deferral.source, tables, on=at.astimezone().date())
    if hold is None:
        return False
    with transaction.atomic():
        DeferredErasure.objects.filter(pk=deferral.pk).update(on=hold.until)
        facts = {"source": deferral.source, "on": hold.until.isoformat(), "rows": deferral.rows, "duty": "hold"}
        record(kind=EvidenceKind.ERASURE_DEFERRED, case=deferral.request.case, facts=facts, at=at)
        note_event(request=deferral.request, verb="postpone", at=at, note=f"{hold.until}")
    return True


def _still_the_same(deferral: DeferredErasure, operations: tuple[Operation, ...]) -> list[dict[str, Any]]:
    """What recipients will find the rows by. Years later a key may be somebody else's.

    Raises PlanStale when a row is not what it was after the erasure.
    """
    with opened([map_of(deferral.source)]) as sources:
        source = sources[deferral.source]
        now = marks_of(source, operations)
        changed = sorted(table for table, mark in now.items() if deferral.body["marks"].get(table) != mark)
        if changed:
            raise PlanStale(table=changed[0], why=ROWS_CHANGED)
        return [one.as_json() for one in named_rows(source, operations)]


def accept(*, deferral: DeferredErasure, actor: User, at: datetime) -> None:
    """Somebody looked at the rows of a blocked deferral: they are still the person's. It runs with them as they are."""
    if deferral.status != DeferredStatus.BLOCKED:
        raise RequestError(_("only a deferred erasure that is blocked can be accepted"))
    operations = operations_from_json(deferral.body["operations"])
    with opened([map_of(deferral.source)]) as sources:
        marks = marks_of(sources[deferral.source], operations)
    with transaction.atomic():
        body = {**deferral.body, "marks": marks}
        DeferredErasure.objects.filter(pk=deferral.pk).update(status=DeferredStatus.WAITING, body=body)
        note_event(request=deferral.request, verb="accept", at=at, actor=actor, note=f"{deferral.on}")
        facts = {"source": deferral.source, "on": deferral.on.isoformat(), "accepted": True, "role": role_of(actor)}
        record(kind=EvidenceKind.ERASURE_DEFERRED, case=deferral.request.case, facts=facts, at=at)


def _nothing_left(deferral: DeferredErasure, at: datetime) -> bool:
    """The rows went before their day, by another hand: there is nothing to carry out and nothing to prove."""
    DeferredErasure.objects.filter(pk=deferral.pk).update(status=DeferredStatus.DONE, body=None)
    note_event(request=deferral.request, verb="deferred", at=at, note="no rows left")
    return False
