"""Nothing stands still: writings of objections and tables of call lists that nobody is at are hinted again.

A writing that ended every worker that took it waits for a person.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from consents.actions.screening_tables import unread_runs
from subjects.actions.leases import free_at
from subjects.actions.suppressing import note_blocked
from subjects.choices import StepStatus
from subjects.dispatch import hint_reading, hint_suppression
from subjects.models import Suppression
from subjects.suppression_selectors import workable_suppressions

MOST_HINTS = 200


def wake_suppressions(*, at: datetime) -> int:
    """Hint every writing that is due and that nobody is at; how many. Bounded, per row and in number."""
    lost = at - timedelta(seconds=max(5.0, settings.ENVIRONMENT.heartbeat_seconds))
    quiet = Q(hinted_at__isnull=True) | Q(hinted_at__lt=lost)
    due = workable_suppressions().filter(quiet, free_at(at)).order_by(F("hinted_at").asc(nulls_first=True), "pk")
    hinted = 0
    for work in due[:MOST_HINTS]:
        if work.attempt >= settings.ENVIRONMENT.max_attempts:
            _poison(work, at)
            continue
        Suppression.objects.filter(pk=work.pk).update(hinted_at=at)
        hint_suppression(work.pk)
        hinted += 1
    return hinted


def wake_lists(*, at: datetime) -> int:
    """Hint a worker at every call list whose table is to be read and that nobody is at; how many."""
    found = list(unread_runs(at).values_list("pk", flat=True))
    for run_id in found:
        hint_reading(run_id)
    return len(found)


def _poison(work: Suppression, at: datetime) -> None:
    """A writing that ended every worker that took it is not given to another one."""
    with transaction.atomic():
        moved = Suppression.objects.filter(pk=work.pk, fencing=work.fencing, status=work.status).update(
            status=StepStatus.BLOCKED, error_code="poison", error_text="every worker that took this was lost"
        )
        if moved:
            note_blocked(work, code="poison", at=at)
