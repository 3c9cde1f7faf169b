"""One short text for the contents of rows: equal rows give equal texts, in any order, and any change gives another.

Computed by the database in one statement over every column, so no value leaves it. NULL differs from an empty text. It
recognises change; it is no secret-keeping hash, so it is kept as carefully as a key.
"""

import hashlib
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement, FromClause, Select

from subjects.sources.staging import Stage, StageShape

_ROW = "waarborg_row"
_POSITIVE = 0x7FFFFFFFFFFFFFFF
_CHUNK = 100
_SHORT = 500


def fingerprint(connection: sa.Connection, table: sa.Table, stage: Stage) -> str:
    """``count:sum`` of the staged rows: how many exist, and the sum of a 63-bit hash of each."""
    prepare(connection)
    query = fingerprint_select(connection.dialect.name, table, stage.shape)
    count, total = connection.execute(query, stage.parameters).one()
    return f"{count}:{total}"


def prepare(connection: sa.Connection) -> None:
    """Register the hash on a SQLite connection, once; nothing elsewhere."""
    if connection.dialect.name == "sqlite" and "waarborg_hash" not in connection.info:
        driver: Any = connection.connection.driver_connection
        driver.create_function("waarborg_hash", -1, _hash, deterministic=True)
        driver.create_aggregate("waarborg_total", 1, _Total)
        connection.info["waarborg_hash"] = True


@lru_cache(maxsize=512)
def fingerprint_select(dialect: str, table: sa.Table, stage: StageShape) -> Select[Any]:
    """The query: two columns, ``rows_found`` and ``total`` (as text); executed with the parameters of the stage."""
    row = table.alias(_ROW)
    hashed = _HASHES.get(dialect, _generic)(row)
    if dialect == "sqlite":
        total: ColumnElement[Any] = sa.func.coalesce(sa.func.waarborg_total(hashed), "0")
    else:
        total = sa.cast(sa.func.coalesce(sa.func.sum(hashed), 0), sa.String(60))
    columns = (sa.func.count().label("rows_found"), total.label("total"))
    return sa.select(*columns).select_from(row).where(stage.holds(row, stage.key_columns))


def _postgresql(_row: FromClause) -> ColumnElement[Any]:
    """The whole row as PostgreSQL writes it: NULL is nothing, an empty text is two quotes."""
    whole = sa.cast(sa.literal_column(_ROW), sa.Text)
    return sa.func.hashtextextended(whole, sa.literal_column("0")).op("&")(sa.literal_column(str(_POSITIVE)))


def _mysql(row: FromClause) -> ColumnElement[Any]:
    hexadecimal = sa.func.left(sa.func.sha2(sa.func.concat(*map(_mysql_part, row.c)), 256), 16)
    return sa.cast(sa.func.conv(hexadecimal, 16, 10), sa.types.NUMERIC(20)).op("DIV")(sa.literal_column("2"))


def _mysql_part(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """``N`` for NULL, else the length and the bytes; long values by their own hash, so no packet grows too large."""
    plain = sa.cast(column, sa.BINARY)
    short = sa.func.concat("V", sa.func.length(plain), ":", plain)
    long = sa.func.concat("H", sa.func.length(plain), ":", sa.func.sha2(plain, 256))
    return sa.case((column.is_(None), "N"), (sa.func.length(plain) > _SHORT, long), else_=short)


def _sqlite(row: FromClause) -> ColumnElement[Any]:
    columns = list(row.c)
    parts = [sa.func.waarborg_hash(*columns[at : at + _CHUNK]) for at in range(0, len(columns), _CHUNK)]
    return parts[0] if len(parts) == 1 else sa.func.waarborg_hash(*parts)


def _generic(row: FromClause) -> ColumnElement[Any]:
    """SQL Server's own checksum functions serve there; for compiled statements only."""
    return sa.cast(sa.func.binary_checksum(*row.c), sa.BigInteger)


_HASHES = {"postgresql": _postgresql, "mysql": _mysql, "mariadb": _mysql, "sqlite": _sqlite}


def _hash(*values: Any) -> int:
    text = "".join(f"{type(value).__name__}:{len(str(value))}:{value}" for value in values)
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8]) & _POSITIVE


class _Total:
    """Sum without SQLite's limit of 64 bits."""

    def __init__(self) -> None:
        self.total = 0

    def step(self, value: int) -> None:
        """Add one row."""
        self.total += value

    def finalize(self) -> str:
        """The sum as text."""
        return str(self.total)
