"""The point of no return of a step: written down under the lease just before its source can change for good.

Without this mark (``Step.unsafe_at``) a step has changed nothing, whatever became of its worker; with it and without a
receipt, the source may hold what the plan says. So a resumed step knows what it may take for done, a worker that was
taken over commits nothing, and a request can't end in between.
"""

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from subjects.actions.leases import Lease, write_as_owner
from subjects.choices import PlanPurpose, StepStatus
from subjects.errors import WorkOpen
from subjects.models import Plan, Receipt, Step, SubjectRequest
from subjects.selectors import plan_value


def mark(lease: Lease, at: datetime | None) -> None:
    """Mark the point of no return; None takes the mark back: the source is surely as it was. Raises LeaseLost."""
    write_as_owner(lease, unsafe_at=at)


def left_of_intent(step: Step) -> dict[str, Any]:
    """What changes at a step that waits for a person: it intends nothing any more, unless its source may have changed.

    Then the next attempt has to know it, and which files are still to go.
    """
    begun = Step.objects.filter(pk=step.pk, unsafe_at__isnull=False).exists()
    return {} if begun else {"intended_at": None, "intent": None}


def files_left(step: Step) -> set[str]:
    """Files that an earlier plan was to remove from this source after a commit, and of which no receipt tells."""
    begun = _begun(step.plan.request).filter(source=step.source, plan__number__lt=step.plan.number)
    return {path for one in begun for path in (one.intent or {}).get("files", {}).get("paths", ())}


def _begun(request: SubjectRequest) -> QuerySet[Step]:
    steps = Step.objects.filter(plan__request=request, plan__purpose=PlanPurpose.REQUEST)
    return steps.filter(unsafe_at__isnull=False, receipt=None).select_related("plan").order_by("source")


def open_sources(request: SubjectRequest) -> list[str]:
    """Sources that may have changed without a receipt that tells of it.

    A later plan settles it: by its receipt, or because it found nothing to do in that source.
    """
    return [step.source for step in _begun(request) if not _settled(step)]


def _settled(step: Step) -> bool:
    later = Plan.objects.filter(
        request=step.plan.request_id, purpose=PlanPurpose.REQUEST, number__gt=step.plan.number
    ).exclude(body=None)
    done = set(Receipt.objects.filter(step__source=step.source).values_list("step__plan", flat=True))
    return any(plan.pk in done or step.source not in _worked_on(plan) for plan in later)


def _worked_on(plan: Plan) -> set[str]:
    return {source.source for source in plan_value(plan).sources if source.operations}


def let_go(*, request: SubjectRequest, at: datetime) -> None:
    """Take every step of a request that ends from its worker: one that sleeps finds, when it wakes, that it may not.

    Raises WorkOpen while a worker is at a step, and when a source may have changed and no receipt says so. Belongs in
    the transaction that ends the request.
    """
    steps = Step.objects.filter(plan__request=request).exclude(status=StepStatus.DONE)
    steps.update(fencing=F("fencing") + 1)
    busy = steps.filter(status=StepStatus.RUNNING, leased_until__gte=at).order_by("id").first()
    if busy is not None:
        told = _("a worker is busy with it; wait until that step has ended, then try again")
        raise WorkOpen(source=busy.source, why=told)
    for source in open_sources(request):
        told = _(
            "it may have been changed and there is no receipt of that: run the request again, or make a new plan and"
            " carry it out; its receipt says what was done"
        )
        raise WorkOpen(source=source, why=told)
    steps.update(intent=None, intended_at=None)
