"""The three people of the demo, each with a namesake elsewhere and a housemate who shares the phone number.

They are in every demo database, whatever its size and seed, with a full history: a bought article in each year, so
that invoices lie inside and outside the seven years; notes that name themselves and the housemate; tickets that
others' tickets refer to. What the housemate has never names them, so a marker is in rows of the person only.
"""

import datetime as dt
from dataclasses import dataclass, replace

from subjects.demo import numbers
from subjects.demo.history import Desk, History, Volume
from subjects.demo.names import Name
from subjects.demo.people import FIRST_YEAR, Address, Customer, World, add_customer, new_address, new_customer
from subjects.demo.summary import DemoPerson

SINCE = dt.date(FIRST_YEAR, 1, 12)
SIZE = 3  # customers per case


@dataclass(frozen=True, kw_only=True)
class Case:
    """One request. ``together`` says whether the housemate still lives at the same address."""

    right: str
    name: Name
    housemate: Name
    birth_date: dt.date
    email: str
    asks_with: tuple[str, ...]
    together: bool = True


CASES = (
    Case(
        right="access",
        name=Name(first="Oumaima", infix="el", last="Quadouri-Zonneveld", salutation="mevr."),
        housemate=Name(first="Ilias", infix="el", last="Quadouri", salutation="dhr."),
        birth_date=dt.date(1987, 5, 9),
        email="O.el.Quadouri+Webshop@Voorbeeld.example",
        asks_with=("email", "phone"),
    ),
    Case(
        right="erasure",
        name=Name(first="Sanne-Floor", infix="van der", last="Zwaluwenberg", salutation="mevr."),
        housemate=Name(first="Joris", infix="van der", last="Zwaluwenberg", salutation="dhr."),
        birth_date=dt.date(1979, 11, 23),
        email="Sannefloor.Zwaluwenberg+winkel@Post.example",
        asks_with=("email", "phone"),
    ),
    Case(
        right="anonymisation",
        name=Name(first="Soerinder", infix="", last="Bhagwandas-Purperhart", salutation="dhr."),
        housemate=Name(first="Merlien", infix="", last="Purperhart", salutation="mevr."),
        birth_date=dt.date(1994, 2, 17),
        email="soerinder.purperhart@mail.voorbeeld.example",
        asks_with=("customer_number", "email", "phone"),
        together=False,
    ),
)


def add_cast(world: World, desk: Desk) -> tuple[DemoPerson, ...]:
    """Write the rows of all three cases."""
    return tuple(_add_case(world, desk, case=case, index=index) for index, case in enumerate(CASES))


def _add_case(world: World, desk: Desk, *, case: Case, index: int) -> DemoPerson:
    home = new_address(world)
    person = _person(world, case=case, index=index, home=home)
    housemate = _housemate(world, case=case, person=person)
    elsewhere = new_customer(world, name=case.name, address=new_address(world), landline=False)
    namesake = replace(elsewhere, company=None, birth_date=dt.date(1961 + index, 8, 3), since=SINCE)
    for customer in (person, housemate, namesake):
        add_customer(world, customer)
    full = _full_volume(world.today)
    second = History(world, desk, customer=housemate, other=None)
    second.write(replace(full, order_days=full.order_days[-2:], notes=3))
    first = History(world, desk, customer=person, other=housemate)
    first.write(full)
    third = History(world, desk, customer=namesake, other=None)
    third.write(replace(full, order_days=full.order_days[-3:], notes=3))
    _mingle(first, second, third, index=index, person=person)
    return _summary(case, people=(person, housemate, namesake), recordings=first.recordings, index=index)


def _person(world: World, *, case: Case, index: int, home: Address) -> Customer:
    made = new_customer(world, name=case.name, address=home, landline=True)
    return replace(
        made,
        company=None,
        birth_date=case.birth_date,
        email=case.email,
        phone_text=numbers.spellings(made.phone)[3],
        mobile_text=numbers.spellings(made.mobile)[6],
        service_number=numbers.cast_service_number(index),
        since=SINCE,
    )


def _housemate(world: World, *, case: Case, person: Customer) -> Customer:
    address = person.address if case.together else new_address(world)
    made = new_customer(world, name=case.housemate, address=address, landline=True)
    return replace(made, company=None, phone=person.phone, phone_text=numbers.spellings(person.phone)[2], since=SINCE)


def _full_volume(today: dt.date) -> Volume:
    days = (dt.date(year, 3, 14) for year in range(FIRST_YEAR, today.year + 1))
    return Volume(
        order_days=tuple(day for day in days if day <= today),
        notes=12,
        recordings=3,
        tickets=3,
        visits=0,
        subscribed=False,
        fixed=True,
    )


def _mingle(first: History, second: History, third: History, *, index: int, person: Customer) -> None:
    first.ticket(parent=second.tickets[0], index=0)
    second.ticket(parent=first.tickets[0], index=0)
    third.ticket(parent=first.tickets[1], index=1)
    first.subscribe(person.email.lower())
    for _ in range(3):
        first.visit(numbers.cast_ip_address(index))


def _summary(
    case: Case, *, people: tuple[Customer, Customer, Customer], recordings: list[str], index: int
) -> DemoPerson:
    person, housemate, namesake = people
    stated = {
        "email": person.email.lower() if person.email != person.email.lower() else numbers.mixed_case(person.email),
        "phone": numbers.spellings(person.phone)[0],
        "customer_number": person.number,
    }
    unique = (
        *(person.email, person.email.lower(), person.number, person.iban, numbers.spaced(person.iban)),
        *numbers.spellings(person.mobile),
        *(person.service_number, numbers.cast_ip_address(index)),
    )
    return DemoPerson(
        right=case.right,
        customer_id=person.id,
        namesake_id=namesake.id,
        housemate_id=housemate.id,
        name=person.name.full,
        identifiers=tuple((kind, stated[kind]) for kind in case.asks_with),
        markers=tuple(dict.fromkeys(unique)),
        shared_values=(person.name.full, person.name.last, *numbers.spellings(person.phone), person.address.line),
        recordings=tuple(recordings),
    )
