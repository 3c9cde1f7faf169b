"""Reading many rows of a person without holding them: a stream in the order of the key, and counts of what is filled.

Like every statement here it joins staged keys, so it doesn't grow with the number of rows.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from registers.datamap import TableMap
from subjects.planning.catalog import Catalog
from subjects.planning.keys import Key
from subjects.sources.staging import stage_keys, table_of

__all__ = ["CHUNK", "Connection", "count_filled", "stream_rows"]

CHUNK = 500


def stream_rows(
    connection: Connection,
    *,
    catalog: Catalog,
    table: TableMap,
    columns: Sequence[str],
    keys: Sequence[Key],
    chunk: int = CHUNK,
) -> Iterator[tuple[Key, tuple[Any, ...]]]:
    """Some columns of the rows with these keys, each with its key, in the order of the key.

    At most ``chunk`` rows are in memory. Until the stream is read to its end (or closed) the connection can do nothing
    else. Values are as the driver gives them. Raises KeyError for a table that the catalog doesn't have.
    """
    if not keys:
        return
    target = table_of(catalog, table.qualified)
    with stage_keys(connection, target, table.key, keys) as stage:
        own = [target.c[name] for name in table.key]
        wanted = [target.c[name].label(f"value_{place}") for place, name in enumerate(columns)]
        query = select(*own, *wanted).where(stage.matches(target)).order_by(*own)
        result = connection.execute(query, execution_options={"yield_per": chunk})
        width = len(own)
        try:
            for row in result:
                parts = tuple(row)
                yield parts[:width], parts[width:]
        finally:
            result.close()


def count_filled(
    connection: Connection, *, catalog: Catalog, table: TableMap, columns: Sequence[str], keys: Sequence[Key]
) -> tuple[int, ...]:
    """In how many of these rows each column holds a value; the values themselves are not read."""
    if not keys or not columns:
        return (0,) * len(columns)
    target = table_of(catalog, table.qualified)
    with stage_keys(connection, target, table.key, keys) as stage:
        counts = [func.count(target.c[name]).label(f"filled_{place}") for place, name in enumerate(columns)]
        row = connection.execute(select(*counts).where(stage.matches(target))).one()
        return tuple(int(number) for number in row)
