"""Small customer databases for journeys: a household of namesakes with orders, on any dialect, with its map."""

from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from registers.datamap import DataMap, map_from_yaml
from tests.journeys.road import Road, Rows, rows_by_table

HOUSEHOLD = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(60) NOT NULL, email VARCHAR(80), phone VARCHAR(20))",
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id),"
    " address VARCHAR(80))",
    "CREATE INDEX orders_customer ON orders (customer_id)",
    "INSERT INTO customer VALUES (0, 'Sanne de Vries', 'Sanne@Example.nl', '06-12345678'),"
    " (1, 'Sanne de Vries', 'sanne.jr@example.nl', '0612345678')",
    "INSERT INTO orders VALUES (10, 0, 'Dorpsstraat 1'), (11, 0, 'Dorpsstraat 1'), (12, 1, 'Dorpsstraat 1')",
)
HOUSEHOLD_MAP = """
name: shop
url_env: SHOP_URL
tables:
- name: customer
  role: person
  activity: Klantbeheer
  ground: 6(1)(b)
  key: [id]
  erasure: treat
  anonymisation: treat
  fields:
  - {name: id}
  - {name: name, category: identity, erasure: &gone {treatment: constant, value: weg}, anonymisation: *gone}
  - {name: email, category: contact, identifies: email, scan: true,
     erasure: &token {treatment: surrogate}, anonymisation: *token}
  - {name: phone, category: contact, identifies: phone, scan: true,
     erasure: &none {treatment: 'null'}, anonymisation: *none}
- name: orders
  activity: Verkoop
  ground: 6(1)(b)
  key: [id]
  erasure: delete
  anonymisation: treat
  fields:
  - {name: id}
  - {name: customer_id}
  - {name: address, category: contact, erasure: *none, anonymisation: *none}
links:
- {child: {table: orders, columns: [customer_id]}, parent: {table: customer, columns: [id]}}
"""


@dataclass(kw_only=True)
class Shop:
    """A source that tests can look into."""

    url: str
    road: Road

    def run(self, *statements: str) -> None:
        engine = self.engine()
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(sa.text(statement.replace(":", "\\:")))
        engine.dispose()

    def load(self, text: str) -> DataMap:
        return self.road.load(map_from_yaml(text))

    def rows(self) -> Rows:
        return rows_by_table(self.url)

    def value(self, query: str) -> Any:
        engine = self.engine()
        with engine.connect() as connection:
            return connection.scalar(sa.text(query))

    def engine(self) -> sa.Engine:
        return sa.create_engine(self.url, poolclass=sa.pool.NullPool)

    @property
    def dialect(self) -> str:
        return {"mysql": "mariadb"}.get(self.engine().dialect.name, self.engine().dialect.name)


@dataclass(frozen=True, kw_only=True)
class Build:
    """Makes a shop out of statements and a map."""

    url: str
    road: Road
    patch: pytest.MonkeyPatch

    def __call__(self, *statements: str, text: str) -> Shop:
        return build_shop(self.url, self.road, self.patch, *statements, text=text)


def build_shop(url: str, road: Road, patch: pytest.MonkeyPatch, *statements: str, text: str = HOUSEHOLD_MAP) -> Shop:
    """Make the tables, load the map, say where it is."""
    patch.setenv("SHOP_URL", url)
    shop = Shop(url=url, road=road)
    shop.run(*(statements or HOUSEHOLD))
    shop.load(text)
    return shop
