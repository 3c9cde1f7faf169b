"""Reading the catalog of a database without a reader of its own (SQL Server, Oracle), through SQLAlchemy's inspector.

Engines, row security and expressions in indexes are not seen here: a map of such a source needs a careful human.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from subjects.planning.catalog import CatalogColumn, CatalogForeignKey, CatalogIndex, CatalogTable, Family, TableKind
from subjects.sources.families import family_of, size_of

Place = tuple[str | None, str]


def read_tables(connection: sa.Connection, wanted: Sequence[Place] | None) -> tuple[CatalogTable, ...]:
    """Every table that is wanted, and every table of the same schemas with a foreign key into one of them."""
    inspector = sa.inspect(connection)
    tables: list[CatalogTable] = []
    for schema in sorted({None, *(schema for schema, _ in wanted or ())}, key=str):
        tables += _of_schema(inspector, schema)
    if wanted is None:
        return tuple(tables)
    names = {f"{schema}.{name}" if schema else name for schema, name in wanted}
    return tuple(
        table
        for table in tables
        if table.qualified in names or any(key.referred in names for key in table.foreign_keys)
    )


def _of_schema(inspector: sa.Inspector, schema: str | None) -> list[CatalogTable]:
    any_kind: dict[str, Any] = {"schema": schema, "kind": sa.engine.reflection.ObjectKind.ANY}
    columns: dict[Any, Any] = inspector.get_multi_columns(**any_kind)
    primary: dict[Any, Any] = inspector.get_multi_pk_constraint(schema=schema)
    indexes: dict[Any, Any] = inspector.get_multi_indexes(schema=schema)
    unique: dict[Any, Any] = inspector.get_multi_unique_constraints(schema=schema)
    keys: dict[Any, Any] = inspector.get_multi_foreign_keys(schema=schema)
    checks: dict[Any, Any] = inspector.get_multi_check_constraints(schema=schema)
    views = set(inspector.get_view_names(schema=schema))
    return [
        CatalogTable(
            name=place[1],
            schema=schema,
            kind=TableKind.VIEW if place[1] in views else TableKind.TABLE,
            columns=tuple(_column(column) for column in found),
            primary_key=tuple((primary.get(place) or {}).get("constrained_columns", ())),
            indexes=tuple(_index(index) for index in (*indexes.get(place, ()), *unique.get(place, ()))),
            foreign_keys=tuple(_foreign_key(key) for key in keys.get(place, ())),
            checks=tuple(str(check["sqltext"]) for check in checks.get(place, ())),
        )
        for place, found in columns.items()
    ]


def _column(column: Mapping[str, Any]) -> CatalogColumn:
    declared = str(column["type"])
    family = family_of(declared)
    first, second = size_of(declared)
    identity = column.get("identity") is not None or column.get("autoincrement") is True
    return CatalogColumn(
        name=column["name"],
        type=declared,
        family=family,
        length=first if family is Family.TEXT else None,
        precision=first if family is Family.DECIMAL else None,
        scale=second if family is Family.DECIMAL else None,
        nullable=bool(column["nullable"]),
        has_default=column.get("default") is not None,
        generated=column.get("computed") is not None,
        identity=identity,
    )


def _index(index: Mapping[str, Any]) -> CatalogIndex:
    """An index or a unique constraint; the latter has no ``unique`` of its own."""
    return CatalogIndex(
        name=index["name"] or "",
        columns=tuple(name for name in index["column_names"] if name),
        expressions=tuple(str(text).casefold() for text in index.get("expressions", ()) if text),
        unique=bool(index.get("unique", True)),
    )


def _foreign_key(key: Mapping[str, Any]) -> CatalogForeignKey:
    schema, options = key["referred_schema"], key.get("options", {})
    return CatalogForeignKey(
        name=key["name"] or "_".join(key["constrained_columns"]),
        columns=tuple(key["constrained_columns"]),
        referred=f"{schema}.{key['referred_table']}" if schema else key["referred_table"],
        referred_columns=tuple(key["referred_columns"]),
        on_delete=options.get("ondelete", "NO ACTION"),
        on_update=options.get("onupdate", "NO ACTION"),
    )
