"""Looking people up in a source: from identifiers to keys, from rows to the rows that hang on them.

A look-up by an identifier asks an index for a list of spellings; ``scanning`` reads every row where the map says so,
and ``datamap check`` counts what the list would miss. Only keys, dates and the identifying columns of a person's own
row are read.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table, and_, cast, exists, func, literal, select
from sqlalchemy import types as sqltypes
from sqlalchemy.dialects import mysql
from sqlalchemy.sql import ColumnElement

from registers.choices import IdentifierKind
from registers.datamap import FieldMap, LinkMap, TableMap
from subjects.planning.catalog import Catalog, CatalogColumn, Family
from subjects.planning.checking_lookups import FOLDED
from subjects.planning.findings import Reference
from subjects.planning.keys import Key
from subjects.sources.fingerprints import fingerprint
from subjects.sources.staging import stage_keys, table_of

_NO_DATE = dt.date(1900, 1, 1)  # and before it: 0001-01-01, 1899-12-30
_EPOCH = dt.date(1970, 1, 1)  # the first day of Unix time: software that knows no date writes it
_STAGE = "waarborg_looking"  # one name, so that statements are compiled once
Connection = sa.Connection

_LARGEST = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Spellings:
    """An identifier in the forms in which it may be stored: normalised, and as people write it.

    ``core`` are the signs that every form has, in this order, with anything between them.
    """

    kind: IdentifierKind
    normalised: str
    forms: tuple[str, ...]
    core: str


def keys_by_identifier(
    connection: Connection, *, catalog: Catalog, table: TableMap, field: FieldMap, wanted: Spellings
) -> list[Key]:
    """Keys of the rows whose ``field`` is the identifier, in one of the spellings that are asked for."""
    known = _column(catalog, table, field.name)
    target = table_of(catalog, table.qualified)
    _prepare(connection)
    condition = _matches(target.c[field.name], known, wanted, catalog.dialect)
    if condition is None:
        return []
    found = connection.execute(select(*_key_columns(target, table)).where(condition))
    return [tuple(row) for row in found]


def _prepare(connection: Connection) -> None:
    """Give a SQLite connection lower case for every alphabet, once; nothing elsewhere."""
    if connection.dialect.name == "sqlite" and "waarborg_lower" not in connection.info:
        driver: Any = connection.connection.driver_connection
        driver.create_function("waarborg_lower", 1, _lower, deterministic=True)
        connection.info["waarborg_lower"] = True


def _lower(text: object) -> str | None:
    return None if text is None else str(text).lower()


def _column(catalog: Catalog, table: TableMap, name: str) -> CatalogColumn:
    known = catalog.table(table.qualified)
    found = known.column(name) if known else None
    if found is None:
        raise KeyError(f"{table.qualified}.{name}")
    return found


def _key_columns(target: Table, table: TableMap) -> list[ColumnElement[Any]]:
    return [target.c[name] for name in table.key]


def _matches(
    stored: ColumnElement[Any], known: CatalogColumn, wanted: Spellings, dialect: str
) -> ColumnElement[bool] | None:
    """The condition for one column; None when its type can't hold the value."""
    if known.family in {Family.DATE, Family.DATETIME}:
        return _matches_date(stored, known, wanted)
    if known.family in {Family.INTEGER, Family.DECIMAL}:
        return _matches_number(stored, wanted)
    text = stored if known.family == Family.TEXT else cast(stored, sqltypes.String)
    if wanted.kind in FOLDED:
        return _matches_folded(text, known, wanted, dialect)
    return text.in_([form.lower() for form in wanted.forms] if known.family == Family.UUID else wanted.forms)


def _matches_number(stored: ColumnElement[Any], wanted: Spellings) -> ColumnElement[bool] | None:
    numbers = sorted({int(form) for form in wanted.forms if form.isdecimal()})
    fitting = [number for number in numbers if number <= _LARGEST]
    return stored.in_(fitting) if fitting else None


def _matches_folded(
    text: ColumnElement[Any], known: CatalogColumn, wanted: Spellings, dialect: str
) -> ColumnElement[bool]:
    """Equal but for capitals.

    SQLite folds a to z only; a collation of MariaDB takes é for e too, which is the address of somebody else.
    """
    if dialect == "sqlite" and not wanted.normalised.isascii():
        return func.waarborg_lower(text).in_(wanted.forms)
    if not known.case_insensitive:
        return func.lower(text).in_(wanted.forms)
    if dialect not in {"mysql", "mariadb"}:
        return text.in_(wanted.forms)
    exact = cast(func.lower(text), mysql.CHAR(charset="utf8mb4")).collate("utf8mb4_bin")
    return and_(text.in_(wanted.forms), exact.in_(wanted.forms))


