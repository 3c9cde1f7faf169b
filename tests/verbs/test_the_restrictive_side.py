"""What forbids contact keeps forbidding it where a yes of another kind, an erasure or a day could hide it."""

import datetime as dt
from typing import Any

import pytest

from consents.actions.forgetting import forget_by
from consents.choices import EventKind, RelationKind
from consents.models import Person, Relation
from tests.verbs.consent_office import AT, JAN, JAN_MAIL, SANNE, SANNE_MAIL, Office
from tests.verbs.screening_world import a_list, screened

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def office() -> Office:
    """An organisation that sells energy."""
    return Office()


def _consented_to_service(office: Office, *texts: str) -> None:
    wording = office.text("voice", version=2, purpose=office.failure)
    (given,) = office.say(EventKind.GIVEN, *texts, purpose=office.failure, text=wording)
    office.say(EventKind.VERIFIED, refers_to=given.uid)


def test_an_offer_in_a_service_call_asks_for_a_consent_to_marketing(office: Office) -> None:
    _consented_to_service(office, SANNE, SANNE_MAIL)
    asked: dict[str, Any] = {"purpose": office.failure, "at": AT + HOUR}

    found = screened(office, a_list("0612345678"), offer=True, **asked)

    assert office.ask(SANNE, **asked).decision.rule == "no_marketing"
    assert office.ask(SANNE, offer=True, **asked).decision.rule == "no_basis"
    assert found.outcomes == {"Klant 1": "no_basis"}


@pytest.mark.parametrize("narrow", [True, False])
def test_an_objection_stands_before_an_offer_in_a_service_call(office: Office, narrow: bool) -> None:
    _consented_to_service(office, SANNE, SANNE_MAIL)
    office.objected(SANNE, SANNE_MAIL, purpose=office.failure if narrow else None)
    asked: dict[str, Any] = {"purpose": office.failure, "at": AT + HOUR, "offer": True}

    found = screened(office, a_list("0612345678"), **asked)

    assert office.ask(SANNE, **asked).decision.rule == "objection"
    assert found.outcomes == {"Klant 1": "objection"}


def test_an_objection_outlives_an_erasure_when_the_person_comes_back_with_a_yes(office: Office) -> None:
    whole = (SANNE, "customer_number=1")
    office.objected(*whole)
    office.consented(JAN, JAN_MAIL)
    forget_by(values=office.values(*whole), at=AT + HOUR)

    office.consented(*whole, at=AT + 2 * HOUR)

    assert office.ask(*whole, at=AT + 3 * HOUR).decision.rule == "objection"
    assert office.ask(JAN, JAN_MAIL, at=AT + 3 * HOUR).decision.rule == "consent"


def test_the_person_lifts_an_objection_that_outlived_their_erasure(office: Office) -> None:
    whole = (SANNE, "customer_number=1")
    office.objected(*whole)
    forget_by(values=office.values(*whole), at=AT + HOUR)
    office.consented(*whole, at=AT + 2 * HOUR)
    lifted: dict[str, Any] = {
        "own_initiative": True,
        "evidence_file": "a" * 64,
        "sender": None,
        "purpose": None,
        "channel": "",
    }

    office.say(EventKind.LIFTED, *whole, at=AT + 2 * HOUR, whole_number=True, **lifted)

    assert office.ask(*whole, at=AT + 3 * HOUR).decision.rule == "consent"


def test_who_became_a_customer_later_was_none_before(office: Office) -> None:
    office.say(EventKind.REQUESTED, SANNE, SANNE_MAIL)
    Relation.objects.create(
        person=Person.objects.get(),
        sender=office.sender,
        kind=RelationKind.CUSTOMER,
        started_on=AT.date(),
        noted_at=AT,
        **dict.fromkeys(("collected_in_sale", "opt_out_offered", "similar"), True),
    )
    before = AT - dt.timedelta(days=1)

    assert [office.ask(SANNE, at=at).decision.rule for at in (before, AT)] == ["no_basis", "customer"]
    found = [screened(office, a_list("0612345678"), at=at).outcomes["Klant 1"] for at in (before, AT)]
    assert found == ["no_basis", "allowed"]
