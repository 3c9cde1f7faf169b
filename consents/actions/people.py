"""Who an event is about: what permits contact has to fit one person, what forbids it is about all who fit."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from consents.choices import PartyKind
from consents.errors import EventRefused
from consents.identifying import Value
from consents.models import ConsentEvent, Identifier, Person
from consents.selectors import indexes_of


def claim(values: Iterable[Value]) -> None:
    """Let nobody else record about these values until the transaction ends, so that one person is made once.

    SQLite has one writer at a time, so that there is nothing to do.
    """
    keys = sorted({int(value.index[:15], 16) for value in values})
    if keys and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])


def only_person(values: Sequence[Value], *, at: datetime, party: PartyKind = PartyKind.UNKNOWN) -> Person:
    """The one person of these values, made when nobody has them; locked until the transaction ends.

    A value that singles somebody out decides. A phone number alone is shared by a household: it fits only somebody of
    whom nothing more is known. Raises EventRefused when it may be several people.
    """
    found = at_most_one(values)
    person = found[0] if found else Person.objects.create(party=party, created_at=at)
    _add(person, values, at)
    return person


def everyone(values: Sequence[Value]) -> list[Person]:
    """Everybody whom these values lead to, locked: by what singles out, else by what they share."""
    single = [value for value in values if value.kind.singles_out]
    return _holders(single or values)


def at_most_one(values: Sequence[Value]) -> list[Person]:
    """Who is singled out, or who is known by this number only. Locked. Raises EventRefused for several."""
    single = [value for value in values if value.kind.singles_out]
    found = _holders(single) if single else [each for each in _holders(values) if not _has_a_name(each)]
    if len(found) > 1:
        raise EventRefused(field="identifiers", why=_("these values lead to several people; give those of one"))
    return found


def meant(values: Sequence[Value]) -> list[Person]:
    """Whom one person's values lead to, locked; what stands for a shared number alone only if nobody else has it."""
    single = [value for value in values if value.kind.singles_out]
    found = _holders(single)
    indexes = [index for value in values for index in indexes_of(value)]
    rows = Identifier.objects.filter(index__in=indexes).exclude(person__in=found)
    others = Person.objects.select_for_update().filter(pk__in=rows.values("person_id")).order_by("pk")
    loose = [person for person in others if person.is_number or not _has_a_name(person)]
    named = [person for person in others if person not in loose]
    shared = set(Identifier.objects.filter(person__in=named).values_list("index", flat=True))
    alone = [person for person in loose if not shared & set(person.identifiers.values_list("index", flat=True))]
    return found + alone


def number_itself(value: Value, *, at: datetime) -> Person:
    """What stands for a number or address, whoever has it; made when there is none yet. Locked."""
    keys = Identifier.objects.filter(index__in=indexes_of(value), person__is_number=True).values("person_id")
    found = Person.objects.select_for_update().filter(pk__in=keys).order_by("pk").first()
    if found is None:
        found = Person.objects.create(is_number=True, created_at=at)
        _add(found, [value], at)
    return found


def value_of(event: ConsentEvent) -> Value | None:
    """The number or address that an event reached; None when it is not kept any more."""
    held = Identifier.objects.filter(person=event.person_id, kind=event.identifier_kind).exclude(value="")
    values = [Value.read(each.kind, each.value, secret=settings.ENVIRONMENT.index_key) for each in held]
    return next((value for value in values if event.index in indexes_of(value)), None)


def _holders(values: Iterable[Value]) -> list[Person]:
    """People in the order of their rows, so that two who lock the same never wait for each other."""
    indexes = [index for value in values for index in indexes_of(value)]
    keys = Identifier.objects.filter(index__in=indexes, person__is_number=False).values("person_id")
    return list(Person.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _has_a_name(person: Person) -> bool:
    return any(identifier.kind != "phone" for identifier in person.identifiers.all())


def _add(person: Person, values: Iterable[Value], at: datetime) -> None:
    known = set(person.identifiers.exclude(value="").values_list("index", flat=True))
    values = list(values)
    spoken = [index for value in values for index in indexes_of(value)]
    back, _rows = person.identifiers.filter(value="", index__in=spoken).delete()
    if back:
        Person.objects.filter(pk=person.pk).update(forgotten_at=None, forgotten_ground="")
    fresh = {value.index: value for value in values if known.isdisjoint(indexes_of(value))}
    Identifier.objects.bulk_create(
        Identifier(person=person, kind=value.kind, value=value.text, index=value.index, since=at)
        for value in fresh.values()
    )
