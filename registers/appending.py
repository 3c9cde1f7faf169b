"""Rows that are only ever added, written without the detours of the ORM: one by a prepared statement, many by a stream.

Nothing is sent to listeners and nothing is looked up first; the constraints and triggers of the database see every row.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Field, Model

from registers.prepared import prepared_cursor, table, vendor

Fields = Sequence["Field[Any, Any]"]


def append(row: Model) -> None:
    """Insert a row that is not there yet; it gets its key."""
    model = type(row)
    with prepared_cursor() as cursor:
        cursor.execute(_insert(model, vendor()), _stored(row, _columns(model)))
        _have(row, cursor.fetchone()[0] if vendor() == "postgresql" else cursor.lastrowid)


def append_all(rows: Sequence[Model], *, keyed: bool = False) -> None:
    """Insert rows of one model in this order: by a stream where the database takes one.

    With ``keyed`` they get their keys, taken before the rows are written: not for a ledger, whose seals reckon with
    keys that are taken by whoever is writing.
    """
    if not rows:
        return
    model = type(rows[0])
    with transaction.atomic(savepoint=False):
        if vendor() == "postgresql":
            if keyed:
                _give_keys(rows)
            _stream(rows, [model._meta.pk, *_columns(model)] if keyed else _columns(model))
        elif keyed:
            for row in rows:
                append(row)
        else:
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.executemany(_insert(model, vendor()), [_stored(row, _columns(model)) for row in rows])


def _stream(rows: Sequence[Model], fields: Fields) -> None:
    own = connections[DEFAULT_DB_ALIAS]
    query = f"COPY {table(type(rows[0]))} ({_names(fields)}) FROM STDIN"
    with own.cursor() as cursor, own.wrap_database_errors, cursor.copy(query) as stream:
        for row in rows:
            stream.write_row(_stored(row, fields))


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


def _stored(row: Model, fields: Fields) -> list[Any]:
    own = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(field.pre_save(row, add=True), own) for field in fields]


@lru_cache(maxsize=64)
def _columns(model: type[Model]) -> Fields:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


@lru_cache(maxsize=64)
def _insert(model: type[Model], on: str) -> str:
    fields = _columns(model)
    marks = ", ".join(["%s"] * len(fields))
    back = f' RETURNING "{model._meta.pk.column}"' if on == "postgresql" else ""
    return f"INSERT INTO {table(model)} ({_names(fields)}) VALUES ({marks}){back}"  # noqa: S608  # only names


def _names(fields: Fields) -> str:
    return ", ".join(f'"{field.column}"' for field in fields)
