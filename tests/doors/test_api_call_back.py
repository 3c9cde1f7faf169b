"""Objections from a phone menu: signed, fresh, taken once, for the number whoever has it."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from consents.choices import ApiScope
from consents.models import ConsentEvent, Person
from tests.doors.api_world import NUMBER, Caller, question
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    """A phone menu of an office that sells energy."""
    Office()
    return Caller(senders=["energie"])


def call(*, number: str = NUMBER, call_id: str = "gesprek-1", age: int = 0, **rest: Any) -> dict[str, Any]:
    at = timezone.now() - dt.timedelta(seconds=age)
    return {"number": number, "timestamp": at.isoformat(), "call_id": call_id, **rest}


def test_a_call_blocks_the_number_whoever_has_it(caller: Caller) -> None:
    assert caller.call_back(call()).json()["numbers"] == 1

    assert caller.post("contact-decisions", question(at=None)).json()["rule"] == "objection"
    assert Person.objects.filter(is_number=True).count() == 1


def test_the_same_call_again_gives_the_same_answer(caller: Caller) -> None:
    first = caller.call_back(call())

    second = caller.call_back(call(age=2))

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["events"] == second.json()["events"]
    assert ConsentEvent.objects.count() == 1


def test_the_same_call_with_another_number_is_a_conflict(caller: Caller) -> None:
    caller.call_back(call())

    assert caller.call_back(call(number="0687654321")).status_code == 409


@pytest.mark.parametrize("age", [301, 86_400, -301])
def test_a_call_that_is_not_fresh_is_refused(caller: Caller, age: int) -> None:
    answer = caller.call_back(call(age=age))

    assert answer.status_code == 401
    assert not ConsentEvent.objects.exists()


def test_a_wrong_secret_is_refused(caller: Caller) -> None:
    assert caller.call_back(call(), secret="x" * 43).status_code == 401


def test_one_changed_byte_is_refused(caller: Caller) -> None:
    told = call()

    answer = caller.call_back(told, tampered=str(told).replace("'", '"').replace(NUMBER, "0612345679").encode())

    assert answer.status_code == 401
    assert not ConsentEvent.objects.exists()


def test_a_key_without_call_back_signs_nothing() -> None:
    Office()
    caller = Caller(scopes=(ApiScope.DECIDE, ApiScope.OBJECT))

    assert caller.call_back(call(), secret="0" * 64).status_code == 401


def test_a_number_that_is_none_is_told_without_repeating_it(caller: Caller) -> None:
    answer = caller.call_back(call(number="anoniem 06"))

    assert answer.status_code == 422
    assert "anoniem" not in answer.content.decode()


def test_a_household_that_shares_the_number_is_blocked_and_its_other_numbers_are_not() -> None:
    office = Office()
    caller = Caller()
    office.consented(SANNE, SANNE_MAIL)
    office.consented("phone=0687654321", "email=s.dejong@example.nl")

    caller.call_back(call())

    rules = [caller.post("contact-decisions", question(number)).json()["rule"] for number in (NUMBER, "0687654321")]
    assert rules == ["objection", "consent"]
