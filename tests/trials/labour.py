"""What the children of the nursery do: prepare requests, work like a worker, export the evidence.

A worker here is the reaper, the broker in memory and ``run_step`` in one process: it does what it finds hinted, with
a clock that the trial may set ahead, so that a lease ends without waiting.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from queue import Empty
from typing import Any

from celery import current_app
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from config.celery import QUEUES
from consents.actions.recording import Entry, record_event
from consents.choices import CollectionMethod, EventKind
from consents.identifying import Value
from registers.actions.datamaps import load_map
from registers.choices import IdentifierKind
from registers.datamap import map_from_yaml
from registers.documents import pages, signing  # noqa: F401  (loaded once, before the children)
from subjects.actions import ending, intake, locating, planning, reaping, running, spreading, suppressing, waking
from subjects.choices import CandidateStatus, IdentificationMethod, Right
from subjects.errors import StepError
from subjects.models import SubjectRequest
from subjects.suppression_selectors import workable_suppressions
from subjects.tasks import worker_name
from tests.trials import mutants, suppression_mutants

MAPS = Path(__file__).parent / "maps"


def prepare(*, people: list[list[str]], right: str = "erasure") -> list[dict[str, str]]:
    """Tables, maps and a request, ready to run, for each person (e-mail, customer number)."""
    call_command("migrate", verbosity=0)
    at = timezone.now()
    for name in ("klanten", "helpdesk"):
        load_map(datamap=map_from_yaml((MAPS / f"{name}.yaml").read_text()), at=at)
    officer, second = (User.objects.create_user(name) for name in ("officer", "second"))
    return [_request(email, number, Right(right), (officer, second)) for email, number in people]


def _request(email: str, number: str, right: Right, users: tuple[User, User]) -> dict[str, str]:
    at = timezone.now()
    known = [(IdentifierKind.EMAIL, email), (IdentifierKind.CUSTOMER_NUMBER, number)]
    request = intake.receive(
        intake=intake.Intake(right=right, received_on=at.astimezone().date(), identifiers=known), at=at
    )
    intake.identify(request=request, method=IdentificationMethod.LOGIN, actor=users[0], at=at)
    locate_and_plan(request, users)
    return {"reference": request.reference, "case": str(request.case), "email": email}


def locate_and_plan(request: SubjectRequest, users: tuple[User, User]) -> None:
    """Search, decide (the namesake shares no address and no number), plan, approve."""
    at = timezone.now()
    locating.locate(request=request, at=at)
    for candidate in request.candidates.filter(status=CandidateStatus.OPEN):
        agrees = {ground["kind"] for ground in candidate.grounds if ground["agrees"]}
        same = bool(agrees & {"email", "customer_number"})
        locating.decide(request=request, number=candidate.number, is_subject=same, actor=users[0], at=at)
    planning.plan(request=request, at=at, actor=users[0])
    if Right(request.right).rewrites:
        planning.approve(request=request, actor=users[1], at=at)


def replan(*, reference: str) -> None:
    """The way out of a block: everything that is found now, in a new plan."""
    request = SubjectRequest.objects.get(reference=reference)
    locate_and_plan(request, (User.objects.get(username="officer"), User.objects.get(username="second")))


def run(*, reference: str) -> None:
    """``request run``."""
    running.start(request=SubjectRequest.objects.get(reference=reference), at=timezone.now())


def withdraw(*, reference: str, ahead: float = 0, mutant: str = "") -> None:
    """``request withdraw``."""
    if mutant:
        mutants.apply(mutant)
    ending.withdraw(request=SubjectRequest.objects.get(reference=reference), actor=None, at=_clock(ahead)())


def work(*, ahead: float = 0, mutant: str = "") -> int:
    """Do all that is hinted, until nothing is; returns how many steps were tried."""
    if mutant:
        mutants.apply(mutant)
    clock = _clock(ahead)
    tried = 0
    while reaping.reap(at=clock()):
        for step_id in _hints():
            tried += 1
            _try(step_id, clock)
    return tried


def _try(step_id: int, clock: Callable[[], datetime]) -> None:
    """One message: what goes wrong is recorded at the step and ends the task, not the worker."""
    try:
        running.run_step(step_id=step_id, worker=worker_name(), clock=clock)
    except StepError:
        return
    except DatabaseError as error:
        sys.stderr.write(f"step {step_id}: {type(error).__name__}\n")


def _clock(ahead: float) -> Callable[[], datetime]:
    return lambda: timezone.now() + timedelta(seconds=ahead)


def _hints() -> Iterator[int]:
    """Step ids out of the messages that wait."""
    with current_app.connection_for_read() as connection:
        for name in QUEUES:
            queue = connection.SimpleQueue(name, no_ack=True)
            while (payload := _next(queue)) is not None:
                yield payload[1]["step_id"]


def _next(queue: Any) -> Any:
    try:
        return queue.get_nowait().payload
    except Empty:
        return None


def reap(*, ahead: float = 0) -> int:
    """The reaper alone, for trials with real workers."""
    return reaping.reap(at=_clock(ahead)())


def object_to_calls(*, numbers: list[str]) -> None:
    """A dialler with its map, and somebody who objects to calls to these numbers."""
    call_command("migrate", verbosity=0)
    at = timezone.now()
    load_map(datamap=map_from_yaml((MAPS / "dialler.yaml").read_text()), at=at)
    for number in numbers:
        value = Value.read("phone", number, secret=settings.ENVIRONMENT.index_key)
        entry = Entry(
            kind=EventKind.OBJECTED, values=[value], stated_at=at, method=CollectionMethod.IVR, whole_number=True
        )
        record_event(entry=entry, at=at)
    spreading.spread(at=at)


def pass_on(*, ahead: float = 0, mutant: str = "") -> int:
    """What a worker does about objections: out of the outbox, into the table; how many writings were tried."""
    if mutant:
        suppression_mutants.apply(mutant)
    clock = _clock(ahead)
    spreading.spread(at=clock())
    tried = 0
    for work in workable_suppressions():
        tried += 1
        try:
            suppressing.run_suppression(suppression_id=work.pk, worker=worker_name(), clock=clock)
        except (StepError, DatabaseError):
            continue
    waking.wake_suppressions(at=clock())
    return tried


def export(*, to: str) -> None:
    """Seal and export the evidence."""
    call_command("evidence", "seal", verbosity=0, stdout=Path(to).with_suffix(".out").open("w"))
    call_command("evidence", "export", to=to, verbosity=0, stderr=Path(to).with_suffix(".err").open("w"))


VERBS: dict[str, Callable[..., Any]] = {
    one.__name__: one for one in (prepare, replan, run, withdraw, work, reap, object_to_calls, pass_on, export)
}
importlib.import_module("subjects.actions.certifying")
