"""Call lists in the admin: give one, choose the column, see what came of it, fetch files and proof."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consents.actions.screening_runs import run_screening
from consents.choices import ScreeningStatus
from consents.models import ScreeningRun
from registers.models import Document
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office
from tests.verbs.screening_world import a_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An organisation that sells energy, with a document store of its own."""
    monkeypatch.setattr(settings.ENVIRONMENT, "documents_dir", tmp_path / "documents")
    return Office()


@pytest.fixture
def officer(client: Client) -> Client:
    """A privacy officer who is signed in."""
    user = User.objects.create_user("anna", is_staff=True)
    user.groups.add(Group.objects.get(name="privacy-officer"))
    client.force_login(user)
    return client


def give(client: Client, office: Office, content: bytes) -> ScreeningRun | None:
    told = {"sender": office.sender.pk, "purpose": office.offer.pk, "channel": "voice", "party": "unknown"}
    file = SimpleUploadedFile("lijst.csv", content)
    client.post(reverse("contact:lists"), {**told, "at": "2026-06-30T12:00", "file": file})
    return ScreeningRun.objects.first()


def done(client: Client, office: Office, *numbers: str) -> ScreeningRun:
    run = give(client, office, a_list(*numbers))
    assert run is not None
    client.post(reverse("contact:list-column", args=[run.uid]), {"column": "Telefoon"})
    run_screening(run_id=run.pk, clock=timezone.now)
    run.refresh_from_db()
    return run


def test_a_list_goes_from_upload_to_two_files_and_a_proof(office: Office, officer: Client) -> None:
    office.consented(SANNE, SANNE_MAIL)
    run = done(officer, office, "0612345678", "0687654321")

    page = officer.get(reverse("contact:list", args=[run.uid])).content.decode()
    allowed = officer.post(reverse("contact:list-allowed", args=[run.uid]))
    proof = officer.post(reverse("contact:list-proof", args=[run.uid]))

    assert "art. 11.7" in page
    assert "12345678" not in page
    assert b"0612345678" in b"".join(allowed.streaming_content)  # type: ignore[attr-defined]
    assert proof.content.startswith(b"%PDF")
    assert Document.objects.get().kind == "screening_proof"


def test_who_objects_after_the_page_was_shown_is_not_in_the_file(office: Office, officer: Client) -> None:
    office.consented(SANNE, SANNE_MAIL)
    run = done(officer, office, "0612345678")
    office.objected(SANNE_MAIL, at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC))

    allowed = officer.post(reverse("contact:list-allowed", args=[run.uid]))

    assert b"0612345678" not in b"".join(allowed.streaming_content)  # type: ignore[attr-defined]


def test_a_list_that_can_not_be_read_says_so_beside_the_file(office: Office, officer: Client) -> None:
    assert give(officer, office, b"0612345678\n") is None


def test_somebody_waits_or_cancels(office: Office, officer: Client) -> None:
    run = give(officer, office, a_list("0612345678"))
    assert run is not None
    officer.post(reverse("contact:list-column", args=[run.uid]), {"column": "Telefoon"})

    waiting = officer.get(reverse("contact:list", args=[run.uid])).content.decode()
    officer.post(reverse("contact:list-cancel", args=[run.uid]))

    run.refresh_from_db()
    assert reverse("contact:list-cancel", args=[run.uid]) in waiting
    assert run.status == ScreeningStatus.CANCELLED


def test_an_auditor_sees_what_came_of_a_list_and_fetches_no_numbers(office: Office, officer: Client) -> None:
    run = done(officer, office, "0612345678")
    auditor = User.objects.create_user("bram", is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    officer.force_login(auditor)

    page = officer.get(reverse("contact:list", args=[run.uid]))
    allowed = officer.post(reverse("contact:list-allowed", args=[run.uid]))

    assert (page.status_code, allowed.status_code) == (200, 403)


def test_a_file_is_not_fetched_by_an_address(office: Office, officer: Client) -> None:
    run = done(officer, office, "0612345678")

    assert officer.get(reverse("contact:list-allowed", args=[run.uid])).status_code == 302
