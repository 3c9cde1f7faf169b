"""Who is found with certainty, who only perhaps, and on what ground."""

from typing import Any

import pytest

from subjects.locating.searching import Place
from tests.engines.locating.world import BORN, EMAIL, NAME, NUMBER, PHONE, Town, link, person, table

CUSTOMERS = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, number VARCHAR(10), first VARCHAR(40), last VARCHAR(40),"
    " email VARCHAR(80), mobile VARCHAR(20), phone VARCHAR(20), born DATE)",
    "CREATE TABLE ticket (id INTEGER PRIMARY KEY, customer_id INTEGER, email VARCHAR(80), phone VARCHAR(20))",
    "INSERT INTO customer VALUES"
    " (1, 'K1', 'Sanne', 'de Vries', 'sanne@example.nl', '0612345678', '020-1234567', '1980-05-19'),"
    " (2, 'K2', 'Sanne', 'de Vries', 'sanne2@example.nl', NULL, '0201234567', '2004-02-29'),"
    " (3, 'K3', 'Piet', 'Jansen', 'info@bedrijf.nl', NULL, NULL, NULL),"
    " (4, 'K4', 'Els', 'Bakker', 'INFO@bedrijf.nl', NULL, NULL, NULL)",
)


@pytest.fixture
def shop(small_town: Town) -> Town:
    kinds: dict[str, Any] = {"number": NUMBER, "email": EMAIL, "mobile": PHONE, "phone": PHONE, "born": BORN}
    customer = person("customer", "id", **kinds, first=NAME, last=NAME)
    ticket = table("ticket", "id", "customer_id", email=EMAIL, phone=PHONE)
    small_town.build("shop", *CUSTOMERS, tables=[customer, ticket], links=[link("ticket.customer_id", "customer.id")])
    return small_town


def test_one_address_that_one_row_holds_is_the_person(shop: Town) -> None:
    found = shop.locate(email="Sanne@example.nl")

    assert found.keys == {"customer": [(1,)]}
    assert found.open == {}


def test_a_shared_phone_number_makes_candidates_and_finds_nobody(shop: Town) -> None:
    found = shop.locate(phone="020 1234567")

    assert found.keys == {}
    assert found.open == {("customer", ((1,),)): {"phone": True}, ("customer", ((2,),)): {"phone": True}}


def test_a_household_member_with_the_same_phone_is_not_treated_along(shop: Town) -> None:
    found = shop.locate(email="sanne@example.nl", phone="020 1234567")

    assert found.keys == {"customer": [(1,)]}
    assert found.open == {("customer", ((2,),)): {"customer_number": False, "email": False, "phone": True}}
    assert found.others == [("customer", (2,))]


def test_who_was_decided_to_be_somebody_else_stays_out(shop: Town) -> None:
    housemate = Place(source="shop", table="customer", key=(2,))

    found = shop.locate(email="sanne@example.nl", phone="0201234567", decided=[housemate])

    assert found.keys == {"customer": [(1,)]}
    assert found.others == [("customer", (2,))]


def test_one_address_that_two_rows_hold_needs_a_decision(shop: Town) -> None:
    found = shop.locate(email="info@bedrijf.nl")

    assert found.keys == {}
    assert found.open == {("customer", ((3,),)): {"email": True}, ("customer", ((4,),)): {"email": True}}


def test_an_address_with_a_name_that_contradicts_needs_a_decision(shop: Town) -> None:
    found = shop.locate(email="sanne@example.nl", name="Piet Jansen")

    assert found.keys == {}
    assert found.open == {("customer", ((1,),)): {"email": True, "name": False}}


def test_a_date_of_birth_that_contradicts_needs_a_decision(shop: Town) -> None:
    found = shop.locate(email="sanne@example.nl", birth_date="29-02-2004")

    assert found.open == {("customer", ((1,),)): {"email": True, "birth_date": False}}


def test_a_second_address_that_was_given_finds_a_second_record(shop: Town) -> None:
    found = shop.locate(email=["sanne@example.nl", "sanne2@example.nl"], name="Sanne de Vries")

    assert found.keys == {"customer": [(1,), (2,)]}


def test_a_loose_row_with_her_own_address_is_hers(shop: Town) -> None:
    shop.run("shop", "INSERT INTO ticket VALUES (10, NULL, 'SANNE@example.nl', NULL), (11, NULL, 'x@example.nl', NULL)")

    found = shop.locate(email="sanne@example.nl")

    assert found.keys == {"customer": [(1,)], "ticket": [(10,)]}


def test_a_loose_row_with_a_shared_phone_needs_a_decision(shop: Town) -> None:
    shop.run("shop", "INSERT INTO ticket VALUES (10, NULL, NULL, '020-1234567')")

    found = shop.locate(email="sanne@example.nl", phone="0201234567")

    assert ("ticket", ((10,),)) in found.open
    assert "ticket" not in found.keys


def test_a_loose_row_with_an_address_that_two_people_have_needs_a_decision(shop: Town) -> None:
    shop.run("shop", "INSERT INTO ticket VALUES (10, NULL, 'info@bedrijf.nl', NULL)")
    piet = Place(source="shop", table="customer", key=(3,))

    found = shop.locate(email="info@bedrijf.nl", persons=[piet])

    assert found.keys == {"customer": [(3,)]}
    assert ("ticket", ((10,),)) in found.open


def test_her_address_on_somebody_elses_ticket_is_named_and_left_alone(shop: Town) -> None:
    shop.run("shop", "INSERT INTO ticket VALUES (10, 2, 'sanne@example.nl', NULL)")

    found = shop.locate(email="sanne@example.nl")

    assert found.keys == {"customer": [(1,)]}
    assert found.others == [("ticket", (10,))]


def test_her_phone_on_her_own_ticket_needs_no_decision(shop: Town) -> None:
    shop.run("shop", "INSERT INTO ticket VALUES (10, 1, NULL, '0612345678')")

    found = shop.locate(email="sanne@example.nl", phone="0612345678")

    assert found.keys == {"customer": [(1,)], "ticket": [(10,)]}
    assert found.open == {}


def test_a_name_alone_only_makes_candidates(shop: Town) -> None:
    found = shop.locate(name="Jansen")

    assert found.keys == {}
    assert found.open == {("customer", ((3,),)): {"name": True}}
