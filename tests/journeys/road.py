"""A request on its road in a test: the same verbs that the commands call, with the steps done in this process."""

import datetime as dt
import io
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import sqlalchemy as sa
from django.contrib.auth.models import User

from registers.actions.datamaps import load_map
from registers.actions.documents import document_store
from registers.choices import DocumentKind, IdentifierKind
from registers.datamap import DataMap, map_from_yaml
from registers.models import Document
from subjects.actions import intake, locating, planning, running
from subjects.choices import IdentificationMethod, Right, StepKind, StepStatus
from subjects.errors import StepAlreadyDone, StepTaken
from subjects.models import Plan, Step, SubjectRequest

NOON = dt.time(12, tzinfo=dt.UTC)
Rows = dict[str, list[tuple[Any, ...]]]


def noon(year: int, month: int, day: int) -> dt.datetime:
    """A moment on that day."""
    return dt.datetime.combine(dt.date(year, month, day), NOON)


@dataclass(kw_only=True)
class Road:
    """The users, the moment, and the verbs in short."""

    planner: User
    approver: User
    at: dt.datetime = field(default_factory=lambda: noon(2026, 11, 16))

    def load(self, datamap: DataMap | Path) -> DataMap:
        if isinstance(datamap, Path):
            datamap = map_from_yaml(datamap.read_text(encoding="utf-8"))
        load_map(datamap=datamap, at=self.at)
        return datamap

    def open(self, right: Right, **identifiers: str | int) -> SubjectRequest:
        """A request that was received and identified."""
        request = intake.receive(
            intake=intake.Intake(
                right=right,
                received_on=self.at.date(),
                identifiers=[(IdentifierKind(kind), str(value)) for kind, value in identifiers.items()],
            ),
            at=self.at,
        )
        intake.identify(request=request, method=IdentificationMethod.FACTS, actor=self.planner, at=self.at)
        return request

    def locate(self, request: SubjectRequest) -> SubjectRequest:
        locating.locate(request=request, at=self.at)
        return request

    def decide(self, request: SubjectRequest, number: int, *, is_subject: bool) -> None:
        locating.decide(request=request, number=number, is_subject=is_subject, actor=self.planner, at=self.at)

    def plan(self, request: SubjectRequest) -> Plan:
        return planning.plan(request=request, at=self.at)

    def approve(self, request: SubjectRequest) -> None:
        planning.approve(request=request, actor=self.approver, at=self.at)

    def planned(self, right: Right, **identifiers: str | int) -> SubjectRequest:
        """A request that is ready to run."""
        request = self.locate(self.open(right, **identifiers))
        if right.rewrites:
            return self.replanned(request)
        self.plan(request)
        return request

    def replanned(self, request: SubjectRequest) -> SubjectRequest:
        """The same with a new plan, approved."""
        self.plan(request)
        self.approve(request)
        return request

    def run(self, request: SubjectRequest, *, prove: bool = True) -> SubjectRequest:
        """Do the steps; without ``prove`` only those in the sources."""
        running.start(request=request, at=self.at)
        self.work(StepKind.values if prove else [StepKind.REWRITE, StepKind.EXPORT])
        request.refresh_from_db()
        return request

    def work(self, kinds: Sequence[str] = StepKind.values) -> None:
        """Do what a worker does, until no step moves any more."""
        moved = 1
        while moved:
            waiting = Step.objects.filter(status=StepStatus.PENDING, kind__in=kinds).order_by("pk")
            moved = sum(self._step(step.pk) for step in waiting)

    def _step(self, step_id: int) -> bool:
        try:
            running.run_step(step_id=step_id, worker="test", clock=lambda: self.at)
        except (StepTaken, StepAlreadyDone):
            return False
        return Step.objects.get(pk=step_id).status == StepStatus.DONE

    def carry_out(self, right: Right, *, prove: bool = True, **identifiers: str | int) -> SubjectRequest:
        """From receipt to documents."""
        return self.run(self.planned(right, **identifiers), prove=prove)


def documents_of(request: SubjectRequest) -> dict[DocumentKind, bytes]:
    """The documents of a request, by kind."""
    store = document_store()
    return {
        DocumentKind(one.kind): store.get(one.sha256)
        for one in Document.objects.filter(case=request.case, purged_at=None).order_by("id")
    }


def rows_by_table(url: str) -> Rows:
    """Every row of every table of a database, as text that shows each type, sorted."""
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    quote = engine.dialect.identifier_preparer.quote
    with engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
        found = {
            name: sorted((tuple(row) for row in connection.execute(sa.text(f"SELECT * FROM {quote(name)}"))), key=repr)
            for name in names
        }
    engine.dispose()
    return found


def difference(before: Rows, after: Rows) -> Rows:
    """The rows of ``before`` that are not there unchanged in ``after``, by table; only tables with such rows."""
    gone: Rows = {}
    for table, rows in before.items():
        left = set(after[table])
        gone[table] = [row for row in rows if row not in left]
    return {table: rows for table, rows in gone.items() if rows}


def text_of(pdf: bytes) -> str:
    """What somebody reads in a PDF, and what a machine reads in the JSON inside it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        attached = [one.get_file().read_bytes().decode() for one in document.attachments.values()]
    shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return "\n".join([shown.decode(), *attached])
