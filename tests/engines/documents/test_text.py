"""Record text fit for print, and values as a person reads them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from registers.documents.faces import covered
from registers.documents.formats import readable
from registers.documents.text import SOFT_BREAK, clean


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("gewoon", "gewoon"),
        ("e\u0301\u0301", "é\u0301"),
        ("😀", "[U+1F600]"),
        ("\ud800", "[U+D800]"),
        ("a\u202eb", "a[U+202E]b"),
        ("\u2066x\u200b", "[U+2066]x[U+200B]"),
        ("\x00\x07", "[U+0000][U+0007]"),
        ("\ue000", "[U+E000]"),
        ("a\r\nb\u2028c\rd", "a\nb\nc\nd"),
        ("a\xa0b\tc", "a b c"),
        ("af\xadbreken", "afbreken"),
    ],
)
def test_text_is_cleaned(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_a_long_word_gets_places_to_break() -> None:
    assert clean("x" * 100) == SOFT_BREAK.join(["x" * 40, "x" * 40, "x" * 20])


@given(st.text())
def test_cleaned_text_has_a_glyph_for_every_sign(raw: str) -> None:
    assert all(sign == "\n" or ord(sign) in covered() for sign in clean(raw))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "niet ingevuld"),
        ("", "leeg"),
        ("   ", "leeg"),
        (True, "ja"),
        (False, "nee"),
        (1234567, "1234567"),
        (Decimal("1234.50"), "1234,50"),
        (Decimal("1E+3"), "1000"),
        (0.1, "0,1"),
        (date(2015, 5, 19), "19 mei 2015"),
        (datetime(2015, 5, 19, 12, 30, tzinfo=UTC), "19 mei 2015, 14:30"),
        (datetime(2015, 5, 19, 12, 30), "19 mei 2015, 12:30"),  # noqa: DTZ001  (databases give naive ones)
        (time(9, 5), "09:05"),
        (b"abc", "3 bytes aan gegevens, niet leesbaar als tekst"),
        ({"a": 1}, '{\n "a": 1\n}'),
    ],
)
def test_a_value_is_readable(value: object, shown: str) -> None:
    assert readable(value) == shown