def _matches_date(stored: ColumnElement[Any], known: CatalogColumn, wanted: Spellings) -> ColumnElement[bool] | None:
    try:
        day = dt.date.fromisoformat(wanted.normalised)
    except ValueError:
        return None
    if known.family == Family.DATE:
        return stored == day
    start = dt.datetime.combine(day, dt.time.min)
    return and_(stored >= start, stored < start + dt.timedelta(days=1))


def children_of(
    connection: Connection, *, catalog: Catalog, link: LinkMap, child: TableMap, parent: TableMap, keys: Sequence[Key]
) -> list[Key]:
    """Keys of the rows that hang on the parent rows with these keys, by a link inside one source."""
    below = table_of(catalog, child.qualified)
    above = table_of(catalog, parent.qualified)
    parents = above if above is not below else above.alias("parent_row")
    with stage_keys(connection, above, parent.key, keys, name=_STAGE) as stage:
        joined = and_(*_pairs(below, parents, link), stage.matches(parents))
        query = select(*_key_columns(below, child)).distinct().where(joined)
        return [tuple(row) for row in connection.execute(query)]


def _pairs(below: Any, above: Any, link: LinkMap) -> list[ColumnElement[bool]]:
    return [
        below.c[lower] == above.c[upper] for lower, upper in zip(link.child.columns, link.parent.columns, strict=True)
    ]


def values_of(
    connection: Connection, *, catalog: Catalog, table: TableMap, columns: Sequence[str], keys: Sequence[Key]
) -> list[tuple[Any, ...]]:
    """The values of some columns for rows with these keys; rows with an empty one among them are left out."""
    target = table_of(catalog, table.qualified)
    with stage_keys(connection, target, table.key, keys, name=_STAGE) as stage:
        query = select(*[target.c[name] for name in columns]).distinct().where(stage.matches(target))
        return [tuple(row) for row in connection.execute(query) if None not in tuple(row)]


def keys_with_values(
    connection: Connection, *, catalog: Catalog, table: TableMap, columns: Sequence[str], values: Sequence[Key]
) -> list[Key]:
    """Keys of the rows that hold one of these combinations of values: the far end of a link between two sources."""
    target = table_of(catalog, table.qualified)
    fitting = [value for value in values if _fits(catalog, table, columns, value)]
    if not fitting:
        return []
    with stage_keys(connection, target, tuple(columns), fitting, name=_STAGE) as stage:
        query = select(*_key_columns(target, table)).where(stage.matches(target))
        return [tuple(row) for row in connection.execute(query)]


def _fits(catalog: Catalog, table: TableMap, columns: Sequence[str], value: Key) -> bool:
    numeric = {Family.INTEGER, Family.DECIMAL}
    return all(
        not isinstance(part, str) or _column(catalog, table, name).family not in numeric or part.isdecimal()
        for name, part in zip(columns, value, strict=True)
    )


def shared_keys(
    connection: Connection,
    *,
    catalog: Catalog,
    link: LinkMap,
    tables: tuple[TableMap, TableMap],
    keys: tuple[Sequence[Key], Sequence[Key]],
) -> set[Key]:
    """Of the found child rows, those that by this link also hang on a parent row that was not found.

    ``tables`` and ``keys`` are (child, parent).
    """
    child, parent = tables
    below, above = table_of(catalog, child.qualified), table_of(catalog, parent.qualified)
    if not keys[0]:
        return set()
    parents = above if above is not below else above.alias("parent_row")
    with (
        stage_keys(connection, below, child.key, keys[0], name=_STAGE) as found_below,
        stage_keys(connection, above, parent.key, keys[1], name=f"{_STAGE}_above") as found_above,
    ):
        known = exists(select(literal(1)).where(found_above.matches(parents)))
        query = (
            select(*_key_columns(below, child))
            .distinct()
            .where(and_(*_pairs(below, parents, link), found_below.matches(below), ~known))
        )
        return {tuple(row) for row in connection.execute(query)}


def duty_starts(
    connection: Connection, *, catalog: Catalog, table: TableMap, start: str, keys: Sequence[Key]
) -> dict[Key, dt.date | None]:
    """The date from which a duty counts, per key. A value that is no date counts as missing."""
    target = table_of(catalog, table.qualified)
    with stage_keys(connection, target, table.key, keys, name=_STAGE) as stage:
        columns = [*_key_columns(target, table), target.c[start].label("duty_start_value")]
        rows = connection.execute(select(*columns).where(stage.matches(target)))
        return {tuple(row[:-1]): _as_date(row[-1]) for row in rows}


