"""Rows on their way into the demo database: gathered per table and written in batches, so that memory stays flat."""

import sqlite3
from collections import Counter
from collections.abc import Mapping

SIZE = 2_000
Value = str | int | float | None


class Batches:
    """Gathers rows and writes them; ``flush`` at the end writes what is left. The caller commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[str, list[Mapping[str, Value]]] = {}
        self.written: Counter[str] = Counter()
        self._ids: Counter[str] = Counter()

    def next_id(self, table: str) -> int:
        """A new key for a table, counting from 1."""
        self._ids[table] += 1
        return self._ids[table]

    def last_id(self, table: str) -> int:
        """The key given out last; 0 before the first."""
        return self._ids[table]

    def add(self, table: str, **row: Value) -> None:
        """One row; every row of a table names the same columns."""
        rows = self._rows.setdefault(table, [])
        rows.append(row)
        if len(rows) >= SIZE:
            self._write(table, rows)

    def flush(self) -> None:
        """Write what is left."""
        for table, rows in self._rows.items():
            self._write(table, rows)

    def _write(self, table: str, rows: list[Mapping[str, Value]]) -> None:
        if not rows:
            return
        columns = ", ".join(rows[0])
        places = ", ".join(f":{column}" for column in rows[0])
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names from this package
        self._connection.executemany(statement, rows)
        self.written[table] += len(rows)
        rows.clear()
