"""A new key for the ledger: who was refused stays refused before, during and after, and nothing is found twice."""

import json
from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db.models import TextField
from django.db.models.functions import Cast

from consents.actions import rotating
from consents.actions.rotating import rotate_keys
from consents.choices import EventKind
from consents.explaining_selectors import known_by
from consents.models import Identifier, Person
from consents.selectors import state_after
from registers.keyring import KeyRing
from tests.doors.api_world import Caller
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
NEW = "n" * 40


@pytest.fixture
def office() -> Office:
    """An organisation with one consent and one objection."""
    office = Office()
    office.consented(SANNE, SANNE_MAIL)
    office.objected("phone=0687654321", whole_number=True)
    return office


def turn(settings: Any, *, old: bool = True, ring: str = "") -> None:
    """New keys come first; the old ones stay."""
    now = settings.ENVIRONMENT
    keys = [ring, *now.key_ring] if ring else now.key_ring
    former = [now.index_key, *now.index_keys_old] if now.index_key != NEW else now.index_keys_old
    update = {"index_key": NEW, "index_keys_old": former if old else [], "key_ring": keys}
    settings.ENVIRONMENT = now.model_copy(update=update)


def rules(office: Office) -> list[str]:
    return [office.ask(text).decision.rule for text in (SANNE, "phone=0687654321")]


def test_a_decision_holds_before_during_and_after(office: Office, settings: Any) -> None:
    before = rules(office)
    turn(settings)
    during = rules(office)

    rotate_keys()
    turn(settings, old=False)

    assert before == during == rules(office) == ["consent", "objection"]


def test_without_the_old_key_nobody_is_found_until_it_is_done(office: Office, settings: Any) -> None:
    turn(settings, old=False)

    assert rules(office) == ["no_basis", "no_basis"]


def test_an_event_during_the_change_is_about_the_same_person(office: Office, settings: Any) -> None:
    turn(settings)

    office.say(EventKind.WITHDRAWN, SANNE, SANNE_MAIL)
    office.objected("phone=0687654321", whole_number=True)

    assert Person.objects.count() == 2
    assert Identifier.objects.count() == 3


def test_it_goes_on_where_it_stopped(office: Office, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "BATCH", 1)
    turn(settings)
    first = Identifier.objects.earliest("pk").pk

    done = rotate_keys(after=first)

    assert (done.identifiers, done.reindexed) == (2, 2)
    assert rules(office) == ["consent", "objection"]
    assert rotate_keys().reindexed == 1


def test_values_are_readable_with_the_newest_key_alone(office: Office, settings: Any) -> None:
    caller = Caller()
    ring = Fernet.generate_key().decode()
    turn(settings, ring=ring)

    rotate_keys()

    tokens = Identifier.objects.annotate(token=Cast("value", TextField())).values_list("token", flat=True)
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"key_ring": [ring]})
    caller.made.consumer.refresh_from_db()
    assert "+31612345678" in {KeyRing([ring]).decrypt(token) for token in tokens}
    assert caller.made.consumer.signing_secret == caller.made.signing_secret


def test_a_suppression_key_without_value_keeps_refusing_and_is_told(office: Office, settings: Any) -> None:
    Identifier.objects.filter(person__is_number=True).update(value="")
    turn(settings)
    told = StringIO()

    call_command("consents", "rotate", "--json", stdout=told)

    assert rules(office) == ["consent", "objection"]
    assert json.loads(told.getvalue())["erased"] == 1
    assert json.loads(told.getvalue())["old_key_needed"]


def test_the_objection_of_a_number_is_known_during_the_change(office: Office, settings: Any) -> None:
    (given,) = office.say(EventKind.GIVEN, "phone=0687654321", "email=broer@example.nl")
    turn(settings)
    Identifier.objects.filter(person__is_number=True).update(index=office.values("phone=0687654321")[0].index)

    during = (state_after(given).objected, known_by(office.values("phone=0687654321", "email=broer@example.nl")).people)

    assert during == (True, 1)
