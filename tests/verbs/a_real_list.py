"""A list as a contact centre has it, and the people behind it: customers, consents, objections, a few broken cells."""

import datetime as dt
from collections.abc import Sequence

from consents.choices import EventKind, RelationKind
from consents.models import Person, Relation
from tests.verbs.consent_office import Office
from tests.verbs.screening_world import a_list

CUSTOMERS, CONSENTED, UNCHECKED, OBJECTED, STRANGERS = 120, 60, 40, 30, 80
SPOKEN = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)
JUNE = dt.datetime(2026, 6, 30, 12, tzinfo=dt.UTC)
JULY = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)


def number(place: int) -> str:
    """A mobile number of its own for each place."""
    return f"06{20_000_000 + place * 7:08d}"


def people(office: Office) -> bytes:
    """Record what they said, and give the list: 330 people, ten numbers twice, five cells without a number."""
    numbers = [number(place) for place in range(CUSTOMERS + CONSENTED + UNCHECKED + OBJECTED + STRANGERS)]
    customers, rest = numbers[:CUSTOMERS], numbers[CUSTOMERS:]
    consented, rest = rest[:CONSENTED], rest[CONSENTED:]
    unchecked, rest = rest[:UNCHECKED], rest[UNCHECKED:]
    objected = rest[:OBJECTED]
    for each in customers:
        _customer(office, each)
    for place, each in enumerate(consented):
        office.consented(f"phone={each}", f"customer_number=C{place}", at=SPOKEN)
    for place, each in enumerate(unchecked):
        office.say(EventKind.GIVEN, f"phone={each}", f"customer_number=U{place}", at=SPOKEN)
    for each in objected:
        office.objected(f"phone={each}", at=SPOKEN)
    broken: Sequence[object] = ["", "geen", "3,16E+10", "0612", "bellen na zes"]
    return a_list(*numbers, *numbers[:10], *broken)


def _customer(office: Office, phone: str) -> None:
    (asked,) = office.say(EventKind.REQUESTED, f"phone={phone}", f"customer_number=K{phone}", at=SPOKEN)
    Relation.objects.create(
        person=Person.objects.get(pk=asked.person_id),
        sender=office.sender,
        kind=RelationKind.CUSTOMER,
        collected_in_sale=True,
        opt_out_offered=True,
        similar=True,
        noted_at=SPOKEN,
    )
