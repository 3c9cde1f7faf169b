"""One person in two databases: over links, over identifiers that were learned, and back again."""

import pytest

from subjects.locating.searching import Place
from tests.engines.locating.world import EMAIL, NUMBER, PHONE, Town, link, person, table

SHOP = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, number INTEGER, email VARCHAR(80), phone VARCHAR(20))",
    "INSERT INTO customer VALUES (1, 42, 'sanne@example.nl', '0612345678'), (2, 43, 'piet@example.nl', '0612345678')",
)
SHOP_TABLES = [person("customer", "id", number=NUMBER, email=EMAIL, phone=PHONE)]
CRM = (
    "CREATE TABLE client (id INTEGER PRIMARY KEY, client_no VARCHAR(10), mail VARCHAR(80))",
    "CREATE TABLE call_note (id INTEGER PRIMARY KEY, client_no VARCHAR(10), mail VARCHAR(80))",
    "INSERT INTO client VALUES (7, '42', NULL), (8, '43', 'p@example.nl'), (9, '42x', NULL)",
    "INSERT INTO call_note VALUES (70, '42', NULL), (80, '43', 'sanne@example.nl'), (90, NULL, 'privé@sanne.example')",
)
CRM_TABLES = [
    person("client", "id", client_no=NUMBER, mail=EMAIL),
    table("call_note", "id", "client_no", mail=EMAIL),
]
NOTES_LINK = [link("call_note.client_no", "shop:customer.number")]


@pytest.fixture
def two(small_town: Town) -> Town:
    """The shop's customer number is the CRM's client number; no link says so."""
    small_town.build("shop", *SHOP, tables=SHOP_TABLES)
    small_town.build(
        "crm",
        *CRM,
        tables=[
            person("client", "id", client_no=NUMBER, mail=EMAIL),
            table("call_note", "id", "client_no", mail=EMAIL),
        ],
        links=[link("call_note.client_no", "shop:customer.number")],
    )
    return small_town


def test_a_number_learned_in_one_database_finds_the_person_in_the_other(two: Town) -> None:
    found = two.locate(email="sanne@example.nl")

    assert found.keys == {"customer": [(1,)], "client": [(7,)], "call_note": [(70,)]}
    assert found.open == {}


def test_the_way_back_leads_to_the_same_rows(two: Town) -> None:
    forth = two.locate(email="sanne@example.nl")
    back = two.locate(persons=[Place(source="crm", table="client", key=(7,))], name="Sanne")

    assert back.keys == forth.keys


def test_another_address_in_the_second_database_needs_a_decision(two: Town) -> None:
    two.run("crm", "UPDATE client SET mail = 'privé@sanne.example' WHERE id = 7")

    found = two.locate(email="sanne@example.nl")

    assert found.open == {("client", ((7,),)): {"customer_number": True, "email": False}}
    assert "client" not in found.keys


def test_an_address_learned_in_the_second_database_finds_loose_rows(two: Town) -> None:
    two.run("crm", "UPDATE client SET mail = 'privé@sanne.example' WHERE id = 7")
    hers = Place(source="crm", table="client", key=(7,))

    found = two.locate(email="sanne@example.nl", persons=[hers])

    assert found.keys["call_note"] == [(70,), (90,)]


def test_a_row_that_hangs_on_somebody_else_in_the_other_database_is_theirs(two: Town) -> None:
    found = two.locate(email="sanne@example.nl")

    assert (80,) not in found.keys["call_note"]
    assert ("call_note", (80,)) in found.others


def test_a_phone_number_that_was_learned_pulls_nobody_in(two: Town) -> None:
    found = two.locate(email="sanne@example.nl")

    assert found.keys["customer"] == [(1,)]
    assert found.open == {}


def test_a_number_as_text_and_as_number_is_the_same_over_a_link(small_town: Town) -> None:
    small_town.build("shop", *SHOP, tables=SHOP_TABLES)
    small_town.build(
        "crm",
        *CRM,
        tables=[table("client", "id", "client_no", "mail")],
        links=[link("client.client_no", "shop:customer.number")],
    )

    found = small_town.locate(email="sanne@example.nl")

    assert found.keys["client"] == [(7,)]


@pytest.fixture
def three(fresh_postgresql: str, fresh_mariadb: str, fresh_sqlite: str) -> Town:
    """The shop on PostgreSQL, the CRM on MariaDB, the newsletter on SQLite."""
    town = Town(urls={"shop": fresh_postgresql, "crm": fresh_mariadb, "mail": fresh_sqlite})
    town.build("shop", *SHOP, tables=SHOP_TABLES)
    town.build(
        "crm",
        *CRM,
        tables=[
            person("client", "id", client_no=NUMBER, mail=EMAIL),
            table("call_note", "id", "client_no", mail=EMAIL),
        ],
        links=[link("call_note.client_no", "shop:customer.number")],
    )
    town.build(
        "mail",
        "CREATE TABLE reader (mail TEXT PRIMARY KEY)",
        "INSERT INTO reader VALUES ('SANNE@example.nl'), ('piet@example.nl')",
        tables=[table("reader", key=("mail",), mail=EMAIL)],
    )
    return town


def test_three_servers_of_different_kinds_are_searched_as_one(three: Town) -> None:
    found = three.locate(email="sanne@example.nl")

    assert found.keys == {
        "customer": [(1,)],
        "client": [(7,)],
        "call_note": [(70,)],
        "reader": [("SANNE@example.nl",)],
    }
