"""Engines on the nasty schema and on Chinook, opened the way the product opens a source."""

import sqlite3
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from subjects.planning.catalog import Catalog
from subjects.sources.addresses import SourceLimits, open_source
from subjects.sources.reflecting import reflect
from tests.chinook import load_chinook
from tests.engines.sources import schemas

LIMITS = SourceLimits(hosts=("127.0.0.1", "localhost"), statement_seconds=20, lock_seconds=1)
SCHEMAS = {"sqlite": schemas.SQLITE, "postgresql": schemas.POSTGRESQL, "mysql": schemas.MARIADB}


def build(url: str) -> None:
    """Make the nasty schema in the empty database at ``url``."""
    address = make_url(url)
    script = SCHEMAS[address.get_backend_name()]
    if address.get_backend_name() == "sqlite":
        with sqlite3.connect(str(address.database)) as connection:
            connection.executescript(script)
        return
    engine = sa.create_engine(address, poolclass=sa.pool.NullPool)
    with engine.begin() as connection:
        for statement in script.replace("%", "%%").split(";\n"):
            connection.exec_driver_sql(statement)


def opened(url: str) -> sa.Engine:
    """The engine of the product for ``url``, with short limits."""
    return open_source(source="proef", url=url, limits=LIMITS, url_env="PROEF_URL")


@pytest.fixture
def nasty(fresh_source: str) -> Iterator[sa.Connection]:
    """A connection to the nasty schema, once for each dialect."""
    build(fresh_source)
    with opened(fresh_source).connect() as connection:
        yield connection


@pytest.fixture
def nasty_postgresql(fresh_postgresql: str) -> Catalog:
    """The catalog of the nasty schema in PostgreSQL."""
    build(fresh_postgresql)
    with opened(fresh_postgresql).connect() as connection:
        return reflect(connection)


@pytest.fixture
def nasty_mariadb(fresh_mariadb: str) -> Catalog:
    """The catalog of the nasty schema in MariaDB."""
    build(fresh_mariadb)
    with opened(fresh_mariadb).connect() as connection:
        return reflect(connection)


@pytest.fixture
def nasty_sqlite(fresh_sqlite: str) -> Catalog:
    """The catalog of the nasty schema in SQLite."""
    build(fresh_sqlite)
    with opened(fresh_sqlite).connect() as connection:
        return reflect(connection)


@pytest.fixture
def chinook(fresh_source: str) -> Iterator[sa.Connection]:
    """A connection to Chinook, once for each dialect."""
    load_chinook(fresh_source)
    with opened(fresh_source).connect() as connection:
        yield connection
