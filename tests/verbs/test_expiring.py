"""Consents that expire, who may be asked to renew, and the figures of contact."""

import datetime as dt
from uuid import UUID

import pytest

from consents.actions.expiring import note_expired
from consents.actions.projecting import differing
from consents.choices import ContactChannel, EventKind
from consents.figures_selectors import by_month, calls_without_basis, latency, standing_now
from consents.models import ConsentEvent, ConsentState, Person
from consents.renewal_selectors import renewals
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office
from tests.verbs.test_calls import Desk

pytestmark = pytest.mark.django_db
LAST = dt.date(2026, 8, 31)
AFTER = dt.datetime(2026, 9, 1, 3, 0, tzinfo=dt.UTC)
BEFORE = AFTER - dt.timedelta(days=1)


@pytest.fixture
def office() -> Office:
    """An organisation that sells energy."""
    return Office()


def given(office: Office, *who: str, channel: str = "voice") -> UUID:
    """A checked consent until LAST."""
    (event,) = office.say(EventKind.GIVEN, *who, channel=channel, valid_until=LAST)
    office.say(EventKind.VERIFIED, refers_to=event.uid, channel=channel)
    return event.uid


def test_a_consent_is_noted_as_expired_once_and_only_after_its_last_day(office: Office) -> None:
    given(office, SANNE, SANNE_MAIL)

    noted = [note_expired(at=at) for at in (BEFORE, AFTER, AFTER, AFTER + dt.timedelta(days=1))]

    assert noted == [0, 1, 0, 0]
    assert not differing(Person.objects.values_list("pk", flat=True))


def test_a_consent_without_a_last_day_stays(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)

    assert note_expired(at=AFTER + dt.timedelta(days=3650)) == 0


def test_a_namesake_whose_consent_lasts_longer_keeps_it(office: Office) -> None:
    given(office, SANNE, SANNE_MAIL)
    namesake = office.consented(SANNE, "email=s.dejong@example.nl").person
    before = list(ConsentState.objects.filter(person=namesake).values())

    note_expired(at=AFTER)

    assert list(ConsentState.objects.filter(person=namesake).values()) == before


def test_a_renewal_that_was_said_in_time_and_came_late_stands(office: Office) -> None:
    given(office, SANNE, SANNE_MAIL)
    note_expired(at=AFTER)

    said = dt.datetime(2026, 8, 20, 10, 0, tzinfo=dt.UTC)
    office.say(EventKind.RENEWED, SANNE, SANNE_MAIL, at=said, valid_until=dt.date(2027, 8, 31))

    assert office.ask(SANNE, at=AFTER.replace(hour=10)).decision.allowed
    assert note_expired(at=AFTER + dt.timedelta(days=2)) == 0


def test_a_renewal_is_never_asked_by_a_channel_without_consent(office: Office) -> None:
    given(office, SANNE, SANNE_MAIL)
    office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, channel="email")

    (found,) = renewals(BEFORE - dt.timedelta(days=10))

    assert [way.channel for way in found.ways] == [ContactChannel.VOICE]


def test_who_objected_is_not_asked_to_renew(office: Office) -> None:
    given(office, SANNE, SANNE_MAIL)
    office.objected(SANNE_MAIL, at=AT + dt.timedelta(minutes=1))

    assert list(renewals(BEFORE)) == []


def test_figures_are_those_of_the_ledger(office: Office) -> None:
    given(office, SANNE, SANNE_MAIL)
    office.objected(SANNE_MAIL, at=AT + dt.timedelta(minutes=1))

    rows = by_month(AT.date())

    assert sum(sum(row.counts.values()) for row in rows) == ConsentEvent.objects.count()
    assert {(row.purpose, row.channel) for row in rows} == {("Aanbod", "voice"), ("", "")}
    assert standing_now(AT.date()) == []


def test_a_call_after_a_refusal_is_a_call_without_a_basis() -> None:
    desk = Desk()
    desk.call(SANNE)

    assert calls_without_basis().count() == 1


@pytest.mark.parametrize("days", [-2, 2])
def test_an_answer_about_another_day_is_no_basis(days: int) -> None:
    desk = Desk()
    desk.office.consented(SANNE, SANNE_MAIL, at=AT - dt.timedelta(days=7))

    desk.call(SANNE, decision=desk.office.ask(SANNE, at=AT + dt.timedelta(days=days)).noted)

    assert calls_without_basis().count() == 1


def test_a_call_that_rests_on_an_answer_is_none() -> None:
    desk = Desk()
    desk.office.consented(SANNE, SANNE_MAIL)

    desk.call(SANNE)

    assert calls_without_basis().count() == 0


def test_a_decision_that_allowed_contact_when_an_objection_was_there_is_found(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.ask(SANNE)
    office.objected(SANNE_MAIL)
    office.ask(SANNE)

    found = latency(since=AT - dt.timedelta(days=1))

    assert (found.objections, found.allowed_after, found.longest) == (1, 1, dt.timedelta())
