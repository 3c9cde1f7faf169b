"""The door to the queue: wake a worker for a step, by task name and id, after the transaction has been committed.

A message is a hint and carries nothing but an id; one that is lost costs time, not work (see ``actions.reaping``).
"""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from subjects.choices import StepKind

log = structlog.get_logger("waarborg.dispatch")

LIFE = 600
"""Seconds after which a hint that nobody took is worth nothing: the reaper gave another one long since."""


def hint_step(step_id: int, kind: StepKind) -> None:
    """Queue a step once the current transaction is committed."""
    transaction.on_commit(lambda: _send(step_id, StepKind(kind).queue), robust=True)


def hint_suppression(pk: int) -> None:
    """Queue a writing into a suppression table once the current transaction is committed."""
    transaction.on_commit(lambda: _send_suppression(pk), robust=True)


def _send_suppression(pk: int) -> None:
    try:
        current_app.signature("subjects.suppress", kwargs={"suppression_id": pk}).apply_async(
            queue="rewrite", expires=LIFE
        )
    except (OperationalError, OSError) as error:
        log.warning("hint failed", suppression_id=pk, queue="rewrite", error=type(error).__name__)


def hint_reading(run_id: int) -> None:
    """Have a worker read the table of a call list once the current transaction is committed."""
    transaction.on_commit(lambda: _send_reading(run_id), robust=True)


def _send_reading(run_id: int) -> None:
    try:
        current_app.signature("subjects.read_list", kwargs={"run_id": run_id}).apply_async(queue="bulk", expires=LIFE)
    except (OperationalError, OSError) as error:
        log.warning("hint failed", run_id=run_id, queue="bulk", error=type(error).__name__)


def hint_notices() -> None:
    """Wake the sender of notices once the current transaction is committed; the clock wakes it too."""
    transaction.on_commit(_send_notices, robust=True)


def _send_notices() -> None:
    try:
        current_app.signature("subjects.send_notices").apply_async(queue="mail", expires=LIFE)
    except (OperationalError, OSError) as error:
        log.warning("hint failed", queue="mail", error=type(error).__name__)


def _send(step_id: int, queue: str) -> None:
    try:
        current_app.signature("subjects.run_step", kwargs={"step_id": step_id}).apply_async(queue=queue, expires=LIFE)
    except (OperationalError, OSError) as error:
        # The reaper hints again; the step itself is safe in the database.
        log.warning("hint failed", step_id=step_id, queue=queue, error=type(error).__name__)
