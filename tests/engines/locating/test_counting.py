"""What an index misses is counted, reading every row finds it, and a look-up by the same index misses just that."""

import datetime as dt
import tracemalloc
from typing import Any

import pytest
import sqlalchemy as sa

from registers.choices import PhoneFormat
from registers.datamap import TableMap
from subjects.locating.counting import tally_spellings
from tests.engines.locating.world import EMAIL, IBAN, NAME, NUMBER, PHONE, Town, person

TODAY = dt.date(2026, 11, 16)
KINDS: dict[str, Any] = {"email": EMAIL, "phone": PHONE, "iban": IBAN, "code": NUMBER, "name": NAME}
CREATE = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, email VARCHAR(80), phone VARCHAR(60), iban VARCHAR(60),"
    " code VARCHAR(20), name VARCHAR(60))"
)
USUAL = {
    "email": ["sanne@münchen.nl", "Sanne@MÜNCHEN.nl", "sanne@xn--mnchen-3ya.nl", "sanne@mu\u0308nchen.nl"],
    "phone": ["+31612345678", "0612345678", "06-12345678", "+31 6 12345678"],
    "iban": [
        "NL91ABNA0417164300",
        "nl91abna0417164300",
        "NL91 ABNA 0417 1643 00",
        "NL91\u00a0ABNA\u00a00417\u00a01643\u00a000",
    ],
    "code": ["K-12"],
    "name": ["Zoë de Wit", "ZOË DE WIT", "Zoe\u0308 de Wit"],
}
OTHERWISE = {
    "email": [
        " sanne@münchen.nl",
        "sanne@münchen.nl\t",
        "\u00a0sanne@münchen.nl",
        "s\u200banne@xn--mnchen-3ya.nl",
        "Sanne <sanne@münchen.nl>",
    ],
    "phone": [
        "06-12345678 (thuis)",
        "0612345678 0201234567",
        "06\u201012345678",
        "06\u202f12345678",
        "\ufeff0612345678",
    ],
    "iban": [" NL91ABNA0417164300", "NL91ABNA 0417164300", "NL91ABNA0417164300\u200b", "NL91\u2009ABNA 0417 1643 00"],
    "code": ["K- 12", "K-12 ", "K\u201112", "\tK-12"],
    "name": [" Zoë de Wit", "Zoë  de Wit", "Zoë\u00a0de Wit"],
}
NEIGHBOUR = ("jan@münchen.nl", "0612345679", "NL02ABNA0123456789", "K-13", "Zoë de With")
WANTED = {
    "email": "sanne@münchen.nl",
    "phone": "06 12345678",
    "iban": "NL91ABNA0417164300",
    "customer_number": "K-12",
    "name": "zoë de wit",
}


def exact(table: TableMap) -> TableMap:
    fields = [field.model_copy(update={"scan": False, "phone_format": PhoneFormat.E164}) for field in table.fields]
    return table.model_copy(update={"fields": tuple(fields)})


def filled(town: Town, values: dict[str, list[str]], table: TableMap) -> Town:
    """A row for each value, with the other columns empty; row 0 is the neighbour's."""
    town.build("shop", CREATE, tables=[table])
    rows = [(column, text) for column, texts in values.items() for text in texts]
    engine = sa.create_engine(town.urls["shop"], poolclass=sa.pool.NullPool)
    target = sa.table("customer", sa.column("id"), *[sa.column(name) for name in KINDS])
    with engine.begin() as connection:
        connection.execute(sa.insert(target).values(dict(zip(["id", *KINDS], [0, *NEIGHBOUR], strict=True))))
        for number, (column, text) in enumerate(rows, start=1):
            connection.execute(sa.insert(target).values({"id": number, column: text}))
    return town


def counted(town: Town) -> dict[str, tuple[int, int]]:
    with town.open() as sources:
        return {one.column: (one.counted, one.otherwise) for one in tally_spellings(sources["shop"], on=TODAY)}


