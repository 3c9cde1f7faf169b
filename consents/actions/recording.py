"""The verbs of the ledger: record what somebody said. An event, its state and its fact become true together."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from consents.actions.minors import Authorised, demand_authorisation, keep_authorisation
from consents.actions.passing_on import pass_on
from consents.actions.people import at_most_one, claim, everyone, number_itself, only_person
from consents.actions.projecting import project
from consents.choices import CollectionMethod, EventKind, PartyKind
from consents.errors import EventRefused, KeyReused
from consents.identifying import Value, reached
from consents.models import ConsentEvent, ConsentText, ContactPurpose, Person, Sender
from consents.selectors import indexes_of
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.canonical import canonical_json
from registers.choices import EvidenceKind

AHEAD = timedelta(minutes=5)
"""How far the clock of another system may run ahead."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is to be recorded. Without sender, purpose or channel it is about every one of them.

    ``whole_number``: also about whoever else has the number or address that was reached. ``source_id`` makes that the
    same message from another system counts once. ``authorised`` is what the representative of a minor said.
    """

    kind: EventKind
    values: Sequence[Value]
    stated_at: datetime
    method: CollectionMethod
    sender: Sender | None = None
    purpose: ContactPurpose | None = None
    channel: str = ""
    text: ConsentText | None = None
    refers_to: UUID | None = None
    campaign: str = ""
    campaign_url: str = ""
    suppliers: Sequence[str] = ()
    evidence_file: str = ""
    valid_until: date | None = None
    first_contact_on: date | None = None
    own_initiative: bool = False
    whole_number: bool = False
    party: PartyKind = PartyKind.UNKNOWN
    source_id: str = ""
    authorised: Authorised | None = None


def record_event(*, entry: Entry, at: datetime, actor: User | None = None, role: str = "") -> list[ConsentEvent]:
    """Append what somebody said; the events made, one for each person it is about.

    What permits contact is about exactly one person; what forbids it is about everybody the values lead to, and is
    never refused for want of certainty. The same ``source_id`` again returns the events made before; with another
    content it raises KeyReused. ``role`` names who tells it when that is no user. Raises EventRefused, which names what
    is lacking.
    """
    entry = _referred(entry)
    _check(entry, at)
    with transaction.atomic():
        claim(entry.values)
        before = _before(entry)
        if before:
            return before
        people = _people(entry, at)
        events = [
            _event(entry, person, place, at=at, actor=actor, role=role or role_of(actor))
            for place, person in enumerate(people)
        ]
        for event in events:
            demand_authorisation(event=event, authorised=entry.authorised)
            event.save(force_insert=True)
            project([event.person_id])
            pass_on(event=event, values=entry.values, at=at)
            record(kind=EvidenceKind.CONSENT_RECORDED, case=event.person.uid, facts=_facts(event), at=at)
            if entry.authorised:
                keep_authorisation(event=event, authorised=entry.authorised, at=at)
    return events


def _referred(entry: Entry) -> Entry:
    """An event about another event is about that one's person and scope. Raises EventRefused."""
    if entry.kind not in {EventKind.VERIFIED, EventKind.INVALIDATED}:
        return entry
    told = ConsentEvent.objects.filter(uid=entry.refers_to) if entry.refers_to else ConsentEvent.objects.none()
    found = told.select_related("sender", "purpose").first()
    if found is None:
        raise EventRefused(field="refers_to", why=_("name the event that this is about"))
    return replace(entry, sender=found.sender, purpose=found.purpose, channel=found.channel)


def _check(entry: Entry, at: datetime) -> None:
    """Raises EventRefused."""
    if not entry.values and entry.refers_to is None:
        raise EventRefused(field="identifiers", why=_("at least one value is needed, for example phone=0612345678"))
    if entry.stated_at > at + AHEAD:
        raise EventRefused(field="stated_at", why=_("the moment lies in the future"))
    if entry.kind in {EventKind.GIVEN, EventKind.RENEWED}:
        _check_yes(entry)
    if entry.kind == EventKind.LIFTED and not entry.own_initiative:
        why = _("only the person lifts an objection, on their own initiative (art. 21(3))")
        raise EventRefused(field="own_initiative", why=why)
    if entry.kind == EventKind.LIFTED and not entry.evidence_file:
        raise EventRefused(field="evidence_file", why=_("lifting an objection needs a proof of what the person said"))


