"""Publication in the tables: what everybody sees follows the signed version, and taking back works at once."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registers.actions.publication_edits import publish, set_pages, withdraw
from registers.actions.publication_files import StatementForm, download_statement, static_site
from registers.actions.signing_off import offer, sign
from registers.book.book import WHOLE, Book
from registers.book.signable import signable
from registers.book_selectors import read_book
from registers.choices import EvidenceKind
from registers.models import (
    EvidenceEntry,
    Line,
    Party,
    ProcessingActivity,
    Publication,
    Purpose,
    RegisterVersion,
)
from registers.publication_selectors import Publishable, publishable
from registers.publishing.choosing import Obstacle
from registers.publishing.errors import NothingPublic, NothingToPublish
from registers.publishing.fields import PublicField
from registers.register_choices import LegalBasis, RecordKind, RecordStatus
from tests.verbs.register_office import Office, later, write

pytestmark = pytest.mark.django_db
PIECES = [PublicField.ORGANISATION, PublicField.PURPOSES, PublicField.LINES]


@pytest.fixture
def office() -> Office:
    """The register, with the public pages of its organisation on."""
    made = Office()
    pages = Publication(organisation=made.own, slug="voorbeeld", register_on=True, statement_on=True)
    set_pages(publication=pages, actor=made.anna, at=later())
    return made


def nothing(*_facts: Any) -> list[str]:
    return []


def sign_off(office: Office, at: datetime, kind: RecordKind = RecordKind.ACTIVITY, uid: str = "") -> None:
    named = uid or str(office.activity.uid)
    offer(kind=kind, uid=named, actor=office.anna, at=at, obstacles=nothing)
    sign(kind=kind, uid=named, actor=office.bram, at=at, obstacles=nothing)


def published(office: Office, *, days: int = 1) -> None:
    publish(uids=[office.activity.uid], fields=PIECES, actor=office.anna, at=later(days=days))
    sign_off(office, later(days=days))


def names(found: Publishable) -> list[str]:
    return [one.name for one in found.on_register.values()]


def test_a_public_activity_is_shown_once_it_is_signed_off(office: Office) -> None:
    publish(uids=[office.activity.uid], fields=PIECES, actor=office.anna, at=later(days=1))
    before = publishable(at=later(days=1))

    sign_off(office, later(days=1))

    assert (names(before), before.standings[0].obstacle) == ([], Obstacle.UNSIGNED)
    assert names(publishable(at=later(days=1))) == ["Klantcontact"]


def test_the_draft_is_never_shown(office: Office) -> None:
    published(office)

    write(office.purposes[0], later(days=2), text="Stiekem meekijken")

    said = publishable(at=later(days=2)).statements["voorbeeld"]
    items = [item for one in said.chapters[0].blocks for item in one.items]
    assert not any("Stiekem" in item for item in items)
    assert any("Vragen beantwoorden" in item for item in items)


def test_what_is_taken_back_is_gone_at_once_and_a_neighbour_stays(office: Office) -> None:
    beside = write(ProcessingActivity(number="V-002", name="Buurman", organisation=office.own), later())
    publish(uids=[office.activity.uid, beside.uid], fields=PIECES, actor=office.anna, at=later(days=1))
    sign_off(office, later(days=1))
    sign_off(office, later(days=1), uid=str(beside.uid))

    withdraw(uids=[office.activity.uid], actor=office.anna, at=later(days=2))

    assert names(publishable(at=later(days=2))) == ["Buurman"]
    office.activity.refresh_from_db()
    assert office.activity.status == RecordStatus.DRAFT


def test_an_added_piece_waits_for_the_next_version(office: Office) -> None:
    published(office)

    publish(uids=[office.activity.uid], fields=list(PublicField), actor=office.anna, at=later(days=2))

    (found,) = publishable(at=later(days=2)).standings
    assert list(found.shown) == PIECES
    assert PublicField.RIGHTS in found.waiting


def test_a_newer_version_of_the_whole_register_counts(office: Office) -> None:
    published(office)
    write(office.purposes[0], later(days=2), text="Terugbellen")

    sign_off(office, later(days=3), kind=RecordKind.REGISTER, uid=WHOLE)

    (shown,) = publishable(at=later(days=3)).on_register.values()
    assert shown.signed.whole
    assert any("Terugbellen" in item for one in shown.blocks for item in one.items)


def test_a_deleted_activity_is_not_shown_though_its_version_stands(office: Office) -> None:
    published(office)

    ProcessingActivity.objects.get().delete()

    assert names(publishable(at=later(days=2))) == []
    assert RegisterVersion.objects.count() == 1


def test_an_ended_activity_is_not_shown(office: Office) -> None:
    published(office)

    write(ProcessingActivity.objects.get(), later(days=2), status=RecordStatus.ENDED)

    found = publishable(at=later(days=2))
    assert (names(found), found.standings[0].obstacle) == ([], Obstacle.ENDED)


def test_nothing_is_shown_until_the_organisation_says_yes(office: Office) -> None:
    published(office)
    pages = Publication.objects.get()
    pages.register_on = pages.statement_on = False

    set_pages(publication=pages, actor=office.anna, at=later(days=2))

    found = publishable(at=later(days=2))
    assert (names(found), found.statements) == ([], {})


def test_each_change_is_a_fact_without_a_name(office: Office) -> None:
    known = EvidenceEntry.objects.filter(kind=EvidenceKind.REGISTER_PUBLISHED).count()

    publish(uids=[office.activity.uid], fields=PIECES, actor=office.anna, at=later(days=1))
    publish(uids=[office.activity.uid], fields=PIECES, actor=office.anna, at=later(days=1))
    withdraw(uids=[office.activity.uid], actor=office.anna, at=later(days=2))

    facts = EvidenceEntry.objects.filter(kind=EvidenceKind.REGISTER_PUBLISHED).order_by("pk")[known:]
    assert len(facts) == 2
    assert "anna" not in "".join(one.body for one in facts)


def test_publishing_nothing_is_refused(office: Office) -> None:
    with pytest.raises(NothingToPublish):
        publish(uids=[office.activity.uid], fields=[], actor=office.anna, at=later(days=1))


def test_a_download_is_a_fact_with_the_hash_of_the_file(office: Office) -> None:
    published(office)

    made = download_statement(
        organisation=office.own.uid, form=StatementForm.MARKDOWN, actor=office.anna, at=later(days=2)
    )

    fact = EvidenceEntry.objects.filter(kind=EvidenceKind.DOCUMENT_READ).latest("pk")
    assert made.filename == "privacyverklaring.md"
    assert fact.case == office.own.uid
    assert "privacy_statement" in fact.body


def test_a_statement_that_may_not_be_shown_is_refused(office: Office) -> None:
    with pytest.raises(NothingPublic):
        download_statement(organisation=office.own.uid, form=StatementForm.HTML, actor=office.anna, at=later(days=1))
    with pytest.raises(NothingPublic):
        static_site(at=later(days=1))


def test_the_pages_to_host_oneself_refer_to_each_other_and_to_nothing_else(office: Office) -> None:
    published(office)

    files = static_site(at=later(days=2)).files

    assert set(files) == {"index.html", "verwerking-v-001.html", "privacyverklaring.html", "publiek.css"}
    assert b'href="verwerking-v-001.html"' in files["index.html"]
    assert all(b'="/' not in content and b"://" not in content for content in files.values())


def many(office: Office, count: int, at: datetime) -> None:
    """Activities of which each was signed off on its own; written as rows, because signing asks every rule."""
    facts = {"organisation": office.own, "public": True, "public_fields": [one.value for one in PIECES]}
    rows = [ProcessingActivity(number=f"M-{place}", name=f"Werk {place}", **facts) for place in range(count)]
    made = ProcessingActivity.objects.bulk_create(rows)
    Purpose.objects.bulk_create(Purpose(activity=one, text="Iets doen", basis=LegalBasis.CONTRACT) for one in made)
    Line.objects.bulk_create(Line(activity=one, subjects="Klanten", category="contact") for one in made)
    book = read_book()
    RegisterVersion.objects.bulk_create(_version(office, book, one, at) for one in made)


def _version(office: Office, book: Book, activity: ProcessingActivity, at: datetime) -> RegisterVersion:
    body = signable(book, RecordKind.ACTIVITY, str(activity.uid))
    facts = {"record_kind": RecordKind.ACTIVITY, "record": activity.uid, "number": 1, "title": str(activity)}
    people = {"offered_by": office.anna, "signed_by": office.bram}
    return RegisterVersion(body=body.as_json(), sha256=body.sha256, at=at, **facts, **people)


def test_two_hundred_activities_ask_as_many_queries_as_one(office: Office) -> None:
    published(office)
    with CaptureQueriesContext(connection) as one:
        publishable(at=later(days=1))
    many(office, 200, later(days=2))

    with CaptureQueriesContext(connection) as all_of_them:
        found = publishable(at=later(days=2))

    assert len(found.on_register) == 201
    assert len(all_of_them) == len(one) <= 7


def test_two_organisations_have_their_own_pages(office: Office) -> None:
    published(office)
    second = write(Party(name="Zuster B.V.", own=True, email="zuster@voorbeeld.example"), later())
    other = write(ProcessingActivity(number="Z-1", name="Zusterwerk", organisation=second), later())
    publish(uids=[other.uid], fields=PIECES, actor=office.anna, at=later(days=1))
    sign_off(office, later(days=1), uid=str(other.uid))

    off = publishable(at=later(days=2))
    pages = Publication(organisation=second, slug="zuster", register_on=True)
    set_pages(publication=pages, actor=office.anna, at=later())

    assert names(off) == ["Klantcontact"]
    assert sorted(names(publishable(at=later(days=2)))) == ["Klantcontact", "Zusterwerk"]


def test_an_organisation_that_is_not_ours_has_no_pages(office: Office) -> None:
    pages = Publication(organisation=office.supplier, slug="leverancier", register_on=True)

    with pytest.raises(ValidationError):
        set_pages(publication=pages, actor=office.anna, at=later())
