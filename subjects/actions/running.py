"""The verbs of execution: start the steps of an approved plan, and do one step from claim to receipt.

A step goes: claim → intent → the work in one source → receipt. Killed anywhere, it is claimed again and ends with the
same receipt. What is wrong for good blocks the step and its request, with the reason; what may pass is tried again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.canonical import canonical_json
from registers.choices import EvidenceKind
from registers.errors import RegisterError
from subjects.actions.committing import left_of_intent
from subjects.actions.exporting import export_source
from subjects.actions.guarding import demand_startable
from subjects.actions.leases import Lease, claim, heartbeat, is_workable, write_as_owner
from subjects.actions.moving import Deed, block, move, note_event
from subjects.actions.queueing import queue_steps
from subjects.actions.receipts import rows_arrived, write_receipt
from subjects.actions.rendering import render
from subjects.actions.restricting import note_restriction
from subjects.actions.rewriting import rewrite_source
from subjects.choices import DeferredStatus, PlanPurpose, Right, Status, StepKind, StepStatus
from subjects.dispatch import hint_step
from subjects.errors import RequestError, StepError, SubjectError
from subjects.faultpoints import faultpoint
from subjects.models import DeferredErasure, Step, SubjectRequest
from subjects.selectors import current_plan, plan_value

log = structlog.get_logger("waarborg.running")

ARRIVED = "arrived"
_ARRIVED_TEXT = (
    "rows that lead to the person arrived while the work was done; this source is treated as planned, "
    "now locate and plan again"
)


def start(*, request: SubjectRequest, at: datetime, actor: User | None = None) -> list[Step]:
    """Queue the steps of the plan that counts; blocked ones are freed to be tried again.

    Raises RequestError when a plan that rewrites has no approval of its own hash, and when rows arrived since: then
    only a new plan helps.
    """
    plan = current_plan(request)
    if rows_arrived(plan):
        raise RequestError(_ARRIVED_TEXT)
    if Right(request.right).rewrites:
        approval = getattr(plan, "approval", None)
        if approval is None or approval.sha256 != plan.sha256:
            raise RequestError(_("the plan has not been approved: `manage.py request approve`"))
        demand_startable(plan=plan, value=plan_value(plan), at=at)
    with transaction.atomic():
        move(
            request=request, to=Status.EXECUTING, deed=Deed(verb="run", at=at, actor=actor, note=f"plan {plan.number}")
        )
        return queue_steps(plan=plan)


def run_step(*, step_id: int, worker: str, clock: Callable[[], datetime]) -> None:
    """Do one step. Raises StepError when it isn't there to be done; what goes wrong in the work is recorded.

    An unforeseen exception is recorded on the step and raised again.
    """
    lease = claim(step_id=step_id, worker=worker, at=clock())
    # Read under the lease: before it, another worker may still have written its intent.
    step = Step.objects.select_related("plan__request").get(pk=step_id)
    faultpoint("step.claimed")
    try:
        with heartbeat(lease, clock):
            _work(step, lease, clock)
    except StepError:
        raise
    except (SubjectError, RegisterError) as error:
        fail(step=step, lease=lease, error=error, at=clock())
    except Exception as error:
        fail(step=step, lease=lease, error=error, at=clock())
        raise


def _work(step: Step, lease: Lease, clock: Callable[[], datetime]) -> None:
    if step.kind == StepKind.RENDER:
        render(step=step, lease=lease, clock=clock)
        return
    work = rewrite_source if step.kind == StepKind.REWRITE else export_source
    receipt = work(step=step, lease=lease, clock=clock)
    faultpoint("step.before_receipt")
    with transaction.atomic():
        write_receipt(step=step, lease=lease, body=canonical_json(receipt), at=(at := clock()))
        if (step.plan.request.right, step.plan.purpose) == (Right.RESTRICTION, PlanPurpose.REQUEST):
            note_restriction(plan=step.plan, at=at)
        if receipt.get("arrived"):
            block_step(step=step, code=ARRIVED, text=_ARRIVED_TEXT, at=at)
    faultpoint("step.after_receipt")
    if not receipt.get("arrived"):
        _hint_render(step)


def _hint_render(step: Step) -> None:
    last = Step.objects.get(plan=step.plan_id, kind=StepKind.RENDER)
    if is_workable(last):
        hint_step(last.pk, StepKind.RENDER)


def fail(*, step: Step, lease: Lease, error: Exception, at: datetime) -> None:
    """Record a failure: try again later when that may help and tries are left, else block step and request."""
    code = getattr(error, "code", "") or type(error).__name__
    text = str(error) if isinstance(error, SubjectError | RegisterError) else type(error).__name__
    lasting = getattr(error, "permanent", False)
    log.warning("step failed", step_id=step.pk, step_kind=step.kind, source=step.source, code=code)
    if not lasting and lease.attempt < settings.ENVIRONMENT.max_attempts:
        pause = timedelta(seconds=min(300, 2**lease.attempt))
        write_as_owner(lease, status=StepStatus.PENDING, not_before=at + pause, error_code=code[:60], error_text=text)
        return
    with transaction.atomic():
        left = left_of_intent(step)
        write_as_owner(lease, status=StepStatus.BLOCKED, error_code=code[:60], error_text=text, **left)
        block_step(step=step, code=code, text=text, at=at)


def block_step(*, step: Step, code: str, text: str, at: datetime) -> None:
    """A step waits for a person: say so on its request (or on its deferred erasure), and in the evidence."""
    request = step.plan.request
    facts = {"plan": step.plan.number, "kind": step.kind, "source": step.source, "code": code[:60]}
    record(kind=EvidenceKind.STEP_BLOCKED, case=request.case, facts=facts, at=at)
    request.refresh_from_db(fields=["status"])
    if step.plan.purpose == PlanPurpose.REQUEST and request.status == Status.EXECUTING:
        where = f"{step.source}: " if step.source and step.source not in text else ""
        block(request=request, code=code[:60], reason=f"{where}{text}", at=at, verb="run")
        return
    DeferredErasure.objects.filter(plan=step.plan_id).update(status=DeferredStatus.BLOCKED)
    note_event(request=request, verb="blocked", at=at, note=f"plan {step.plan.number}: {code}")
