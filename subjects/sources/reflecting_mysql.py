"""Reading the catalog of MariaDB and MySQL from ``information_schema``, with the engine of each table."""

import re
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
from subjects.sources.families import family_of

Place = tuple[str, str]
Rows = dict[Place, list[sa.Row[Any]]]

_TABLES = """
    SELECT table_schema AS sch, table_name AS tab, table_type AS kind, coalesce(engine, '') AS engine,
           table_rows AS estimate, coalesce(create_options, '') LIKE '%partitioned%' AS partitioned
    FROM information_schema.tables
    WHERE table_schema IN :schemas AND table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED')
"""
_FOREIGN_KEYS = """
    SELECT u.table_schema AS sch, u.table_name AS tab, u.constraint_name AS name, u.column_name AS child,
           u.referenced_table_schema AS parent_schema, u.referenced_table_name AS parent_table,
           u.referenced_column_name AS parent, r.delete_rule AS on_delete, r.update_rule AS on_update
    FROM information_schema.key_column_usage u JOIN information_schema.referential_constraints r
      ON r.constraint_schema = u.constraint_schema AND r.constraint_name = u.constraint_name
     AND r.table_name = u.table_name
    WHERE u.table_schema IN :schemas AND r.constraint_schema IN :schemas AND u.referenced_table_name IS NOT NULL
    ORDER BY u.constraint_name, u.ordinal_position
"""
_COLUMNS = """
    SELECT table_schema AS sch, table_name AS tab, column_name AS name, data_type AS data_type, column_type AS type,
           character_maximum_length AS length, numeric_precision AS digits, numeric_scale AS scale,
           is_nullable = 'YES' AS nullable, column_default AS value, lower(extra) AS extra,
           coalesce(collation_name LIKE '%\\_ci', 0) AS case_insensitive
    FROM information_schema.columns
    WHERE table_schema IN :schemas AND table_name IN :tables ORDER BY ordinal_position
"""
_INDEXES = """
    SELECT table_schema AS sch, table_name AS tab, index_name AS name, non_unique = 0 AS is_unique, column_name AS part,
           index_type AS method, {expression} AS expression
    FROM information_schema.statistics
    WHERE table_schema IN :schemas AND table_name IN :tables ORDER BY index_name, seq_in_index
"""
_CHECKS = """
    SELECT k.constraint_schema AS sch, {table}.table_name AS tab, k.check_clause AS text
    FROM information_schema.check_constraints k {join}
    WHERE k.constraint_schema IN :schemas AND {table}.table_name IN :tables ORDER BY k.constraint_name
"""
_JOIN = """JOIN information_schema.table_constraints j
      ON j.constraint_schema = k.constraint_schema AND j.constraint_name = k.constraint_name"""
_TRIGGERS = """
    SELECT event_object_schema AS sch, event_object_table AS tab, trigger_name AS name FROM information_schema.triggers
    WHERE event_object_schema IN :schemas AND event_object_table IN :tables ORDER BY trigger_name
"""
_SYSTEM = ("mysql", "information_schema", "performance_schema", "sys")
_ROLLS_BACK = {"innodb", "rocksdb", "tokudb", "ndbcluster", "columnstore"}
_JSON_CHECK = re.compile(r"^json_valid\(`(.+)`\)$", re.IGNORECASE)
_ENUM_VALUE = re.compile(r"'((?:[^']|'')*)'")


def read_tables(connection: sa.Connection, wanted: Sequence[tuple[str | None, str]] | None) -> tuple[CatalogTable, ...]:
    """Every table that is wanted, and every table of the same databases with a foreign key into one of them."""
    default = str(connection.execute(sa.text("SELECT DATABASE()")).scalar_one())
    schemas = sorted({default, *(schema or default for schema, _ in wanted or ())} - set(_SYSTEM))
    relations = {(row.sch, row.tab): row for row in _rows(connection, _TABLES, schemas=schemas)}
    keys = _rows(connection, _FOREIGN_KEYS, schemas=schemas)
    chosen = _chosen(set(relations), keys, default, wanted)
    if not chosen:
        return ()
    maria = bool(getattr(connection.dialect, "is_mariadb", False))
    queries = (
        _COLUMNS,
        _INDEXES.format(expression="NULL" if maria else "expression"),
        _CHECKS.format(table="k" if maria else "j", join="" if maria else _JOIN),
        _TRIGGERS,
    )
    names = sorted({table for _, table in chosen})
    parts = [_by_table(_rows(connection, query, schemas=schemas, tables=names)) for query in queries]
    parents = _by_table(keys)
    return tuple(
        _table(relations[place], [*(part[place] for part in parts), parents[place]], default)
        for place in sorted(chosen)
    )


def _rows(connection: sa.Connection, query: str, **lists: list[str]) -> Sequence[sa.Row[Any]]:
    binds: list[sa.BindParameter[Any]] = [
        sa.bindparam(name, value=values, expanding=True) for name, values in lists.items()
    ]
    return connection.execute(sa.text(query).bindparams(*binds)).all()


