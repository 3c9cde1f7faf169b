"""The two customer databases of the trials: every person shares name, phone and address with a namesake who stays.

Plain SQL that SQLite and PostgreSQL both understand. Everything follows from the number of people; nothing is drawn.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

SCHEMAS = {
    "klanten": """
        CREATE TABLE addresses (id INTEGER PRIMARY KEY, street VARCHAR(80) NOT NULL);
        CREATE TABLE customers (
            id INTEGER PRIMARY KEY, number VARCHAR(40) NOT NULL UNIQUE, name VARCHAR(80) NOT NULL,
            email VARCHAR(120) NOT NULL UNIQUE, phone VARCHAR(20), address_id INTEGER REFERENCES addresses (id));
        CREATE TABLE orders (
            id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), note VARCHAR(200));
        CREATE TABLE invoices (
            id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), invoice_date DATE NOT NULL,
            billing_name VARCHAR(80) NOT NULL, billing_email VARCHAR(120));
        CREATE TABLE recordings (
            id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), path VARCHAR(200),
            transcript TEXT);
        CREATE INDEX customers_address ON customers (address_id);
        CREATE INDEX orders_customer ON orders (customer_id);
        CREATE INDEX invoices_customer ON invoices (customer_id);
        CREATE INDEX recordings_customer ON recordings (customer_id);
    """,
    "helpdesk": """
        CREATE TABLE accounts (
            id INTEGER PRIMARY KEY, login VARCHAR(120) NOT NULL UNIQUE, customer_number VARCHAR(40) UNIQUE,
            display_name VARCHAR(80) NOT NULL);
        CREATE TABLE tickets (
            id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES accounts (id), body TEXT);
        CREATE TABLE subscriptions (id INTEGER PRIMARY KEY, email VARCHAR(120) NOT NULL);
        CREATE INDEX tickets_account ON tickets (account_id);
    """,
}
SABOTAGE = """
    CREATE TABLE sabotage (what VARCHAR(20));
    CREATE TRIGGER put_back AFTER UPDATE OF transcript ON recordings
    WHEN NEW.transcript IS NOT OLD.transcript AND EXISTS (SELECT 1 FROM sabotage WHERE what = 'put back')
    BEGIN UPDATE recordings SET transcript = OLD.transcript WHERE id = OLD.id; END;
    CREATE TRIGGER leave_out BEFORE DELETE ON orders
    WHEN OLD.id % 10 = 1 AND EXISTS (SELECT 1 FROM sabotage WHERE what = 'leave out')
    BEGIN SELECT RAISE(IGNORE); END;
"""
"""Triggers of a SQLite source that do harm once they are told to."""
TABLES = {
    "klanten": ("addresses", "customers", "orders", "invoices", "recordings"),
    "helpdesk": ("accounts", "tickets", "subscriptions"),
}
RECORDINGS = 2
"""Of each person, so that a worker can be killed between two files."""
ARRIVED = 9001
"""The key of a row that turns up on the way."""
KEPT = {"invoices": ("invoice_date", "billing_name")}
"""Columns that the duty to retain keeps as they are."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who asks to be erased: the words that must go, and which rows (by id) are theirs alone."""

    email: str
    number: str
    words: tuple[str, ...]
    rows: dict[str, dict[str, tuple[int, ...]]] = field(default_factory=dict)
    files: tuple[str, ...] = ()


@contextmanager
def connected(url: str) -> Iterator[Any]:
    """A plain driver connection that commits at the end; ``url`` as in the environment."""
    connection: Any = (
        sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)
        if url.startswith("sqlite")
        else psycopg.connect(url.replace("+psycopg", ""))
    )
    try:
        yield connection
        connection.commit()
    finally:
        connection.close()


def fill(*, urls: dict[str, str], files: Path, people: int) -> list[Person]:
    """Make both databases and the recordings; the answer is who will ask."""
    files.mkdir(parents=True)
    for source, schema in SCHEMAS.items():
        with connected(urls[source]) as connection:
            for statement in filter(str.strip, schema.split(";")):
                connection.execute(statement)
    if urls["klanten"].startswith("sqlite"):
        with connected(urls["klanten"]) as connection:
            connection.executescript(SABOTAGE)
    with connected(urls["klanten"]) as klanten, connected(urls["helpdesk"]) as helpdesk:
        for index in range(people):
            street = f"Proefstraat {index + 1}"
            _insert(klanten, "addresses", index + 1, street)
            for twin in (0, 1):
                _add(klanten, helpdesk, files, index, twin)
    return [_person(index) for index in range(people)]


def _facts(index: int, twin: int) -> tuple[int, str, str, str, str]:
    ident = 10 * (index + 1) + twin
    name = f"Roos Proefpersoon{index}"
    return ident, name, f"roos{index}.{twin}@proef.example", f"K{70000 + ident}", f"06{12000000 + index}"


def _add(klanten: Any, helpdesk: Any, files: Path, index: int, twin: int) -> None:
    ident, name, email, number, phone = _facts(index, twin)
    year = dt.datetime.now(dt.UTC).year - 1
    _insert(klanten, "customers", ident, number, name, email, phone, index + 1)
    for part in range(3):
        _insert(klanten, "orders", 10 * ident + part, ident, f"bel {phone}, vraag naar {name}")
    _insert(klanten, "invoices", 10 * ident, ident, f"{year}-03-01", name, email)
    for part in range(RECORDINGS):
        path = f"opname{ident}-{part}.wav"
        (files / path).write_bytes(b"RIFF" + name.encode())
        _insert(klanten, "recordings", 10 * ident + part, ident, path, f"U spreekt met {name}, mail naar {email}")
    _insert(helpdesk, "accounts", ident, email, number, name)
    for part in range(2):
        _insert(helpdesk, "tickets", 10 * ident + part, ident, f"{name} belde vanaf {phone}")
    _insert(helpdesk, "subscriptions", ident, email)


def _insert(connection: Any, table: str, *values: Any) -> None:
    mark = "?" if isinstance(connection, sqlite3.Connection) else "%s"
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join([mark] * len(values))})", values)


def _person(index: int) -> Person:
    ident, name, email, number, phone = _facts(index, 0)
    parts = tuple(10 * ident + part for part in range(3))
    return Person(
        email=email,
        number=number,
        words=(name, email, number, phone),
        rows={
            "klanten": {
                "customers": (ident,),
                "orders": parts,
                "invoices": parts[:1],
                "recordings": parts[:RECORDINGS],
            },
            "helpdesk": {"accounts": (ident,), "tickets": parts[:2], "subscriptions": (ident,)},
        },
        files=tuple(f"opname{ident}-{part}.wav" for part in range(RECORDINGS)),
    )


def arrive(url: str, person: Person) -> None:
    """A new row with somebody's address turns up in the newsletter list."""
    with connected(url) as connection:
        _insert(connection, "subscriptions", ARRIVED, person.email)


def arrive_as_customer(url: str, person: Person) -> None:
    """Somebody becomes a customer again, under another number."""
    with connected(url) as connection:
        _insert(connection, "customers", ARRIVED, f"K{ARRIVED}", person.words[0], person.email, None, 1)


def arrive_as_order(url: str, person: Person) -> None:
    """An order turns up that hangs on somebody's row and names nobody."""
    with connected(url) as connection:
        _insert(connection, "orders", ARRIVED, person.rows["klanten"]["customers"][0], "nabestelling")


def sabotage(url: str, what: str) -> None:
    """Switch a trigger on: ``put back`` or ``leave out``."""
    with connected(url) as connection:
        _insert(connection, "sabotage", what)
