"""What a column writes in its own way is found all the same, on every dialect, and nothing else is."""

from typing import Any

import pytest

from tests.engines.locating.world import EMAIL, IBAN, NAME, NUMBER, PHONE, Town, person

ROWS = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, email VARCHAR(80), phone VARCHAR(30), digits BIGINT,"
    " iban VARCHAR(40), code INTEGER, name VARCHAR(60))",
    "INSERT INTO customer VALUES"
    " (1, 'Sanne@Example.NL', '06-12345678', NULL, 'NL91 ABNA 0417 1643 00', 42, 'Sanne KÖHLER'),"
    " (2, ' sanne+shop@example.nl ', '+31 (0)6 1234 5678', NULL, 'nl91abna0417164300', 420, 'Sanne'),"
    " (3, 'ANDRÉ@example.nl', '0031612345678', 612345678, NULL, 4, 'Köhler'),"
    " (4, 'andre@example.nl', '06 123 456 789', 61234567, 'NL02ABNA0123456789', NULL, NULL),"
    " (5, 'STRAßE@example.de', '612345678', 31612345678, NULL, NULL, 'köhler')",
)


@pytest.fixture
def shop(town: Town) -> Town:
    kinds: dict[str, Any] = {
        "email": EMAIL,
        "phone": PHONE,
        "digits": PHONE,
        "iban": IBAN,
        "code": NUMBER,
        "name": NAME,
    }
    town.build("shop", *ROWS, tables=[person("customer", **kinds)])
    return town


def hit(town: Town, **identifiers: Any) -> set[int]:
    return {int(str(one.keys[0][0])) for one in town.locate(**identifiers).first}


VECTORS = {
    "email=sanne@example.nl": {1},
    "email=SANNE+SHOP@EXAMPLE.NL": {2},
    "email=andré@example.nl": {3},
    "email=andre@example.nl": {4},
    "email=straße@example.de": {5},
    "phone=06 12345678": {1, 2, 3, 5},
    "iban=NL91ABNA0417164300": {1, 2},
    "customer_number=42": {1},
    "customer_number=99999999999999999999": set(),
    "customer_number=K-42": set(),
    "name=köhler": {3, 5},
}


def test_an_identifier_finds_every_spelling_and_no_other_value(shop: Town) -> None:
    found = {text: hit(shop, **dict([text.split("=")])) for text in VECTORS}

    assert found == VECTORS