def _by_table(rows: Iterable[sa.Row[Any]]) -> Rows:
    tables: Rows = defaultdict(list)
    for row in rows:
        tables[(row.sch, row.tab)].append(row)
    return tables


def _chosen(
    known: set[Place],
    keys: Iterable[sa.Row[Any]],
    default: str,
    wanted: Sequence[tuple[str | None, str]] | None,
) -> set[Place]:
    if wanted is None:
        return known
    direct = {(schema or default, name) for schema, name in wanted} & known
    inbound = {(row.sch, row.tab) for row in keys if (row.parent_schema, row.parent_table) in direct}
    return direct | (inbound & known)


def _table(relation: sa.Row[Any], parts: list[list[sa.Row[Any]]], default: str) -> CatalogTable:
    columns, indexes, checks, triggers, keys = parts
    documents = {found[1] for row in checks if (found := _JSON_CHECK.match(row.text))}
    versioned = relation.kind == "SYSTEM VERSIONED"
    view = relation.kind == "VIEW"
    return CatalogTable(
        name=relation.tab,
        schema=None if relation.sch == default else relation.sch,
        kind=_kind(relation),
        columns=tuple(_column(row, documents) for row in columns),
        primary_key=tuple(row.part for row in indexes if row.name == "PRIMARY"),
        indexes=_indexes(indexes),
        foreign_keys=_foreign_keys(keys, default),
        checks=tuple(row.text for row in checks if not _JSON_CHECK.match(row.text)),
        triggers=(*(row.name for row in triggers), *_automatic(columns)),
        engine=f"{relation.engine} system versioned" if versioned else relation.engine,
        transactional=view or relation.engine.casefold() in _ROLLS_BACK,
        rows_estimate=relation.estimate,
    )


def _kind(relation: sa.Row[Any]) -> TableKind:
    if relation.kind == "VIEW":
        return TableKind.VIEW
    return TableKind.PARTITIONED if relation.partitioned else TableKind.TABLE


def _automatic(columns: list[sa.Row[Any]]) -> tuple[str, ...]:
    """Columns that the database writes itself on every update, which works as a trigger does."""
    return tuple(f"on update: {row.name}" for row in columns if "on update" in row.extra)


def _column(row: sa.Row[Any], documents: set[str]) -> CatalogColumn:
    family = Family.JSON if row.name in documents else _family(row)
    return CatalogColumn(
        name=row.name,
        type=row.type,
        family=family,
        length=row.length if family is Family.TEXT and row.length and row.length < 2**24 - 1 else None,
        precision=row.digits if family is Family.DECIMAL else None,
        scale=row.scale if family is Family.DECIMAL else None,
        nullable=bool(row.nullable),
        has_default=row.value not in {None, "NULL"},
        generated="generated" in row.extra and "default_generated" not in row.extra,
        identity="auto_increment" in row.extra,
        enum_values=_enum_values(row.type) if family is Family.ENUM else (),
        case_insensitive=bool(row.case_insensitive),
    )


def _family(row: sa.Row[Any]) -> Family:
    return Family.BOOLEAN if row.type.casefold() == "tinyint(1)" else family_of(row.data_type)


def _enum_values(declared: str) -> tuple[str, ...]:
    return tuple(value.replace("''", "'") for value in _ENUM_VALUE.findall(declared))


def _indexes(rows: list[sa.Row[Any]]) -> tuple[CatalogIndex, ...]:
    """An index that can't be looked up by value (full text, spatial) has no columns, only its texts."""
    named: dict[str, list[sa.Row[Any]]] = defaultdict(list)
    for row in rows:
        named[row.name].append(row)
    return tuple(_index(name, parts) for name, parts in named.items())


def _index(name: str, parts: list[sa.Row[Any]]) -> CatalogIndex:
    ordered = parts[0].method in {"BTREE", "HASH"}
    texts = [part.expression for part in parts if part.part is None and part.expression]
    every = [f"{parts[0].method}({part.part or part.expression})" for part in parts]
    return CatalogIndex(
        name=name,
        columns=tuple(part.part for part in parts if part.part) if ordered else (),
        expressions=tuple(text.casefold() for text in (texts if ordered else every)),
        unique=bool(parts[0].is_unique),
    )


def _foreign_keys(rows: list[sa.Row[Any]], default: str) -> tuple[CatalogForeignKey, ...]:
    named: dict[str, list[sa.Row[Any]]] = defaultdict(list)
    for row in rows:
        named[row.name].append(row)
    return tuple(
        CatalogForeignKey(
            name=name,
            columns=tuple(row.child for row in parts),
            referred=parts[0].parent_table
            if parts[0].parent_schema == default
            else f"{parts[0].parent_schema}.{parts[0].parent_table}",
            referred_columns=tuple(row.parent for row in parts),
            on_delete=parts[0].on_delete,
            on_update=parts[0].on_update,
        )
        for name, parts in named.items()
    )
