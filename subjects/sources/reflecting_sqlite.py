"""Reading the catalog of SQLite: pragmas as tables, and the stored SQL text for what no pragma tells."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from subjects.planning.catalog import (
    CatalogColumn,
    CatalogForeignKey,
    CatalogIndex,
    CatalogTable,
    Family,
    TableKind,
)
from subjects.sources import sqlite_text
from subjects.sources.families import size_of, sqlite_family

Rows = dict[str, list[sa.Row[Any]]]

_OBJECTS = sa.text("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
_COLUMNS = sa.text("""
    SELECT m.name AS tab, x.name, x.type, x."notnull" AS required, x.dflt_value AS value, x.pk, x.hidden
    FROM sqlite_master m JOIN pragma_table_xinfo(m.name) x WHERE m.type IN ('table', 'view') AND x.hidden <> 1
    ORDER BY m.name, x.cid
""")
_INDEXES = sa.text("""
    SELECT m.name AS tab, i.name AS name, i."unique" AS is_unique, i.partial, p.name AS part, p.cid, p.coll
    FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_xinfo(i.name) p
    WHERE m.type = 'table' AND p.key = 1 ORDER BY m.name, i.seq, p.seqno
""")
_FOREIGN_KEYS = sa.text("""
    SELECT m.name AS tab, f.id, f."table" AS parent_table, f."from" AS child, f."to" AS parent, f.on_delete, f.on_update
    FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
    WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq
""")


def read_tables(connection: sa.Connection, wanted: Sequence[tuple[str | None, str]] | None) -> tuple[CatalogTable, ...]:
    """Every table that is wanted, and every table with a foreign key into one of them."""
    objects = connection.execute(_OBJECTS).all()
    columns, indexes, keys = (_by_table(connection.execute(query)) for query in (_COLUMNS, _INDEXES, _FOREIGN_KEYS))
    texts = {row.name: row.sql or "" for row in objects if row.type == "index"}
    triggers: dict[str, list[str]] = defaultdict(list)
    for row in objects:
        if row.type == "trigger":
            triggers[row.tbl_name.casefold()].append(row.name)
    actual = {row.name.casefold(): row.name for row in objects if row.type in {"table", "view"}}
    estimates = _estimates(connection)
    tables: list[CatalogTable] = []
    for row in objects:
        if row.type not in {"table", "view"}:
            continue
        declared = sqlite_text.table_text(row.sql or "") if row.type == "table" else sqlite_text.TableText()
        tables.append(
            CatalogTable(
                name=row.name,
                kind=TableKind.VIEW if row.type == "view" else TableKind.TABLE,
                columns=tuple(_column(column, declared, columns[row.name]) for column in columns[row.name]),
                primary_key=_primary_key(columns[row.name]),
                indexes=_indexes(indexes[row.name], texts, declared),
                foreign_keys=_foreign_keys(row.name, keys[row.name], actual, columns),
                checks=declared.checks,
                triggers=tuple(sorted(triggers[row.name.casefold()])),
                engine="virtual table" if declared.virtual else "",
                rows_estimate=estimates.get(row.name),
            )
        )
    return _chosen(tables, wanted)


def _by_table(rows: Iterable[sa.Row[Any]]) -> Rows:
    tables: Rows = defaultdict(list)
    for row in rows:
        tables[row.tab].append(row)
    return tables


def _estimates(connection: sa.Connection) -> dict[str, int]:
    if not connection.execute(sa.text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")).first():
        return {}
    rows = connection.execute(sa.text("SELECT tbl, stat FROM sqlite_stat1 WHERE stat IS NOT NULL"))
    return {row.tbl: int(row.stat.split()[0]) for row in rows}


def _chosen(tables: list[CatalogTable], wanted: Sequence[tuple[str | None, str]] | None) -> tuple[CatalogTable, ...]:
    if wanted is None:
        return tuple(tables)
    names = {name for schema, name in wanted if schema is None}
    return tuple(
        table for table in tables if table.name in names or any(key.referred in names for key in table.foreign_keys)
    )


def _primary_key(columns: list[sa.Row[Any]]) -> tuple[str, ...]:
    return tuple(row.name for row in sorted(columns, key=lambda row: int(row.pk)) if row.pk)


def _column(row: sa.Row[Any], declared: "sqlite_text.TableText", siblings: list[sa.Row[Any]]) -> CatalogColumn:
    family = sqlite_family(row.type)
    first, second = size_of(row.type)
    alone = row.pk and not any(other.pk for other in siblings if other is not row)
    return CatalogColumn(
        name=row.name,
        type=row.type,
        family=family,
        length=first if family is Family.TEXT else None,
        precision=first if family is Family.DECIMAL else None,
        scale=second if family is Family.DECIMAL else None,
        nullable=not row.required and not row.pk,
        has_default=row.value is not None,
        generated=row.hidden in {2, 3},
        identity=bool(alone and row.type.casefold() == "integer"),
        case_insensitive=row.name.casefold() in declared.nocase,
    )


def _indexes(
    rows: list[sa.Row[Any]], texts: dict[str, str], declared: "sqlite_text.TableText"
) -> tuple[CatalogIndex, ...]:
    named: dict[str, list[sa.Row[Any]]] = defaultdict(list)
    for row in rows:
        named[row.name].append(row)
    return tuple(_index(name, parts, texts.get(name, ""), declared) for name, parts in named.items())


def _index(name: str, parts: list[sa.Row[Any]], text: str, declared: "sqlite_text.TableText") -> CatalogIndex:
    """A part whose collation is not the column's own serves no plain comparison, so it counts as an expression."""
    written = sqlite_text.index_parts(text)
    columns: list[str] = []
    expressions: list[str] = []
    for place, part in enumerate(parts):
        own = part.part is not None and (part.coll.casefold() == "nocase") == (part.part.casefold() in declared.nocase)
        if own:
            columns.append(part.part)
        elif part.part is not None:
            expressions.append(f"{part.part} collate {part.coll}".casefold())
        else:
            expressions.append(written[place].casefold() if place < len(written) else "expression")
    return CatalogIndex(
        name=name,
        columns=tuple(columns),
        expressions=tuple(expressions),
        unique=bool(parts[0].is_unique),
        partial=bool(parts[0].partial),
    )


def _foreign_keys(
    table: str, rows: list[sa.Row[Any]], actual: dict[str, str], columns: Rows
) -> tuple[CatalogForeignKey, ...]:
    """SQLite's keys have no names and may leave out the parent's columns, which are then its primary key."""
    named: dict[int, list[sa.Row[Any]]] = defaultdict(list)
    for row in rows:
        named[row.id].append(row)
    found: list[CatalogForeignKey] = []
    for parts in named.values():
        parent = actual.get(parts[0].parent_table.casefold(), parts[0].parent_table)
        children = _spelled([part.child for part in parts], columns[table])
        referred = [part.parent for part in parts if part.parent] or list(_primary_key(columns[parent]))
        found.append(
            CatalogForeignKey(
                name=f"{table}_{'_'.join(children)}_fkey",
                columns=children,
                referred=parent,
                referred_columns=_spelled(referred, columns[parent]),
                on_delete=parts[0].on_delete,
                on_update=parts[0].on_update,
            )
        )
    return tuple(found)


def _spelled(names: list[str], columns: list[sa.Row[Any]]) -> tuple[str, ...]:
    spelling = {row.name.casefold(): row.name for row in columns}
    return tuple(spelling.get(name.casefold(), name) for name in names)
