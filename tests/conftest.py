"""Databases and brokers for tests: real servers where the machine has them, a reason where it has not.

With CI=true a missing server fails the test instead of skipping it. Every fixture hands out an empty database of its
own and drops it afterwards.
"""

import os
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils import translation
from hypothesis import settings
from sqlalchemy.engine import URL, make_url

from tests.engines.evidence.guards import flush_may_empty_the_log
from tests.sowing import sow

__all__ = ["flush_may_empty_the_log"]  # pytest finds this fixture here

POSTGRESQL = os.environ.get("WAARBORG_TEST_POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
MARIADB = os.environ.get("WAARBORG_TEST_MARIADB_URL", "mysql+pymysql://root@127.0.0.1:3306/mysql?charset=utf8mb4")
REDIS = os.environ.get("WAARBORG_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")

# An example that takes long says that the machine is busy. With CI=true Hypothesis has a profile that knows so.
settings.register_profile("here", deadline=None)
if os.environ.get("CI") != "true":
    settings.load_profile("here")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Every test begins in English, whatever page or command a test before it spoke Dutch in."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def seeds_come_back() -> Iterator[None]:
    """What migrations put in the tables is put there again after a test that emptied them."""
    post_migrate.connect(_sow)
    yield
    post_migrate.disconnect(_sow)


def _sow(sender: Any, using: str, **_: Any) -> None:
    """Only where the tables are: some tests migrate no more than the registers."""
    there = connections[using].introspection.table_names() if sender.name == "subjects" else []
    if using == "default" and "subjects_legalterm" in there:
        sow()


def missing(reason: str) -> None:
    """Skip the test, or fail it where everything must be there (CI=true)."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def fresh_postgresql() -> Iterator[str]:
    """URL of an empty PostgreSQL database."""
    yield from _fresh(make_url(POSTGRESQL), drop="DROP DATABASE IF EXISTS {} WITH (FORCE)")


@pytest.fixture
def fresh_mariadb() -> Iterator[str]:
    """URL of an empty MariaDB database."""
    yield from _fresh(make_url(MARIADB), drop="DROP DATABASE IF EXISTS {}", options="CHARACTER SET utf8mb4")


@pytest.fixture
def fresh_sqlite(tmp_path: Path) -> str:
    """URL of an empty SQLite file."""
    path = tmp_path / "source.sqlite3"
    path.touch()
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def fresh_source(request: pytest.FixtureRequest) -> str:
    """URL of an empty database, once for each dialect that is tested on a live server."""
    url: str = request.getfixturevalue(f"fresh_{request.param}")
    return url


@pytest.fixture
def redis_url() -> str:
    """URL of a Redis that answers."""
    parts = urlsplit(REDIS)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 6379), timeout=2).close()
    except OSError:
        missing("no Redis at WAARBORG_TEST_REDIS_URL")
    return REDIS


def _fresh(server: URL, *, drop: str, options: str = "") -> Iterator[str]:
    name = f"wb_src_{secrets.token_hex(6)}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} {options}")
    except sa.exc.OperationalError:
        missing(f"no {server.get_backend_name()} server; set WAARBORG_TEST_{_VARIABLES[server.get_backend_name()]}")
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(drop.format(name))


_VARIABLES = {"postgresql": "POSTGRESQL_URL", "mysql": "MARIADB_URL", "mariadb": "MARIADB_URL"}