def _check_yes(entry: Entry) -> None:
    """A yes names sender, purpose, channel and wording, and the number or address it is about (art. 4(11), 7(1))."""
    for name in ("sender", "purpose", "channel", "text"):
        if not getattr(entry, name):
            raise EventRefused(field=name, why=_("a consent is specific: this may not be left open (art. 4(11))"))
    text, told = entry.text, (entry.sender, entry.purpose, entry.channel)
    if text is None or (text.sender, text.purpose, text.channel) != told:
        raise EventRefused(field="text", why=_("this wording asks for another sender, purpose or channel"))
    if reached(entry.values, entry.channel) is None:
        raise EventRefused(field="identifiers", why=_("give the number or address that this channel reaches"))
    if entry.valid_until and entry.valid_until < entry.stated_at.date():
        raise EventRefused(field="valid_until", why=_("the last day lies before the consent itself"))


def _before(entry: Entry) -> list[ConsentEvent]:
    if not entry.source_id:
        return []
    events = made_from(entry.source_id)
    if any(not _says(each, entry) for each in events):
        raise KeyReused()
    return events


def made_from(source_id: str) -> list[ConsentEvent]:
    """The events that a message of another system led to."""
    made = ConsentEvent.objects.filter(source_id__in=[source_id, *_numbered(source_id)])
    return list(made.select_related("person", "sender", "purpose").order_by("pk"))


def _says(event: ConsentEvent, entry: Entry) -> bool:
    """Whether an event was made from this very entry."""
    told = (entry.kind, entry.stated_at, entry.sender, entry.purpose, entry.channel)
    way = _way(entry)
    known = indexes_of(way) if way else ("",)
    return event.index in known and told == (event.kind, event.stated_at, event.sender, event.purpose, event.channel)


def _way(entry: Entry) -> Value | None:
    """The number or address that an entry is about; any value where the channel reaches nobody by them."""
    return reached(entry.values, entry.channel) or next(iter(entry.values), None)


def _numbered(source_id: str) -> list[str]:
    return [f"{source_id}#{place}" for place in range(1, 50)]


def _people(entry: Entry, at: datetime) -> list[Person]:
    if entry.refers_to is not None:
        return list(Person.objects.select_for_update().filter(events__uid=entry.refers_to))
    if entry.kind == EventKind.LIFTED:
        return _lifting(entry, at)
    if entry.kind.permits:
        return [only_person(entry.values, at=at, party=entry.party)]
    found = everyone(entry.values)
    if not found and any(value.kind.singles_out for value in entry.values):
        found = [only_person(entry.values, at=at, party=entry.party)]
    shared = [value for value in entry.values if not value.kind.singles_out]
    if entry.whole_number or not any(value.kind.singles_out for value in entry.values):
        found += [number_itself(value, at=at) for value in (entry.values if entry.whole_number else shared)]
    return found


def _lifting(entry: Entry, at: datetime) -> list[Person]:
    """Of the person, and of the number itself where that is said or nothing else is known. Raises EventRefused."""
    found = at_most_one(entry.values)
    if entry.whole_number or not found:
        found = found + [number_itself(value, at=at) for value in entry.values if not value.kind.singles_out]
    if not found:
        raise EventRefused(field="identifiers", why=_("nobody is known by this; there is nothing to lift"))
    return found


def _event(entry: Entry, person: Person, place: int, *, at: datetime, actor: User | None, role: str) -> ConsentEvent:
    way = _way(entry)
    event = ConsentEvent(
        uid=uuid4(),
        person=person,
        kind=entry.kind,
        sender=entry.sender,
        purpose=entry.purpose,
        channel=entry.channel,
        stated_at=entry.stated_at,
        arrived_at=at,
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
        recorded_by=actor,
        role=role,
        source_id=f"{entry.source_id}#{place}" if entry.source_id and place else entry.source_id,
    )
    event.digest = digest_of(event)
    return event


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
    return hashlib.sha256(canonical_json(json.loads(json.dumps(told))).encode()).hexdigest()


def _facts(event: ConsentEvent) -> dict[str, Any]:
    """What the evidence log keeps: never a value, never a campaign that may hold a name."""
    return {
        "event": str(event.uid),
        "kind": str(event.kind),
        "sender": event.sender.key if event.sender else "",
        "purpose": event.purpose.key if event.purpose else "",
        "channel": str(event.channel),
        "digest": event.digest,
        "role": event.role,
    }
