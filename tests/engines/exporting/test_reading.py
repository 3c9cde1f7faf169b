"""Rows in a stream: in order, complete, flat in memory, on every dialect."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
import sqlalchemy as sa

from registers.datamap import TableMap
from subjects.planning.catalog import Catalog
from subjects.planning.keys import Key
from subjects.sources.reading import count_filled, stream_rows
from subjects.sources.reflecting import reflect

NOTE = TableMap(name="note", key=("person", "number"))
MANY = 2_000


@pytest.fixture
def connection(fresh_source: str) -> Iterator[sa.Connection]:
    """``note``: 2,000 rows of person 0 and as many of person 1, each second one without a text."""
    with filled(fresh_source, rows=MANY, text="a note") as reading:
        yield reading


@contextmanager
def filled(url: str, *, rows: int, text: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    columns = "person INTEGER, number INTEGER, body TEXT, price NUMERIC(10,2), PRIMARY KEY (person, number)"
    with engine.begin() as writing:
        writing.execute(sa.text(f"CREATE TABLE note ({columns})"))
        insert = sa.text("INSERT INTO note VALUES (:person, :number, :body, 12.5)")
        for person in (0, 1):
            lines = [
                {"person": person, "number": number, "body": text if number % 2 else None}
                for number in reversed(range(rows))
            ]
            writing.execute(insert, lines)
    with engine.connect() as reading:
        yield reading
    engine.dispose()


def catalog_of(connection: sa.Connection) -> Catalog:
    return reflect(connection, wanted=[(None, "note")])


def keys_of(person: int, rows: int = MANY) -> list[Key]:
    return [(person, number) for number in range(rows)]


@pytest.mark.parametrize("rows", [1, 499, 500, 501, MANY])
def test_every_row_comes_once_in_the_order_of_the_key(connection: sa.Connection, rows: int) -> None:
    keys = [*reversed(keys_of(0, rows)), (0, 0), (7, 7)]

    found = list(
        stream_rows(
            connection, catalog=catalog_of(connection), table=NOTE, columns=("body", "price"), keys=keys, chunk=100
        )
    )

    assert [key for key, _values in found] == keys_of(0, rows)
    assert found[0] == ((0, 0), (None, Decimal("12.5")))


def test_another_person_never_comes_along(connection: sa.Connection) -> None:
    found = stream_rows(connection, catalog=catalog_of(connection), table=NOTE, columns=("person",), keys=keys_of(0))

    assert {values for _key, values in found} == {(0,)}


def test_the_connection_is_free_again_after_a_stream(connection: sa.Connection) -> None:
    for keys in (keys_of(0, 3), keys_of(1, 600)):
        found = stream_rows(connection, catalog=catalog_of(connection), table=NOTE, columns=(), keys=keys)
        assert len(list(found)) == len(keys)


def test_a_stream_that_is_left_early_frees_the_connection(connection: sa.Connection) -> None:
    stream = stream_rows(
        connection, catalog=catalog_of(connection), table=NOTE, columns=("body",), keys=keys_of(0), chunk=10
    )
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # a generator

    assert connection.execute(sa.text("SELECT count(*) FROM note")).scalar() == 2 * MANY


def test_no_keys_is_no_statement(connection: sa.Connection) -> None:
    assert not list(stream_rows(connection, catalog=Catalog(dialect="x"), table=NOTE, columns=(), keys=[]))
    assert count_filled(connection, catalog=Catalog(dialect="x"), table=NOTE, columns=("body",), keys=[]) == (0,)


def test_filled_values_are_counted_without_reading_them(connection: sa.Connection) -> None:
    counts = count_filled(
        connection, catalog=catalog_of(connection), table=NOTE, columns=("body", "price"), keys=keys_of(0, 11)
    )

    assert counts == (5, 11)
