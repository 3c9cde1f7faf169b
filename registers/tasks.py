"""Tasks of the registers, woken by the clock: the evidence log is sealed, owners are reminded. One call each."""

from celery import shared_task
from django.utils import timezone

from registers.actions.assessing import assess
from registers.actions.downloading import make_document
from registers.actions.evidence import seal_pending
from registers.actions.reminding import remind


@shared_task(name="registers.seal", acks_late=True, ignore_result=True, expires=30, time_limit=120)
def seal(**_: object) -> None:
    """Seal what was recorded since the last time; every few seconds."""
    seal_pending(at=timezone.now())


@shared_task(name="registers.seal_sweep", acks_late=True, ignore_result=True, time_limit=3600)
def seal_sweep(**_: object) -> None:
    """Seal whatever a very long transaction committed late; every night."""
    seal_pending(at=timezone.now(), sweep=True)


@shared_task(name="registers.assess", acks_late=True, ignore_result=True, time_limit=3600)
def assess_register(**_: object) -> None:
    """Ask the rules about the whole register, every night: days pass without anybody changing a record."""
    assess(at=timezone.now())


@shared_task(name="registers.render", acks_late=True, ignore_result=True, time_limit=3600)
def render_document(*, kind: str, uid: str, of: str, role: str, **_: object) -> None:
    """Make a document of the register that takes longer than somebody waits for a page; making it twice makes one."""
    make_document(kind=kind, uid=uid, of=of, role=role, at=timezone.now())


@shared_task(name="registers.remind", acks_late=True, ignore_result=True, time_limit=600)
def remind_owners(**_: object) -> None:
    """Remind owners of the days that come near; a few times a day, so that a mail server that was down is no loss."""
    remind(at=timezone.now())
