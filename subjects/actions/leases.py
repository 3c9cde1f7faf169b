"""Who owns a piece of work: claim, sign of life, and writes that only the owner can make. Compare-and-set throughout.

A claim raises the fencing number. Whoever writes the intent, the receipt or the end of a step shows the number it was
given; a worker that slept through its lease finds another number there and changes nothing. Steps and suppressions are
leased alike.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from subjects.choices import PlanPurpose, Status, StepKind, StepStatus
from subjects.errors import LeaseLost, StepAlreadyDone, StepTaken
from subjects.models import LeasedWork, Plan, Step

log = structlog.get_logger("waarborg.leases")


@dataclass(frozen=True, kw_only=True)
class Lease:
    """The right to work on a row of ``model``: its fencing number, and how often it was tried, this time included."""

    step_id: int
    fencing: int
    attempt: int
    model: type[LeasedWork] = Step


def workable() -> QuerySet[Step]:
    """Steps whose turn it is: of a plan that counts, and documents only when every other step has its receipt.

    A request that is blocked, withdrawn or planned anew has none. The plan is a subquery on purpose: an UPDATE then
    looks at the step's own columns again after it waited for a lock.
    """
    counts = Plan.objects.filter(
        ~Q(purpose=PlanPurpose.REQUEST) | Q(superseded=False, request__status=Status.EXECUTING)
    )
    others = Step.objects.filter(plan=OuterRef("plan")).exclude(kind=StepKind.RENDER)
    unfinished = others.exclude(status=StepStatus.DONE, receipt__isnull=False)
    return Step.objects.filter(~Q(kind=StepKind.RENDER) | ~Exists(unfinished), plan__in=counts)


def free_at(at: datetime) -> Q:
    """Steps that nobody is at: not begun and due, or left by a worker that gives no sign of life."""
    due = Q(status=StepStatus.PENDING) & (Q(not_before__isnull=True) | Q(not_before__lte=at))
    return due | Q(status=StepStatus.RUNNING, leased_until__lt=at)


def claim(*, step_id: int, worker: str, at: datetime) -> Lease:
    """Take a step that nobody is at. Raises StepAlreadyDone, or StepTaken while it isn't free or not its turn."""
    return take(workable(), pk=step_id, worker=worker, at=at)


def take(rows: QuerySet[Any], *, pk: int, worker: str, at: datetime) -> Lease:
    """Take one of these rows of leased work that nobody is at. Raises StepAlreadyDone or StepTaken."""
    held: Any = rows.model._default_manager
    tries = Q(attempt__lt=settings.ENVIRONMENT.max_attempts)
    taken = rows.filter(free_at(at), tries, pk=pk).update(
        status=StepStatus.RUNNING,
        owner=worker,
        leased_until=at + timedelta(seconds=settings.ENVIRONMENT.lease_seconds),
        fencing=F("fencing") + 1,
        attempt=F("attempt") + 1,
        not_before=None,
        hinted_at=None,
    )
    if not taken:
        raise StepAlreadyDone() if held.filter(pk=pk, status=StepStatus.DONE).exists() else StepTaken()
    row = held.only("fencing", "attempt", "owner").get(pk=pk)
    if row.owner != worker:
        raise StepTaken()
    return Lease(step_id=pk, fencing=row.fencing, attempt=row.attempt, model=rows.model)


def write_as_owner(lease: Lease, **values: Any) -> None:
    """Change the step under the lease. Raises LeaseLost when somebody took it over."""
    held: Any = lease.model._default_manager
    if not held.filter(pk=lease.step_id, status=StepStatus.RUNNING, fencing=lease.fencing).update(**values):
        raise LeaseLost()


def is_workable(step: Step) -> bool:
    """Whether it is the turn of this step."""
    return workable().filter(pk=step.pk).exists()


@contextmanager
def heartbeat(lease: Lease, clock: Callable[[], datetime]) -> Iterator[None]:
    """Extend the lease in the background while the work goes on."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(lease, clock, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(lease: Lease, clock: Callable[[], datetime], stop: threading.Event) -> None:
    environment = settings.ENVIRONMENT
    try:
        while not stop.wait(environment.heartbeat_seconds):
            until = clock() + timedelta(seconds=environment.lease_seconds)
            try:
                write_as_owner(lease, leased_until=until)
            except LeaseLost:
                return
            except DatabaseError as error:
                log.warning("no sign of life", step_id=lease.step_id, error=type(error).__name__)
    finally:
        connection.close()
