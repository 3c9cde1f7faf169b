"""Every row of a table as a stream, in the order of its key: for a list that somebody else makes of it.

Count and stream are of one moment when they run in one transaction that reads a snapshot.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from registers.datamap import TableMap
from subjects.planning.catalog import Catalog
from subjects.planning.keys import Key
from subjects.sources.looking import Connection
from subjects.sources.staging import table_of

CHUNK = 2000


def count_rows(connection: Connection, *, catalog: Catalog, table: TableMap) -> int:
    """How many rows the table has."""
    target = table_of(catalog, table.qualified)
    return int(connection.scalar(sa.select(sa.func.count()).select_from(target)) or 0)


def stream_table(
    connection: Connection, *, catalog: Catalog, table: TableMap, columns: Sequence[str]
) -> Iterator[tuple[Key, tuple[Any, ...]]]:
    """Some columns of every row, each with its key, as the driver gives them. Read the stream to its end, or close it.

    Raises KeyError for a table that the catalog doesn't have.
    """
    target = table_of(catalog, table.qualified)
    own = [target.c[name] for name in table.key]
    wanted = [target.c[name].label(f"value_{place}") for place, name in enumerate(columns)]
    query = sa.select(*own, *wanted).order_by(*own)
    result = connection.execute(query, execution_options={"yield_per": CHUNK})
    width = len(own)
    try:
        for row in result:
            parts = tuple(row)
            yield parts[:width], parts[width:]
    finally:
        result.close()