def hits(town: Town) -> set[int]:
    found = [town.locate(persons=(), decided=(), **{kind: value}).first for kind, value in WANTED.items()]
    return {int(str(one.keys[0][0])) for candidates in found for one in candidates}


def test_usual_spellings_are_found_by_an_index_and_none_is_counted(town: Town) -> None:
    filled(town, USUAL, exact(person("customer", "id", **KINDS)))

    assert counted(town) == {column: (len(texts) + 1, 0) for column, texts in USUAL.items()}
    assert hits(town) == set(range(1, 1 + sum(map(len, USUAL.values()))))


def test_other_spellings_are_counted(town: Town) -> None:
    filled(town, OTHERWISE, exact(person("customer", "id", **KINDS)))

    assert counted(town) == {column: (len(texts) + 1, len(texts)) for column, texts in OTHERWISE.items()}


def test_reading_every_row_finds_all_of_them_and_nobody_else(town: Town) -> None:
    both = {column: USUAL[column] + OTHERWISE[column] for column in USUAL}
    filled(town, both, person("customer", "id", **KINDS))

    assert hits(town) == set(range(1, 1 + sum(map(len, both.values()))))
    assert counted(town) == {}


def test_a_row_with_two_addresses_in_one_cell_waits_for_a_decision(town: Town) -> None:
    filled(town, {"email": ["sanne@münchen.nl; piet@münchen.nl"]}, person("customer", "id", **KINDS))

    found = town.locate(email="sanne@münchen.nl")

    assert found.open == {("customer", ((1,),)): {"email": True}}
    assert found.keys == {}


@pytest.mark.parametrize("column", ["CHAR(20)", "CHAR(20) NOT NULL"])
def test_the_padding_of_a_column_is_no_spelling(town: Town, column: str) -> None:
    town.build(
        "shop",
        f"CREATE TABLE customer (id INTEGER PRIMARY KEY, code {column})",
        "INSERT INTO customer VALUES (1, 'K-12')",
        tables=[exact(person("customer", "id", code=NUMBER))],
    )

    assert counted(town) == {"code": (1, 0)}
    assert {one.keys for one in town.locate(customer_number="K-12").first} == {((1,),)}


def test_numbers_have_one_spelling(town: Town) -> None:
    town.build(
        "shop",
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, code BIGINT, phone BIGINT)",
        "INSERT INTO customer VALUES (1, 42, 612345678)",
        tables=[exact(person("customer", "id", code=NUMBER, phone=PHONE))],
    )

    assert all(one == (1, 0) for one in counted(town).values())
    assert {one.keys for one in town.locate(customer_number="42").first} == {((1,),)}


def test_a_text_in_a_column_of_numbers_is_counted_where_the_database_takes_it(small_town: Town) -> None:
    small_town.build(
        "shop",
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, phone INTEGER)",
        "INSERT INTO customer VALUES (1, 612345678), (2, '06-12345678 (thuis)')",
        tables=[exact(person("customer", "id", phone=PHONE))],
    )

    assert counted(small_town) == {"phone": (2, 1)}


def test_a_long_table_is_counted_in_little_memory(town: Town) -> None:
    town.build(
        "shop",
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, email VARCHAR(80))",
        tables=[exact(person("customer", "id", email=EMAIL))],
    )
    engine = sa.create_engine(town.urls["shop"], poolclass=sa.pool.NullPool)
    target = sa.table("customer", sa.column("id"), sa.column("email"))
    ends = {number: " " if number % 100 == 0 else "" for number in range(20_000)}
    rows = [{"id": number, "email": f"{'x' * 60}{number}@example.nl{end}"} for number, end in ends.items()]
    with engine.begin() as connection:
        connection.execute(sa.insert(target), rows)
    del rows, ends
    tracemalloc.start()
    try:
        assert counted(town) == {"email": (20_000, 200)}
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()
