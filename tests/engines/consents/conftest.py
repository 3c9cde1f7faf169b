"""A ledger on a PostgreSQL server of its own, for tests in which several people work at the same moment."""

import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from config.databases import database_from_url
from tests.engines.evidence.databases import SERVER, default_database, on_server
from tests.verbs.consent_office import Office

LONG = 60


def _settings(name: str) -> dict[str, Any]:
    url = SERVER.set(database=name).render_as_string(hide_password=False)
    return database_from_url(url, Path()) | {"CONN_MAX_AGE": 0}


@pytest.fixture(scope="session")
def ledger_template(django_db_blocker: Any) -> Iterator[str]:
    """A migrated database to copy."""
    name = f"wb_ledger_{secrets.token_hex(4)}"
    on_server(f"CREATE DATABASE {name}")
    try:
        with django_db_blocker.unblock(), default_database(_settings(name)):
            call_command("migrate", verbosity=0)
        ContentType.objects.clear_cache()
        yield name
    finally:
        on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """An office whose ledger is ``default``, and a way to do several things to it at the same moment."""

    office: Office
    settings: dict[str, Any]

    def another(self) -> Any:
        """One more connection, for the block."""
        return default_database(self.settings)

    def together(self, *works: Callable[[], Any]) -> list[Any]:
        """What each of the works gave or met, begun at the same moment over connections of their own."""
        start = threading.Barrier(len(works))
        got: list[Any] = [None] * len(works)

        def do(place: int, work: Callable[[], Any]) -> None:
            with self.another():
                start.wait(LONG)
                try:
                    got[place] = work()
                except Exception as error:  # noqa: BLE001  # the test looks at it
                    got[place] = error

        threads = [threading.Thread(target=do, args=(place, work), daemon=True) for place, work in enumerate(works)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LONG)
            assert not thread.is_alive()
        return got


@pytest.fixture
def ledger(ledger_template: str, django_db_blocker: Any) -> Iterator[Ledger]:
    """A fresh copy with an office in it."""
    name = f"wb_ledger_{secrets.token_hex(6)}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {ledger_template}")
    settings = _settings(name)
    try:
        with django_db_blocker.unblock(), default_database(settings):
            yield Ledger(office=Office(), settings=settings)
    finally:
        on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
