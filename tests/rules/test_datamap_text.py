"""Texts that are no data map: told as such, in the reader's language, whatever YAML makes of them."""

import pytest
from django.utils import translation

from registers.datamap import map_from_yaml
from registers.errors import MapInvalid
from registers.map_text import LARGEST, meaning

BILLION = "\n".join(["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10))])
MERGES = "\n".join(
    ["a0: &a0 {x: 1}", *(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}], k{n}: 1}}" for n in range(1, 9))]
)
SHORT = """
name: shop
url_env: SHOP_URL
tables:
- name: customer
  fields:
  - {name: email, category: contact, erasure: &none {treatment: 'null'}, anonymisation: *none}
"""


@pytest.mark.parametrize(
    "text", ["label: 2020-13-45", "[" * 20_000, "a: !!python/object/apply:os.getcwd []", "- 1", ""]
)
def test_a_text_that_cannot_be_read_is_an_invalid_map(text: str) -> None:
    with pytest.raises(MapInvalid):
        map_from_yaml(text)


@pytest.mark.parametrize("text", [BILLION, MERGES], ids=["lists", "merges"])
def test_aliases_that_multiply_are_refused_before_anything_is_made_of_them(text: str) -> None:
    with pytest.raises(MapInvalid) as caught:
        map_from_yaml(text)

    assert "aliases (*)" in str(caught.value)


@pytest.mark.parametrize("text", ["&a [*a]", "&a {b: *a}", "name: &a {<<: *a}"])
def test_an_anchor_that_holds_itself_is_refused(text: str) -> None:
    with pytest.raises(MapInvalid):
        map_from_yaml(text)


def test_a_text_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(MapInvalid) as caught:
        map_from_yaml("[" * (LARGEST + 1))

    assert str(LARGEST) in str(caught.value)


def test_an_alias_in_an_ordinary_map_is_welcome() -> None:
    (table,) = map_from_yaml(SHORT).tables

    assert table.fields[0].erasure == table.fields[0].anonymisation is not None


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ("name: shop", "url_env: this is missing"),
        (SHORT.replace("name: shop", "name: Shop!"), "name: this does not have the shape ^[a-z0-9]"),
        (SHORT.replace("category: contact", "category: kleur"), "fields[email].category: one of these is expected: "),
        (SHORT.replace("category: contact", "colour: red"), "fields[email].colour: a data map has no such word"),
        (SHORT.replace("'null'", "keep"), "fields[email].erasure: keep needs a reason"),
        (SHORT.replace("{name: email", "{name: 3"), "fields[3].name: a text is expected"),
        (SHORT.replace("name: customer", "name: customer\n  key: id"), "tables[customer].key: a list is expected"),
        (f"{SHORT}- {{name: customer}}", "map: table customer is there twice"),
    ],
)
def test_a_problem_names_its_place_and_what_is_expected_there(wrong: str, problem: str) -> None:
    with pytest.raises(MapInvalid) as caught:
        map_from_yaml(wrong)

    assert problem in str(caught.value)


def test_no_kind_of_problem_of_a_map_is_left_in_the_words_of_the_validator() -> None:
    with pytest.raises(MapInvalid) as caught, translation.override("en"):
        map_from_yaml("{version: 2, name: 1, url_env: x, tables: 3, links: [1], duties: [{years: -1, label: {}}]}")

    assert not any(sign in str(caught.value) for sign in ("Input should", "Field required", "String should", "valid "))
    assert meaning({"type": "unheard_of", "msg": "as it comes"}) == "as it comes"
