"""A number that is none: refused by name where contact or a consent is asked, and never where somebody says no."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from consents.choices import EventKind
from consents.errors import EventRefused
from consents.models import ConsentEvent, ContactDecision
from tests.doors.admin_world import client_of
from tests.doors.api_world import Caller, given, question
from tests.doors.test_contact_desk import ask, asked, said, say
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office
from tests.verbs.screening_world import a_list, screened

pytestmark = pytest.mark.django_db
NONE_SUCH, UNKNOWN_RANGE = "06123", "0671234567"
WHO = [{"kind": "phone", "value": UNKNOWN_RANGE}]


@pytest.fixture
def office(private_folders: Any) -> Office:
    return Office()


@pytest.fixture
def caller(office: Office) -> Caller:
    return Caller()


@pytest.fixture
def boss(db: None) -> Client:
    return client_of("root", superuser=True)


@pytest.mark.parametrize("number", [NONE_SUCH, UNKNOWN_RANGE])
def test_the_api_names_the_field_of_a_number_that_is_none(caller: Caller, number: str) -> None:
    answer = caller.post("contact-decisions", {"questions": [question(), question(number)]})

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"]) == (422, "questions.1.identifiers.0.value")
    assert number not in answer.content.decode()
    assert not ContactDecision.objects.exists()


def test_the_api_takes_no_consent_for_it_and_every_no(office: Office, caller: Caller) -> None:
    yes = caller.event(given(office, identifiers=WHO), again="yes-number-1")
    no = caller.post("objections", {"identifiers": WHO, "method": "phone"}, **{"Idempotency-Key": "no-number-1"})

    assert (yes.status_code, yes.json()["errors"][0]["field"]) == (422, "identifiers.0.value")
    assert (no.status_code, ConsentEvent.objects.get().kind) == (201, "objected")


def test_the_command_line_decides_nothing_and_takes_the_objection() -> None:
    office, told = Office(), io.StringIO()
    client_of("anna", superuser=True)
    scope = {"sender": office.sender.key, "purpose": office.offer.key, "channel": "voice"}

    with pytest.raises(CommandError, match="phone"):
        call_command("consents", "decide", identifier=[f"phone={NONE_SUCH}"], **scope)
    call_command("consents", "object", identifier=[f"phone={UNKNOWN_RANGE}"], by="anna", json=True, stdout=told)

    assert json.loads(told.getvalue())["numbers"] == 1


def test_the_desk_asks_once_more_and_the_objection_goes_on(office: Office, boss: Client) -> None:
    first = ask(boss, asked(office, phone=UNKNOWN_RANGE))
    second = say(boss, "object", {**said(office, "object"), "phone": UNKNOWN_RANGE, "as_typed": "on"})

    assert list(first.context["form"].errors) == ["phone"]
    assert 'type="checkbox" name="as_typed"' in first.content.decode()
    assert (second.status_code, ConsentEvent.objects.get().kind) == (200, "objected")


def test_the_desk_takes_no_consent_for_it_however_sure_somebody_is(office: Office, boss: Client) -> None:
    form = {**said(office, "consent", text=office.texts["voice"].pk), "phone": UNKNOWN_RANGE, "as_typed": "on"}
    form |= {"email": "sanne@example.nl"}

    say(boss, "consent", form)
    before = ConsentEvent.objects.count()
    say(boss, "consent", {**form, "phone": "0612345678"})

    assert (before, ConsentEvent.objects.exists()) == (0, True)


def test_the_ledger_takes_every_no_and_no_yes(office: Office) -> None:
    number = f"phone={UNKNOWN_RANGE}"

    with pytest.raises(EventRefused, match="identifiers"):
        office.say(EventKind.GIVEN, number)

    for kind in (EventKind.REFUSED, EventKind.WITHDRAWN, EventKind.OBJECTED):
        office.say(kind, number)
    assert ConsentEvent.objects.count() == 3


def test_a_call_list_says_what_a_decision_says(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)

    found = screened(office, a_list(NONE_SUCH, UNKNOWN_RANGE, "0612345678"))

    assert found.outcomes == {"Klant 1": "not_in_use", "Klant 2": "not_in_use", "Klant 3": "allowed"}


def test_the_box_is_not_there_while_nothing_is_wrong(office: Office, boss: Client) -> None:
    shown = ask(boss, asked(office)).content.decode()

    assert 'type="checkbox" name="as_typed"' not in shown
