"""Requests for proof of consent in the admin: taken in, watched by a clock of five working days, answered, fetched."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consents.models import ProofRequest
from registers.models import Document, EvidenceEntry
from tests.doors.admin_world import client_of
from tests.journeys.road import text_of
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
LIST = "admin:consents_proofrequest_changelist"


@pytest.fixture
def office(private_folders: Any) -> Office:
    """An organisation that has a consent of Sanne."""
    made = Office()
    made.consented(SANNE, SANNE_MAIL)
    return made


@pytest.fixture
def desk(db: None) -> Client:
    """Somebody at the desk."""
    return client_of("gert", "balie")


def receive(client: Client, **given: object) -> Any:
    told = {"email": "sanne@example.nl", "method": "email", "received_on": timezone.localdate().isoformat(), **given}
    return client.post(reverse("admin:consents_proofrequest_add"), told)


def due(client: Client, days: int) -> str:
    """The list with a request whose last day is so many days away."""
    ProofRequest.objects.update(
        due=timezone.localdate() + dt.timedelta(days=days), received_on=timezone.localdate() - dt.timedelta(days=90)
    )
    return client.get(reverse(LIST)).content.decode()


def test_the_desk_takes_a_request_in_and_of_the_value_only_its_kind_is_kept(office: Office, desk: Client) -> None:
    answer = receive(desk)

    request = ProofRequest.objects.get()
    assert answer.url == reverse("admin:consents_proofrequest_change", args=[request.pk])
    assert (request.kinds, request.person is not None) == (["email"], True)
    assert request.due > timezone.localdate()


@pytest.mark.parametrize(
    ("days", "tone", "words"),
    [(-2, "late", ("late", "2 days late")), (1, "soon", ("soon", "1 day left")), (4, "fine", ("in time", "4 days"))],
)
def test_the_clock_is_told_in_a_word_a_colour_and_days(
    office: Office, desk: Client, days: int, tone: str, words: tuple[str, str]
) -> None:
    receive(desk)

    page = due(desk, days)

    assert f"wb-badge wb-{tone}" in page
    assert all(word in page for word in words)


def test_the_list_is_filtered_by_the_clock(office: Office, desk: Client) -> None:
    receive(desk)
    due(desk, -3)

    found = {word: len(desk.get(reverse(LIST), {"clock": word}).context["cl"].result_list) for word in ("late", "soon")}

    assert found == {"late": 1, "soon": 0}


def test_the_proof_is_made_once_and_fetched_with_a_note(office: Office, desk: Client) -> None:
    receive(desk)
    request = ProofRequest.objects.get()
    answer = reverse("admin:consents_proofrequest_answer", args=[request.pk])

    for _twice in range(2):
        desk.post(answer)

    document = Document.objects.get()
    content = desk.get(reverse("admin:registers_document_download", args=[document.pk])).getvalue()
    assert "Mogen wij u benaderen (voice)? v1" in text_of(content)
    assert "answered in time" in desk.get(reverse(LIST)).content.decode()


def test_somebody_who_is_not_known_gets_an_answer_too(office: Office, desk: Client) -> None:
    receive(desk, email="wie@example.nl")

    desk.post(reverse("admin:consents_proofrequest_answer", args=[ProofRequest.objects.get().pk]))

    assert ProofRequest.objects.get().answered_at is not None


@pytest.mark.parametrize("wrong", [{"email": ""}, {"email": "x"}, {"received_on": "2999-01-01"}])
def test_what_can_not_be_taken_in_is_said(office: Office, desk: Client, wrong: dict[str, str]) -> None:
    page = receive(desk, **wrong)

    assert page.status_code == 200 and page.context["form"].errors
    assert not ProofRequest.objects.exists()


def test_the_auditor_reads_and_changes_nothing(office: Office, desk: Client) -> None:
    receive(desk)
    auditor = client_of("aad", "auditor")
    request = ProofRequest.objects.get()

    seen = auditor.get(reverse(LIST)).status_code
    refused = [receive(auditor), auditor.post(reverse("admin:consents_proofrequest_answer", args=[request.pk]))]

    assert (seen, [page.status_code for page in refused]) == (200, [403, 403])


def test_a_team_lead_fetches_what_they_made_and_no_other_document(office: Office, desk: Client) -> None:
    lead = client_of("tess", "teamleider")
    receive(lead)
    request = ProofRequest.objects.get()
    fetch = reverse("admin:consents_proofrequest_fetch", args=[request.pk])
    lead.post(reverse("admin:consents_proofrequest_answer", args=[request.pk]))

    page = lead.get(reverse("admin:consents_proofrequest_change", args=[request.pk])).content.decode()
    read = EvidenceEntry.objects.filter(kind="document.read").count()
    answer = lead.post(fetch)

    assert fetch in page
    assert answer.content.startswith(b"%PDF") and "no-store" in answer["Cache-Control"]
    assert EvidenceEntry.objects.filter(kind="document.read").count() == read + 1
    assert lead.get(reverse("admin:registers_document_change", args=[Document.objects.get().pk])).status_code == 403
    assert client_of("aad", "auditor").post(fetch).status_code == 403


def test_who_may_not_have_a_document_gets_no_link_to_it(office: Office, desk: Client) -> None:
    receive(desk)
    desk.post(reverse("admin:consents_proofrequest_answer", args=[ProofRequest.objects.get().pk]))
    address = reverse("admin:registers_document_change", args=[Document.objects.get().pk])
    link = reverse("admin:registers_document_download", args=[Document.objects.get().pk])

    shown = {who: link in client_of(who, who).get(address).content.decode() for who in ("balie", "auditor")}

    assert shown == {"balie": True, "auditor": False}
