"""Who has these values, and what the tables hold about them: one statement for one question or for a thousand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from consents.choices import RelationKind, ScreeningListKind
from consents.models import ConsentState, Identifier, Person, ScreeningEntry, ScreeningList
from consents.models import Relation as RelationRow
from consents.rules.facts import Relation
from consents.rules.folding import Scope, State
from consents.selectors import STATE, state_from
from registers.prepared import Columns, among, fetch, several, table, vendor

_PERSON = Columns(Person, "id", "uid", "is_number", "party", "minor_until", "forgotten_at")
_SCOPE = Columns(ConsentState, "sender", "purpose", "channel")
_STATE = Columns(ConsentState, *STATE)
_RELATION = Columns(
    RelationRow,
    *("id", "sender", "kind", "started_on", "ended_on", "collected_in_sale", "opt_out_offered", "similar"),
    *("longer_months", "longer_decision"),
)
_LIST = Columns(ScreeningList, "id", "kind", "obtained_on", "valid_until")


class Holder(NamedTuple):
    """Somebody who has a value, or what stands for the number itself."""

    key: int
    uid: UUID
    is_number: bool
    party: str
    minor_until: date | None
    forgotten_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Held:
    """What the tables hold: holders by index in the order of their rows; states and relations by their keys.

    ``relations`` are those of a person with a sender, older ones first.
    """

    holders: Mapping[str, Mapping[int, Holder]]
    states: Mapping[int, Mapping[Scope, State]]
    relations: Mapping[tuple[int, int], Mapping[int, Relation]]


@dataclass(kw_only=True)
class Listed:
    """A screening list with those of the indexes asked for that stand on it."""

    key: int
    kind: ScreeningListKind
    obtained_on: date
    valid_until: date
    indexes: set[str] = field(default_factory=set)


def held_of(indexes: Iterable[str], *, scopes: Sequence[Scope], senders: Iterable[int]) -> Held:
    """Whoever is found by these indexes, with the states that may say something about the scopes."""
    axes = (
        several(dict.fromkeys(["", *(getattr(scope, axis) for scope in scopes)]))
        for axis in ("sender", "purpose", "channel")
    )
    holders: dict[str, dict[int, Holder]] = {}
    states: dict[int, dict[Scope, State]] = {}
    relations: dict[tuple[int, int], dict[int, Relation]] = {}
    for row in fetch(_holders(vendor()), [*axes, several(set(senders)), several(set(indexes))]):
        index, person, scope, state, relation = _parts(row)
        holders.setdefault(index, {})[person.key] = person
        if scope:
            states.setdefault(person.key, {})[scope] = state
        if relation:
            key, sender, told = relation
            relations.setdefault((person.key, sender), {})[key] = told
    return Held(holders=holders, states=states, relations=relations)


@lru_cache(maxsize=2)
def _holders(_vendor: str) -> str:
    return f"""
        SELECT i."index", {_PERSON.of("p")}, {_SCOPE.of("t")}, {_STATE.of("t")}, {_RELATION.of("r")}
        FROM {table(Identifier)} i
        JOIN {table(Person)} p ON p.id = i.person_id
        LEFT JOIN {table(ConsentState)} t ON t.person_id = p.id
             AND {among("t.sender")} AND {among("t.purpose")} AND {among("t.channel")}
        LEFT JOIN {table(RelationRow)} r ON r.person_id = p.id AND {among("r.sender_id", "bigint")}
        WHERE {among('i."index"')}
        ORDER BY i.person_id, r.id"""  # noqa: S608  # only names of tables and columns


def _parts(row: tuple[Any, ...]) -> tuple[str, Holder, Scope | None, State, tuple[int, int, Relation] | None]:
    person, scope, state, relation = _cut(row[1:], _PERSON, _SCOPE, _STATE, _RELATION)
    spoken = scope[0] is not None
    return (
        row[0],
        Holder(*person),
        Scope(sender=scope[0], purpose=scope[1], channel=scope[2]) if spoken else None,
        state_from(state) if spoken else State(),
        (relation[0], relation[1], _relation(relation)) if relation[0] is not None else None,
    )


def _cut(row: Sequence[Any], *columns: Columns) -> list[Sequence[Any]]:
    parts, start = [], 0
    for each in columns:
        values = row[start : start + each.width]
        parts.append(values if all(value is None for value in values) else each.read(values))
        start += each.width
    return parts


def _relation(values: Sequence[Any]) -> Relation:
    _key, _sender, kind, started_on, ended_on, collected, offered, similar, longer_months, longer_decision = values
    return Relation(
        kind=RelationKind(kind),
        started_on=started_on,
        ended_on=ended_on,
        collected_in_sale=collected,
        opt_out_offered=offered,
        similar=similar,
        longer_months=longer_months,
        longer_decision=longer_decision,
    )


def lists_of(indexes: Iterable[str], *, first: date, last: date) -> list[Listed]:
    """Complete screening lists that are valid on a day from ``first`` to ``last``, older ones first."""
    found: dict[int, Listed] = {}
    for row in fetch(_lists(vendor()), [several(set(indexes)), True, *_days(last, first)]):
        key, kind, obtained_on, valid_until = _LIST.read(row[1:])
        kept = found.setdefault(
            key,
            Listed(key=key, kind=ScreeningListKind(kind), obtained_on=obtained_on, valid_until=valid_until),
        )
        kept.indexes |= {row[0]} if row[0] else set()
    return list(found.values())


def _days(*days: date) -> list[Any]:
    return [connection.ops.adapt_datefield_value(day) for day in days]


@lru_cache(maxsize=2)
def _lists(_vendor: str) -> str:
    return f"""
        SELECT e."index", {_LIST.of("l")}
        FROM {table(ScreeningList)} l
        LEFT JOIN {table(ScreeningEntry)} e ON e.list_id = l.id AND {among('e."index"')}
        WHERE l.complete = %s AND l.obtained_on <= %s AND l.valid_until >= %s
        ORDER BY l.obtained_on"""  # noqa: S608  # only names of tables and columns
