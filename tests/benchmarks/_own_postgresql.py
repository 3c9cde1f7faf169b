"""Waarborg's own tables in a PostgreSQL database that is made for one measurement and dropped after it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER = os.environ.get("WAARBORG_TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


@contextmanager
def own_postgresql() -> Iterator[str]:
    """Migrated and ``default`` inside the block; its URL."""
    import psycopg
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from config.databases import database_from_url

    server, name = SERVER.replace("+psycopg", ""), f"waarborg_bench_{secrets.token_hex(4)}"
    url = f"{server.rsplit('/', 1)[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            connections.close_all()
            fresh = {**connections.settings["default"], **database_from_url(url, Path())}
            settings.DATABASES["default"] = connections.settings["default"] = fresh
            del connections["default"]
            call_command("migrate", verbosity=0)
            yield url
        finally:
            connections.close_all()
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
