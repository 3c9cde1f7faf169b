"""The door to the queue: wake a worker after the transaction. A lost hint costs a minute.

For a call list by its id; for an objection by nothing, because who passes it on looks into the outbox.
"""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger("waarborg.dispatch")

LIFE = 600
"""Seconds after which a hint that nobody took is worth nothing: the clock gave another one long since."""

OBJECTIONS = "subjects.pass_on_objections"
"""The task that takes objections out of the outbox, by name only: this app does not know who listens."""


def hint_screening(run_id: int) -> None:
    """Queue a list once the current transaction is committed."""
    transaction.on_commit(lambda: _send(run_id), robust=True)


def hint_objections() -> None:
    """Wake whoever passes objections on, once the current transaction is committed. No app of ours need listen."""
    transaction.on_commit(_send_objections, robust=True)


def _send(run_id: int) -> None:
    try:
        current_app.signature("consents.screen", kwargs={"run_id": run_id}).apply_async(queue="bulk", expires=LIFE)
    except (OperationalError, OSError) as error:
        log.warning("hint failed", run_id=run_id, queue="bulk", error=type(error).__name__)


def _send_objections() -> None:
    try:
        current_app.signature(OBJECTIONS).apply_async(queue="rewrite", expires=LIFE)
    except (OperationalError, OSError) as error:
        log.warning("hint failed", queue="rewrite", error=type(error).__name__)
