"""Fictional customers and the households they live in. A household shares an address and, often, a fixed line."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from subjects.demo import numbers
from subjects.demo.batches import Batches
from subjects.demo.names import COMPANIES, FAMILIES, STREETS, TOWNS, Name, any_name

FIRST_YEAR = 2015
SIZES, SIZE_WEIGHTS = (1, 2, 3, 4, 5), (34, 33, 13, 15, 5)


@dataclass(frozen=True, kw_only=True)
class Address:
    """One row of addresses."""

    id: int
    street: str
    house_number: int
    addition: str | None
    postcode: str
    city: str
    area: str

    @property
    def line(self) -> str:
        """Street and number as an invoice prints them."""
        return f"{self.street} {self.house_number}{self.addition or ''}"


@dataclass(frozen=True, kw_only=True)
class Customer:
    """One row of customers. ``phone`` and ``mobile`` in E.164; the texts beside them are as they are stored."""

    id: int
    number: str
    name: Name
    company: str | None
    birth_date: dt.date | None
    email: str
    phone: str
    phone_text: str
    mobile: str
    mobile_text: str | None
    iban: str
    service_number: str
    address: Address
    since: dt.date

    @property
    def born(self) -> str | None:
        """Date of birth as it is stored."""
        return self.birth_date.isoformat() if self.birth_date else None


@dataclass(frozen=True, kw_only=True)
class World:
    """What every writer of rows needs: the dice, the day, and where rows go."""

    rng: Random
    today: dt.date
    batches: Batches

    def day(self, first: dt.date | None = None) -> dt.date:
        """A day from ``first`` (or the first year) up to today."""
        start = first or dt.date(FIRST_YEAR, 1, 1)
        return start + dt.timedelta(days=self.rng.randrange(max((self.today - start).days, 0) + 1))


def new_address(world: World) -> Address:
    """A new address, with its row."""
    rng, (city, region, area) = world.rng, world.rng.choice(TOWNS)
    address = Address(
        id=world.batches.next_id("addresses"),
        street=rng.choice(STREETS),
        house_number=rng.randrange(1, 240),
        addition=rng.choice(("a", "bis", "-2", "III")) if rng.random() < 0.15 else None,
        postcode=f"{region}{rng.randrange(10, 100)} {rng.choice('ABCDEGHJKL')}{rng.choice('ABCDEGHJKL')}",
        city=city,
        area=area,
    )
    world.batches.add(
        "addresses",
        id=address.id,
        street=address.street,
        house_number=address.house_number,
        house_number_addition=address.addition,
        postcode=address.postcode,
        city=address.city,
    )
    return address


def new_customer(world: World, *, name: Name, address: Address, landline: bool) -> Customer:
    """A new customer of that name at that address; its row is written by ``add_customer``."""
    rng, index = world.rng, world.batches.next_id("customers")
    mobile = numbers.mobile(index)
    phone = numbers.landline(address.id, area=address.area) if landline else mobile
    company = f"{rng.choice(COMPANIES)} {name.last}" if rng.random() < 0.04 else None
    return Customer(
        id=index,
        number=f"K-{100_000 + index}",
        name=name,
        company=company,
        birth_date=None if company or rng.random() < 0.1 else _birth_date(world),
        email=numbers.email(name, index=index, rng=rng),
        phone=phone,
        phone_text=rng.choice(numbers.spellings(phone)),
        mobile=mobile,
        mobile_text=rng.choice(numbers.spellings(mobile)) if landline and rng.random() < 0.6 else None,
        iban=numbers.iban(index),
        service_number=numbers.service_number(index),
        address=address,
        since=world.day(),
    )


def _birth_date(world: World) -> dt.date:
    minor = world.rng.random() < 0.02
    years = world.rng.randrange(9, 18) if minor else world.rng.randrange(18, 91)
    return dt.date(world.today.year - years, 1, 1) - dt.timedelta(days=world.rng.randrange(365))


def add_customer(world: World, customer: Customer) -> None:
    """The customer's row."""
    rng, name = world.rng, customer.name
    world.batches.add(
        "customers",
        id=customer.id,
        customer_number=customer.number,
        salutation=name.salutation,
        first_name=name.first,
        infix=name.infix or rng.choice((None, "")),
        last_name=name.last,
        company_name=customer.company,
        birth_date=customer.born,
        email=customer.email,
        phone=customer.phone_text,
        mobile=customer.mobile_text,
        iban=customer.iban,
        address_id=customer.address.id,
        customer_since=customer.since.isoformat(),
        segment="zakelijk" if customer.company else rng.choice(("standaard", "standaard", "voordeel")),
        churn_score=rng.randrange(101),
        updated_at=f"{world.day(customer.since)} {rng.randrange(8, 20):02d}:{rng.randrange(60):02d}:00",
    )


def households(world: World, *, customers: int) -> Iterator[tuple[Customer, ...]]:
    """Households until there are so many customers; the last one is cut to size."""
    left = customers
    while left > 0:
        size = min(world.rng.choices(SIZES, SIZE_WEIGHTS)[0], left)
        left -= size
        yield _household(world, size=size)


def _household(world: World, *, size: int) -> tuple[Customer, ...]:
    rng, address = world.rng, new_address(world)
    family = rng.choice(FAMILIES)
    landline = rng.random() < (0.65 if size > 1 else 0.25)
    names = [any_name(rng, family=family if rng.random() < 0.8 else None) for _ in range(size)]
    return tuple(new_customer(world, name=name, address=address, landline=landline) for name in names)
