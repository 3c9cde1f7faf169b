"""An objection to advertising (art. 21) and a withdrawal (art. 7(3)): they work on receipt, before anybody decides."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.core.management import call_command

from consents.choices import EventKind, PurposeKind
from consents.models import ConsentEvent, ConsentState, ContactPurpose
from registers.choices import DocumentKind, EvidenceKind, IdentifierKind
from registers.models import Engagement, EvidenceEntry, Party, ProcessingActivity
from subjects.actions.ending import answer, close, refuse
from subjects.actions.intake import Intake, identify, receive
from subjects.actions.settling import settle
from subjects.choices import IdentificationMethod, Right, Status
from subjects.errors import MoveRefused, RequestError
from subjects.models import SubjectRequest
from tests.journeys.road import Road, documents_of, text_of
from tests.verbs.consent_office import Office

pytestmark = pytest.mark.django_db
MAIL, NAMESAKE, PHONE = "email=sanne@example.nl", "email=s.dejong@elders.example", "phone=0612345678"
Open = Callable[..., SubjectRequest]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def opened(road: Road) -> Open:
    def open_one(right: Right, *, days: int = 0, **identifiers: str) -> SubjectRequest:
        given = [(IdentifierKind(kind), value) for kind, value in identifiers.items()]
        what = Intake(right=right, received_on=road.at.date() - dt.timedelta(days=days), identifiers=given)
        return receive(intake=what, at=road.at, actor=road.planner)

    return open_one


def test_an_objection_works_on_receipt_and_the_namesake_stays(office: Office, road: Road, opened: Open) -> None:
    office.consented(MAIL, PHONE)
    namesake = office.consented(NAMESAKE, PHONE).person
    before = list(ConsentState.objects.filter(person=namesake).values())
    allowed = office.ask(PHONE, MAIL, at=road.at).decision.allowed

    request = opened(Right.OBJECTION, email="sanne@example.nl")

    assert (allowed, request.status) == (True, Status.RECEIVED)
    assert office.ask(PHONE, MAIL, at=road.at).decision.rule == "objection"
    assert list(ConsentState.objects.filter(person=namesake).values()) == before


def test_a_withdrawal_ends_every_consent_that_stands(office: Office, road: Road, opened: Open) -> None:
    office.consented(MAIL, PHONE)
    study = ContactPurpose.objects.create(key="onderzoek", title="Onderzoek", kind=PurposeKind.RESEARCH)
    office.texts["voice"].pk = None
    text = office.texts["voice"]
    text.uid, text.key, text.purpose = office.sender.uid, "onderzoek-voice", study
    text.save(force_insert=True)
    office.say(EventKind.GIVEN, MAIL, PHONE, purpose=study, text=text)

    opened(Right.WITHDRAWAL, email="sanne@example.nl")

    standing = ConsentState.objects.filter(standing="given").count()
    assert (standing, ConsentEvent.objects.filter(kind=EventKind.WITHDRAWN).count()) == (0, 2)


def test_what_came_in_days_ago_is_not_overtaken_by_that_day(office: Office, road: Road, opened: Open) -> None:
    office.consented(MAIL, PHONE, at=road.at - dt.timedelta(days=3))

    opened(Right.WITHDRAWAL, days=3, email="sanne@example.nl")

    assert not office.ask(PHONE, MAIL, at=road.at).decision.allowed


def test_settling_makes_the_letter_and_tells_who_holds_lists(office: Office, road: Road, opened: Open) -> None:
    activity = ProcessingActivity.objects.create(number="VA-007", name="Bellen")
    Engagement.objects.create(
        activity=activity, party=Party.objects.create(name="Belhulp B.V.", email="avg@bel.example")
    )
    ContactPurpose.objects.filter(pk=office.offer.pk).update(activity=activity)
    request = opened(Right.OBJECTION, phone="0612345678")

    settle(request=request, actor=road.planner, at=road.at)

    text = " ".join(text_of(documents_of(request)[DocumentKind.LETTER]).split())
    assert (request.status, request.notices.get().name) == (Status.EXECUTED, "Belhulp B.V.")
    assert "Belhulp B.V." in text
    assert "612345678" not in text
    with pytest.raises(MoveRefused):
        settle(request=request, actor=road.planner, at=road.at)


def test_the_objection_outlives_the_request(office: Office, road: Road, opened: Open) -> None:
    request = opened(Right.OBJECTION, phone="0612345678")
    settle(request=request, actor=road.planner, at=road.at)
    answer(request=request, actor=road.planner, at=road.at)

    close(request=request, actor=road.planner, at=road.at)

    assert not request.identifiers.exists()
    assert office.ask(PHONE, at=road.at).decision.rule == "objection"


def test_it_needs_no_identity_check_and_is_never_refused(office: Office, road: Road, opened: Open) -> None:
    request = opened(Right.OBJECTION, phone="0612345678")

    with pytest.raises(RequestError, match="no identity check"):
        identify(request=request, method=IdentificationMethod.FACTS, actor=road.planner, at=road.at)
    with pytest.raises(RequestError, match="can't be refused"):
        refuse(request=request, article="12(5)", reason="nee", actor=road.planner, at=road.at)
    with pytest.raises(RequestError, match="plan this request"):
        settle(request=road.open(Right.ACCESS, email="x@example.nl"), actor=road.planner, at=road.at)


def test_without_a_value_that_leads_to_contact_nothing_is_opened(office: Office, opened: Open) -> None:
    with pytest.raises(RequestError, match="customer number"):
        opened(Right.OBJECTION, name="Sanne de Jong")

    assert not SubjectRequest.objects.exists()


def test_the_evidence_of_the_request_names_the_events_and_nobody(office: Office, opened: Open) -> None:
    request = opened(Right.OBJECTION, phone="0612345678", email="sanne@example.nl")

    (entry,) = EvidenceEntry.objects.filter(case=request.case, kind=EvidenceKind.CONSENT_RECORDED)

    events = ConsentEvent.objects.filter(kind=EventKind.OBJECTED).values_list("uid", flat=True)
    assert all(str(uid) in entry.body for uid in events)
    assert not any(word in entry.body for word in ("612345678", "sanne"))


def test_the_command_settles(office: Office, road: Road, opened: Open) -> None:
    request = opened(Right.OBJECTION, phone="0612345678")
    out = io.StringIO()

    call_command("request", "settle", request.reference, "--by", road.planner.username, stdout=out)

    request.refresh_from_db()
    assert request.status == Status.EXECUTED
