"""From what the tables hold of one number to the facts that rules look at: the same facts as for one question. Pure.

Rows of a number come as plain tuples; equal tuples are equal facts, so that a decision is made once for each pattern.
Ids of people and events are left out: a list is decided, nobody is named.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from consents.choices import (
    ContactChannel,
    PartyKind,
    PurposeKind,
    RelationKind,
    ScreeningListKind,
    SenderKind,
    Standing,
)
from consents.rules import facts as rules
from consents.rules.deciding import local_day
from consents.rules.folding import Scope, State, standing_for


class Row(NamedTuple):
    """A holder of the number with one of their states (``standing`` None: no state)."""

    person: int
    is_number: bool
    party: str
    minor_until: Any
    sender: str | None
    purpose: str | None
    channel: str | None
    standing: str | None
    verified: bool | None
    valid_until: Any
    objected: bool | None


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What a whole list is about: for whom, for what, by which channel, at which moment."""

    scope: Scope
    sender_kind: SenderKind
    purpose: PurposeKind
    channel: ContactChannel
    at: dt.datetime
    offer: bool = False
    party: PartyKind = PartyKind.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Known:
    """Everything that is known of one number, hashable: holders with states, relations, lists that hold it."""

    country: str
    people: tuple[tuple[Any, ...], ...] = ()
    relations: tuple[tuple[Any, ...], ...] = ()
    lists: tuple[int, ...] = ()


def numbered(rows: Sequence[tuple[Any, ...]], relations: Sequence[tuple[Any, ...]]) -> tuple[Any, Any]:
    """The same rows with people counted from 0 in the place of their ids, so that equal patterns are equal."""
    places: dict[int, int] = {}
    people = tuple((places.setdefault(row[0], len(places)), *row[1:]) for row in rows)
    return people, tuple((places.setdefault(row[0], len(places)), *row[1:]) for row in relations)


def facts_of(known: Known, contact: Contact, *, lists: Mapping[int, ScreeningListKind]) -> rules.Facts:
    """The facts of one number; ``lists`` are the screening lists that are valid on the day, by their key."""
    rows = [Row(*row) for row in known.people]
    people = list(dict.fromkeys(row.person for row in rows if not row.is_number))
    states = _states(rows, contact)
    one = people[0] if len(people) == 1 else None
    day = local_day(known.country, contact.at)
    holders = [row for row in rows if not row.is_number]
    return rules.Facts(
        at=contact.at,
        channel=contact.channel,
        purpose=contact.purpose,
        country=known.country,
        sender_kind=contact.sender_kind,
        party=_party(contact, [row.party for row in holders if row.person == one]),
        state=_state(states, one),
        people=len(people),
        minor=any(until is not None and day < until for until in (_day(row.minor_until) for row in holders)),
        offer=contact.offer,
        relation=_relation(known.relations, one, day),
        lists=frozenset(lists[key] for key in known.lists),
        lists_known=frozenset(lists.values()),
    )


def _states(rows: Iterable[Row], contact: Contact) -> dict[int, State]:
    held: dict[int, dict[Scope, State]] = {}
    for row in rows:
        if row.standing is None:
            continue
        place = Scope(sender=row.sender or "", purpose=row.purpose or "", channel=row.channel or "")
        held.setdefault(row.person, {})[place] = State(
            standing=Standing(row.standing),
            verified=bool(row.verified),
            valid_until=_day(row.valid_until),
            objection="one" if row.objected else "",
        )
    return {
        person: standing_for(states, contact.scope, kind=contact.purpose, offer=contact.offer)
        for person, states in held.items()
    }


def _state(states: Mapping[int, State], one: int | None) -> State:
    """The state of the one person; an objection of anybody who may be meant, or of the number, stands before it."""
    own = State() if one is None else states.get(one, State())
    objected = any(state.objected for state in states.values())
    return State(objection="one") if objected and not own.objected else own


def _party(contact: Contact, told: Sequence[str]) -> PartyKind:
    return contact.party if contact.party != PartyKind.UNKNOWN or not told else PartyKind(told[0])


def _relation(rows: Iterable[tuple[Any, ...]], one: int | None, day: dt.date) -> rules.Relation | None:
    """The relation of the one person that lasts longest of those that began."""
    began = [each for each in (_related(row[1:]) for row in rows if row[0] == one) if each.began(day)]
    return max(began, key=lambda each: each.ended_on or dt.date.max, default=None)


def _related(row: Sequence[Any]) -> rules.Relation:
    kind, started_on, ended_on, collected, offered, similar, longer_months, longer_decision = row
    return rules.Relation(
        kind=RelationKind(kind),
        started_on=_day(started_on),
        ended_on=_day(ended_on),
        collected_in_sale=bool(collected),
        opt_out_offered=bool(offered),
        similar=bool(similar),
        longer_months=longer_months,
        longer_decision=longer_decision,
    )


def _day(value: Any) -> dt.date | None:
    """A day as PostgreSQL or SQLite gives it."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
