"""The doors of the workers: each reads an id, makes one call inward, and records what went wrong."""

import os
import socket
import uuid

import structlog
from celery import shared_task
from django.utils import timezone

from consents.errors import ListMoved
from registers.actions.documents import sweep_store
from subjects.actions.call_lists import read_call_list
from subjects.actions.deferring import run_due_deferrals
from subjects.actions.notifying import send_notices, sweep_notices
from subjects.actions.purging import purge_expired
from subjects.actions.reaping import reap
from subjects.actions.reporting import sweep_extracts
from subjects.actions.running import run_step
from subjects.actions.spreading import fill, spread
from subjects.actions.suppressing import run_suppression
from subjects.actions.telling_processors import tell_processors
from subjects.actions.waking import wake_lists, wake_suppressions
from subjects.errors import StepError

log = structlog.get_logger("waarborg.tasks")


def worker_name() -> str:
    """A name for one run of one step on one machine."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


# The limit is for work that hangs while its heartbeat goes on; the child is killed, and the step is taken over.
@shared_task(
    name="subjects.run_step", acks_late=True, reject_on_worker_lost=True, ignore_result=True, time_limit=4 * 3600
)
def run_step_task(*, step_id: int, **_: object) -> None:
    """Do one step, if it is there to be done."""
    structlog.contextvars.bind_contextvars(step_id=step_id)
    try:
        run_step(step_id=step_id, worker=worker_name(), clock=timezone.now)
    except StepError as error:
        log.info("step left alone", code=error.code)
    finally:
        structlog.contextvars.clear_contextvars()


@shared_task(name="subjects.reap", ignore_result=True, expires=30, time_limit=120)
def reap_task(**_: object) -> None:
    """Wake steps that nobody is at."""
    reap(at=timezone.now())


@shared_task(name="subjects.run_deferred", ignore_result=True, expires=3000)
def run_deferred_task(**_: object) -> None:
    """Start erasures whose date has come."""
    run_due_deferrals(at=timezone.now())


@shared_task(name="subjects.send_notices", ignore_result=True, expires=300, time_limit=600)
def send_notices_task(**_: object) -> None:
    """Tell processors who objected, and send notices to recipients, and reminders."""
    tell_processors(at=timezone.now())
    send_notices(at=timezone.now())


@shared_task(name="subjects.purge", ignore_result=True, expires=3000)
def purge_task(**_: object) -> None:
    """Destroy what has been kept long enough, and what a killed worker left of a report."""
    purge_expired(at=timezone.now())
    sweep_extracts()
    sweep_store(at=timezone.now())
    sweep_notices(at=timezone.now())


@shared_task(name="subjects.pass_on_objections", acks_late=True, ignore_result=True, time_limit=600)
def pass_on_task(**_: object) -> None:
    """Give objections in the outbox of the ledger to suppression tables; woken by every objection, and by the clock."""
    spread(at=timezone.now())
    wake_suppressions(at=timezone.now())


@shared_task(name="subjects.suppress", acks_late=True, ignore_result=True, time_limit=900)
def suppress_task(*, suppression_id: int, **_: object) -> None:
    """Write one lot of numbers into its suppression table, if it is there to be done."""
    try:
        run_suppression(suppression_id=suppression_id, worker=worker_name(), clock=timezone.now)
    except StepError as error:
        log.info("suppression left alone", suppression_id=suppression_id, code=error.code)


@shared_task(name="subjects.read_list", acks_late=True, ignore_result=True, time_limit=4 * 3600)
def read_list_task(*, run_id: int, **_: object) -> None:
    """Read the table of one call list, if it is there to be read."""
    try:
        read_call_list(run_id=run_id, clock=timezone.now)
    except ListMoved as error:
        log.info("list left alone", run_id=run_id, code=error.code)


@shared_task(name="subjects.wake_lists", ignore_result=True, expires=60, time_limit=120)
def wake_lists_task(**_: object) -> None:
    """Wake tables of call lists that nobody reads."""
    wake_lists(at=timezone.now())


@shared_task(name="subjects.fill_suppression", ignore_result=True, expires=3000, time_limit=4 * 3600)
def fill_task(**_: object) -> None:
    """Find what suppression tables lack of the objections that stand; every night."""
    fill(at=timezone.now())
