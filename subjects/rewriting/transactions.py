"""The one transaction of a rewriting, with the isolation that lets it trust what it has read, per kind of database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A connection inside a transaction. The caller commits; anything else rolls back and lets the connection go.

    PostgreSQL and the InnoDB databases read a snapshot (REPEATABLE READ); SQLite takes its write lock at once.
    """
    connection = engine.connect()
    if engine.dialect.name not in {"sqlite", "oracle"}:
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    done = False
    try:
        connection.begin()
        if engine.dialect.name == "sqlite":
            _write_lock(connection)
        yield connection
        done = not connection.in_transaction()
    finally:
        if not done and not connection.closed:
            connection.invalidate()
        connection.close()


def settle(connection: Connection) -> None:
    """Let PostgreSQL do now what it would keep for the commit: a deferred trigger could undo what was read again."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))


def _write_lock(connection: Connection) -> None:
    """Whether or not the driver has begun by itself, a writing transaction begins now, with foreign keys enforced."""
    driver: Any = connection.connection.driver_connection
    if driver.in_transaction:
        driver.execute("ROLLBACK")
    driver.execute("PRAGMA foreign_keys=ON")
    try:
        driver.execute("BEGIN IMMEDIATE")
    except driver.OperationalError as error:
        raise sa.exc.OperationalError("BEGIN IMMEDIATE", None, error) from None
