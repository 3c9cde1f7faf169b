"""Cells of call lists as phone numbers."""

from typing import Any

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consents.choices import NumberRemark
from consents.identifying import Value
from consents.screening.numbers import Numbers
from registers.errors import IdentifierInvalid
from registers.exchange.sheets.grid import Unreadable
from registers.keyring import keyed_index
from registers.normalising import _DUTCH, _full_reading

SECRET = "s" * 40
NUMBERS = Numbers(secret=SECRET, region="NL")
MOBILE = "+31612345678"


@given(st.from_regex(_DUTCH, fullmatch=True), st.sampled_from(["NL", "BE"]))
def test_plain_spellings_are_read_as_the_full_reading_does(text: str, region: str) -> None:
    full = _full_reading(text, region)

    found = Numbers(secret=SECRET, region=region).read(text)

    country = phonenumbers.region_code_for_number(phonenumbers.parse(full))
    assert (found.text, found.country) == (full, country)
    value = Value.read("phone", text, secret=SECRET, region=region)
    assert (value.text, value.country) == (full, country)
    assert NUMBERS.index(found.text) == keyed_index(SECRET, "phone", value.text) == value.index


@given(st.from_regex(r"\+31[0-9]{1,12}", fullmatch=True))
def test_every_number_with_31_is_dutch(text: str) -> None:
    try:
        full = _full_reading(text, "NL")
    except IdentifierInvalid:
        return

    found = Value.read("phone", text, secret=SECRET).country

    assert found == phonenumbers.region_code_for_number(phonenumbers.parse(full)) == "NL"


CELLS = (
    st.from_regex(_DUTCH, fullmatch=True)
    | st.text(alphabet="0123456789+- \n\rx", max_size=16)
    | st.sampled_from([None, 612345678, 31612345678.0, True, Unreadable.FORMULA, ""])
)


@given(st.lists(CELLS, max_size=8), st.sampled_from(["NL", "BE"]))
def test_many_cells_at_once_are_read_as_each_alone(cells: list[Any], region: str) -> None:
    numbers = Numbers(secret=SECRET, region=region, former=["o" * 40])
    alone = [numbers.read(cell) for cell in cells]

    texts, looks = numbers.read_all(cells)

    assert texts == [number.text for number in alone]
    assert looks == [(number.remark, number.country) for number in alone]
    assert numbers.indexes_all(texts) == [
        [keyed_index(key, "phone", text) if text else "" for text in texts] for key in (SECRET, "o" * 40)
    ]


@given(st.text(alphabet="0123456789+-() ./xtel#E;,", max_size=24))
def test_a_number_that_is_found_is_the_one_that_a_single_question_finds(text: str) -> None:
    found = NUMBERS.read(text)

    if found.text and found.remark != NumberRemark.EXTENSION:
        assert found.text == Value.read("phone", text, secret=SECRET).text


@pytest.mark.parametrize(
    "cell", ["06-12345678", "0031 6 12345678", " 0612345678 ", "+31 (0)6 1234 5678", 31612345678, 31612345678.0]
)
def test_spellings_of_one_number_are_one(cell: object) -> None:
    assert NUMBERS.read(cell).text == MOBILE  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", [612345678, "612345678", "6 12345678", 612345678.0])
def test_a_lost_zero_is_put_back_and_told(cell: object) -> None:
    assert NUMBERS.read(cell) == (MOBILE, "NL", NumberRemark.ZERO_ADDED)  # type: ignore[arg-type]


def test_a_lost_zero_is_no_guess_in_a_country_where_it_could_be_anything() -> None:
    assert Numbers(secret=SECRET, region="BE").read(470123456) == ("", "", NumberRemark.ZERO_LOST)


@pytest.mark.parametrize("cell", ["0201234567 x12", "020-1234567 ext. 12", "020 1234567 toestel 12", "0201234567#12"])
def test_an_extension_is_left_out_and_told(cell: str) -> None:
    assert NUMBERS.read(cell) == ("+31201234567", "NL", NumberRemark.EXTENSION)


@pytest.mark.parametrize(
    ("cell", "remark"),
    [
        ("3.1612E+10", NumberRemark.ROUNDED),
        ("3,16123E+10", NumberRemark.ROUNDED),
        ("0612345678 / 0201234567", NumberRemark.SEVERAL),
        ("0612345678;0201234567", NumberRemark.SEVERAL),
        ("0612345678 of 0687654321", NumberRemark.SEVERAL),
        ("", NumberRemark.EMPTY),
        (None, NumberRemark.EMPTY),
        ("   ", NumberRemark.EMPTY),
        (Unreadable.FORMULA, NumberRemark.FORMULA),
        (True, NumberRemark.NO_NUMBER),
        ("onbekend", NumberRemark.NO_NUMBER),
        ("112", NumberRemark.NO_NUMBER),
        ("0612345678901234", NumberRemark.NO_NUMBER),
    ],
)
def test_what_is_no_number_says_why(cell: object, remark: NumberRemark) -> None:
    assert NUMBERS.read(cell) == ("", "", remark)  # type: ignore[arg-type]


def test_a_foreign_number_keeps_its_country() -> None:
    assert NUMBERS.read("+32 470 12 34 56")[:2] == ("+32470123456", "BE")
    assert NUMBERS.read("+44 20 7946 0958")[1] == "GB"


@pytest.mark.parametrize("cell", [31612000000, 3.1612e10, 612300000])
def test_a_number_whose_digits_a_spreadsheet_lost_before_is_no_guess(cell: float) -> None:
    assert NUMBERS.read(cell) == ("", "", NumberRemark.ROUNDED)
    assert NUMBERS.read(31612345678).text == NUMBERS.read(612345678).text == MOBILE
    assert NUMBERS.read("0612300000").text == "+31612300000"
