"""The verbs of the ledger: record what was said. An event, its state and its fact become true together.

One entry or a thousand, the road is the same: claim, look, decide in memory who each is about as if they came one by
one, then write everything. Nothing is written for what is refused.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from consents.actions.catching_up import CONSENTS, taken_back
from consents.actions.entries import ABOUT_AN_EVENT, AHEAD, Entry, check, says
from consents.actions.minors import demand_authorisation, keep_authorisation
from consents.actions.passing_on import Said, pass_on
from consents.actions.people import Everybody, claim
from consents.actions.projecting import project
from consents.choices import EventKind
from consents.errors import ConsentError, EventRefused, KeyReused
from consents.identifying import Value
from consents.models import ConsentEvent, Person
from registers.actions.actors import role_of
from registers.actions.evidence import fact, record_all
from registers.appending import append_named
from registers.canonical import canonical_json
from registers.choices import EvidenceKind
from registers.collecting import uncollected
from registers.errors import RegisterError
from registers.models import EvidenceEntry
from registers.prepared import among, fetch, several, table, vendor

__all__ = ["AHEAD", "BATCH", "Entry", "Recorded", "digest_of", "made_from", "record_event", "record_events"]

BATCH = 400
"""Entries in one transaction: each claims two locks or three, of which PostgreSQL has some six thousand."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What came of an entry: its events, one for each person it is about, or why it was refused.

    ``before``: the same message had come before, and these are the events it led to then.
    """

    events: Sequence[ConsentEvent] = ()
    before: bool = False
    refused: ConsentError | RegisterError | None = None


def record_event(*, entry: Entry, at: datetime, actor: User | None = None, role: str = "") -> list[ConsentEvent]:
    """Append what somebody said; the events made, one for each person it is about.

    What permits contact is about exactly one person; what forbids it is about everybody the values lead to, and is
    never refused for want of certainty. The same ``source_id`` again returns the events made before; with another
    content it raises KeyReused. ``role`` names who tells it when that is no user. Raises EventRefused, which names what
    is lacking.
    """
    (recorded,) = _together([entry], at=at, actor=actor, role=role)
    if recorded.refused is not None:
        raise recorded.refused
    return list(recorded.events)


def record_events(
    *, entries: Iterable[Entry], at: datetime, actor: User | None = None, role: str = ""
) -> Iterator[Recorded]:
    """Append a stream of entries as ``record_event`` would one by one; what came of each, in the same order.

    Each ``BATCH`` of them is a transaction: what was given back is in the ledger, and after a crash those with a
    ``source_id`` are simply told again. One that is refused leaves the others alone.
    """
    for batch in _batches(entries):
        try:
            with uncollected():
                recorded = _together(batch, at=at, actor=actor, role=role)
        except EventRefused as error:  # only what a representative said can still be refused: that is a batch of one
            recorded = [Recorded(refused=error)]
        yield from recorded


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """In the order they came; what a representative says of a minor is a transaction of its own."""
    waiting: list[Entry] = []
    for entry in entries:
        if waiting and (entry.authorised or len(waiting) == BATCH):
            yield waiting
            waiting = []
        waiting.append(entry)
        if entry.authorised:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _together(entries: Sequence[Entry], *, at: datetime, actor: User | None, role: str) -> list[Recorded]:
    """Record entries in one transaction."""
    with transaction.atomic():
        work = _Work(entries, at=at, actor=actor, role=role or role_of(actor))
        recorded = [work.take(entry) for entry in entries]
        work.write()
        for entry, each in zip(entries, recorded, strict=True):
            _keep_authorisations(entry, each, at)
    return recorded


def _keep_authorisations(entry: Entry, recorded: Recorded, at: datetime) -> None:
    """Raises EventRefused."""
    if entry.authorised is None or recorded.before:
        return
    for event in recorded.events:
        keep_authorisation(event=event, authorised=entry.authorised, at=at)


@dataclass(frozen=True, kw_only=True)
class _Meant:
    """Somebody an entry is about, and the values that they are to have from now on."""

    person: Person
    values: Sequence[Value] = ()


class _Work:
    """Entries of one transaction: what the tables hold about them, and what is going to be written.

    Everything that can be refused is refused before anything is kept, so that a refused entry leaves no trace.
    """

    def __init__(self, entries: Sequence[Entry], *, at: datetime, actor: User | None, role: str) -> None:
        values = [value for entry in entries for value in _all_values(entry)]
        claim(values, messages=[entry.source_id for entry in entries])
        self._at, self._actor, self._role = at, actor, role
        self._made = _made_before(entries)
        self._told = _told_of([entry.refers_to for entry in entries if entry.refers_to])
        referred = [made[0] for entry in entries if (made := self._made.get(entry.refers_to_message))]
        self._everybody = Everybody(values, events={*self._told, *(event.uid for event in referred)})
        self._said: list[Said] = []
        self._facts: list[EvidenceEntry] = []

    def take(self, entry: Entry) -> Recorded:
        """What came of an entry, with everything that was taken before it."""
        try:
            return self._taken(entry)
        except (ConsentError, RegisterError) as error:
            return Recorded(refused=error)

    def write(self) -> None:
        """Put everything in the tables."""
        self._everybody.write()
        events = [said.event for said in self._said]
        for event in events:
            event.person = event.person  # which has its key by now
        append_named(events, by="uid")
        project({event.person_id for event in events})
        pass_on(self._said, at=self._at)
        record_all(self._facts)

    def _taken(self, entry: Entry) -> Recorded:
        told = self._referred(entry)
        entry = _with_scope(entry, told)
        check(entry, self._at)
        before = self._before(entry)
        if before:
            return Recorded(events=before, before=True)
        meant = self._people(entry, told)
        events = [self._event(entry, each.person, place) for place, each in enumerate(meant)]
        for event in events:
            demand_authorisation(event=event, authorised=entry.authorised)
        late = self._taken_back(entry, meant)
        self._facts += [_fact(event, self._at) for event in [*events, *late]]
        for each in meant:
            if each.values:
                self._everybody.keep(each.person, each.values, self._at)
        self._said += [
            Said(event=event, values=entry.values, held=self._everybody.held(event.person))
            for event in [*events, *late]
        ]
        if entry.source_id:
            self._made |= {event.source_id: [event] for event in events} | {entry.source_id: events}
        return Recorded(events=events)

    def _taken_back(self, entry: Entry, meant: Sequence[_Meant]) -> list[ConsentEvent]:
        """Events that say of these people what was said earlier of their numbers and takes this consent back."""
        numbers = [known for value in entry.values if (known := self._everybody.number(value))]
        if not numbers or entry.kind not in CONSENTS:
            return []
        said = [each.event for each in self._said]
        return [
            self._again(event, each.person)
            for each in meant
            for event in taken_back(person=each.person, numbers=numbers, entry=entry, said=said)
        ]

    def _again(self, event: ConsentEvent, person: Person) -> ConsentEvent:
        """The same words, of a person."""
        names = ("kind", "sender", "purpose", "channel", "stated_at", "identifier_kind", "index", "method")
        told = {name: getattr(event, name) for name in names}
        again = ConsentEvent(**told, uid=uuid4(), person=person, arrived_at=self._at, role=self._role)
        again.recorded_by_id = self._actor.pk if self._actor else None
        again.digest = digest_of(again)
        return again

    def _referred(self, entry: Entry) -> ConsentEvent | None:
        """The event that an entry is about, by its own name or by that of its message."""
        if entry.refers_to is not None:
            return self._told.get(entry.refers_to)
        return next(iter(self._made.get(entry.refers_to_message, ())), None)

    def _before(self, entry: Entry) -> list[ConsentEvent]:
        events = self._made.get(entry.source_id, []) if entry.source_id else []
        if any(not says(each, entry) for each in events):
            raise KeyReused()
        return list(events)

    def _people(self, entry: Entry, told: ConsentEvent | None) -> list[_Meant]:
        if entry.refers_to is not None:
            return [_Meant(person=self._everybody.people.get(told.person_id, told.person))] if told else []
        if entry.kind == EventKind.LIFTED:
            return self._lifting(entry)
        if entry.kind.permits:
            return [self._only(entry)]
        single = any(value.kind.singles_out for value in entry.values)
        found = [_Meant(person=person) for person in self._everybody.of(entry.values)]
        if not found and single:
            found = [self._only(entry)]
        if entry.whole_number or not single:
            found += self._numbers(entry.values if entry.whole_number else _shared(entry.values))
        return found

    def _lifting(self, entry: Entry) -> list[_Meant]:
        """Of the person, and of the number itself where that is said or nothing else is known. Raises EventRefused."""
        people, shared = self._everybody.at_most_one(entry.values), _shared(entry.values)
        found = [_Meant(person=person) for person in people]
        if entry.whole_number or not found:
            found += [_Meant(person=each) for each in self._everybody.erased(shared) if each not in people]
            found += self._numbers(shared)
        if not found:
            raise EventRefused(field="identifiers", why=_("nobody is known by this; there is nothing to lift"))
        return found

    def _only(self, entry: Entry) -> _Meant:
        """The one person of these values, made when nobody has them. Raises EventRefused when it may be several.

        A value that singles somebody out decides. A phone number alone is shared by a household: it fits only somebody
        of whom nothing more is known.
        """
        found = self._everybody.at_most_one(entry.values)
        person = found[0] if found else Person(party=entry.party, created_at=self._at)
        return _Meant(person=person, values=entry.values)

    def _numbers(self, values: Iterable[Value]) -> list[_Meant]:
        """What stands for numbers and addresses, whoever has them; made where there is none yet."""
        made: dict[str, _Meant] = {}
        for value in values:
            if value.index not in made:
                known = self._everybody.number(value)
                fresh = Person(is_number=True, created_at=self._at)
                made[value.index] = _Meant(person=known) if known else _Meant(person=fresh, values=[value])
        return [made[value.index] for value in values]

    def _event(self, entry: Entry, person: Person, place: int) -> ConsentEvent:
        way = entry.way
        event = ConsentEvent(
            uid=uuid4(),
            person=person,
            kind=entry.kind,
            sender=entry.sender,
            purpose=entry.purpose,
            channel=entry.channel,
            stated_at=entry.stated_at,
            arrived_at=self._at,
            identifier_kind=way.kind if way else "",
            index=way.index if way else "",
            text=entry.text,
            refers_to=entry.refers_to,
            method=entry.method,
            campaign=entry.campaign,
            campaign_url=entry.campaign_url,
            suppliers=list(entry.suppliers),
            evidence_file=entry.evidence_file,
            valid_until=entry.valid_until,
            first_contact_on=entry.first_contact_on,
            own_initiative=entry.own_initiative,
            recorded_by=self._actor,
            role=self._role,
            source_id=f"{entry.source_id}#{place}" if entry.source_id and place else entry.source_id,
        )
        event.digest = digest_of(event)
        return event


def _all_values(entry: Entry) -> list[Value]:
    return [*entry.values, *(entry.authorised.values if entry.authorised else ())]


def _shared(values: Iterable[Value]) -> list[Value]:
    return [value for value in values if not value.kind.singles_out]


def _with_scope(entry: Entry, told: ConsentEvent | None) -> Entry:
    """An event about another event is about that one's person and scope. Raises EventRefused."""
    if told and entry.refers_to is None:
        entry = replace(entry, refers_to=told.uid)
    if entry.kind not in ABOUT_AN_EVENT:
        return entry
    if told is None:
        raise EventRefused(field="refers_to", why=_("name the event that this is about"))
    return replace(entry, sender=told.sender, purpose=told.purpose, channel=told.channel)


