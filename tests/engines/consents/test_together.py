"""Several people at the same moment, on PostgreSQL: nothing lost, nothing doubled, the restrictive side wins."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from consents.actions import recording
from consents.actions.deciding import may_contact_all
from consents.actions.messages import Message, take
from consents.actions.projecting import differing
from consents.actions.recording import Entry, record_event, record_events
from consents.actions.sealing import seal_ledger, seals
from consents.actions.terms import forget_due
from consents.choices import CollectionMethod, ContactChannel, EventKind
from consents.deciding_selectors import Question
from consents.due_selectors import term_on
from consents.errors import KeyReused
from consents.models import ConsentEvent, ConsentState, Identifier, Person
from registers.models import EvidenceEntry
from tests.doors.api_world import Caller
from tests.engines.consents.conftest import Ledger
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL

ROUNDS = range(8)
HOUR = dt.timedelta(hours=1)
NAMESAKE = ("phone=0687654321", "email=s.dejong@example.nl")


@pytest.mark.parametrize("known", [True, False])
def test_yes_and_no_at_once_is_no_for_one_person(ledger: Ledger, known: bool) -> None:
    office = ledger.office
    namesake = office.consented(*NAMESAKE).person
    before = list(namesake.states.values())
    people = [(f"phone=06123456{place:02}", f"email=p{place}@example.nl") for place in ROUNDS]
    for values in people if known else []:
        office.say(EventKind.REQUESTED, *values)

    for values in people:
        ledger.together(_given(ledger, values), _withdrawn(ledger, values))

    assert differing(Person.objects.values_list("pk", flat=True)) == []
    assert [office.ask(*values).decision.rule for values in people] == ["no_basis"] * len(people)
    assert Person.objects.filter(is_number=False).count() == len(people) + 1
    assert list(namesake.states.values()) == before


def test_yes_and_no_at_once_is_no_for_a_number_alone(ledger: Ledger) -> None:
    namesake = ledger.office.consented(*NAMESAKE).person
    before = list(namesake.states.values())
    numbers = [(f"phone=06123456{place:02}",) for place in ROUNDS]

    for values in numbers:
        ledger.together(_given(ledger, values), _withdrawn(ledger, values))

    assert differing(Person.objects.values_list("pk", flat=True)) == []
    assert [ledger.office.ask(*values).decision.rule for values in numbers] == ["no_basis"] * len(numbers)
    assert list(namesake.states.values()) == before


def _given(ledger: Ledger, values: tuple[str, ...]) -> Callable[[], Any]:
    return lambda: ledger.office.say(EventKind.GIVEN, *values)


def _withdrawn(ledger: Ledger, values: tuple[str, ...]) -> Callable[[], Any]:
    return lambda: ledger.office.say(EventKind.WITHDRAWN, *values)


def test_two_objections_of_an_unknown_number_make_one_number(ledger: Ledger) -> None:
    for place in ROUNDS:
        number = f"phone=06123456{place:02}"
        ledger.together(*[lambda number=number: ledger.office.objected(number)] * 2)

    assert Person.objects.count() == len(ROUNDS)
    assert ConsentEvent.objects.count() == 2 * len(ROUNDS)


def _crm(ledger: Ledger, kind: EventKind = EventKind.GIVEN) -> list[Entry]:
    office = ledger.office
    said = {"stated_at": AT, "method": CollectionMethod.IMPORT, "sender": office.sender, "purpose": office.offer}
    return [
        Entry(
            kind=kind,
            values=office.values(f"phone=06123456{place:02}", f"email=p{place}@example.nl"),
            channel=ContactChannel.VOICE,
            text=office.texts["voice"],
            source_id=f"crm-{place}-{kind}",
            **said,  # type: ignore[arg-type]
        )
        for place in range(30)
    ]


def test_two_imports_of_the_same_messages_count_them_once(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "BATCH", 7)
    entries = _crm(ledger)

    got = ledger.together(
        lambda: list(record_events(entries=entries, at=AT)),
        lambda: list(record_events(entries=entries[::-1], at=AT)),
        lambda: list(record_events(entries=entries[10:], at=AT)),
    )

    assert [each.refused for told in got for each in told] == [None] * 80
    assert sum(not each.before for told in got for each in told) == len(entries) == Person.objects.count()
    assert ConsentEvent.objects.count() == EvidenceEntry.objects.filter(kind="consent.recorded").count() == len(entries)
    assert differing(Person.objects.values_list("pk", flat=True)) == []


def test_yes_in_a_stream_and_no_one_by_one_at_once_is_no(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "BATCH", 7)
    yes, no = _crm(ledger), _crm(ledger, EventKind.WITHDRAWN)

    ledger.together(
        lambda: list(record_events(entries=yes, at=AT)),
        lambda: [record_event(entry=entry, at=AT) for entry in no],
    )

    assert Person.objects.count() == len(yes)
    assert ConsentEvent.objects.count() == len(yes) + len(no)
    assert {state.standing for state in ConsentState.objects.all()} == {"withdrawn"}
    assert differing(Person.objects.values_list("pk", flat=True)) == []


def _message(ledger: Ledger, *, key: str, campaign: str = "") -> Message:
    office = ledger.office
    entry = Entry(
        kind=EventKind.GIVEN,
        values=office.values(SANNE, SANNE_MAIL),
        stated_at=AT,
        method=CollectionMethod.API,
        sender=office.sender,
        purpose=office.offer,
        channel=ContactChannel.VOICE,
        text=office.texts["voice"],
        campaign=campaign,
    )
    return Message(key=key, content=campaign, entry=entry)


def test_a_doubled_call_is_one_event_with_one_answer(ledger: Ledger) -> None:
    consumer = Caller().made.consumer

    for place in ROUNDS:
        message = _message(ledger, key=f"bericht-{place}")
        got = ledger.together(*[lambda message=message: take(consumer=consumer, message=message, at=AT)] * 4)
        assert len({event.uid for taken in got for event in taken.events}) == 1
        assert sorted(taken.again for taken in got) == [False, True, True, True]

    assert ConsentEvent.objects.count() == EvidenceEntry.objects.filter(kind="consent.recorded").count() == len(ROUNDS)


def test_of_two_messages_with_one_key_one_is_taken(ledger: Ledger) -> None:
    consumer = Caller().made.consumer
    messages = [_message(ledger, key="bericht-1", campaign=campaign) for campaign in ("zomer", "winter")]

    got = ledger.together(*[lambda each=each: take(consumer=consumer, message=each, at=AT) for each in messages])

    assert [type(each) for each in got].count(KeyReused) == 1
    assert ConsentEvent.objects.count() == 1


def test_an_objection_during_batches_blocks_every_later_one(ledger: Ledger) -> None:
    office = ledger.office
    office.consented(SANNE, SANNE_MAIL)
    question = Question(
        values=office.values(SANNE), sender=office.sender, purpose=office.offer, channel=ContactChannel.VOICE, at=AT
    )
    done = threading.Event()
    rules: list[tuple[bool, set[str]]] = []

    def ask() -> None:
        late = False
        while not late:
            late = done.is_set()
            answers = may_contact_all(questions=[question] * 50, at=AT)
            rules.append((late, {answer.decision.rule for answer in answers}))

    def stop() -> None:
        office.objected(SANNE)
        done.set()

    ledger.together(ask, stop)

    assert all(len(found) == 1 for _late, found in rules)
    assert all(found == {"objection"} for late, found in rules if late)
    assert rules[-1] == (True, {"objection"})


def test_a_seal_misses_nobody_who_commits_late(ledger: Ledger) -> None:
    """An id is taken first and committed last: sealing begins while it is open."""
    office = ledger.office
    open_, may_end = threading.Event(), threading.Event()

    def late() -> None:
        with transaction.atomic():
            office.objected(SANNE)
            open_.set()
            may_end.wait(30)

    def seal() -> int:
        open_.wait(30)
        office.objected("phone=0687654321")
        return seal_ledger(at=AT, pause=lambda _seconds: may_end.set())

    _nothing, sealed = ledger.together(late, seal)

    assert sealed == 2
    assert [each.count for each in seals()] == [2]


def test_two_sealers_make_one_row_of_seals(ledger: Ledger) -> None:
    for _time in range(3):
        ledger.office.objected(SANNE)

    got = ledger.together(*[lambda: seal_ledger(at=AT)] * 3)

    assert sorted(got) == [0, 0, 3]
    assert len(seals()) == 1


def test_somebody_who_keeps_writing_only_puts_the_seal_off(ledger: Ledger) -> None:
    open_, may_end = threading.Event(), threading.Event()

    def forever() -> None:
        with transaction.atomic():
            ledger.office.objected(SANNE)
            open_.set()
            may_end.wait(30)

    def seal() -> int:
        open_.wait(30)
        ledger.office.objected("phone=0687654321")
        sealed = seal_ledger(at=AT, pause=lambda _seconds: None)
        may_end.set()
        return sealed

    assert ledger.together(forever, seal)[1] == 0
    assert seal_ledger(at=AT) == 2
    assert connection.vendor == "postgresql"


@pytest.mark.parametrize("kind", [EventKind.OBJECTED, EventKind.GIVEN, EventKind.REFUSED])
def test_who_speaks_while_the_term_of_proof_runs_out_is_heard(ledger: Ledger, kind: EventKind) -> None:
    office = ledger.office
    people = [(f"phone=06123456{place:02}", f"email=p{place}@example.nl") for place in ROUNDS]
    namesake = office.consented(*NAMESAKE, at=AT.replace(year=2020)).person
    before = list(namesake.identifiers.values())
    for values in people:
        office.consented(*values, at=AT.replace(year=2020))
        office.say(EventKind.WITHDRAWN, *values, at=AT.replace(year=2021))
    later = AT.replace(year=2027)

    met = ledger.together(
        lambda: forget_due(term=term_on(later.date()), at=later).forgotten,
        lambda: [office.say(kind, *values, at=later) for values in reversed(people)],
    )

    assert not [each for each in met if isinstance(each, Exception)]
    rules = {office.ask(*values, at=later + HOUR).decision.rule for values in people}
    assert rules == {{"objected": "objection", "given": "consent_not_verified"}.get(kind, "no_basis")}
    assert all(Identifier.objects.filter(index=office.values(phone)[0].index).exists() for phone, _mail in people)
    assert list(namesake.identifiers.values()) == before
