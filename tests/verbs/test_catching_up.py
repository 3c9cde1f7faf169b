"""A consent that comes after it was taken back by the number alone: the order of arrival opens no way."""

import datetime as dt
from collections.abc import Sequence

import pytest

from consents.actions.entries import Entry
from consents.actions.projecting import differing
from consents.actions.recording import record_events
from consents.choices import CollectionMethod, EventKind
from consents.models import ConsentEvent, Person
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=2)
WHO = [(SANNE,), (SANNE, SANNE_MAIL), (SANNE, "customer_number=K1")]


@pytest.fixture
def office() -> Office:
    return Office()


def take_back(office: Office, kind: EventKind = EventKind.WITHDRAWN, *, at: dt.datetime = AT, **rest: object) -> None:
    """By the number alone."""
    office.say(kind, SANNE, at=at, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [EventKind.WITHDRAWN, EventKind.REFUSED])
@pytest.mark.parametrize("minutes", [0, 60])
@pytest.mark.parametrize("who", WHO)
def test_a_consent_that_was_taken_back_before_it_came_does_not_stand(
    office: Office, who: Sequence[str], minutes: int, kind: EventKind
) -> None:
    take_back(office, kind, at=AT + dt.timedelta(minutes=minutes))

    office.consented(*who)

    assert not office.ask(*who, at=LATER).decision.allowed
    assert not differing(Person.objects.values_list("pk", flat=True))


def test_a_consent_of_after_it_stands(office: Office) -> None:
    take_back(office)

    office.consented(SANNE, at=AT + dt.timedelta(minutes=1))

    assert office.ask(SANNE, at=LATER).decision.allowed


def test_the_namesake_and_another_purpose_keep_their_consent(office: Office) -> None:
    take_back(office)
    office.consented("phone=0687654321", "email=s.dejong@elders.example")
    office.say(EventKind.WITHDRAWN, "phone=0611111111", purpose=office.failure)

    office.consented("phone=0611111111")

    assert office.ask("phone=0687654321", "email=s.dejong@elders.example", at=LATER).decision.allowed
    assert office.ask("phone=0611111111", at=LATER).decision.allowed


def test_it_is_said_of_the_person_once(office: Office) -> None:
    take_back(office)

    for _time in range(2):
        office.say(EventKind.GIVEN, SANNE)

    told = ConsentEvent.objects.filter(kind=EventKind.WITHDRAWN, person__is_number=False)
    assert told.count() == 1
    assert told.get().role


def test_in_one_batch_the_order_matters_no_more(office: Office) -> None:
    told = {"values": office.values(SANNE), "stated_at": AT, "method": CollectionMethod.IMPORT, "channel": "voice"}
    scope = {"sender": office.sender, "purpose": office.offer}
    entries = [
        Entry(kind=EventKind.WITHDRAWN, **told, **scope, source_id="w"),  # type: ignore[arg-type]
        Entry(kind=EventKind.GIVEN, **told, **scope, source_id="g", text=office.texts["voice"]),  # type: ignore[arg-type]
    ]

    for _time in range(2):
        recorded = list(record_events(entries=entries, at=AT))

    assert [each.before for each in recorded] == [True, True]
    assert sorted(ConsentEvent.objects.values_list("kind", flat=True)) == ["given", "withdrawn", "withdrawn"]
    assert not office.ask(SANNE, at=LATER).decision.allowed
