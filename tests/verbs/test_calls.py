"""Scripts with versions, calls with their proof, and numbers that stay reachable."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction

from consents.actions.scripting import CallNote, record_call, write_script
from consents.choices import CallAnswer, CallResult, PurposeKind
from consents.errors import EventRefused, ScriptLacks
from consents.models import CallScript, ConsentEvent, ConsentState, ContactCall, OutboundNumber, ScriptVersion
from consents.script_selectors import duties_on, numbers, usable_numbers
from registers.models import EvidenceEntry
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db


class Desk:
    """An office with a script, a number and somebody who calls."""

    def __init__(self) -> None:
        self.office = Office()
        self.agent = User.objects.create(username="bea")
        told = {"sender": self.office.sender, "purpose": self.office.offer}
        self.script = CallScript.objects.create(key="aanbod", title="Aanbod", **told)
        self.number = OutboundNumber.objects.create(
            number="+31201234567", sender=self.office.sender, used_from=dt.date(2026, 1, 1)
        )

    def write(self, **texts: str) -> ScriptVersion:
        """A version with the words to begin with, save those named."""
        duties = duties_on(AT.date(), country="NL")
        assert duties is not None
        said = {duty.key: duty.text for duty in duties.rules.for_purpose(PurposeKind.MARKETING)}
        return write_script(script=self.script, texts={**said, **texts}, country="NL", actor=self.agent, at=AT)

    def call(self, *who: str, **rest: Any) -> ContactCall:
        """A call that went well, save what is named."""
        told = {
            "uid": uuid4(),
            "decision": self.office.ask(*who).noted,
            "version": self.script.versions.first() or self.write(),
            "number": self.number,
            "result": CallResult.TALKED,
            "objection_offered": True,
            "again": CallAnswer.YES,
            "called_at": AT,
            "values": self.office.values(*who),
            "sender": self.office.sender,
            "purpose": self.office.offer,
        }
        return record_call(note=CallNote(**{**told, **rest}), actor=self.agent, at=AT)


@pytest.fixture
def desk() -> Desk:
    """Somebody who calls."""
    return Desk()


def test_a_version_follows_the_one_before_it_and_names_its_duties(desk: Desk) -> None:
    first, second = desk.write(), desk.write(own="Wij hebben groene stroom.")

    assert (first.number, second.number) == (1, 2)
    assert second.duties == "NL-CALL-1"
    assert [block["moment"] for block in second.blocks] == ["start"] * 3 + ["middle"] + ["end"] * 2


def test_a_script_that_leaves_something_out_is_refused_and_kept_nowhere(desk: Desk) -> None:
    with pytest.raises(ScriptLacks) as refused:
        desk.write(objection="")

    assert list(refused.value.problems) == ["objection"]
    assert not ScriptVersion.objects.exists()


def test_versions_and_calls_are_written_once(desk: Desk) -> None:
    desk.call(SANNE)

    for row in (ScriptVersion.objects.get(), ContactCall.objects.get()):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()


def test_a_no_is_an_objection_to_calls_of_this_sender_at_once(desk: Desk) -> None:
    desk.office.consented(SANNE, SANNE_MAIL)

    desk.call(SANNE, again=CallAnswer.NO)

    assert desk.office.ask(SANNE).decision.rule == "objection"
    assert not desk.office.ask(SANNE_MAIL, channel="email").facts.state.objected


def test_a_no_of_one_leaves_the_namesake_of_the_household_who_is_named(desk: Desk) -> None:
    desk.office.consented(SANNE, SANNE_MAIL)
    namesake = desk.office.consented(SANNE, "email=s.dejong@example.nl").person
    before = list(ConsentState.objects.filter(person=namesake).values())

    desk.call(SANNE, SANNE_MAIL, again=CallAnswer.NO)

    assert list(ConsentState.objects.filter(person=namesake).values()) == before


def test_a_note_that_comes_twice_counts_once(desk: Desk) -> None:
    uid = uuid4()

    calls = {desk.call(SANNE, uid=uid, again=CallAnswer.NO).pk for _time in range(2)}

    assert len(calls) == 1
    assert ConsentEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("rest", "field"),
    [
        ({"again": CallAnswer.NOT_ASKED}, "again"),
        ({"result": CallResult.NOT_REACHED}, "result"),
        ({"called_at": AT + dt.timedelta(hours=1)}, "called_at"),
    ],
)
def test_a_note_that_contradicts_itself_is_refused(desk: Desk, rest: dict[str, Any], field: str) -> None:
    with pytest.raises(EventRefused, match=field):
        desk.call(SANNE, **rest)

    assert not ContactCall.objects.exists()


def test_the_evidence_of_a_call_holds_no_number(desk: Desk) -> None:
    desk.call(SANNE, again=CallAnswer.NO)

    assert not [one for one in EvidenceEntry.objects.all() if "612345678" in one.body or "201234567" in one.body]


def test_a_number_that_ended_within_its_term_is_found(desk: Desk) -> None:
    desk.call(SANNE)
    OutboundNumber.objects.update(used_until=dt.date(2026, 3, 1), ended_on=dt.date(2026, 12, 1))

    (found,) = numbers(today=dt.date(2027, 6, 1), country="NL")

    assert found.too_early
    assert found.until == dt.date(2026, 12, 30)


def test_a_number_that_is_no_longer_used_is_not_offered(desk: Desk) -> None:
    OutboundNumber.objects.update(used_until=dt.date(2026, 3, 1))

    assert usable_numbers(desk.office.sender, day=dt.date(2026, 3, 1)) == [desk.number]
    assert usable_numbers(desk.office.sender, day=dt.date(2026, 3, 2)) == []
