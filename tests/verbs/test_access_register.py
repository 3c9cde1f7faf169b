"""An inzage takes the eight items of art. 15(1) from the register, for the activities with data of the person."""

import datetime as dt
import io
import json
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from django.contrib.auth.models import User

from registers.actions.documents import document_store
from registers.book.book import WHOLE
from registers.book.records import Activity
from registers.book_selectors import read_book
from registers.models import Document, Line, Party, ProcessingActivity, Purpose, RegisterVersion, RetentionRule
from registers.register_choices import Answer, RecordKind
from subjects.actions.reporting import access_report
from tests.verbs.access_world import AT, AccessWorld, demo_database, run, world  # noqa: F401


@pytest.fixture
def register(db: None) -> ProcessingActivity:
    """The register knows two activities: one in which the person is, and one in which nobody is."""
    own = Party.objects.create(name="Testwinkel B.V.", own=True)
    said = {"organisation": own, "recipients": Answer.NO, "transfers": Answer.NO, "automated": Answer.NO}
    activity = ProcessingActivity.objects.create(number="VA-001", name="Klantbeheer", **said)
    ProcessingActivity.objects.create(number="VA-002", name="Cameratoezicht", **said)
    purpose = Purpose.objects.create(activity=activity, text="Uw account bijhouden", basis="6(1)(b)")
    rule = RetentionRule.objects.create(name="Klanten", months=24, start_event="uw laatste bestelling")
    Line.objects.create(
        activity=activity, subjects="Klanten", category="contact", purpose=purpose, retention=rule, origin="subject"
    )
    return activity


def signed(activity: ProcessingActivity, *, at: dt.datetime) -> RegisterVersion:
    about = read_book().about(RecordKind.ACTIVITY, str(activity.uid))
    people = [User.objects.create(username=name) for name in ("opsteller", "vaststeller")]
    return RegisterVersion.objects.create(
        record_kind=RecordKind.ACTIVITY,
        record=activity.uid,
        number=1,
        title=about.get(Activity, str(activity.uid)).name,
        body=about.as_json(),
        sha256=about.sha256,
        offered_by=people[0],
        signed_by=people[1],
        at=at,
    )


def signed_with_all(activity: ProcessingActivity, *, at: dt.datetime) -> RegisterVersion:
    """The whole register in one version, as somebody signs it who does not sign activity by activity."""
    own = signed(activity, at=at)
    about = read_book().about(RecordKind.REGISTER, WHOLE)
    facts = {"title": "Register", "body": about.as_json(), "sha256": about.sha256, "number": 4}
    people = {"offered_by": own.offered_by, "signed_by": own.signed_by}
    later = at + dt.timedelta(hours=1)
    return RegisterVersion.objects.create(
        record_kind=RecordKind.REGISTER, record=UUID(WHOLE), at=later, **facts, **people
    )


def report_of(world: AccessWorld) -> bytes:  # noqa: F811
    export, render = world.started()
    run(export)
    run(render)
    document = Document.objects.get(case=export.plan.request.case, kind="access_report")
    return document_store().get(document.sha256)


def summary_of(pdf: bytes) -> dict[str, Any]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        activities = json.loads(opened.attachments["waarborg.json"].get_file().read_bytes())["activities"]
    return {activity["name"]: activity["register"] for activity in activities}


def test_the_report_answers_from_the_register_and_names_its_version(
    world: AccessWorld,  # noqa: F811
    register: ProcessingActivity,
    tmp_path: Path,
) -> None:
    version = signed(register, at=AT - dt.timedelta(days=1))

    pdf = report_of(world)

    (tmp_path / "report.pdf").write_bytes(pdf)
    text = subprocess.run(
        ["pdftotext", tmp_path / "report.pdf", "-"], check=True, capture_output=True, text=True
    ).stdout
    told = {"number": "VA-001", "version": 1, "whole": False, "sha256": version.sha256}
    assert summary_of(pdf)["Klantbeheer"] == told
    assert summary_of(pdf)["Klantenservice"] is None
    assert "Cameratoezicht" not in text
    for words in ("Uw account bijhouden", "6 lid 1 onder b", "2 jaar", "uw laatste bestelling", "VA-001, versie 1"):
        assert words in " ".join(text.split())


def test_what_was_signed_counts_and_not_what_was_changed_since(
    world: AccessWorld,  # noqa: F811
    register: ProcessingActivity,
) -> None:
    signed(register, at=AT - dt.timedelta(days=1))
    Purpose.objects.update(text="Iets heel anders")
    export, render = world.started()
    run(export)

    report = access_report(plan=render.plan, extracts=_extracts(render), at=AT)

    (told,) = [one for one in report.activities if one.name == "Klantbeheer"]
    assert told.information.purposes == "Uw account bijhouden"


def test_a_draft_is_said_to_be_a_draft(world: AccessWorld, register: ProcessingActivity) -> None:  # noqa: F811
    assert summary_of(report_of(world))["Klantbeheer"]["version"] == 0


def _extracts(render: Any) -> Any:
    from subjects.actions.reporting import extracts_of

    return extracts_of(render.plan)


def test_what_was_signed_with_the_whole_register_counts_too(
    world: AccessWorld,  # noqa: F811
    register: ProcessingActivity,
) -> None:
    version = signed_with_all(register, at=AT - dt.timedelta(days=1))

    told = summary_of(report_of(world))["Klantbeheer"]

    assert told == {"number": "VA-001", "version": 4, "whole": True, "sha256": version.sha256}
