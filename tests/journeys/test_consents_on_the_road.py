"""Consents on the road of a request: an inzage tells them, an erasure forgets them, and an objection keeps working."""

import datetime as dt
from typing import Any

from consents.choices import ContactChannel
from consents.models import Identifier, Person
from registers.choices import DocumentKind
from subjects.choices import Right
from tests.journeys.road import Road, documents_of, text_of
from tests.journeys.shops import Shop
from tests.verbs.consent_office import AT, Office

LATER = AT + dt.timedelta(minutes=5)
MAIL, NAMESAKE, PHONE = "email=sanne@example.nl", "email=s.dejong@elders.example", "phone=0612345678"


def kept(person: Person) -> list[Any]:
    own = Identifier.objects.filter(person=person)
    return [list(rows.values()) for rows in (own, person.events.all(), person.states.all())]


def test_an_inzage_tells_what_the_person_agreed_to(small_household: Shop, road: Road) -> None:
    office = Office()
    office.consented(MAIL, PHONE)
    office.consented(NAMESAKE, PHONE)

    request = road.carry_out(Right.ACCESS, email="sanne@example.nl")

    text = " ".join(text_of(documents_of(request)[DocumentKind.ACCESS_REPORT]).split())
    assert text.count("Mogen wij u benaderen (voice)? v1") == 2  # on the page and in the attached file
    assert "Energie B.V." in text


def test_an_erasure_forgets_the_person_in_the_ledger_and_not_the_namesake(small_household: Shop, road: Road) -> None:
    office = Office()
    person = office.consented(MAIL, PHONE).person
    namesake = office.consented(NAMESAKE, PHONE).person
    office.objected(MAIL, at=LATER)
    before = kept(namesake)

    request = road.carry_out(Right.ERASURE, email="sanne@example.nl")

    person.refresh_from_db()
    assert (request.status, person.forgotten_ground) == ("executed", "objection")
    assert set(Identifier.objects.filter(person=person).values_list("value", flat=True)) == {""}
    assert kept(namesake) == before
    asked = {"at": road.at, "channel": ContactChannel.EMAIL}
    assert office.ask(MAIL, **asked).decision.rule == "objection"  # type: ignore[arg-type]


def test_the_certificate_says_which_keys_stay_and_why(small_household: Shop, road: Road) -> None:
    office = Office()
    office.consented(MAIL, PHONE)
    office.objected(MAIL, at=LATER)

    request = road.carry_out(Right.ERASURE, email="sanne@example.nl")

    text = " ".join(text_of(documents_of(request)[DocumentKind.ERASURE_CERTIFICATE]).split())
    assert "art. 21 lid 3" in text
    assert not any(word in text for word in ("sanne@", "612345678"))
