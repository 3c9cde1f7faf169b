"""For tests that empty their tables: the triggers of the evidence log step aside for the flush, and only for that.

Transactional tests end with ``flush`` (TRUNCATE on PostgreSQL, DELETE on SQLite), which the triggers refuse.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

from registers.evidence import guards


@contextmanager
def guards_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without triggers inside the block, with all of them after it."""
    there = set(connection.introspection.table_names())
    tables = {table: keys for table, keys in guards.TABLES.items() if table in there}
    with connection.cursor() as cursor:
        guards.take_down(vendor=connection.vendor, execute=cursor.execute, tables=tables)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            guards.put_up(vendor=connection.vendor, execute=cursor.execute, tables=tables)


@pytest.fixture(scope="session", autouse=True)
def flush_may_empty_the_log() -> Iterator[None]:
    """Wrap Django's flush, so that transactional tests can clean up behind them."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_unguarded(self: Any, sql_list: list[str]) -> None:
        with guards_lifted(self.connection):
            flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_unguarded)
        yield
