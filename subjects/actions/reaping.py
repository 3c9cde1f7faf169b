"""Nothing stands still: steps that nobody is at are hinted again, and one that keeps failing waits for a person.

Hints are bounded, per row and in number: a broker that is flooded with hints does less work, not more.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from subjects.actions.leases import free_at, workable
from subjects.actions.running import block_step
from subjects.choices import StepKind, StepStatus
from subjects.dispatch import hint_step
from subjects.models import Step

MOST_HINTS = 200
"""How many hints may be on their way at once."""


def reap(*, at: datetime) -> int:
    """Hint every step that is due and has no live lease; returns how many were hinted.

    A hint counts as under way until its step was claimed, or until so much time has passed that it must be lost.
    """
    lost = at - _between_hints()
    quiet = Q(hinted_at__isnull=True) | Q(hinted_at__lt=lost)
    under_way = Step.objects.filter(status=StepStatus.PENDING, hinted_at__gte=lost).count()
    steps = workable().filter(quiet, free_at(at)).select_related("plan__request")
    hinted = 0
    for step in steps.order_by(F("hinted_at").asc(nulls_first=True), "id")[: max(0, MOST_HINTS - under_way)]:
        if step.attempt >= settings.ENVIRONMENT.max_attempts:
            _poison(step, at)
            continue
        Step.objects.filter(pk=step.pk).update(hinted_at=at)
        hint_step(step.pk, StepKind(step.kind))
        hinted += 1
    return hinted


def _between_hints() -> timedelta:
    return timedelta(seconds=max(5.0, settings.ENVIRONMENT.heartbeat_seconds))


def _poison(step: Step, at: datetime) -> None:
    """A step that ended every worker that took it is not given to another one."""
    with transaction.atomic():
        moved = Step.objects.filter(pk=step.pk, fencing=step.fencing, status=step.status).update(
            status=StepStatus.BLOCKED, error_code="poison", error_text="every worker that took this step was lost"
        )
        if moved:
            text = f"{step.attempt} workers were lost at this step; look at the worker's memory and log, then run again"
            block_step(step=step, code="poison", text=text, at=at)