def duty_starts_above(
    connection: Connection,
    *,
    catalog: Catalog,
    link: LinkMap,
    tables: tuple[TableMap, TableMap],
    start: str,
    keys: Sequence[Key],
) -> dict[Key, dt.date | None]:
    """The same, where the date stands in the row that these rows belong to; the latest of several.

    ``tables`` are (child, parent); ``start`` is a column of the parent.
    """
    child, parent = tables
    below, above = table_of(catalog, child.qualified), table_of(catalog, parent.qualified)
    parents = above if above is not below else above.alias("parent_row")
    found: dict[Key, dt.date | None] = {}
    with stage_keys(connection, below, child.key, keys) as stage:
        columns = [*_key_columns(below, child), parents.c[start].label("duty_start_value")]
        rows = connection.execute(select(*columns).where(and_(*_pairs(below, parents, link), stage.matches(below))))
        for row in rows:
            key, day = tuple(row[:-1]), _as_date(row[-1])
            known = found.get(key, day)
            found[key] = None if known is None or day is None else max(known, day)
    return found


def _as_date(value: Any) -> dt.date | None:
    """The date in a value; None for what is no date, and for days that stand for an unknown one."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if not isinstance(value, dt.date):
        try:
            value = dt.date.fromisoformat(str(value)[:10])
        except ValueError:
            return None
    return value if value > _NO_DATE and value != _EPOCH else None


def references_to(
    connection: Connection,
    *,
    catalog: Catalog,
    table: TableMap,
    keys: Sequence[Key],
    named: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[str, str, Key | None, Key]]:
    """Rows of any table that refer by a foreign key to these rows: (child table, key name, child key, parent key).

    ``named`` gives the key of a table as the map names it, which may be another than its primary key.
    """
    above = table_of(catalog, table.qualified)
    for child, foreign in catalog.inbound(table.qualified):
        below = table_of(catalog, child.qualified).alias("referring_row")
        own_key = named.get(child.qualified) or child.primary_key
        with stage_keys(connection, above, table.key, keys, name=_STAGE) as stage:
            pairs = [
                below.c[lower] == above.c[upper]
                for lower, upper in zip(foreign.columns, foreign.referred_columns, strict=True)
            ]
            own = [below.c[name].label(f"own_{place}") for place, name in enumerate(own_key)]
            query = select(*_key_columns(above, table), *own).where(and_(*pairs, stage.matches(above)))
            width = len(table.key)
            for row in connection.execute(query):
                parts = tuple(row)
                yield child.qualified, foreign.name, parts[width:] or None, parts[:width]


def references(
    connection: Connection,
    *,
    catalog: Catalog,
    table: TableMap,
    keys: Sequence[Key],
    named: Mapping[str, tuple[str, ...]],
    found: Iterable[tuple[str, Key]],
) -> tuple[Reference, ...]:
    """The same as values, each with whether the referring row is itself among the ``found`` (table, key) pairs."""
    known = set(found)
    return tuple(
        Reference(
            child_table=child,
            foreign_key=name,
            child_key=own,
            parent_key=parent,
            found=own is not None and (child, own) in known,
        )
        for child, name, own, parent in references_to(connection, catalog=catalog, table=table, keys=keys, named=named)
    )


def rows_of(
    connection: Connection, *, catalog: Catalog, table: TableMap, columns: Sequence[str], keys: Sequence[Key]
) -> list[tuple[Key, tuple[Any, ...]]]:
    """Some columns of the rows with these keys, each with its key. For a handful of rows: see ``reading`` for many."""
    if not keys:
        return []
    target = table_of(catalog, table.qualified)
    with stage_keys(connection, target, table.key, keys, name=_STAGE) as stage:
        query = select(*_key_columns(target, table), *[target.c[name].label(f"v_{name}") for name in columns])
        width = len(table.key)
        rows = connection.execute(query.where(stage.matches(target)))
        return [(tuple(row[:width]), tuple(row[width:])) for row in rows]


def fingerprint_of(connection: Connection, *, catalog: Catalog, table: TableMap, keys: Sequence[Key]) -> str:
    """The fingerprint of these rows as they are now (see ``fingerprints``)."""
    target = table_of(catalog, table.qualified)
    with stage_keys(connection, target, table.key, keys, name=_STAGE) as stage:
        return fingerprint(connection, target, stage)


def smallest_group(
    connection: Connection, *, catalog: Catalog, table: TableMap, columns: Sequence[str], keys: Sequence[Key]
) -> int | None:
    """Of the rows with these keys, the least number of rows of the table that look the same in ``columns`` (k).

    None when no row is left. Reads the table once; empty values count as equal.
    """
    target = table_of(catalog, table.qualified)
    every = target.alias("every_row")
    with stage_keys(connection, target, table.key, keys, name=_STAGE) as stage:
        looks = select(*[target.c[name] for name in columns]).distinct().where(stage.matches(target)).subquery("looks")
        alike = and_(*[every.c[name].is_not_distinct_from(looks.c[name]) for name in columns])
        groups = select(func.count().label("n")).select_from(looks.join(every, alike)).group_by(*looks.c).subquery("g")
        found: int | None = connection.execute(select(func.min(groups.c.n))).scalar_one()
        return found
