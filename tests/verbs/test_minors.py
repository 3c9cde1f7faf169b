"""A minor does not consent alone (art. 8): by dated ages, with what a representative said."""

import datetime as dt

import pytest

from consents.actions.minors import Authorised, note_birth
from consents.choices import CollectionMethod, EventKind
from consents.errors import EventRefused, NumberMissing
from consents.models import Authorisation, ConsentEvent, Person
from consents.proof_selectors import proven_consents
from registers.models import EvidenceEntry
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(minutes=1)
MOTHER = "email=moeder@example.nl"


@pytest.fixture
def office() -> Office:
    return Office()


def child(office: Office, born: str = "2012-03-01", country: str = "NL") -> Person:
    (event,) = office.say(EventKind.REQUESTED, SANNE, SANNE_MAIL)
    return note_birth(person=event.person, born_on=dt.date.fromisoformat(born), country=country, at=AT)


def said(office: Office, *texts: str) -> Authorised:
    return Authorised(values=office.values(*texts), stated_at=AT, method=CollectionMethod.PAPER)


@pytest.mark.parametrize(
    ("country", "born", "until"),
    [
        ("NL", "2012-03-01", dt.date(2028, 3, 1)),
        ("NL", "2010-06-30", None),
        ("NL", "2010-07-01", dt.date(2026, 7, 1)),
        ("BE", "2012-03-01", None),
        ("BE", "2016-02-29", dt.date(2029, 2, 28)),
    ],
)
def test_the_age_follows_the_country(office: Office, country: str, born: str, until: dt.date | None) -> None:
    assert child(office, born, country).minor_until == until


def test_a_minor_alone_gives_no_consent(office: Office) -> None:
    child(office)

    with pytest.raises(EventRefused, match="parent or guardian"):
        office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, at=LATER)

    assert not ConsentEvent.objects.filter(kind=EventKind.GIVEN).exists()


def test_with_a_representative_it_is_kept_and_proven(office: Office) -> None:
    person = child(office)

    (given,) = office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, at=LATER, authorised=said(office, MOTHER))

    kept = Authorisation.objects.get()
    person.refresh_from_db()
    assert (kept.event, kept.representative, person.representative) == (given, kept.representative, kept.representative)
    assert proven_consents(person)[0].authorised_at == AT


def test_the_minor_is_not_their_own_representative(office: Office) -> None:
    child(office)

    with pytest.raises(EventRefused, match="this is the minor"):
        office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, at=LATER, authorised=said(office, SANNE_MAIL))

    assert not ConsentEvent.objects.filter(kind=EventKind.GIVEN).exists()


def test_a_minor_always_stops_alone(office: Office) -> None:
    child(office)

    events = office.objected(SANNE_MAIL, at=LATER)

    assert len(events) == 1


def test_the_day_of_birth_is_kept_nowhere_and_has_to_be_possible(office: Office) -> None:
    child(office)

    told = str(list(EvidenceEntry.objects.values_list("body")))
    assert "2012-03" not in told
    with pytest.raises(EventRefused, match="future"):
        child(office, "2027-01-01")
    with pytest.raises(EventRefused, match="NL, BE"):
        child(office, country="FR")


def test_before_the_law_was_known_nothing_is_guessed(office: Office) -> None:
    (event,) = office.say(EventKind.REQUESTED, SANNE, SANNE_MAIL)
    early = AT.replace(year=2017)

    with pytest.raises(NumberMissing):
        note_birth(person=event.person, born_on=dt.date(2012, 3, 1), country="NL", at=early)
