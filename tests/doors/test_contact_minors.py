"""Minors at the desk: their age is noted, and a consent counts only with what a parent or guardian said (art. 8)."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consents.choices import EventKind
from consents.models import Authorisation, ConsentEvent, Person
from registers.models import EvidenceEntry
from tests.doors.admin_world import client_of
from tests.doors.test_contact_desk import MAIL, ask, asked, said, say
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
PARENT = "0687654321"


@pytest.fixture
def office(private_folders: Any) -> Office:
    """An organisation that sells energy."""
    return Office()


@pytest.fixture
def desk(db: None) -> Client:
    """Somebody at the desk."""
    return client_of("gert", "balie")


@pytest.fixture
def child(office: Office) -> Person:
    """Somebody of twelve, whom the ledger knows."""
    person = office.say(EventKind.REQUESTED, SANNE, SANNE_MAIL)[0].person
    person.minor_until = timezone.localdate() + dt.timedelta(days=4 * 365)
    person.save()
    return person


def consented(office: Office, **more: object) -> dict[str, object]:
    """A yes of the child, with what the parent said."""
    text = {"text": office.texts["voice"].pk, "rep_method": "phone"}
    return said(office, "consent", **text, **more) | {"email": MAIL}


def test_the_age_is_noted_and_of_the_birth_nothing_is_kept(office: Office, desk: Client) -> None:
    born = timezone.localdate() - dt.timedelta(days=12 * 365)

    page = say(desk, "age", said(office, "age", born_on=born.isoformat(), country="NL"))

    person = Person.objects.get()
    assert person.minor_until is not None and person.minor_until.year == born.year + 16
    assert "counts only with that of a parent or guardian" in page.content.decode()
    assert born.isoformat() not in "".join(EvidenceEntry.objects.values_list("body", flat=True))


def test_without_a_parent_the_consent_of_a_child_is_not_taken(office: Office, desk: Client, child: Person) -> None:
    page = say(desk, "consent", consented(office))

    assert not ConsentEvent.objects.filter(kind=EventKind.GIVEN).exists()
    assert "of the parent or guardian" in page.content.decode()


def test_with_a_parent_it_is_taken_with_proof_of_who_spoke(office: Office, desk: Client, child: Person) -> None:
    proof = SimpleUploadedFile("ouder.pdf", b"%PDF-1.4 handtekening")

    say(desk, "consent", consented(office, rep_phone=PARENT, rep_proof=proof))

    said_by = Authorisation.objects.get()
    assert (said_by.event.person, said_by.event.kind) == (child, EventKind.GIVEN)
    assert said_by.representative != child and said_by.evidence_file
    assert "A parent or guardian is known." in ask(desk, asked(office, email=MAIL)).content.decode()


def test_the_child_itself_is_no_parent(office: Office, desk: Client, child: Person) -> None:
    page = say(desk, "consent", consented(office, rep_email=MAIL))

    assert not Authorisation.objects.exists() and not ConsentEvent.objects.filter(kind=EventKind.GIVEN).exists()
    assert "this is the minor" in page.content.decode()


def test_of_an_adult_in_the_same_household_nothing_more_is_asked(office: Office, desk: Client, child: Person) -> None:
    office.say(EventKind.REQUESTED, SANNE, "email=moeder@example.nl")
    told = {"email": "moeder@example.nl"}

    page = ask(desk, asked(office, **told)).content.decode()
    say(desk, "consent", said(office, "consent", text=office.texts["voice"].pk) | told)

    assert "rep_phone" not in page
    assert ConsentEvent.objects.get(kind=EventKind.GIVEN).person != child


def test_the_auditor_finds_what_parents_said(office: Office, desk: Client, child: Person) -> None:
    say(desk, "consent", consented(office, rep_phone=PARENT))

    page = client_of("aad", "auditor").get(reverse("admin:consents_authorisation_changelist"))

    assert page.status_code == 200
    assert PARENT[1:] not in page.content.decode()


def test_a_birth_that_is_to_come_is_refused_beside_its_field(office: Office, desk: Client) -> None:
    born = timezone.localdate() + dt.timedelta(days=1)

    page = say(desk, "age", said(office, "age", born_on=born.isoformat(), country="NL"))

    (panel,) = (one for one in page.context["panels"] if one["verb"].name == "age")
    assert panel["form"].errors == {"born_on": ["the day of birth lies in the future"]}
    assert born.isoformat() in page.content.decode()
