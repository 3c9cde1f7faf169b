"""Makes the demo customer database: one SQLite file and a folder of recordings, the same for the same seed and day."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

from subjects.demo import numbers
from subjects.demo.batches import Batches
from subjects.demo.cast import CASES, SIZE, add_cast
from subjects.demo.history import Desk, History, chance
from subjects.demo.names import any_name
from subjects.demo.people import Customer, World, add_customer, households
from subjects.demo.sounds import Sounds
from subjects.demo.summary import DemoSummary

SCHEMA = Path(__file__).parent / "schema.sql"
SMALLEST = len(CASES) * SIZE
TEAMS = ("service", "verkoop", "techniek")


def generate(*, path: Path, recordings: Path, customers: int = 5000, seed: int = 1, today: dt.date) -> DemoSummary:
    """Make a database of so many customers, the demo's own nine among them, with history up to ``today``.

    Raises FileExistsError where ``path`` is there already: a demo never replaces a database. ValueError for fewer
    customers than the demo's own.
    """
    if customers < SMALLEST:
        raise ValueError(f"a demo needs at least {SMALLEST} customers")
    if path.exists():
        raise FileExistsError(f"{path} is there already; remove it first or choose another place")
    path.parent.mkdir(parents=True, exist_ok=True)
    recordings.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        summary = _fill(connection, path=path, recordings=recordings, customers=customers, dice=_dice(seed, today))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
    return summary


def _dice(seed: int, today: dt.date) -> tuple[Random, dt.date]:
    return Random(seed), today  # noqa: S311 - fiction, repeatable on purpose


def _fill(
    connection: sqlite3.Connection, *, path: Path, recordings: Path, customers: int, dice: tuple[Random, dt.date]
) -> DemoSummary:
    batches = Batches(connection)
    world = World(rng=dice[0], today=dice[1], batches=batches)
    desk = Desk(agents=_add_employees(world, count=4 + customers // 500), sounds=Sounds(recordings))
    others = customers - SMALLEST
    _add_households(world, desk, customers=others // 3)
    people = add_cast(world, desk)
    _add_households(world, desk, customers=others - others // 3)
    _add_strangers(world, count=customers // 20)
    batches.flush()
    rows = tuple(sorted(batches.written.items()))
    return DemoSummary(database=path, recordings=recordings, customers=customers, rows=rows, people=people)


def _add_employees(world: World, *, count: int) -> tuple[str, ...]:
    names = [any_name(world.rng, family=("", "Medewerker")).first or "" for _ in range(count)]
    for ident, name in enumerate(names, start=1):
        world.batches.add(
            "employees",
            id=ident,
            name=f"{name} {chr(65 + ident % 26)}.",
            email=f"medewerker{ident}@contactcentrum.example",
            extension=str(200 + ident),
            team=world.rng.choice(TEAMS),
        )
    return tuple(names)


def _add_households(world: World, desk: Desk, *, customers: int) -> None:
    for household in households(world, customers=customers):
        for customer in household:
            add_customer(world, customer)
            other = _somebody_else(world, household, customer)
            History(world, desk, customer=customer, other=other).write(chance(world, customer))


def _somebody_else(world: World, household: tuple[Customer, ...], customer: Customer) -> Customer | None:
    rest = [member for member in household if member is not customer]
    return world.rng.choice(rest) if rest else None


def _add_strangers(world: World, *, count: int) -> None:
    """People who aren't customers: subscribers with another address, visitors who never signed in."""
    for index in range(1, count + 1):
        name = any_name(world.rng)
        world.batches.add(
            "newsletter_subscriptions",
            id=world.batches.next_id("newsletter_subscriptions"),
            email=f"lezer{numbers.email(name, index=index, rng=world.rng)}",
            first_name=name.first,
            subscribed_on=world.day().isoformat(),
            interests=None,
            active=1,
        )
        world.batches.add(
            "web_visits",
            id=world.batches.next_id("web_visits"),
            customer_id=None,
            visited_at=f"{world.day()} 12:00:00",
            ip_address=numbers.ip_address(world.rng),
            user_agent="Firefox op Windows",
            page="/",
        )
