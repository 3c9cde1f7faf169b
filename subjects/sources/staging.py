"""Keys of rows, put where one statement can join them: an array parameter on PostgreSQL, else a temporary table.

Statements that join a stage don't grow with the number of keys. A stage lives inside one transaction and is dropped at
the end of it, or when its ``with`` block ends. SQL Server and Oracle have the statements only, not run in any test.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement, FromClause

from subjects.planning.keys import Key
from subjects.sources.copying import Columns, copy_columns
from subjects.sources.tables import Declared, bare_type, table_of

__all__ = ["INLINE_LIMIT", "Parts", "Stage", "StageShape", "stage_keys", "stage_parts", "stage_rows", "table_of"]

INLINE_LIMIT = 500
"""Up to so many rows travel as array parameters on PostgreSQL; beyond it COPY to a temporary table is faster."""

_PREFIX = 191
_NUMBERS = itertools.count(1)
_ROW_VALUES = {"sqlite", "postgresql", "mysql", "mariadb"}


@dataclass(frozen=True, kw_only=True)
class StageShape:
    """A stage without its rows: what statements are made of, so that each is made once and executed with parameters."""

    name: str
    table: sa.Table
    key_columns: tuple[str, ...]
    value_columns: tuple[str, ...] = ()
    inline: bool
    bounded: bool = False

    @property
    def source(self) -> FromClause:
        """To select from; the same object for the same shape."""
        return _source_of(self)

    def holds(self, table: FromClause, columns: Sequence[str]) -> ColumnElement[bool]:
        """The condition that these columns of a row are a staged key; joins the stage where it has more columns."""
        array = self._array
        if array is not None:
            return table.c[columns[0]] == sa.any_(array)
        return sa.and_(*self._bounds(table.c[columns[0]]), key_matches(table, columns, self.source))

    def lacks(self, table: FromClause, columns: Sequence[str]) -> ColumnElement[bool]:
        """The condition that these columns of a row are not a staged key."""
        array = self._array
        if array is not None:
            return table.c[columns[0]] != sa.all_(array)
        found: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(self.source)
        return ~sa.exists(found.where(key_matches(table, columns, self.source)).correlate(table))

    def among(self, dialect: str, columns: Sequence[ColumnElement[Any]], order: Sequence[int]) -> ColumnElement[bool]:
        """The condition that columns equal parts of some staged key, in ``order``, in the form that uses an index."""
        array = self._array
        if array is not None:
            return columns[0] == sa.any_(array)
        labels = [self.source.c[f"k{place}"] for place in order]
        if len(columns) == 1:
            bounds = self._bounds(columns[0]) if order[0] == 0 else ()
            return sa.and_(*bounds, columns[0].in_(sa.select(labels[0])))
        if dialect in _ROW_VALUES:
            return sa.tuple_(*columns).in_(sa.select(*labels))
        pairs = [column == label for column, label in zip(columns, labels, strict=True)]
        return sa.exists(sa.select(sa.literal_column("1")).select_from(self.source).where(*pairs))

    def _bounds(self, column: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
        """Least and largest staged key: says nothing new, but an index need not be read from its beginning."""
        if not self.bounded:
            return ()
        least, largest = (sa.bindparam(name, type_=sa.BigInteger(), required=True) for name in _bound_names(self.name))
        return (column >= least, column <= largest)

    @property
    def _array(self) -> ColumnElement[Any] | None:
        """The one array of keys, where that is all there is."""
        if not self.inline or len(self.key_columns) > 1 or self.value_columns:
            return None
        to = Declared(f"{_bare(self.table, self.key_columns[0])}[]")
        return sa.cast(sa.bindparam(f"{self.name}_0", type_=to, required=True), to)


@lru_cache(maxsize=1024)
def _source_of(shape: StageShape) -> FromClause:
    columns = labelled(shape.key_columns, shape.value_columns)
    return stage_source(shape.table, columns, shape.name, inline=shape.inline)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Rows staged for ``table``: its ``key_columns`` as k0, k1 …, and new values of ``value_columns`` as v0, v1 …"""

    name: str
    table: sa.Table
    key_columns: tuple[str, ...]
    value_columns: tuple[str, ...] = ()
    rows: tuple[Sequence[Any], ...]
    connection: sa.Connection
    inline: bool

    @cached_property
    def selectable(self) -> FromClause:
        """To select from or join, in any statement on the same connection."""
        return stage_source(self.table, self._columns, self.name, values=self._arrays if self.inline else None)

    @cached_property
    def shape(self) -> StageShape:
        """The same without its rows; a statement made of it is executed with ``parameters``."""
        return StageShape(
            name=self.name,
            table=self.table,
            key_columns=self.key_columns,
            value_columns=self.value_columns,
            inline=self.inline,
            bounded=self._bounds is not None,
        )

    @property
    def parameters(self) -> dict[str, Any]:
        """What a statement made of ``shape`` needs."""
        if self.inline:
            return {f"{self.name}_{place}": values for place, values in enumerate(self._arrays)}
        return dict(zip(_bound_names(self.name), self._bounds or (), strict=False))

    def matches(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a row of ``table`` (or of an alias of it) is staged."""
        return key_matches(table, self.key_columns, self.selectable)

    def drop(self) -> None:
        """Drop what was made; on PostgreSQL the end of the transaction does so too."""
        if not self.inline:
            self.connection.exec_driver_sql(_drop(self.connection.dialect.name, self.name))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if kind is None:
            self.drop()

    @property
    def _columns(self) -> tuple[tuple[str, str], ...]:
        return labelled(self.key_columns, self.value_columns)

    @cached_property
    def _bounds(self) -> tuple[int, int] | None:
        """The least and the largest of the first key column, for whole numbers on PostgreSQL."""
        whole = isinstance(self.table.c[self.key_columns[0]].type, sa.BigInteger)
        if self.inline or not whole or self.connection.dialect.name != "postgresql":
            return None
        first = [row[0] for row in self.rows]
        return (min(first), max(first)) if set(map(type, first)) == {int} else None

    @cached_property
    def _arrays(self) -> list[list[Any]]:
        width = len(self.key_columns) + len(self.value_columns)
        return [[row[place] for row in self.rows] for place in range(width)]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """New values for many keys, made while they are taken in: a part has the key columns, then those of ``names``."""

    names: tuple[str, ...]
    parts: Iterable[Columns]


def stage_keys(
    connection: sa.Connection, table: sa.Table, key_columns: Sequence[str], keys: Iterable[Key], *, name: str = ""
) -> Stage:
    """Stage keys of ``table``, in the column's own types. Doubles and keys that no row can have are left out."""
    return _stage(connection, table, (tuple(key_columns), ()), fitting_keys(table, key_columns, keys), name)


def stage_rows(
    connection: sa.Connection,
    table: sa.Table,
    columns: tuple[tuple[str, ...], tuple[str, ...]],
    rows: Sequence[Sequence[Any]],
    *,
    name: str = "",
) -> Stage:
    """Stage keys with new values. ``columns`` are (key columns, value columns); a row holds both in that order."""
    return _stage(connection, table, columns, tuple(rows), name)


def stage_parts(
    connection: sa.Connection,
    table: sa.Table,
    keys: tuple[tuple[str, ...], tuple[Key, ...]],
    values: Parts,
    *,
    name: str,
) -> Stage:
    """Stage many keys with new values on PostgreSQL, part by part. ``keys`` are (key columns, keys)."""
    stage = Stage(
        name=name,
        table=table,
        key_columns=keys[0],
        value_columns=values.names,
        rows=keys[1],
        connection=connection,
        inline=False,
    )
    _create(stage)
    _copy(stage, values.parts)
    return stage


def labelled(key_columns: tuple[str, ...], value_columns: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    """(label in the stage, column of the table)."""
    keys = ((f"k{place}", name) for place, name in enumerate(key_columns))
    return (*keys, *((f"v{place}", name) for place, name in enumerate(value_columns)))


def key_matches(table: FromClause, key_columns: Sequence[str], stage: FromClause) -> ColumnElement[bool]:
    """Equality of the key; the table's column stands left, so that its collation counts on SQLite."""
    return sa.and_(*(table.c[name] == stage.c[f"k{place}"] for place, name in enumerate(key_columns)))


def stage_source(
    table: sa.Table,
    columns: tuple[tuple[str, str], ...],
    name: str,
    *,
    inline: bool = False,
    values: list[list[Any]] | None = None,
) -> FromClause:
    """A stage as SQL: ``unnest`` of arrays when inline (``values``, or parameters to come), else its table."""
    labels = [sa.column(label, table.c[column].type) for label, column in columns]
    if values is None and not inline:
        return sa.table(name, *labels)
    arrays = []
    for place, (_, column) in enumerate(columns):
        to = Declared(f"{_bare(table, column)}[]")
        given = sa.bindparam(f"{name}_{place}", type_=to, required=True)
        arrays.append(sa.cast(given if values is None else sa.literal(values[place], to), to))
    return sa.func.unnest(*arrays).table_valued(*labels, name=name).render_derived(name=name)


def _bare(table: sa.Table, column: str) -> str:
    kind = table.c[column].type
    if isinstance(kind, sa.BigInteger):
        return "bigint"
    return "text" if isinstance(kind, sa.String) else bare_type(kind.words if isinstance(kind, Declared) else "text")


def fitting_keys(table: sa.Table, key_columns: Sequence[str], keys: Iterable[Key]) -> tuple[Key, ...]:
    """Each key once, without those that no row can have: with an empty part, or with a text that is too long."""
    whole = tuple(dict.fromkeys(keys))
    if any(None in column for column in zip(*whole, strict=True)):
        whole = tuple(key for key in whole if None not in key)
    for place, name in enumerate(key_columns):
        kind = table.c[name].type
        longest = kind.length if isinstance(kind, sa.String) else None
        if longest:
            whole = tuple(key for key in whole if not (isinstance(key[place], str) and len(str(key[place])) > longest))
    return whole


def _stage(
    connection: sa.Connection,
    table: sa.Table,
    columns: tuple[tuple[str, ...], tuple[str, ...]],
    rows: tuple[Sequence[Any], ...],
    name: str,
) -> Stage:
    dialect = connection.dialect.name
    arrays = any(_bare(table, column).endswith("[]") for column in (*columns[0], *columns[1])) if rows else False
    stage = Stage(
        name=_stage_name(dialect, name or f"waarborg_keys_{next(_NUMBERS) % 64}"),
        table=table,
        key_columns=columns[0],
        value_columns=columns[1],
        rows=rows,
        connection=connection,
        inline=dialect == "postgresql" and len(rows) <= INLINE_LIMIT and not arrays,
    )
    if not stage.inline:
        _create(stage)
        _fill(stage)
    return stage


def _stage_name(dialect: str, name: str) -> str:
    return {"mssql": f"#{name}", "oracle": f"ORA$PTT_{name}"}.get(dialect, name)


def _drop(dialect: str, name: str) -> str:
    word = "TEMPORARY TABLE" if dialect in {"mysql", "mariadb"} else "TABLE"
    place = {"sqlite": "temp.", "postgresql": "pg_temp."}.get(dialect, "")
    return f"DROP {word} IF EXISTS {place}{name}"


def _create(stage: Stage) -> None:
    """An empty temporary table whose columns have the types of the table's own, with an index on the keys."""
    dialect = stage.connection.dialect
    if dialect.name not in {"oracle", "postgresql"}:
        stage.connection.exec_driver_sql(_drop(dialect.name, stage.name))
    for statement in creation(stage, dialect):
        stage.connection.exec_driver_sql(statement)


def creation(stage: Stage, dialect: sa.Dialect) -> list[str]:
    """The statements that make the temporary table of a stage."""
    quote = dialect.identifier_preparer
    columns = labelled(stage.key_columns, stage.value_columns)
    chosen = ", ".join(f"{quote.quote(name)} AS {label}" for label, name in columns)
    empty = f"SELECT {chosen} FROM {quote.format_table(stage.table)} WHERE 1 = 0"  # noqa: S608  (names from the catalog, quoted)
    keys = ", ".join(label for label, _ in columns if label.startswith("k"))
    if dialect.name == "postgresql":
        types = ", ".join(f"{label} {_bare(stage.table, name)}" for label, name in columns)
        return [f"CREATE TEMPORARY TABLE {stage.name} ({types}) ON COMMIT DROP"]
    if dialect.name in {"mysql", "mariadb"}:
        parts = ", ".join(_indexed(stage.table, label, name) for label, name in columns if label.startswith("k"))
        return [f"CREATE TEMPORARY TABLE {stage.name} (INDEX ({parts})) ENGINE=InnoDB AS {empty}"]
    if dialect.name == "mssql":
        return [empty.replace(" FROM ", f" INTO {stage.name} FROM ", 1)]
    if dialect.name == "oracle":
        return [f"CREATE PRIVATE TEMPORARY TABLE {stage.name} ON COMMIT DROP DEFINITION AS {empty}"]
    return [
        f"CREATE TEMPORARY TABLE {stage.name} AS {empty}",
        f"CREATE INDEX temp.{stage.name}_keys ON {stage.name} ({keys})",
    ]


def _indexed(table: sa.Table, label: str, name: str) -> str:
    """Part of an index on MariaDB or MySQL, which want a prefix for what may be long."""
    kind = table.c[name].type
    words = kind.words.lower() if isinstance(kind, Declared) else ""
    long = isinstance(kind, sa.String) and (kind.length or _PREFIX + 1) > _PREFIX
    return f"{label}({_PREFIX})" if long or "blob" in words else label


def _fill(stage: Stage) -> None:
    if not stage.rows:
        return
    if stage.connection.dialect.name == "postgresql":
        _copy(stage, [tuple(zip(*stage.rows, strict=True))])
        return
    columns = labelled(stage.key_columns, stage.value_columns)
    target = sa.table(stage.name, *(sa.column(label, stage.table.c[name].type) for label, name in columns))
    labels = [label for label, _ in columns]
    rows = [{label: _plain(value) for label, value in zip(labels, row, strict=True)} for row in stage.rows]
    stage.connection.execute(target.insert(), rows)


def _plain(value: Any) -> Any:
    """Values that drivers other than PostgreSQL's have no type for."""
    return str(value) if isinstance(value, (UUID, Decimal)) else value


def _copy(stage: Stage, parts: Iterable[Columns]) -> None:
    copy_columns(stage.connection, stage.name, [label for label, _ in labelled(stage.key_columns)], parts)


def _bound_names(name: str) -> tuple[str, str]:
    return f"{name}_least", f"{name}_largest"
