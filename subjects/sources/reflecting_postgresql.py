"""Reading the catalog of PostgreSQL: tables, partitioned tables, views, and everything that hangs on them.

Partitions are no tables of their own here: their rows, and foreign keys declared on one of them, count for the root.
"""

from collections import defaultdict
from collections.abc import Sequence
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

Rows = dict[int, list[sa.Row[Any]]]

_RELATIONS = sa.text("""
    SELECT c.oid, c.relname, c.relkind::text AS kind, c.relrowsecurity AS row_security, c.reltuples::bigint AS estimate,
           CASE WHEN n.nspname = current_schema() THEN NULL ELSE n.nspname END AS schema
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND c.relpersistence <> 't'
      AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
""")
_FOREIGN_KEYS = sa.text("""
    SELECT coalesce(pg_partition_root(k.conrelid), k.conrelid)::oid AS oid,
           coalesce(pg_partition_root(k.confrelid), k.confrelid)::oid AS referred, k.conname AS name,
           k.confdeltype::text AS on_delete, k.confupdtype::text AS on_update,
           ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(number, place)
                 JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY u.place) AS columns,
           ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u(number, place)
                 JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number ORDER BY u.place) AS parents
    FROM pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0
    ORDER BY k.conname
""")
_COLUMNS = sa.text("""
    SELECT a.attrelid AS oid, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.atttypid AS type_oid,
           a.atttypmod AS modifier, NOT a.attnotnull AS nullable, a.atthasdef AND a.attgenerated = '' AS has_default,
           a.attgenerated <> '' AS generated, a.attidentity <> '' AS identity,
           coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false) AS serial,
           coalesce(NOT l.collisdeterministic, false) AS case_insensitive
    FROM pg_attribute a
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE a.attrelid = ANY(:oids) AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attrelid, a.attnum
""")
_TYPES = sa.text("""
    SELECT t.oid, t.typname AS name, t.typtype::text AS kind, t.typcategory::text AS category, t.typbasetype AS base,
           t.typtypmod AS modifier, t.typnotnull AS not_null,
           ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels,
           ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
                 WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname) AS checks
    FROM pg_type t
    WHERE t.oid IN (SELECT atttypid FROM pg_attribute WHERE attrelid = ANY(:oids)) OR t.typtype = 'd'
       OR t.oid IN (SELECT typbasetype FROM pg_type WHERE typtype = 'd')
""")
_INDEXES = sa.text("""
    SELECT i.indrelid AS oid, c.relname AS name, i.indisunique AS is_unique, i.indisprimary AS is_primary,
           i.indpred IS NOT NULL AS partial, m.amname AS method,
           ARRAY(SELECT coalesce((SELECT a.attname::text FROM pg_attribute a
                                  WHERE a.attrelid = i.indrelid AND a.attnum = nullif(i.indkey[place - 1], 0)), '')
                 FROM generate_series(1, i.indnkeyatts) AS place ORDER BY place) AS columns,
           ARRAY(SELECT pg_get_indexdef(i.indexrelid, place, true)
                 FROM generate_series(1, i.indnkeyatts) AS place ORDER BY place) AS texts
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
    WHERE i.indrelid = ANY(:oids) AND (i.indisvalid OR i.indisunique)
    ORDER BY c.relname
""")
_CHECKS = sa.text("""
    SELECT conrelid AS oid, pg_get_expr(conbin, conrelid) AS text FROM pg_constraint
    WHERE contype = 'c' AND conrelid = ANY(:oids) ORDER BY conname
""")
_TRIGGERS = sa.text("""
    SELECT tgrelid AS oid, tgname::text AS name FROM pg_trigger
    WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid = ANY(:oids)
    UNION ALL
    SELECT ev_class, 'rule ' || rulename FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_class = ANY(:oids)
    ORDER BY 2
""")
_KINDS = {"p": TableKind.PARTITIONED, "v": TableKind.VIEW, "m": TableKind.VIEW}
_ENGINES = {"m": "materialized view", "f": "foreign table"}
_FATES = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


