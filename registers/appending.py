"""Rows that are only ever added, written without the detours of the ORM: few by a prepared statement, many by a stream.

Nothing is sent to listeners and nothing is looked up first; the constraints and triggers of the database see every row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models import Field, Model

from registers.prepared import among, column, fetch, prepared_cursor, several, table, vendor

Fields = tuple["Field[Any, Any]", ...]
AS_THEY_ARE = frozenset(
    {
        *(models.BigAutoField, models.BooleanField, models.CharField, models.DateField, models.DateTimeField),
        *(models.ForeignKey, models.OneToOneField, models.TextField, models.URLField, models.UUIDField),
    }
)
"""Fields whose values the driver of PostgreSQL takes as the model has them; of a subclass nobody knows."""


FEW = 8
"""Rows that go in one INSERT. A stream is faster for many, but goes to the server and back twice for its first."""


def append(row: Model) -> None:
    """Insert a row that is not there yet; it gets its key."""
    model = type(row)
    own = vendor()
    with prepared_cursor() as cursor:
        (values,) = _stored([_read(model)(row)], _columns(model))
        cursor.execute(_insert(model, own), values)
        _have(row, cursor.fetchone()[0] if own == "postgresql" else cursor.lastrowid)


def append_all(rows: Sequence[Model]) -> None:
    """Insert rows of one model in this order, all or none; of more than one the keys are not told."""
    if len(rows) == 1:
        append(rows[0])
    elif rows:
        _write(rows, _columns(type(rows[0])))


def append_named(rows: Sequence[Model], *, by: str) -> None:
    """The same, and their keys are read back by a unique column of UUIDs."""
    if len(rows) < 2:
        append_all(rows)
        return
    model, key = type(rows[0]), rows[0]._meta.pk.column
    if vendor() == "postgresql" and len(rows) <= FEW:
        found = _put_few(model, _columns(model), [_read(model)(row) for row in rows], then=f'RETURNING "{by}", "{key}"')
    else:
        append_all(rows)
        found = fetch(_named(model, by, vendor()), [several(getattr(row, by).hex for row in rows)])
    keys = {str(name).replace("-", ""): number for name, number in found}
    for row in rows:
        _have(row, keys[getattr(row, by).hex])


def append_keyed(rows: Sequence[Model]) -> None:
    """The same with keys that are taken before the rows are written.

    Not for a ledger, whose seals reckon with keys that are taken by whoever is writing.
    """
    if len(rows) == 1 or vendor() != "postgresql":
        with transaction.atomic(savepoint=False):
            for row in rows:
                append(row)
    elif rows:
        _give_keys(rows)
        _write(rows, tuple(rows[0]._meta.concrete_fields))


def append_values(model: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows that nobody needs as a model: their values by the names of the fields, every one that has no default.

    What the model gives a value of its own has to be among them.
    """
    if rows:
        _put(model, _named_fields(model, tuple(names)), rows)


def _write(rows: Sequence[Model], fields: Fields) -> None:
    read = attrgetter(*(field.attname for field in fields))
    _put(type(rows[0]), fields, [read(row) for row in rows])


def _put(model: type[Model], fields: Fields, rows: Sequence[Sequence[Any]]) -> None:
    if len(rows) <= FEW:
        _put_few(model, fields, rows)
        return
    own = connections[DEFAULT_DB_ALIAS]
    with transaction.atomic(savepoint=False), own.cursor() as cursor, own.wrap_database_errors:
        if own.vendor == "postgresql":
            _stream(cursor, f"COPY {table(model)} ({_names(fields)}) FROM STDIN", _stored(rows, fields))
        else:
            cursor.executemany(_inserted(model, fields), list(_stored(rows, fields)))


def _put_few(
    model: type[Model], fields: Fields, rows: Sequence[Sequence[Any]], *, then: str = ""
) -> list[tuple[Any, ...]]:
    """By one prepared INSERT that ends with ``then``; what it gives back."""
    values = [value for row in _stored(rows, fields) for value in row]
    with prepared_cursor() as cursor:
        cursor.execute(f"{_inserted(model, fields, len(rows))} {then}", values)
        return list(cursor.fetchall()) if then.startswith("RETURNING") else []


def _stream(cursor: Any, query: str, rows: Iterable[Sequence[Any]]) -> None:
    with cursor.copy(query) as stream:
        for values in rows:
            stream.write_row(values)


def _give_keys(rows: Sequence[Model]) -> None:
    query = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    meta = rows[0]._meta
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(query, [meta.db_table, meta.pk.column, len(rows)])
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            _have(row, key)


def _have(row: Model, key: int) -> None:
    row.pk = key
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _stored(rows: Iterable[Sequence[Any]], fields: Fields) -> Iterator[list[Any]]:
    """The values of each row as the database stores them."""
    own = connections[DEFAULT_DB_ALIAS]
    made = [
        (place, field)
        for place, field in enumerate(fields)
        if own.vendor != "postgresql" or type(field) not in AS_THEY_ARE
    ]
    for row in rows:
        values = list(row)
        for place, field in made:
            values[place] = field.get_db_prep_save(values[place], own)
        yield values


@lru_cache(maxsize=64)
def _columns(model: type[Model]) -> Fields:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@lru_cache(maxsize=64)
def _named_fields(model: type[Model], names: tuple[str, ...]) -> Fields:
    return tuple(column(model, name) for name in names)


@lru_cache(maxsize=64)
def _read(model: type[Model]) -> Callable[[Model], Sequence[Any]]:
    return attrgetter(*(field.attname for field in _columns(model)))


@lru_cache(maxsize=64)
def _insert(model: type[Model], on: str) -> str:
    back = f' RETURNING "{model._meta.pk.column}"' if on == "postgresql" else ""
    return f"{_inserted(model, _columns(model))}{back}"


@lru_cache(maxsize=256)
def _inserted(model: type[Model], fields: Fields, rows: int = 1) -> str:
    marks = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * rows)
    return f"INSERT INTO {table(model)} ({_names(fields)}) VALUES {marks}"  # noqa: S608  # only names


@lru_cache(maxsize=64)
def _named(model: type[Model], by: str, _vendor: str) -> str:
    key = model._meta.pk.column
    return f'SELECT "{by}", "{key}" FROM {table(model)} WHERE {among(by, "uuid")}'  # noqa: S608  # only names


def _names(fields: Fields) -> str:
    return ", ".join(f'"{field.column}"' for field in fields)
