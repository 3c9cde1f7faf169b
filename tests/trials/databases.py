"""The databases of a stage on a PostgreSQL server: made, kept as templates, put back, dropped."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from sqlalchemy.engine import make_url

NAMES = ("klanten", "house")
# What config/databases.py should ask of Waarborg's own database: a frozen worker may not hold others up for long.
LIMITS = ("idle_in_transaction_session_timeout = '3s'", "lock_timeout = '2s'")


@dataclass(frozen=True, kw_only=True)
class Databases:
    """``server`` is the URL of a database to connect to, ``prefix`` the beginning of our names."""

    server: str
    prefix: str

    def url(self, name: str) -> str:
        """The address of one of our databases."""
        address = make_url(self.server).set(database=f"{self.prefix}_{name}")
        return address.render_as_string(hide_password=False)

    def make(self) -> None:
        """Empty databases."""
        with self._connected() as connection:
            for name in NAMES:
                connection.execute(f"CREATE DATABASE {self.prefix}_{name}")
            self._limit(connection)

    def keep(self) -> None:
        """Remember everything as it is."""
        with self._connected() as connection:
            for name in NAMES:
                self._end_sessions(connection, f"{self.prefix}_{name}")
                connection.execute(f"CREATE DATABASE {self.prefix}_{name}_kept TEMPLATE {self.prefix}_{name}")

    def restore(self) -> None:
        """Put back what was kept."""
        with self._connected() as connection:
            for name in NAMES:
                connection.execute(f"DROP DATABASE IF EXISTS {self.prefix}_{name} WITH (FORCE)")
                connection.execute(f"CREATE DATABASE {self.prefix}_{name} TEMPLATE {self.prefix}_{name}_kept")
            self._limit(connection)

    def drop(self) -> None:
        """Leave nothing behind."""
        with self._connected() as connection:
            for name in NAMES:
                for kept in ("", "_kept"):
                    connection.execute(f"DROP DATABASE IF EXISTS {self.prefix}_{name}{kept} WITH (FORCE)")

    def _limit(self, connection: psycopg.Connection) -> None:
        for limit in LIMITS:
            connection.execute(f"ALTER DATABASE {self.prefix}_house SET {limit}")

    def _end_sessions(self, connection: psycopg.Connection, name: str) -> None:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection]:
        address = make_url(self.server).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            yield connection
