"""A stream of entries leaves what they leave one by one: the same ledger, the same states, the same refusals."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consents.actions import recording
from consents.actions.minors import Authorised
from consents.actions.projecting import differing
from consents.actions.recording import Entry, Recorded, digest_of, record_event, record_events
from consents.choices import CollectionMethod, EventKind
from consents.errors import ConsentError, EventRefused, KeyReused
from consents.models import Authorisation, ConsentEvent, ConsentState, Identifier, ObjectionOutbox, Person
from registers.models import EvidenceEntry
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
PHONES = [f"phone=06123456{place:02}" for place in range(3)]
MAILS = [f"email=p{place}@example.nl" for place in range(3)]
Drawn = dict[str, Any]


@pytest.fixture
def office() -> Office:
    """Somebody known, a minor, a household that shares a number, a number that objected, somebody who was forgotten."""
    office = Office()
    office.consented(PHONES[0], MAILS[0])
    office.consented(PHONES[0], MAILS[1])
    office.objected(PHONES[1])
    Person.objects.filter(identifiers__kind="email").update(minor_until=dt.date(2026, 7, 1))
    forgotten = office.consented(PHONES[2]).person
    forgotten.identifiers.update(value="")
    Person.objects.filter(pk=forgotten.pk).update(forgotten_at=AT, forgotten_ground="suppression")
    return office


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    messages = st.sampled_from(["", "", "m-1", "m-2", "m-3"])
    return {
        "kind": draw(st.sampled_from(EventKind)),
        "texts": draw(st.lists(st.sampled_from(PHONES + MAILS), max_size=3)),
        "stated_at": AT + dt.timedelta(hours=draw(st.integers(-3, 1))),
        "channel": draw(st.sampled_from(["voice", "voice", "email", ""])),
        "scoped": draw(st.booleans()),
        "refers_to_message": draw(messages),
        "own_initiative": draw(st.booleans()),
        "whole_number": draw(st.booleans()),
        "source_id": draw(messages),
    }


def _entry(office: Office, told: Drawn) -> Entry:
    rest = {name: value for name, value in told.items() if name not in {"texts", "scoped"}}
    return Entry(
        values=office.values(*told["texts"]),
        method=CollectionMethod.WEB,
        sender=office.sender if told["scoped"] else None,
        purpose=office.offer if told["scoped"] else None,
        text=office.texts.get(told["channel"]),
        evidence_file="0" * 64,
        **rest,
    )


def _one_by_one(entries: list[Entry]) -> Iterator[Recorded]:
    for entry in entries:
        before = ConsentEvent.objects.count()
        try:
            events = record_event(entry=entry, at=AT)
        except ConsentError as error:
            yield Recorded(refused=error)
        else:
            yield Recorded(events=events, before=bool(events) and ConsentEvent.objects.count() == before)


def _left() -> dict[str, Any]:
    """Everything in the tables, with numbers in the place of what is made at random."""
    people = {person.pk: place for place, person in enumerate(Person.objects.order_by("pk"))}
    events = list(ConsentEvent.objects.select_related("person", "sender", "purpose", "text").order_by("pk"))
    names = {str(event.uid): place for place, event in enumerate(events)} | {"": None, "None": None}
    assert all(digest_of(event) == event.digest for event in events)
    assert differing(people) == []
    return {
        "people": list(Person.objects.order_by("pk").values_list("is_number", "forgotten_ground", "minor_until")),
        "values": sorted(
            (people[each.person_id], each.index, each.value, each.since) for each in Identifier.objects.all()
        ),
        "events": [
            (people[each.person_id], each.kind, each.sender_id, each.purpose_id, each.channel, each.stated_at,
             each.index, each.source_id, each.own_initiative, names[str(each.refers_to)])
            for each in events
        ],
        "states": sorted(
            (people[each.person_id], each.sender, each.purpose, each.channel, each.standing, str(names[each.event]),
             each.verified, str(names[each.objection]))
            for each in ConsentState.objects.all()
        ),
        "outbox": [(names[str(each.event.uid)], each.values) for each in ObjectionOutbox.objects.order_by("event")],
        "evidence": EvidenceEntry.objects.count(),
    }  # fmt: skip


def _told(recorded: list[Recorded]) -> list[tuple[Any, ...]]:
    return [
        (len(each.events), each.before, type(each.refused), getattr(each.refused, "field", "")) for each in recorded
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(drawn(), min_size=1, max_size=9), st.integers(1, 9))
def test_a_stream_leaves_what_one_by_one_leaves(office: Office, told: list[Drawn], size: int) -> None:
    entries = [_entry(office, each) for each in told]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording, "BATCH", size)
        together = _undone(lambda: record_events(entries=entries, at=AT))
    apart = _undone(lambda: _one_by_one(entries))

    assert together == apart


def _undone(record: Callable[[], Iterator[Recorded]]) -> tuple[Any, Any]:
    """What came of it and what was left, and undone. Events get the same names every time: of equals a name decides."""
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        numbers = count(1)
        patch.setattr(recording, "uuid4", lambda: UUID(int=next(numbers)))
        told, left = _told(list(record())), _left()
        transaction.set_rollback(True)
    return told, left


def test_the_same_stream_again_records_nothing(office: Office) -> None:
    entries = [_entry(office, _yes(place)) for place in range(5)]
    first = list(record_events(entries=entries, at=AT))
    left = _left()

    again = list(record_events(entries=entries, at=AT))

    assert [each.before for each in again] == [True] * 5
    assert [each.events for each in again] == [each.events for each in first]
    assert _left() == left


def _yes(place: int) -> Drawn:
    return {
        "kind": EventKind.GIVEN,
        "texts": [f"phone=06888888{place:02}", f"email=new{place}@example.nl"],
        "stated_at": AT,
        "channel": "voice",
        "scoped": True,
        "source_id": f"crm-{place}",
    }


def test_a_message_with_another_content_is_refused_within_a_stream(office: Office) -> None:
    other = {**_yes(0), "kind": EventKind.WITHDRAWN}

    told = list(record_events(entries=[_entry(office, _yes(0)), _entry(office, other)], at=AT))

    assert isinstance(told[1].refused, KeyReused)
    assert ConsentEvent.objects.filter(source_id="crm-0").count() == 1


def test_a_crash_while_a_batch_is_written_loses_and_doubles_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "BATCH", 2)
    entries = [_entry(office, _yes(place)) for place in range(5)]
    stream = record_events(entries=entries, at=AT)
    first = [next(stream), next(stream)]
    monkeypatch.setattr(recording, "record_all", _crash)
    with pytest.raises(MemoryError):
        next(stream)
    left = list(ConsentEvent.objects.filter(source_id__startswith="crm-").values_list("source_id", flat=True))

    monkeypatch.undo()
    again = list(record_events(entries=entries, at=AT))

    assert left == [each.events[0].source_id for each in first] == ["crm-0", "crm-1"]
    assert [each.before for each in again] == [True, True, False, False, False]
    assert _left()["evidence"] == ConsentEvent.objects.count()


def _crash(_entries: object) -> None:
    raise MemoryError


def test_what_a_representative_says_of_a_minor_goes_along(office: Office) -> None:
    said = Authorised(values=office.values("email=moeder@example.nl"), stated_at=AT, method=CollectionMethod.WEB)
    child: Drawn = {**_yes(0), "texts": [PHONES[0], MAILS[0]], "authorised": said}
    themselves = replace(said, values=office.values(PHONES[0], MAILS[0]))
    wrong = {**child, "source_id": "crm-7", "authorised": themselves}
    entries = [_entry(office, each) for each in (_yes(1), child, wrong, _yes(2))]

    told = list(record_events(entries=entries, at=AT))

    assert [type(each.refused) for each in told] == [type(None), type(None), EventRefused, type(None)]
    assert Authorisation.objects.get().event.source_id == "crm-0"


def test_a_stream_is_read_no_further_than_its_batch(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "BATCH", 2)
    read: list[int] = []

    def entries() -> Iterator[Entry]:
        for place in range(10):
            read.append(place)
            yield _entry(office, _yes(place))

    next(record_events(entries=entries(), at=AT))

    assert read == [0, 1, 2]
    assert ConsentEvent.objects.filter(source_id__startswith="crm-").count() == 2


def test_a_person_who_is_not_named_stays_as_they_were(office: Office) -> None:
    namesake = office.consented("phone=0687654321", "email=s.dejong@example.nl").person
    before = (list(namesake.events.values()), list(namesake.states.values()), list(namesake.identifiers.values()))

    list(record_events(entries=[_entry(office, {**_yes(0), "texts": [SANNE, SANNE_MAIL]})], at=AT))

    assert before == (
        list(namesake.events.values()),
        list(namesake.states.values()),
        list(namesake.identifiers.values()),
    )
