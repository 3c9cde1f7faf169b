"""Reading every row of a table, where the database can't say by an index which ones hold an identifier.

The database leaves out what certainly doesn't hold it; the caller judges the rest. A stream keeps some rows in memory,
however long the table is. Values leave here to be compared or counted, never to be kept.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from sqlalchemy.sql import ColumnElement

from registers.datamap import FieldMap, TableMap
from subjects.planning.catalog import Catalog
from subjects.planning.checking_lookups import FOLDED
from subjects.planning.keys import Key
from subjects.sources.looking import Connection
from subjects.sources.staging import table_of

CHUNK = 2000


def rows_that_may_hold(
    connection: Connection, *, catalog: Catalog, table: TableMap, column: str, core: str
) -> Iterator[tuple[Key, Any]]:
    """Rows, as (key, value), whose ``column`` has the signs of ``core`` in this order, whatever stands between them.

    Rows with any sign outside ASCII come along: what looks alike may be another sign. Read the stream to its end.
    """
    target = table_of(catalog, table.qualified)
    text = _as_text(target.c[column], catalog.dialect)
    wanted = sa.or_(sa.func.lower(text).like(_pattern(core), escape="!"), _beyond_ascii(text, catalog.dialect))
    keys = [target.c[name] for name in table.key]
    query = sa.select(*keys, target.c[column].label("spelled_value")).where(wanted)
    for row in connection.execute(query, execution_options={"yield_per": CHUNK}):
        parts = tuple(row)
        yield parts[:-1], parts[-1]


def stream_as_compared(
    connection: Connection, *, catalog: Catalog, table: TableMap, fields: Sequence[FieldMap]
) -> Iterator[tuple[Any, ...]]:
    """Every row of a table: of each field the value as a look-up by an index compares it (see ``looking``)."""
    target = table_of(catalog, table.qualified)
    columns = [
        _as_compared(target.c[field.name], field, catalog.dialect).label(f"spelled_{place}")
        for place, field in enumerate(fields)
    ]
    for row in connection.execute(sa.select(*columns), execution_options={"yield_per": CHUNK}):
        yield tuple(row)


def _as_compared(stored: ColumnElement[Any], field: FieldMap, dialect: str) -> ColumnElement[Any]:
    """SQLite's own ``lower`` leaves é alone and a look-up goes round that, so there the value comes as it is."""
    if dialect == "sqlite":
        return stored
    text = sa.cast(stored, sa.Text)
    return sa.func.lower(text) if field.identifies in FOLDED else text


def _as_text(stored: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    """As text without a collation that knows no LIKE (PostgreSQL has such)."""
    text = sa.cast(stored, sa.Text)
    return text.collate("C") if dialect == "postgresql" else text


def _pattern(core: str) -> str:
    """The signs with anything between them; a sign outside ASCII may be written in more ways and is left out."""
    signs = [f"!{sign}" if sign in "!%_[" else sign for sign in core.lower() if sign.isascii() and sign != " "]
    return "%".join(["", *signs, ""])


def _beyond_ascii(text: ColumnElement[Any], dialect: str) -> ColumnElement[bool]:
    """Whether a text has a sign outside ASCII, whatever the encoding of the database; everything where it can't say."""
    if dialect == "sqlite":
        return sa.func.length(sa.cast(text, sa.LargeBinary)) != sa.func.length(text)
    if dialect == "postgresql":
        return sa.func.octet_length(sa.func.convert_to(text, "UTF8")) != sa.func.char_length(text)
    if dialect in {"mysql", "mariadb"}:
        return sa.func.length(sa.cast(text, mysql.CHAR(charset="utf8mb4"))) != sa.func.char_length(text)
    return sa.true()
