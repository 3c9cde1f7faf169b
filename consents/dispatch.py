"""The door to the queue: wake a worker for a call list, by id, after the transaction. A lost hint costs a minute."""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger("waarborg.dispatch")

LIFE = 600
"""Seconds after which a hint that nobody took is worth nothing: the clock gave another one long since."""


def hint_screening(run_id: int) -> None:
    """Queue a list once the current transaction is committed."""
    transaction.on_commit(lambda: _send(run_id), robust=True)


def _send(run_id: int) -> None:
    try:
        current_app.signature("consents.screen", kwargs={"run_id": run_id}).apply_async(queue="bulk", expires=LIFE)
    except (OperationalError, OSError) as error:
        log.warning("hint failed", run_id=run_id, queue="bulk", error=type(error).__name__)
