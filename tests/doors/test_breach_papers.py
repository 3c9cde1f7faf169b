"""The signed PDFs of breaches and incidents at the doors: who gets them, and that each reading is a fact."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.choices import DocumentKind, EvidenceKind
from registers.models import Document, EvidenceEntry, Party
from tests.doors.admin_world import client_of
from tests.doors.register_world import activity, officer, with_permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def piet(private_folders: Any) -> Client:
    Party.objects.create(name="Voorbeeld B.V.", own=True)
    activity()
    return officer()


def read(document: Document) -> int:
    """How often it was read, according to the log."""
    return EvidenceEntry.objects.filter(kind=EvidenceKind.DOCUMENT_READ, case=document.case).count()


def incident() -> str:
    """The address of a question about an incident with ourselves."""
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return reverse("register:incident-paper", query={"at": now, "aware_at": now})


def test_the_breach_register_is_handed_out_and_noted(piet: Client) -> None:
    answer = piet.post(reverse("register:breaches-paper"), {"date": timezone.localdate().isoformat()})

    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer.headers["cache-control"]
    assert read(Document.objects.get(kind=DocumentKind.BREACHES)) == 1


@pytest.mark.parametrize("day", ["2099-01-01", "gisteren", ""])
def test_a_day_that_says_nothing_is_a_message_and_no_paper(piet: Client, day: str) -> None:
    answer = piet.post(reverse("register:breaches-paper"), {"date": day})

    assert answer.status_code == 200
    assert not Document.objects.exists()


def test_an_incident_is_handed_out_only_on_request(piet: Client) -> None:
    looked, given = piet.get(incident()), piet.post(incident())

    assert looked.status_code == 405
    assert given.content.startswith(b"%PDF")
    assert read(Document.objects.get(kind=DocumentKind.INCIDENT)) == 1


def test_who_may_not_see_breaches_gets_them_nowhere(piet: Client) -> None:
    piet.post(reverse("register:breaches-paper"), {"date": timezone.localdate().isoformat()})
    document = Document.objects.get(kind=DocumentKind.BREACHES)
    place = reverse("admin:registers_document_download", args=[document.pk])

    refused = client_of("bea", "balie").get(place)
    elsewhere = with_permissions("klaas", "view_processingactivity").get(reverse("register:breaches-paper"))

    assert (refused.status_code, elsewhere.status_code, piet.get(place).status_code) == (403, 403, 200)
    assert read(document) == 2
