"""Reads of consents: the events of people as the fold wants them, states, senders, and the rules in force."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from consents.choices import ContactChannel, EventKind, PurposeKind, Standing
from consents.errors import LedgerBroken, PurposeUnknown, SenderUnknown
from consents.identifying import Value
from consents.models import (
    ConsentEvent,
    ConsentState,
    ConsentText,
    ContactPurpose,
    ContactRuleSet,
    Identifier,
    Person,
    Sender,
)
from consents.rules.folding import Event, Scope, State, fold
from consents.rules.rulesets import RuleSet, clipped, read_rules, ruleset_for
from registers.keyring import keyed_index
from registers.prepared import Columns, Lookup, among, fetch, several, table, vendor

_SENDERS, _PURPOSES = Lookup(Sender, "key"), Lookup(ContactPurpose, "key")
_NAME = ["id", "key", "kind"]
STATE = ("standing", "since", "event", "text", "verified", "valid_until", "objection", "objected_at")
"""The columns of a state beside its person and scope."""
_EVENT = Columns(
    ConsentEvent, "person", "uid", "kind", "stated_at", "channel", "refers_to", "valid_until", "own_initiative"
)
_TEXT = Columns(ConsentText, "uid")
_SIGNED = Columns(ContactRuleSet, "id", "set_id", "effective_from", "sha256")


def events_of(people: Iterable[int]) -> dict[int, list[Event]]:
    """The events of each person, by its key."""
    return events_and_kinds_of(people)[0]


def events_and_kinds_of(people: Iterable[int]) -> tuple[dict[int, list[Event]], dict[str, PurposeKind]]:
    """The events of each person, and the kind of every purpose that they name, by its key."""
    found: dict[int, list[Event]] = defaultdict(list)
    kinds: dict[str, PurposeKind] = {}
    for row in fetch(_events(vendor()), [several(people)]):
        sender, purpose, meant, text, *rest = row
        person, uid, kind, stated_at, channel, refers_to, valid_until, own = _EVENT.read(rest)
        event = Event(
            uid=str(uid),
            kind=EventKind(kind),
            stated_at=stated_at,
            scope=Scope(sender=sender or "", purpose=purpose or "", channel=channel),
            refers_to=str(refers_to or ""),
            text=str(_TEXT.read([text])[0]) if text else "",
            valid_until=valid_until,
            own_initiative=own,
        )
        found[person].append(event)
        if purpose and purpose not in kinds:
            kinds[purpose] = PurposeKind(meant)
    return found, kinds


@lru_cache(maxsize=2)
def _events(_vendor: str) -> str:
    return f"""SELECT s.key, p.key, p.kind, t.uid, {_EVENT.of("e")} FROM {table(ConsentEvent)} e
               LEFT JOIN {table(Sender)} s ON s.id = e.sender_id
               LEFT JOIN {table(ContactPurpose)} p ON p.id = e.purpose_id
               LEFT JOIN {table(ConsentText)} t ON t.id = e.text_id
               WHERE {among("e.person_id", "bigint")} ORDER BY e.id"""  # noqa: S608  # only names of tables and columns


def kinds_of_purposes() -> dict[str, PurposeKind]:
    """The kind of each purpose, by key."""
    return {key: PurposeKind(kind) for key, kind in fetch(f"SELECT key, kind FROM {table(ContactPurpose)}")}  # noqa: S608


def state_from(values: Sequence[Any]) -> State:
    """A stored state as the fold gives it, from its columns in the order of the model."""
    standing, since, event, text, verified, valid_until, objection, objected_at = values
    return State(
        standing=Standing(standing),
        since=since,
        event=event,
        text=text,
        verified=verified,
        valid_until=valid_until,
        objection=objection,
        objected_at=objected_at,
    )


def state_of(row: ConsentState) -> State:
    """A stored state as the fold gives it."""
    return state_from([getattr(row, name) for name in STATE])


def states_of(person: Person) -> list[State]:
    """Every state of somebody, for each scope that was spoken of."""
    return [state_of(row) for row in ConsentState.objects.filter(person=person)]


def sender_of(key: str) -> Sender:
    """The sender of a key. Raises SenderUnknown."""
    found = _SENDERS([key])
    if not found:
        raise SenderUnknown()
    return found[0]


def purpose_of(key: str) -> ContactPurpose:
    """The purpose of a key. Raises PurposeUnknown."""
    found = _PURPOSES([key])
    if not found:
        raise PurposeUnknown()
    return found[0]


def named(*, senders: Iterable[str], purposes: Iterable[str]) -> tuple[dict[str, Sender], dict[str, ContactPurpose]]:
    """Senders and purposes by their keys, in one statement; unknown ones are left out.

    Only key and kind are read, which is what decisions look at; the rest is read when it is asked for.
    """
    found: dict[type[Model], dict[str, Any]] = {Sender: {}, ContactPurpose: {}}
    for of_sender, *values in fetch(_names(vendor()), [several(set(senders)), several(set(purposes))]):
        model = Sender if of_sender else ContactPurpose
        found[model][values[1]] = model.from_db(DEFAULT_DB_ALIAS, _NAME, values)
    return found[Sender], found[ContactPurpose]


@lru_cache(maxsize=2)
def _names(_vendor: str) -> str:
    return f"""SELECT 1, id, key, kind FROM {table(Sender)} WHERE {among("key")}
               UNION ALL SELECT 0, id, key, kind FROM {table(ContactPurpose)} WHERE {among("key")}"""  # noqa: S608


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A set of rules within the days in which it is in force, and the SHA-256 of the text it was read from."""

    rules: RuleSet
    sha256: str

    @classmethod
    def read(cls, text: str) -> "Edition":
        """From YAML. Raises RulesInvalid."""
        return cls(rules=read_rules(text), sha256=hashlib.sha256(text.encode()).hexdigest())


