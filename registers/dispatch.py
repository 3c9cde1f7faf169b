"""The door to the queue: what a large register takes longer for than somebody waits, after the transaction.

A message names a record and a moment, nothing else. One that is lost costs time: the clock has the rules look every
night, and a document is asked for again.
"""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger("waarborg.dispatch")

LIFE = 3600
"""Seconds after which the message is worth nothing any more."""


def hint_assessment() -> None:
    """Queue an assessment of the whole register once the current transaction is committed."""
    transaction.on_commit(lambda: _send("registers.assess", "bulk", {}), robust=True)


def hint_document(*, kind: str, uid: str, of: str, role: str) -> None:
    """Queue the making of a document of the register as of a moment (ISO)."""
    facts = {"kind": kind, "uid": uid, "of": of, "role": role}
    transaction.on_commit(lambda: _send("registers.render", "render", facts), robust=True)


def _send(name: str, queue: str, facts: dict[str, str]) -> None:
    try:
        current_app.signature(name, kwargs=facts).apply_async(queue=queue, expires=LIFE)
    except (OperationalError, OSError) as error:
        log.warning("hint failed", queue=queue, error=type(error).__name__)
