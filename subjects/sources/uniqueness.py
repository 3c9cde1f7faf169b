"""Which rows hold a value under a unique index: asked live before a plan gives the value to another row."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Text, and_, cast, func, literal, select
from sqlalchemy.sql import ColumnElement

from registers.datamap import TableMap
from subjects.planning.catalog import Catalog, CatalogIndex
from subjects.planning.correcting import Holder
from subjects.planning.keys import Key, KeyValue
from subjects.sources.looking import Connection
from subjects.sources.staging import stage_keys, table_of

_MOST = 20


def holders(
    connection: Connection, *, catalog: Catalog, table: TableMap, column: str, value: KeyValue, keys: Sequence[Key]
) -> tuple[Holder, ...]:
    """Rows that hold ``value`` in a column under a unique index; beside the rows with these ``keys`` where it has more.

    An index over an expression counts as one that tells no capitals apart, a partial one as a whole one.
    """
    known = catalog.table(table.qualified)
    if known is None or value is None or not keys:
        return ()
    found: list[Holder] = []
    for index in known.unique_over(column):
        rest = tuple(name for name in index.columns if name != column)
        look = _beside if rest else _anywhere
        found += look(connection, catalog, table, (index, column, rest), value, keys)
    return tuple(found)


Wanted = tuple[CatalogIndex, str, tuple[str, ...]]


def _anywhere(
    connection: Connection, catalog: Catalog, table: TableMap, wanted: Wanted, value: KeyValue, _keys: Sequence[Key]
) -> list[Holder]:
    index, column, _rest = wanted
    target = table_of(catalog, table.qualified)
    query = select(*(target.c[name] for name in table.key)).where(_holds(target.c[column], index, value)).limit(_MOST)
    return [Holder(index=index.name, key=tuple(row)) for row in connection.execute(query)]


def _beside(
    connection: Connection, catalog: Catalog, table: TableMap, wanted: Wanted, value: KeyValue, keys: Sequence[Key]
) -> list[Holder]:
    index, column, rest = wanted
    own = table_of(catalog, table.qualified)
    other = own.alias("other_row")
    width = len(table.key)
    with stage_keys(connection, own, table.key, keys) as stage:
        chosen = [*(own.c[name] for name in table.key), *(other.c[name].label(f"other_{name}") for name in table.key)]
        alike = and_(*(other.c[name] == own.c[name] for name in rest))
        query = select(*chosen).where(stage.matches(own), alike, _holds(other.c[column], index, value))
        rows = [tuple(row) for row in connection.execute(query)]
    return [Holder(index=index.name, key=row[width:], own=row[:width]) for row in rows]


def _holds(stored: ColumnElement[Any], index: CatalogIndex, value: KeyValue) -> ColumnElement[bool]:
    if index.expressions:
        return func.lower(cast(stored, Text)) == func.lower(literal(str(value)))
    return stored == value
