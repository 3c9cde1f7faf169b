"""The page of consents that end soon: whom to ask as a file, a count that names nobody, and who may have it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consents.choices import EventKind
from registers.models import EvidenceEntry
from tests.doors.admin_world import client_of
from tests.doors.register_world import messages_of
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
PAGE = "contact:renewals"


@pytest.fixture
def lead(private_folders: object) -> Client:
    """A team lead, while a consent ends within two months."""
    office = Office()
    until = timezone.localdate() + dt.timedelta(days=20)
    (event,) = office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, valid_until=until)
    office.say(EventKind.VERIFIED, refers_to=event.uid)
    return client_of("tess", "teamleider")


def test_a_team_lead_gets_the_file_and_that_is_a_fact(lead: Client) -> None:
    shown = lead.get(reverse(PAGE)).content.decode()
    answer = lead.post(reverse(PAGE), {"do": "file"})

    assert 'value="file"' in shown
    assert "12345678" not in shown
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    assert b"+31612345678" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert EvidenceEntry.objects.filter(body__contains='"part":"renewals"').exists()


def test_counting_names_nobody(lead: Client) -> None:
    (told,) = messages_of(lead.post(reverse(PAGE), {"do": "count"}, follow=True))

    assert "Consents that end soon: 1." in str(told)
    assert not EvidenceEntry.objects.filter(body__contains='"part":"renewals"').exists()


def test_an_auditor_sees_the_list_and_gets_no_numbers(lead: Client) -> None:
    auditor = client_of("anna", "auditor")

    page = auditor.get(reverse(PAGE))

    assert 'value="file"' not in page.content.decode()
    assert auditor.post(reverse(PAGE), {"do": "file"}).status_code == 403
