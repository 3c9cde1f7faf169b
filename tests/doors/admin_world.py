"""The admin as its users see it: one client per role, a small demo customer database, and requests at any station."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.actions.datamaps import load_map
from registers.datamap import DataMap, map_from_yaml
from subjects.actions.mapping import check_source
from subjects.actions.running import run_step
from subjects.choices import CandidateStatus, Right, Status, StepKind, StepStatus
from subjects.demo.summary import DemoSummary
from subjects.models import Step, SubjectRequest

MAP = Path(__file__).parents[2] / "subjects" / "demo" / "datamap.yaml"
ROLES = ("balie", "privacy-officer", "auditor")


def client_of(name: str, *roles: str, superuser: bool = False) -> Client:
    """A browser of somebody who is signed in; pages come in English."""
    user, _made = User.objects.get_or_create(username=name, defaults={"is_staff": True, "is_superuser": superuser})
    user.groups.set(Group.objects.filter(name__in=roles))
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@cache
def demo_map() -> DataMap:
    """The map of the demo; reading it takes longer than storing it."""
    return map_from_yaml(MAP.read_text(encoding="utf-8"))


@dataclass(kw_only=True)
class AdminWorld:
    """``people`` of the demo are found by the right they ask for."""

    demo: DemoSummary
    desk: Client = field(default_factory=lambda: client_of("bea", "balie"))
    officer: Client = field(default_factory=lambda: client_of("piet", "privacy-officer"))
    auditor: Client = field(default_factory=lambda: client_of("anna", "auditor"))

    def load_map(self) -> None:
        datamap = demo_map()
        load_map(datamap=datamap, at=timezone.now())
        check_source(name=datamap.name, at=timezone.now())

    def received(self, right: Right = Right.ERASURE) -> SubjectRequest:
        """A request that the desk received through its form."""
        person = self.demo.person(right.value)
        lines = {
            f"identifier-{place}-{name}": text
            for place, pair in enumerate(person.identifiers)
            for name, text in zip(("kind", "value"), pair, strict=True)
        }
        count = len(person.identifiers)
        self.desk.post(reverse("admin:subjects_subjectrequest_add"), form_data(right, lines, count), follow=True)
        return SubjectRequest.objects.latest("id")

    def press(self, client: Client, request: SubjectRequest, verb: str, **data: object) -> list[tuple[str, str]]:
        """Press a button; the messages of the page that follows, as (level, text). ``request`` is read again."""
        answer = client.post(do(request, verb), data, follow=True)
        assert answer.status_code == 200
        request.refresh_from_db()
        return [(message.level_tag, str(message)) for message in answer.context["messages"]]

    def located(self, right: Right = Right.ERASURE) -> SubjectRequest:
        """A request whose open candidates were decided: they are somebody else."""
        request = self.received(right)
        self.press(self.desk, request, "identify", method="login")
        self.press(self.desk, request, "locate")
        for one in request.candidates.filter(status=CandidateStatus.OPEN):
            self.press(self.desk, request, "decide", number=one.number, is_subject="no")
        return request

    def planned(self, right: Right = Right.ERASURE) -> SubjectRequest:
        request = self.located(right)
        self.press(self.desk, request, "plan")
        return request

    def approved(self, right: Right = Right.ERASURE) -> SubjectRequest:
        request = self.planned(right)
        self.press(self.officer, request, "approve", sha256=request.plans.get().sha256)
        return request

    def executed(self, right: Right = Right.ERASURE) -> SubjectRequest:
        request = self.approved(right) if right.rewrites else self.planned(right)
        self.press(self.desk, request, "run")
        work(request)
        return request


def form_data(right: Right, lines: dict[str, str], count: int) -> dict[str, Any]:
    """What the form of a new request sends."""
    return {
        "right": right.value,
        "received_on": timezone.localdate().isoformat(),
        "channel": "desk",
        "wording": "Graag weg ermee",
        "identifier-TOTAL_FORMS": str(count),
        "identifier-INITIAL_FORMS": "0",
        **lines,
    }


def work(request: SubjectRequest) -> None:
    """Do what a worker would do, until nothing is left or the request is blocked."""
    for kind in (StepKind.REWRITE, StepKind.EXPORT, StepKind.RENDER):
        for step in Step.objects.filter(plan__request=request, kind=kind, status=StepStatus.PENDING):
            run_step(step_id=step.pk, worker="test", clock=timezone.now)
            request.refresh_from_db()
            if request.status == Status.BLOCKED:
                return


def page(request: SubjectRequest) -> str:
    return reverse("admin:subjects_subjectrequest_change", args=[request.pk])


def do(request: SubjectRequest, verb: str) -> str:
    return reverse("admin:subjects_subjectrequest_do", args=[request.pk, verb])
