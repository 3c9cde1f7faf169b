"""Files of the register: what was asked, with permission, kept by no cache, and a fact in the evidence log."""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.actions.downloading import make_document
from registers.actions.revising import LARGE
from registers.book.book import WHOLE
from registers.models import Document, EvidenceEntry, ProcessingActivity, ProcessorAgreement
from tests.doors.register_world import activity, agreement, messages_of, officer, with_permissions

pytestmark = pytest.mark.django_db
BEGINNINGS = {"pdf": b"%PDF-", "xlsx": b"PK", "ods": b"PK", "csv": b"PK", "json": b"{"}


@pytest.fixture
def piet(private_folders: Any) -> Client:
    """The privacy officer."""
    return officer()


def page(kind: str, uid: object) -> str:
    return reverse("register:download", args=[kind, uid])


def asked(form: str, **given: str) -> dict[str, str]:
    return {"form": form, "date": timezone.localdate().isoformat(), **given}


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv", "json"])
def test_the_register_is_downloaded_and_that_is_a_fact(piet: Client, form: str) -> None:
    activity(lines=2)

    answer = piet.post(page("register", WHOLE), asked(form))

    facts = json.loads(EvidenceEntry.objects.get(kind="document.read").body)["facts"]
    assert answer.content.startswith(BEGINNINGS[form])
    assert answer.headers["content-disposition"].startswith('attachment; filename="verwerkingsregister-')
    assert "no-store" in answer.headers["cache-control"]
    assert facts["sha256"] == hashlib.sha256(answer.content).hexdigest()


def test_an_activity_is_downloaded_as_a_signed_document(piet: Client) -> None:
    made = activity(lines=2)

    answer = piet.post(page("activity", made.uid), asked("pdf"))

    assert answer.content.startswith(BEGINNINGS["pdf"])
    assert EvidenceEntry.objects.filter(kind="document.issued", case=made.uid).exists()
    assert EvidenceEntry.objects.filter(kind="document.read", case=made.uid).exists()


def test_an_agreement_is_downloaded_as_a_signed_document(piet: Client) -> None:
    agreement(covers=activity())

    answer = piet.post(page("agreement", ProcessorAgreement.objects.get().uid), asked("pdf"))

    assert answer.content.startswith(BEGINNINGS["pdf"])


def test_what_a_record_has_no_file_of_is_not_offered(piet: Client) -> None:
    made = agreement()

    answer = piet.post(page("agreement", made.uid), asked("xlsx"))

    assert answer.status_code == 200
    assert answer.context["form"].errors["form"]


def test_a_day_that_has_not_come_is_a_message(piet: Client) -> None:
    answer = piet.post(page("register", WHOLE), {"form": "json", "date": "2099-01-01"}, follow=True)

    assert messages_of(answer)
    assert not EvidenceEntry.objects.filter(kind="document.read").exists()


def test_the_document_of_a_large_register_is_made_in_the_background(
    piet: Client, django_capture_on_commit_callbacks: Any
) -> None:
    rows = [ProcessingActivity(number=f"V-{number}", name="Bellen") for number in range(LARGE + 1)]
    ProcessingActivity.objects.bulk_create(rows)

    with django_capture_on_commit_callbacks() as callbacks:
        answer = piet.post(page("register", WHOLE), asked("pdf"))

    assert answer.headers["location"].startswith(reverse("admin:registers_document_changelist"))
    assert len(callbacks) == 1


def test_a_worker_makes_the_document_that_a_message_asks_for(piet: Client) -> None:
    activity(lines=1)
    now = timezone.now()

    made = make_document(kind="register", uid=WHOLE, of=now.isoformat(), role="controller", at=now)

    assert Document.objects.get() == made
    assert made.kind == "register"


def test_who_may_not_see_the_register_downloads_nothing(piet: Client) -> None:
    nobody = with_permissions("klaas", "view_document")

    assert nobody.post(page("register", WHOLE), asked("json")).status_code == 403
    assert not EvidenceEntry.objects.filter(kind="document.read").exists()


@pytest.mark.parametrize(
    ("asked_for", "proposed"), [("2026-03-04", "2026-03-04"), ("2026-02-31", ""), ("gisteren", ""), ("", "")]
)
def test_a_download_proposes_the_day_that_its_address_names(piet: Client, asked_for: str, proposed: str) -> None:
    answer = piet.get(page("activity", activity().uid), {"date": asked_for})

    first = answer.context["form"].initial["date"].isoformat()
    assert first == (proposed or timezone.localdate().isoformat())


def test_what_was_read_as_of_a_day_is_downloaded_and_compared_from_there(piet: Client) -> None:
    made = activity()
    today = timezone.localdate().isoformat()

    shown = piet.get(reverse("register:as-of", args=["activity", made.uid])).content.decode()

    assert f'href="{page("activity", made.uid)}?date={today}"' in shown
    assert f'href="{reverse("register:compare", args=["activity", made.uid])}?since={today}"' in shown
