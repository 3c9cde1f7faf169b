"""An objection reaches the processors that hold lists, whatever door it came in by; nobody else, and in one list."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from consents.models import ContactPurpose, ObjectionOutbox
from registers.choices import EvidenceKind, IdentifierKind
from registers.models import Engagement, EvidenceEntry, Party, ProcessingActivity
from subjects.actions.intake import Intake, receive
from subjects.actions.notifying import send_notices
from subjects.actions.settling import settle
from subjects.actions.telling_processors import tell_processors
from subjects.choices import NoticeStatus, Right
from subjects.models import Notice
from tests.journeys.road import Road
from tests.verbs.consent_office import SANNE, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(road: Road) -> Office:
    """An office for which a call centre calls, and another one mails."""
    made = Office()
    for number, (name, purpose) in enumerate({"Belhulp B.V.": made.offer, "Mailhulp B.V.": made.failure}.items()):
        activity = ProcessingActivity.objects.create(number=f"VA-00{number}", name=name)
        party = Party.objects.create(name=name, email=f"avg{number}@hulp.example")
        Engagement.objects.create(activity=activity, party=party)
        ContactPurpose.objects.filter(pk=purpose.pk).update(activity=activity)
    return made


def test_objections_of_the_last_minutes_come_as_one_list(office: Office) -> None:
    office.objected(SANNE)
    office.objected("phone=0687654321")

    tell_processors(at=timezone.now())

    assert {notice.name: len(notice.details) for notice in Notice.objects.all()} == {
        "Belhulp B.V.": 2,
        "Mailhulp B.V.": 2,
    }
    assert not ObjectionOutbox.objects.filter(told_at=None).exists()
    assert tell_processors(at=timezone.now()) == 0


def test_an_objection_to_one_purpose_is_told_to_who_works_for_that_purpose(office: Office) -> None:
    office.objected(SANNE, sender=office.sender, purpose=office.offer)

    tell_processors(at=timezone.now())

    assert [notice.name for notice in Notice.objects.all()] == ["Belhulp B.V."]
    assert Notice.objects.get().details == [["phone", "+31612345678", "Energie B.V., Aanbod"]]


def test_the_mail_holds_a_link_and_the_page_the_number_until_it_is_confirmed(office: Office, client: Client) -> None:
    office.objected(SANNE, sender=office.sender, purpose=office.offer)
    tell_processors(at=timezone.now())
    send_notices(at=timezone.now())
    (sent,) = mail.outbox
    link = re.search(r"https?://\S+", str(sent.body))
    assert link
    page = client.get(link.group().partition("8000")[2])

    client.post(link.group().partition("8000")[2])

    assert "12345678" not in f"{sent.body} {sent.subject}"
    assert "+31612345678" in page.content.decode()
    notice = Notice.objects.get()
    assert (notice.status, notice.details) == (NoticeStatus.ACKNOWLEDGED, None)
    kinds = EvidenceEntry.objects.filter(case=notice.case).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [EvidenceKind.NOTICE_SENT, EvidenceKind.NOTICE_ACKNOWLEDGED]


def test_an_objection_that_is_a_request_is_told_at_once_with_its_request(office: Office, road: Road) -> None:
    given = [(IdentifierKind.PHONE, "0612345678")]
    request = receive(intake=Intake(right=Right.OBJECTION, received_on=road.at.date(), identifiers=given), at=road.at)

    tell_processors(at=road.at)
    told = list(request.notices.values_list("name", flat=True))
    settle(request=request, actor=road.planner, at=road.at)

    assert sorted(told) == ["Belhulp B.V.", "Mailhulp B.V."]
    assert sorted(request.notices.values_list("name", flat=True)) == sorted(told)
    assert Notice.objects.count() == 2


def test_a_recipient_without_an_address_is_left_to_a_colleague(office: Office) -> None:
    Party.objects.update(email="")
    office.objected(SANNE)

    tell_processors(at=timezone.now())

    assert set(Notice.objects.values_list("status", flat=True)) == {NoticeStatus.BY_HAND}
