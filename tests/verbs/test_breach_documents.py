"""The breach register and an incident on paper: the same bytes whenever asked, true about that day, kept once."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pytest_django import Settings

from registers.actions import breaches as verbs
from registers.actions.breach_documents import breaches_on_paper, hand_out, incident_on_paper
from registers.actions.breaches import Sent
from registers.actions.documents import recognise
from registers.breach_selectors import incident_of
from registers.choices import DocumentKind, EvidenceKind
from registers.documents.papers import Paper, write_paper
from registers.errors import MomentAhead
from registers.incidents.incident import Asked
from registers.models import Breach, ClientProcessing, Document, EvidenceEntry, Party, ProcessingActivity
from registers.register_choices import BreachRisk
from tests.verbs.register_office import Office, later, make

pytestmark = pytest.mark.django_db
AWARE = later(days=10)
NOW = later(days=30)


@pytest.fixture(autouse=True)
def var(settings: Settings, tmp_path: Path) -> Path:
    changes = {"var_dir": tmp_path, "documents_dir": tmp_path / "documents", "signing_key_file": None}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=changes)
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def office() -> Office:
    return Office()


def question(office: Office) -> Asked:
    return Asked(at=later(days=9), aware_at=AWARE, supplier=str(office.supplier.uid))


def opened(office: Office) -> Breach:
    found = incident_of(question(office), now=AWARE)
    return verbs.open_breach(title="Opnamen bij belpartner", found=found, actor=office.anna, at=AWARE)


def told(paper: Paper) -> str:
    """All words of the sheets and the front."""
    sections = [*paper.front, *(section for sheet in paper.sheets for section in sheet.sections)]
    words = [sheet.heading + sheet.version.text for sheet in paper.sheets]
    words += [f"{field.label}: {field.value.text}" for section in sections for field in section.fields]
    words += [note.text for section in sections for note in section.notes]
    rows = [row for section in sections for table in section.tables for row in table.rows]
    return "\n".join([*words, *(said.text for row in rows for cell in row for said in cell)])


def unsigned(paper: Paper, target: Path) -> bytes:
    write_paper(paper, target=target)
    return target.read_bytes()


def test_the_breach_register_of_a_day_stays_byte_for_byte(office: Office, var: Path) -> None:
    breach = opened(office)
    before = unsigned(breaches_on_paper(of=later(days=11), at=NOW), var / "before.pdf")

    verbs.assess_breach(breach=breach, risk=BreachRisk.HIGH, reason="Gezondheid", actor=office.anna, at=later(days=12))

    assert unsigned(breaches_on_paper(of=later(days=11), at=NOW), var / "after.pdf") == before
    assert "Gezondheid" not in told(breaches_on_paper(of=later(days=11), at=NOW))
    assert "Gezondheid" in told(breaches_on_paper(of=later(days=13), at=NOW))


def test_every_decision_with_its_reason_is_on_the_sheet(office: Office) -> None:
    breach = opened(office)
    by: dict[str, Any] = {"actor": office.anna, "at": later(days=15)}
    verbs.assess_breach(breach=breach, risk=BreachRisk.RISK, reason="Namen en nummers", **by)
    sent: dict[str, Any] = {
        "sent": Sent(sent_at=later(days=15), reference="AP-7"),
        "delay_reason": "Het onderzoek liep",
    }
    verbs.report_breach(breach=breach, **sent, **by)
    verbs.follow_up(breach=breach, sent=Sent(sent_at=later(days=15)), told="Aantal nu bekend", **by)

    words = told(breaches_on_paper(of=later(days=16), at=NOW))

    for word in ("DL-2026-001", "V-001 Klantcontact", "Namen en nummers", "AP-7", "Het onderzoek liep", "Aantal nu"):
        assert word in words


def test_what_nobody_decided_is_said_and_not_left_out(office: Office) -> None:
    opened(office)

    (sheet,) = breaches_on_paper(of=later(days=11), at=NOW).sheets

    missing = {field.label for section in sheet.sections for field in section.fields if field.value.missing}
    assert {"Gevolgen", "Risico voor mensen"} <= missing
    assert sheet.version.missing


def test_a_client_is_named_with_its_term(office: Office) -> None:
    client = make(Party, name="Opdrachtgever")
    desk = make(ProcessingActivity, number="V-002", name="Balie", role="processor", organisation=office.own)
    make(ClientProcessing, activity=desk, party=client)
    found = incident_of(Asked(at=AWARE, aware_at=AWARE), now=AWARE)
    verbs.open_breach(title="Bij ons", found=found, actor=office.anna, at=later(days=10))

    paper = breaches_on_paper(of=NOW, at=NOW)

    assert "Opdrachtgever" in told(paper)


def test_an_empty_register_is_a_document_too(office: Office, var: Path) -> None:
    made = hand_out(paper=breaches_on_paper(of=later(days=1), at=NOW), actor=office.anna, at=NOW)

    assert recognise(pdf=made.content).genuine
    assert made.filename == "datalekken-2026-03-03.pdf"


def test_the_signed_paper_is_kept_once_and_every_reading_is_a_fact(office: Office, var: Path) -> None:
    opened(office)
    paper = breaches_on_paper(of=later(days=11), at=NOW)

    first, again = (hand_out(paper=paper, actor=office.anna, at=moment) for moment in (NOW, later(days=31)))

    document = Document.objects.get(kind=DocumentKind.BREACHES)
    assert first == again
    assert document.personal
    assert document.unsigned_sha256 == hashlib.sha256(unsigned(paper, var / "again.pdf")).hexdigest()
    assert EvidenceEntry.objects.filter(kind=EvidenceKind.DOCUMENT_READ, case=document.case).count() == 2


def test_the_attached_facts_are_what_the_hash_is_of(office: Office, var: Path) -> None:
    opened(office)
    paper = breaches_on_paper(of=later(days=11), at=NOW)

    made = hand_out(paper=paper, actor=None, at=NOW)

    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        attached = pdf.attachments["waarborg.json"].get_file().read_bytes()
    assert hashlib.sha256(attached).hexdigest() == paper.fingerprint
    assert json.loads(attached)["breaches"][0]["number"] == "DL-2026-001"


def test_an_incident_on_paper_names_what_it_touches_and_keeps_gaps_open(office: Office, var: Path) -> None:
    paper = incident_on_paper(asked=question(office), at=NOW)

    made = hand_out(paper=paper, actor=office.anna, at=NOW)

    assert recognise(pdf=made.content).genuine
    assert "V-001 Klantcontact" in told(paper)
    assert any(field.value.missing for sheet in paper.sheets for section in sheet.sections for field in section.fields)
    assert unsigned(paper, var / "1.pdf") == unsigned(incident_on_paper(asked=question(office), at=NOW), var / "2.pdf")


def test_a_moment_to_come_has_no_paper(office: Office) -> None:
    with pytest.raises(MomentAhead):
        breaches_on_paper(of=later(days=99), at=NOW)
    with pytest.raises(MomentAhead):
        incident_on_paper(asked=question(office), at=later(days=1))
