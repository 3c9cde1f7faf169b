"""Statements that are asked thousands of times a minute: written once as SQL, and planned once by PostgreSQL.

The ORM makes the text of a query anew each time and the database plans it anew; where a decision or an event takes a
millisecond, that is most of it. What stands here is SQL that both databases know, inside Django's connection and
transaction, with Django's errors. It knows no tables and no rules. Rows that are added: ``registers.appending``.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.models import Field, Model

Reader = Callable[[Any], Any]
Kept = TypeVar("Kept", bound=Model)


@cache
def _prepared() -> Any:
    """A cursor of psycopg whose statement is planned the first time and kept by the connection; only for PostgreSQL."""
    from django.db.backends.postgresql.base import ServerBindingCursor

    class Prepared(ServerBindingCursor):
        def execute(self, query: str, params: Sequence[Any] | None = None) -> Any:
            return super().execute(query, params, prepare=True)  # type: ignore[misc]  # the stubs know no base of it

    return Prepared


def fetch(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a statement whose text is the same every time; what differs is in ``values``.

    The first read of a request tells by itself whether a kept connection still lives, which Django asks apart: when it
    does not, the read is done once more over a new one. Inside a transaction that was asked when it began.
    """
    own: Any = connections[DEFAULT_DB_ALIAS]
    if own.vendor != "postgresql" or own.queries_logged or not _to_be_tried(own):
        return _rows(prepared_cursor(), sql, values)
    try:
        rows = _rows(_cursor(own), sql, values)
    except (OperationalError, InterfaceError):
        if own.is_usable():
            raise
        own.close()
        return _rows(prepared_cursor(), sql, values)
    own.health_check_done = True
    return rows


def _to_be_tried(own: Any) -> bool:
    kept = own.connection is not None and own.health_check_enabled and not own.health_check_done
    return bool(kept and not own.in_atomic_block)


def _rows(cursor: Any, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def prepared_cursor() -> Any:
    """A cursor of Django's connection that has its statements planned once.

    An ordinary one where they are logged: what was planned before cannot be read back with its values.
    """
    own = connections[DEFAULT_DB_ALIAS]
    if own.vendor != "postgresql" or own.queries_logged:
        return own.cursor()
    own.close_if_health_check_failed()
    own.ensure_connection()
    return _cursor(own)


def _cursor(own: Any) -> Any:
    return own.make_cursor(_prepared()(own.connection))


def vendor() -> str:
    """Which database this is."""
    return str(connections[DEFAULT_DB_ALIAS].vendor)


def among(column: str, kind: str = "text") -> str:
    """The condition that ``column`` is one of ``several`` values, in the same words however many they are."""
    if vendor() == "postgresql":
        return f"{column} = ANY(%s::{kind}[])"
    return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608  # only the name of a column


def several(values: Iterable[str | int]) -> str:
    """Values for ``among``, in the place of one."""
    if vendor() != "postgresql":
        return json.dumps(list(values))
    return "{" + ",".join([_quoted(value) if isinstance(value, str) else str(value) for value in values]) + "}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table(model: type[Model]) -> str:
    """The table of a model, for a statement."""
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(model._meta.db_table)


class Columns:
    """Columns of a model in a statement: their names there, and their values as the model has them."""

    def __init__(self, model: type[Model], *names: str) -> None:
        self._fields = [column(model, name) for name in names]
        self._readers: dict[str, list[Reader | None]] = {}
        self.width = len(names)

    def of(self, alias: str) -> str:
        """The columns of the table that goes by this name in the statement."""
        return ", ".join([f'{alias}."{field.column}"' for field in self._fields])

    def read(self, values: Sequence[Any]) -> Sequence[Any]:
        """The values of a row as the model has them."""
        readers = self._readers.get(vendor())
        if readers is None:
            found = [_reader(field) for field in self._fields]
            readers = self._readers[vendor()] = found if any(found) else []
        if not readers:
            return values
        return [reader(value) if reader else value for reader, value in zip(readers, values, strict=True)]


class Lookup(Generic[Kept]):
    """Rows of a model by the texts of one column. With ``names`` only those columns; others are read when asked for."""

    def __init__(self, model: type[Kept], by: str, *names: str) -> None:
        self._model, self._by = model, column(model, by)
        fields = [column(model, name) for name in names] or model._meta.concrete_fields
        self._attributes = [field.attname for field in fields]
        self._columns = Columns(model, *(field.name for field in fields))
        self._queries: dict[str, str] = {}

    def __call__(self, texts: Iterable[str]) -> list[Kept]:
        """Those whose column holds one of these texts."""
        query = self._queries.get(vendor()) or self._queries.setdefault(vendor(), self._query())
        rows = fetch(query, [several(set(texts))])
        return [self._model.from_db(DEFAULT_DB_ALIAS, self._attributes, self._columns.read(row)) for row in rows]

    def _query(self) -> str:
        found = among(f't."{self._by.column}"')
        return f"SELECT {self._columns.of('t')} FROM {table(self._model)} t WHERE {found}"  # noqa: S608  # only names


def column(model: type[Model], name: str) -> "Field[Any, Any]":
    """The field of a model that is a column of its table."""
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(f"{name} is no column of {model._meta.label}")
    return field


def _reader(field: "Field[Any, Any]") -> Reader | None:
    own = connections[DEFAULT_DB_ALIAS]
    place = field.get_col(field.model._meta.db_table)
    steps = [*own.ops.get_db_converters(place), *place.get_db_converters(own)]
    if not steps:
        return None

    def read(value: Any) -> Any:
        for step in steps:
            value = step(value, place, own)
        return value

    return read
