"""Call lists in the admin: give one, choose the column, see what came of it, fetch files and proof."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consents.actions.screening_runs import run_screening
from consents.choices import ScreeningStatus
from consents.models import ScreeningRun
from registers.models import Document
from tests.verbs.a_real_list import CUSTOMERS, number, people
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
    return done_with(client, office, a_list(*numbers))


def done_with(client: Client, office: Office, content: bytes) -> ScreeningRun:
    run = give(client, office, content)
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


def lead(client: Client) -> None:
    """A team lead signs in."""
    user = User.objects.create_user("tess", is_staff=True)
    user.groups.add(Group.objects.get(name="teamleider"))
    client.force_login(user)


def again(client: Client, run: ScreeningRun, at: str) -> ScreeningRun:
    client.post(reverse("contact:list-again", args=[run.uid]), {"at": at})
    other = ScreeningRun.objects.exclude(pk=run.pk).get()
    run_screening(run_id=other.pk, clock=timezone.now)
    return other


def test_a_team_lead_reads_why_june_and_july_differ(office: Office, officer: Client) -> None:
    lead(officer)
    run = done_with(officer, office, people(office))
    office.objected(f"phone={number(CUSTOMERS)}", at=dt.datetime(2026, 6, 30, 15, tzinfo=dt.UTC))
    other = again(officer, run, "2026-07-01T12:00")

    shown = officer.get(reverse("contact:list", args=[run.uid])).content.decode()
    page = officer.get(reverse("contact:list-compare", args=[other.uid, run.uid])).content.decode()

    assert reverse("contact:list-compare", args=[run.uid, other.uid]) in shown
    assert f'<th scope="row">{CUSTOMERS}</th>' in page
    assert "uitzondering voor klanten is op 1 juli 2026 vervallen" in page
    assert reverse("contact:ruleset", args=["NL-V-3"]) in page
    assert page.count("Er gelden andere regels") == page.count("kwam er verzet") == 1
    assert number(0) not in page


def test_comparing_asks_no_more_of_the_database_for_a_longer_list(office: Office, officer: Client) -> None:
    counts = []
    for content in (a_list(number(0)), people(office)):
        ScreeningRun.objects.all().delete()
        run = done_with(officer, office, content)
        address = reverse("contact:list-compare", args=[run.uid, again(officer, run, "2026-07-01T12:00").uid])
        officer.get(address)
        with CaptureQueriesContext(connection) as queries:
            officer.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_a_moment_that_is_none_is_said_beside_it(office: Office, officer: Client) -> None:
    run = done(officer, office, "0612345678")

    page = officer.post(reverse("contact:list-again", args=[run.uid]), {"at": "morgen"}).content.decode()

    assert 'value="morgen"' in page
    assert "errorlist" in page
    assert ScreeningRun.objects.count() == 1


def test_two_lists_that_differ_are_not_laid_side_by_side(office: Office, officer: Client) -> None:
    run = done(officer, office, "0612345678")
    other = done(officer, office, "0687654321")

    page = officer.get(reverse("contact:list-compare", args=[run.uid, other.uid]))
    itself = officer.get(reverse("contact:list-compare", args=[run.uid, run.uid]))

    assert "errornote" in page.content.decode()
    assert itself.status_code == 404


def test_the_desk_compares_no_lists(office: Office, officer: Client) -> None:
    run = done(officer, office, "0612345678")
    user = User.objects.create_user("dora", is_staff=True)
    user.groups.add(Group.objects.get(name="balie"))
    officer.force_login(user)

    page = officer.get(reverse("contact:list-compare", args=[run.uid, run.uid]))

    assert page.status_code == 403
