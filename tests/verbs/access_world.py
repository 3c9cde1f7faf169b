"""The demo database with one request for access, driven by the verbs; every file lies in a folder of the test."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import override_settings

from registers.actions.datamaps import load_map
from registers.choices import IdentifierKind
from registers.datamap import DataMap, map_from_yaml
from subjects.actions.intake import Intake, identify, receive
from subjects.actions.locating import decide, locate
from subjects.actions.mapping import check_source
from subjects.actions.planning import plan
from subjects.actions.running import run_step, start
from subjects.choices import CandidateStatus, IdentificationMethod, Right, StepKind
from subjects.demo.generating import generate
from subjects.demo.summary import DemoPerson, DemoSummary
from subjects.models import Step, SubjectRequest

AT = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
MAP = Path(__file__).parents[2] / "subjects" / "demo" / "datamap.yaml"


@dataclass(kw_only=True)
class AccessWorld:
    """A demo database, its map, and the person who asks."""

    var: Path
    demo: DemoSummary
    user: User

    @property
    def person(self) -> DemoPerson:
        return self.demo.person("access")

    def load(self, datamap: DataMap) -> None:
        load_map(datamap=datamap, at=AT)
        check_source(name=datamap.name, at=AT)

    def planned(self, *identifiers: tuple[str, str]) -> SubjectRequest:
        """A request up to its plan; candidates that a rule didn't decide are somebody else."""
        given = tuple((IdentifierKind(kind), text) for kind, text in identifiers or self.person.identifiers)
        request = receive(intake=Intake(right=Right.ACCESS, received_on=AT.date(), identifiers=given), at=AT)
        identify(request=request, method=IdentificationMethod.LOGIN, actor=self.user, at=AT)
        locate(request=request, at=AT)
        for candidate in request.candidates.filter(status=CandidateStatus.OPEN):
            mine = candidate.table == "customers" and [self.person.customer_id] in candidate.key
            decide(request=request, number=candidate.number, is_subject=mine, actor=self.user, at=AT)
        plan(request=request, at=AT, actor=self.user)
        return request

    def started(self) -> tuple[Step, Step]:
        """The steps of a new request: (reading, making documents)."""
        steps = {step.kind: step for step in start(request=self.planned(), at=AT, actor=self.user)}
        return steps[StepKind.EXPORT], steps[StepKind.RENDER]


def run(step: Step) -> None:
    run_step(step_id=step.pk, worker="test", clock=lambda: AT)


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> DemoSummary:
    folder = tmp_path_factory.mktemp("access")
    return generate(
        path=folder / "klanten.sqlite3", recordings=folder / "opnamen", customers=60, seed=3, today=AT.date()
    )


@contextmanager
def world_in(folder: Path, demo: DemoSummary) -> Iterator[AccessWorld]:
    """Settings, addresses of the demo, its map and a user; needs a database."""
    environment = settings.ENVIRONMENT.model_copy(
        update={"var_dir": folder, "evidence_key_file": None, "documents_dir": None}
    )
    with override_settings(VAR_DIR=folder, ENVIRONMENT=environment), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEMO_DATABASE_URL", f"sqlite:///{demo.database}")
        patch.setenv("DEMO_FILES", str(demo.recordings))
        made = AccessWorld(var=folder, demo=demo, user=User.objects.create(username="balie"))
        made.load(map_from_yaml(MAP.read_text(encoding="utf-8")))
        yield made


@pytest.fixture
def world(db: None, demo_database: DemoSummary, tmp_path: Path) -> Iterator[AccessWorld]:
    with world_in(tmp_path / "var", demo_database) as made:
        yield made