def read_tables(connection: sa.Connection, wanted: Sequence[tuple[str | None, str]] | None) -> tuple[CatalogTable, ...]:
    """Every table that is wanted, and every table of any schema with a foreign key into one of them."""
    relations = {row.oid: row for row in connection.execute(_RELATIONS)}
    keys = connection.execute(_FOREIGN_KEYS).all()
    chosen = _chosen(relations, keys, wanted)
    oids = {"oids": list(chosen)}
    types = {row.oid: row for row in connection.execute(_TYPES, oids)}
    columns, indexes, checks, triggers = (
        _by_table(connection.execute(query, oids).all()) for query in (_COLUMNS, _INDEXES, _CHECKS, _TRIGGERS)
    )
    parents = _by_table(keys)
    return tuple(
        CatalogTable(
            name=relation.relname,
            schema=relation.schema,
            kind=_KINDS.get(relation.kind, TableKind.TABLE),
            columns=tuple(_column(row, types) for row in columns[oid]),
            primary_key=next((tuple(row.columns) for row in indexes[oid] if row.is_primary), ()),
            indexes=tuple(_index(row) for row in indexes[oid]),
            foreign_keys=tuple(_foreign_key(row, relations) for row in parents[oid] if row.referred in relations),
            checks=(*(row.text for row in checks[oid]), *_domain_checks(columns[oid], types)),
            triggers=tuple(row.name for row in triggers[oid]),
            engine=_ENGINES.get(relation.kind, ""),
            transactional=relation.kind != "f",
            row_security=relation.row_security,
            rows_estimate=relation.estimate if relation.estimate >= 0 else None,
        )
        for oid, relation in chosen.items()
    )


def _chosen(
    relations: dict[int, sa.Row[Any]], keys: Sequence[sa.Row[Any]], wanted: Sequence[tuple[str | None, str]] | None
) -> dict[int, sa.Row[Any]]:
    if wanted is None:
        return relations
    names = set(wanted)
    direct = {oid for oid, row in relations.items() if (row.schema, row.relname) in names}
    inbound = {row.oid for row in keys if row.referred in direct}
    return {oid: row for oid, row in relations.items() if oid in direct or oid in inbound}


def _by_table(rows: Sequence[sa.Row[Any]]) -> Rows:
    tables: Rows = defaultdict(list)
    for row in rows:
        tables[row.oid].append(row)
    return tables


def _column(row: sa.Row[Any], types: dict[int, sa.Row[Any]]) -> CatalogColumn:
    base, modifier, not_null = _base(types[row.type_oid], row.modifier, types)
    family = _family(base)
    length = modifier - 4 if base.name in {"varchar", "bpchar"} and modifier > 4 else None
    numeric = modifier - 4 if base.name == "numeric" and modifier > 4 else None
    return CatalogColumn(
        name=row.name,
        type=row.type,
        family=family,
        length=length,
        precision=None if numeric is None else numeric >> 16,
        scale=None if numeric is None else numeric & 0x7FF,
        nullable=row.nullable and not not_null,
        has_default=row.has_default,
        generated=row.generated,
        identity=row.identity or row.serial,
        enum_values=tuple(base.labels) if family is Family.ENUM else (),
        case_insensitive=row.case_insensitive or base.name == "citext",
    )


def _base(kind: sa.Row[Any], modifier: int, types: dict[int, sa.Row[Any]]) -> tuple[sa.Row[Any], int, bool]:
    """The type under a domain, with its modifier, and whether a domain on the way forbids NULL."""
    not_null = False
    while kind.kind == "d" and kind.base in types:
        not_null = not_null or kind.not_null
        modifier = kind.modifier if kind.modifier >= 0 else modifier
        kind = types[kind.base]
    return kind, modifier, not_null


def _family(base: sa.Row[Any]) -> Family:
    if base.category == "A":
        return Family.ARRAY
    return Family.ENUM if base.kind == "e" else family_of(base.name)


def _domain_checks(columns: Sequence[sa.Row[Any]], types: dict[int, sa.Row[Any]]) -> tuple[str, ...]:
    """The checks of domains, written as checks of the columns that have them."""
    found: list[str] = []
    for row in columns:
        kind = types[row.type_oid]
        while kind.kind == "d":
            found += [text.replace("VALUE", f'"{row.name}"').removeprefix("CHECK ") for text in kind.checks]
            kind = types[kind.base]
    return tuple(found)


def _index(row: sa.Row[Any]) -> CatalogIndex:
    """An index that can't be looked up by value (GIN, BRIN …) has no columns, only its texts."""
    ordered = row.method in {"btree", "hash"} or row.is_unique
    texts = tuple(text for text, name in zip(row.texts, row.columns, strict=True) if not name)
    every = tuple(f"{row.method}({text})" for text in row.texts)
    return CatalogIndex(
        name=row.name,
        columns=tuple(name for name in row.columns if name) if ordered else (),
        expressions=tuple(text.casefold() for text in (texts if ordered else every)),
        unique=row.is_unique,
        partial=row.partial,
    )


def _foreign_key(row: sa.Row[Any], relations: dict[int, sa.Row[Any]]) -> CatalogForeignKey:
    parent = relations[row.referred]
    return CatalogForeignKey(
        name=row.name,
        columns=tuple(row.columns),
        referred=f"{parent.schema}.{parent.relname}" if parent.schema else parent.relname,
        referred_columns=tuple(row.parents),
        on_delete=_FATES[row.on_delete],
        on_update=_FATES[row.on_update],
    )
