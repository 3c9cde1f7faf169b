"""The household on every dialect."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from registers.choices import IdentifierKind
from registers.datamap import DataMap
from subjects.planning.keys import Key
from tests.engines.rewriting.world import World, link, mapped

SCHEMA = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(60) NOT NULL, email VARCHAR(80), phone VARCHAR(20),"
    " postcode VARCHAR(10), born DATE, note VARCHAR(400), visits INTEGER)",
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id),"
    " address VARCHAR(80), total NUMERIC(10,2))",
    "CREATE TABLE ticket (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id),"
    " parent_id INTEGER REFERENCES ticket (id), body VARCHAR(400))",
    "INSERT INTO customer VALUES"
    " (0, 'Sanne de Vries', 'sanne@example.nl', '0612345678', '1234 AB', '1980-05-17', 'Sanne belt zelf', 7),"
    " (1, 'Sanne de Vries', 'sanne.jr@example.nl', '0612345678', '1234 AB', '2004-02-29', 'Sanne de Vries junior', 7)",
    "INSERT INTO orders VALUES (10, 0, 'Dorpsstraat 1', 12.50), (11, 0, 'Dorpsstraat 1', 99.00),"
    " (12, 1, 'Dorpsstraat 1', 12.50)",
    "INSERT INTO ticket VALUES (20, 0, NULL, 'kapot'), (21, 0, 20, 'nog steeds'), (22, 1, NULL, 'kapot')",
)


@pytest.fixture
def world(fresh_source: str) -> Iterator[World]:
    """Sanne (customer 0) and her namesake in the same household (customer 1), on each dialect."""
    yield from household(fresh_source)


@pytest.fixture
def sqlite_world(fresh_sqlite: str) -> Iterator[World]:
    """The same on SQLite only."""
    yield from household(fresh_sqlite)


@pytest.fixture
def postgresql_world(fresh_postgresql: str) -> Iterator[World]:
    """The same on PostgreSQL only."""
    yield from household(fresh_postgresql)


@pytest.fixture
def mariadb_world(fresh_mariadb: str) -> Iterator[World]:
    """The same on MariaDB only."""
    yield from household(fresh_mariadb)


def household(url: str) -> Iterator[World]:
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    datamap = DataMap(
        name="shop",
        url_env="SHOP_URL",
        tables=(
            mapped("customer", "name", "postcode", "born", "note", "visits", phone=PHONE, email=EMAIL),
            mapped("orders", "customer_id", "address", "total"),
            mapped("ticket", "customer_id", "parent_id", "body"),
        ),
        links=(link("orders", "customer_id", "customer"), link("ticket", "customer_id", "customer")),
    )
    found: dict[str, tuple[Key, ...]] = {"customer": ((0,),), "orders": ((10,), (11,)), "ticket": ((20,), (21,))}
    world = World(engine=engine, datamap=datamap, found=found)
    world.run(*SCHEMA)
    yield world
    engine.dispose()


PHONE, EMAIL = IdentifierKind.PHONE, IdentifierKind.EMAIL
