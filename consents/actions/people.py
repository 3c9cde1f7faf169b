"""Who an event is about: what permits contact has to fit one person, what forbids it is about all who fit."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from consents.choices import PartyKind
from consents.errors import EventRefused
from consents.identifying import Value
from consents.models import ConsentEvent, Identifier, Person
from consents.selectors import indexes_of
from registers.appending import append_keyed, append_values
from registers.prepared import Columns, among, fetch, several, table, vendor

_FIELDS = [field.attname for field in Person._meta.concrete_fields]
_PERSON = Columns(Person, *(field.name for field in Person._meta.concrete_fields))


def claim(values: Iterable[Value], *, messages: Iterable[str] = ()) -> None:
    """Let nobody else record about these values, or from these messages, until the transaction ends.

    So one person is made once, and one message counts once. SQLite has one writer at a time: there is nothing to do.
    """
    keys = {int(value.index[:15], 16) for value in values}
    keys |= {int(hashlib.sha256(message.encode()).hexdigest()[:15], 16) for message in messages if message}
    if keys and vendor() == "postgresql":
        fetch("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [several(sorted(keys))])


class Everybody:
    """Everybody whom some values or events lead to, as the tables hold them and as this transaction makes them.

    They are locked, in the order of their rows, until the transaction ends, so that two who lock the same never wait
    for each other. Looking changes nothing; what is kept goes to the tables by ``write``.
    """

    def __init__(self, values: Iterable[Value], *, events: Iterable[UUID] = ()) -> None:
        self._indexes = {value.index: indexes_of(value) for value in values}
        indexes = {index for known in self._indexes.values() for index in known}
        self.people = {person.pk: person for person in _locked(indexes, [event.hex for event in events])}
        self._order = {person.uid: place for place, person in enumerate(self.people.values())}
        self._holders: dict[str, dict[UUID, Person]] = {}
        self._kept: dict[UUID, set[str]] = {}
        self._erased: dict[UUID, set[str]] = {}
        self._named: set[UUID] = set()
        for key, kind, index, erased in _identifiers(self.people):
            self._hold(self.people[key], kind, index, erased=bool(erased))
        self._made: list[Person] = []
        self._added: list[tuple[Person, Value, datetime]] = []
        self._back: dict[UUID, tuple[Person, set[str]]] = {}

    def of(self, values: Sequence[Value]) -> list[Person]:
        """Everybody whom these values lead to: by what singles out, else by what they share."""
        single = [value for value in values if value.kind.singles_out]
        return self._found(single or values)

    def at_most_one(self, values: Sequence[Value]) -> list[Person]:
        """Who is singled out, or who is known by this number only. Raises EventRefused for several."""
        single = [value for value in values if value.kind.singles_out]
        named = [] if single else [person for person in self._found(values) if person.uid not in self._named]
        found = self._found(single) if single else named
        if len(found) > 1:
            raise EventRefused(field="identifiers", why=_("these values lead to several people; give those of one"))
        return found

    def number(self, value: Value) -> Person | None:
        """What stands for a number or address, whoever has it."""
        return next((person for person in self._all([value]) if person.is_number), None)

    def erased(self, values: Sequence[Value]) -> list[Person]:
        """Who had these values and was erased: a key is all that is left, and it stands for the number itself."""
        return [person for person in self._found(values) if person.forgotten_at]

    def held(self, person: Person) -> frozenset[str]:
        """The indexes of what somebody has and nobody erased."""
        return frozenset(self._kept.get(person.uid, ()))

    def keep(self, person: Person, values: Iterable[Value], at: datetime) -> None:
        """That somebody, who may be new, has these values. What was erased of them and is told again, is back."""
        if person.uid not in self._order:
            self._order[person.uid] = len(self._order)
            self._made.append(person)
        told = {value.index: value for value in values}
        spoken = {index for name in told for index in self._indexes[name]}
        erased = self._erased.get(person.uid, set()) & spoken
        if erased:
            self._erased[person.uid] -= erased
            self._back.setdefault(person.uid, (person, set()))[1].update(erased)
        for value in told.values():
            if self._kept.get(person.uid, set()).isdisjoint(self._indexes[value.index]):
                self._added.append((person, value, at))
                self._hold(person, value.kind, value.index, erased=False)

    def write(self) -> None:
        """Put in the tables what was kept."""
        append_keyed(self._made)
        for person, indexes in self._back.values():
            person.identifiers.filter(value="", index__in=indexes).delete()
            Person.objects.filter(pk=person.pk).update(forgotten_at=None, forgotten_ground="")
        rows = [(person.pk, value.kind, value.text, value.index, at) for person, value, at in self._added]
        append_values(Identifier, ("person", "kind", "value", "index", "since"), rows)
        self._made, self._back, self._added = [], {}, []

    def _found(self, values: Iterable[Value]) -> list[Person]:
        return [person for person in self._all(values) if not person.is_number]

    def _all(self, values: Iterable[Value]) -> list[Person]:
        indexes = (index for value in values for index in self._indexes[value.index])
        found = {uid: person for index in indexes for uid, person in self._holders.get(index, {}).items()}
        return sorted(found.values(), key=lambda person: self._order[person.uid])

    def _hold(self, person: Person, kind: str, index: str, *, erased: bool) -> None:
        self._holders.setdefault(index, {})[person.uid] = person
        (self._erased if erased else self._kept).setdefault(person.uid, set()).add(index)
        if kind != "phone":
            self._named.add(person.uid)


def _locked(indexes: Iterable[str], events: Sequence[str]) -> list[Person]:
    query = _locking(vendor(), bool(events))
    rows = fetch(query, [several(indexes), *([several(events)] if events else [])])
    return [Person.from_db(DEFAULT_DB_ALIAS, _FIELDS, _PERSON.read(row)) for row in rows]


@lru_cache(maxsize=4)
def _locking(on: str, told: bool) -> str:
    by_value = f"""SELECT person_id FROM {table(Identifier)} WHERE {among('"index"')}"""  # noqa: S608
    by_event = f"SELECT person_id FROM {table(ConsentEvent)} WHERE {among('uid', 'uuid')}"  # noqa: S608
    held = f"{by_value} UNION {by_event}" if told else by_value
    lock = "FOR UPDATE OF p" if on == "postgresql" else ""
    return f"SELECT {_PERSON.of('p')} FROM {table(Person)} p WHERE p.id IN ({held}) ORDER BY p.id {lock}"  # noqa: S608


def _identifiers(people: Iterable[int]) -> list[tuple[Any, ...]]:
    return fetch(_having(vendor()), [several(people)]) if people else []


@lru_cache(maxsize=2)
def _having(_vendor: str) -> str:
    return f"""SELECT person_id, kind, "index", value = '' FROM {table(Identifier)}
               WHERE {among("person_id", "bigint")} ORDER BY id"""  # noqa: S608  # only names of tables and columns


def only_person(values: Sequence[Value], *, at: datetime, party: PartyKind = PartyKind.UNKNOWN) -> Person:
    """The one person of these values, made when nobody has them; locked until the transaction ends.

    A value that singles somebody out decides. A phone number alone is shared by a household: it fits only somebody of
    whom nothing more is known. Raises EventRefused when it may be several people.
    """
    everybody = Everybody(values)
    found = everybody.at_most_one(values)
    person = found[0] if found else Person(party=party, created_at=at)
    everybody.keep(person, values, at)
    everybody.write()
    return person


def everyone(values: Sequence[Value]) -> list[Person]:
    """Everybody whom these values lead to, locked: by what singles out, else by what they share."""
    return Everybody(values).of(values)


def meant(values: Sequence[Value]) -> list[Person]:
    """Whom one person's values lead to, locked; what stands for a shared number alone only if nobody else has it."""
    found = Everybody(values).of([value for value in values if value.kind.singles_out])
    indexes = [index for value in values for index in indexes_of(value)]
    rows = Identifier.objects.filter(index__in=indexes).exclude(person__in=found)
    others = Person.objects.select_for_update().filter(pk__in=rows.values("person_id")).order_by("pk")
    loose = [person for person in others if person.is_number or not _has_a_name(person)]
    named = [person for person in others if person not in loose]
    shared = set(Identifier.objects.filter(person__in=named).values_list("index", flat=True))
    alone = [person for person in loose if not shared & set(person.identifiers.values_list("index", flat=True))]
    return found + alone


def _has_a_name(person: Person) -> bool:
    return any(identifier.kind != "phone" for identifier in person.identifiers.all())


def value_of(event: ConsentEvent) -> Value | None:
    """The number or address that an event reached; None when it is not kept any more."""
    held = Identifier.objects.filter(person=event.person_id, kind=event.identifier_kind).exclude(value="")
    values = [Value.read(each.kind, each.value, secret=settings.ENVIRONMENT.index_key) for each in held]
    return next((value for value in values if event.index in indexes_of(value)), None)
