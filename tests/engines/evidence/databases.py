"""Databases of Waarborg's own for tests of the evidence log: migrated, empty, real, and thrown away afterwards."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from django.db.utils import ConnectionHandler
from sqlalchemy.engine import make_url

from config.databases import database_from_url
from tests.conftest import POSTGRESQL, missing

SERVER = make_url(POSTGRESQL).set(drivername="postgresql")


@contextmanager
def default_database(settings: dict[str, Any]) -> Iterator[None]:
    """Let ``default`` be this database inside the block, in this thread, through a connection of its own."""
    before = connections["default"]
    ours = ConnectionHandler({"default": settings})["default"]
    connections["default"] = ours
    try:
        yield
    finally:
        ours.close()
        connections["default"] = before


def migrate(settings: dict[str, Any]) -> None:
    with default_database(settings):
        call_command("migrate", "registers", verbosity=0)
    ContentType.objects.clear_cache()


@dataclass(frozen=True, kw_only=True)
class LogDatabase:
    """A migrated database that is ``default`` for the test; ``another`` opens one more connection to it."""

    vendor: str
    settings: dict[str, Any]

    def another(self) -> Any:
        return default_database(self.settings)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    path = tmp_path_factory.mktemp("evidence") / "template.sqlite3"
    with django_db_blocker.unblock():
        migrate(database_from_url(f"sqlite://{path}", path.parent))
    return path


@pytest.fixture(scope="session")
def postgresql_template(django_db_blocker: Any) -> Iterator[str]:
    name = f"wb_evidence_{secrets.token_hex(4)}"
    on_server(f"CREATE DATABASE {name}")
    try:
        with django_db_blocker.unblock():
            migrate(_postgresql(name))
        yield name
    finally:
        on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def on_server(statement: str) -> None:
    try:
        with psycopg.connect(SERVER.render_as_string(hide_password=False), autocommit=True) as server:
            server.execute(statement)
    except psycopg.OperationalError:
        missing("no PostgreSQL server; set WAARBORG_TEST_POSTGRESQL_URL")


def _postgresql(name: str) -> dict[str, Any]:
    url = SERVER.set(database=name).render_as_string(hide_password=False)
    return database_from_url(url, Path()) | {"CONN_MAX_AGE": 0}


@pytest.fixture
def on_sqlite(sqlite_template: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[LogDatabase]:
    path = tmp_path / "waarborg.sqlite3"
    shutil.copy(sqlite_template, path)
    settings = database_from_url(f"sqlite://{path}", tmp_path)
    with django_db_blocker.unblock(), default_database(settings):
        yield LogDatabase(vendor="sqlite", settings=settings)


@pytest.fixture
def on_postgresql(postgresql_template: str, django_db_blocker: Any) -> Iterator[LogDatabase]:
    name = f"wb_evidence_{secrets.token_hex(6)}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {postgresql_template}")
    settings = _postgresql(name)
    try:
        with django_db_blocker.unblock(), default_database(settings):
            yield LogDatabase(vendor="postgresql", settings=settings)
    finally:
        on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def log_database(request: pytest.FixtureRequest) -> LogDatabase:
    """The test runs on SQLite and on PostgreSQL."""
    database: LogDatabase = request.getfixturevalue(f"on_{request.param}")
    return database


@pytest.fixture
def sealing_key_file(settings: Any, tmp_path: Path) -> Path:
    """A key file of the test's own; the key is made on first use."""
    path = tmp_path / "keys" / "evidence.pem"
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"evidence_key_file": path, "mode": "development"})
    return path