@lru_cache(maxsize=1)
def shipped_rules() -> dict[str, Edition]:
    """The sets that Waarborg ships, by id."""
    folder = files("consents").joinpath("rulesets")
    editions = [Edition.read(path.read_text()) for path in folder.iterdir() if path.name.endswith(".yaml")]
    return {edition.rules.id: edition for edition in editions}


@lru_cache(maxsize=256)
def _read(body: str) -> Edition:
    return Edition.read(body)


def edition_for(*, country: str, channel: ContactChannel, day: date) -> Edition | None:
    """The rules in force for a country, channel and day; None when nobody wrote any."""
    return edition_among(rules_timeline(), country=country, channel=channel, day=day)


def edition_among(editions: Sequence[Edition], *, country: str, channel: ContactChannel, day: date) -> Edition | None:
    """Of these the one in force for a country, channel and day."""
    found = ruleset_for([each.rules for each in editions], country=country, channel=channel, day=day)
    return next((each for each in editions if each.rules is found), None)


def rules_timeline() -> list[Edition]:
    """Every set as it was or is in force: shipped ones until a signed version of one's own took over.

    A version changes nothing before the day it came into force. One small query tells whether the signed versions are
    those of the last time, so that a signature works at once in every process.
    """
    return list(_timeline(tuple([tuple(_SIGNED.read(row)) for row in fetch(_signed(vendor()))])))


@lru_cache(maxsize=2)
def _signed(_vendor: str) -> str:
    return f"""SELECT {_SIGNED.of("s")} FROM {table(ContactRuleSet)} s WHERE s.signed_at IS NOT NULL
               ORDER BY s.set_id, s.effective_from, s.version"""  # noqa: S608  # only names of tables and columns


@lru_cache(maxsize=8)
def _timeline(signed: tuple[tuple[Any, ...], ...]) -> tuple[Edition, ...]:
    bodies = dict(ContactRuleSet.objects.filter(pk__in=[row[0] for row in signed]).values_list("pk", "body"))
    own: dict[str, list[tuple[Edition, date]]] = defaultdict(list)
    for pk, set_id, effective_from, sha256 in signed:
        edition = _read(bodies[pk])
        if edition.sha256 != sha256:
            raise LedgerBroken()
        own[set_id].append((edition, effective_from))
    return tuple(edition for set_id in sorted({*shipped_rules(), *own}) for edition in _line(set_id, own[set_id]))


def indexes_of(value: Value) -> tuple[str, ...]:
    """The keyed indexes by which a value is found: under the index key, and under those it had before."""
    former = (keyed_index(key, value.kind, value.text) for key in settings.ENVIRONMENT.index_keys_old)
    return (value.index, *former)


def _line(set_id: str, own: list[tuple[Edition, date]]) -> list[Edition]:
    shipped = shipped_rules().get(set_id)
    held = [(shipped, shipped.rules.valid_from), *own] if shipped else own
    ends = [*[begin for _edition, begin in held[1:]], None]
    line = []
    for (edition, begin), end in zip(held, ends, strict=True):
        rules = clipped(edition.rules, begin=begin, end=end)
        if rules is not None:
            line.append(replace(edition, rules=rules))
    return line


def _indexes_of_person(person: int) -> set[str]:
    """Every index by which the values of a person may be kept, also while keys are being changed."""
    keys = (settings.ENVIRONMENT.index_key, *settings.ENVIRONMENT.index_keys_old)
    rows = list(Identifier.objects.filter(person=person))
    known = {row.index for row in rows}
    return known | {keyed_index(key, row.kind, row.value) for row in rows if row.value for key in keys}


def state_after(event: ConsentEvent) -> State:
    """Where the person of an event stands for its sender, purpose and channel; an objection of its number included."""
    scope = Scope(
        sender=event.sender.key if event.sender else "",
        purpose=event.purpose.key if event.purpose else "",
        channel=event.channel,
    )
    kind = PurposeKind(event.purpose.kind) if event.purpose else PurposeKind.MARKETING
    reached = {event.index, *_indexes_of_person(event.person_id)}
    numbers = Identifier.objects.filter(person__is_number=True, index__in=reached).values_list("person_id", flat=True)
    held = events_of([event.person_id, *numbers])
    states = [fold(events, scope, kind=kind) for events in held.values()]
    own = fold(held[event.person_id], scope, kind=kind)
    objected = next((state for state in states if state.objected), None)
    return own if objected is None else replace(own, objection=objected.objection, objected_at=objected.objected_at)