def _told_of(uids: Iterable[UUID]) -> dict[UUID, ConsentEvent]:
    wanted = list(uids)
    found = ConsentEvent.objects.filter(uid__in=wanted).select_related("sender", "purpose") if wanted else ()
    return {event.uid: event for event in found}


def _made_before(entries: Iterable[Entry]) -> dict[str, list[ConsentEvent]]:
    """The events that the messages of these entries led to, and the messages that they refer to."""
    messages = {name for entry in entries for name in (entry.source_id, entry.refers_to_message) if name}
    known = fetch(_messages(vendor()), [several(messages)]) if messages else []
    return _made_from([message for (message,) in known])


@lru_cache(maxsize=2)
def _messages(_vendor: str) -> str:
    found = among("source_id")  # its index leaves out the events that came with no message
    return f"SELECT source_id FROM {table(ConsentEvent)} WHERE {found} AND source_id <> ''"  # noqa: S608  # only names


def made_from(source_id: str) -> list[ConsentEvent]:
    """The events that a message of another system led to."""
    return _made_from([source_id]).get(source_id, [])


def _made_from(messages: Iterable[str]) -> dict[str, list[ConsentEvent]]:
    """The events of each message: that of the first person has its name, those of others are numbered after it."""
    made: dict[str, list[ConsentEvent]] = {}
    names = {message: message for message in messages}
    while names:
        rows = ConsentEvent.objects.filter(source_id__in=list(names)).select_related("person", "sender", "purpose")
        found = {event.source_id: event for event in rows}
        names = {name: message for name, message in names.items() if name in found}
        for name, message in names.items():
            made.setdefault(message, []).append(found[name])
        names = {f"{message}#{len(made[message])}": message for message in names.values()}
    return made


