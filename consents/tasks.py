"""The doors of the workers of consents: each reads an id or the clock and makes one call inward."""

import structlog
from celery import shared_task
from django.utils import timezone

from consents.actions.expiring import note_expired
from consents.actions.forgetting import sweep_keys, sweep_proofs
from consents.actions.screening_runs import purge, run_screening, wake
from consents.actions.sealing import seal_ledger
from consents.actions.terms import forget_when_decided
from consents.errors import ListMoved

log = structlog.get_logger("waarborg.tasks")


@shared_task(name="consents.screen", acks_late=True, ignore_result=True, time_limit=4 * 3600)
def screen_task(*, run_id: int, **_: object) -> None:
    """Screen one call list, if it is there to be screened."""
    try:
        run_screening(run_id=run_id, clock=timezone.now)
    except ListMoved as error:
        log.info("list left alone", run_id=run_id, code=error.code)


@shared_task(name="consents.wake_screening", ignore_result=True, expires=60, time_limit=120)
def wake_task(**_: object) -> None:
    """Wake lists that nobody is at."""
    wake(at=timezone.now())


@shared_task(name="consents.purge_lists", ignore_result=True, expires=3000, time_limit=3600)
def purge_task(**_: object) -> None:
    """Destroy call lists whose day has come."""
    purge(at=timezone.now())


@shared_task(name="consents.seal", acks_late=True, ignore_result=True, expires=3000, time_limit=600)
def seal_task(**_: object) -> None:
    """Seal the part of the ledger that came since the last time; every hour."""
    seal_ledger(at=timezone.now())


@shared_task(name="consents.expire", acks_late=True, ignore_result=True, time_limit=3600)
def expire_task(**_: object) -> None:
    """Note the consents whose last day has passed; every night, and it was no consent before that."""
    note_expired(at=timezone.now())


@shared_task(name="consents.sweep_keys", ignore_result=True, expires=3000, time_limit=3600)
def sweep_keys_task(**_: object) -> None:
    """Let go the keys of forgotten people whose ground is over, and proofs that a crash left; every day."""
    at = timezone.now()
    sweep_keys(at=at)
    sweep_proofs(at=at)


@shared_task(name="consents.forget_due", acks_late=True, ignore_result=True, time_limit=3600)
def forget_due_task(**_: object) -> None:
    """Forget people whose term of proof is over, where the organisation decided that the clock may; every day."""
    forget_when_decided(at=timezone.now())
