"""Rows into a temporary table of PostgreSQL by COPY, part by part: one part is taken in while the next is made."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

Columns = Sequence[Sequence[Any]]
"""The same number of values for each column."""


def copy_columns(connection: sa.Connection, table: str, keys: Sequence[str], parts: Iterable[Columns]) -> None:
    """Fill an empty temporary table and let the planner know its key columns."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor:
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for columns in parts:
                _write(copy, columns)
        cursor.execute(f"ANALYZE {table} ({', '.join(keys)})")


def _write(copy: Any, columns: Columns) -> None:
    """Whole numbers and plain texts, which most values are, go as one text: that is several times faster."""
    if columns and all(set(map(type, column)) <= {int, str} for column in columns):
        lines = map("\t".join, zip(*(map(str, column) for column in columns), strict=True))
        text = "\n".join(lines) + "\n"
        if _is_plain(text, len(columns[0]), len(columns)):
            copy.write(text)
            return
    for row in zip(*columns, strict=True):
        copy.write_row(row)


def _is_plain(text: str, rows: int, width: int) -> bool:
    """Whether nothing in it means something to COPY, save the tabs and line ends between values."""
    as_made = text.count("\t") == rows * (width - 1) and text.count("\n") == rows
    return as_made and "\\" not in text and "\r" not in text