def digest_of(event: ConsentEvent) -> str:
    """SHA-256 of the canonical form of an event: everything that is stored, ids in the place of rows."""
    told = {
        "uid": str(event.uid),
        "person": str(event.person.uid),
        "kind": str(event.kind),
        "sender": event.sender.key if event.sender else "",
        "purpose": event.purpose.key if event.purpose else "",
        "channel": str(event.channel),
        "stated_at": event.stated_at.timestamp().hex(),
        "arrived_at": event.arrived_at.timestamp().hex(),
        "reached": [str(event.identifier_kind), event.index],
        "text": str(event.text.uid) if event.text else "",
        "refers_to": str(event.refers_to or ""),
        "method": str(event.method),
        "campaign": [event.campaign, event.campaign_url, *event.suppliers],
        "evidence_file": event.evidence_file,
        "days": [str(event.valid_until or ""), str(event.first_contact_on or "")],
        "own_initiative": event.own_initiative,
        "by": [str(event.recorded_by_id or ""), event.role],
        "source_id": event.source_id,
    }
    return hashlib.sha256(canonical_json(told).encode()).hexdigest()


def _fact(event: ConsentEvent, at: datetime) -> EvidenceEntry:
    """What the evidence log keeps: never a value, never a campaign that may hold a name."""
    told: dict[str, Any] = {
        "event": str(event.uid),
        "kind": str(event.kind),
        "sender": event.sender.key if event.sender else "",
        "purpose": event.purpose.key if event.purpose else "",
        "channel": str(event.channel),
        "digest": event.digest,
        "role": event.role,
    }
    return fact(kind=EvidenceKind.CONSENT_RECORDED, case=event.person.uid, facts=told, at=at)
