"""What staff type, read as it is written in the Netherlands, in the spelling of its column."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.choices import DataCategory, IdentifierKind, PhoneFormat
from registers.datamap import FieldMap
from subjects.errors import CorrectionInvalid
from subjects.planning.catalog import CatalogColumn, CatalogTable, Family
from subjects.planning.keys import KeyValue
from subjects.planning.stated import equal, same, stated_value


def read(text: str, family: Family = Family.TEXT, *, checks: tuple[str, ...] = (), **more: Any) -> KeyValue:
    kinds = {name: more.pop(name) for name in ("identifies", "phone_format") if name in more}
    column = CatalogColumn(name="c", type=family.value, family=family, **more)
    field = FieldMap(name="c", category=DataCategory.CONTACT, **kinds)
    return stated_value(
        text, column=column, field=field, table=CatalogTable(name="t", columns=(column,), checks=checks)
    )


@pytest.mark.parametrize("text", ["19-05-1980", "19/5/1980", "19.5.1980", "1980-05-19", "19 mei 1980"])
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert read(text, Family.DATE) == dt.date(1980, 5, 19)


@pytest.mark.parametrize("text", ["31-02-1980", "05-19-1980", "19 floreal 1980", "gisteren", "19-05-80"])
def test_what_is_no_date_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(CorrectionInvalid, match="19-05-1980") as caught:
        read(text, Family.DATE)

    assert text not in str(caught.value)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_every_day_is_read_back(day: dt.date) -> None:
    assert read(day.strftime("%d-%m-%Y"), Family.DATE) == read(day.isoformat(), Family.DATE) == day


@pytest.mark.parametrize(
    ("text", "value"),
    [("1250", "1250"), ("1.250,50", "1250.50"), ("1250,5", "1250.5"), ("€ 12,50", "12.50"), ("12.50", "12.50")],
)
def test_a_number_is_read_with_a_comma_or_a_plain_dot(text: str, value: str) -> None:
    assert read(text, Family.DECIMAL, precision=10, scale=2) == Decimal(value)


@pytest.mark.parametrize("text", ["1.250", "1,250.50", "veel", "NaN", "1e5"])
def test_a_number_that_may_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(CorrectionInvalid, match="1250,50"):
        read(text, Family.DECIMAL, precision=10, scale=2)


def test_decimals_that_would_be_rounded_are_refused() -> None:
    with pytest.raises(CorrectionInvalid, match="more decimals"):
        read("1,255", Family.DECIMAL, precision=10, scale=2)


@pytest.mark.parametrize(
    ("wanted", "written"), [(PhoneFormat.E164, "+31612345678"), (PhoneFormat.NATIONAL, "0612345678")]
)
def test_a_phone_number_gets_the_spelling_of_the_map(wanted: PhoneFormat, written: str) -> None:
    assert read("06 - 1234 5678", identifies=IdentifierKind.PHONE, phone_format=wanted) == written


def test_a_foreign_number_does_not_fit_a_column_of_dutch_ones() -> None:
    with pytest.raises(CorrectionInvalid, match="Dutch numbers"):
        read("+32 470 12 34 56", identifies=IdentifierKind.PHONE, phone_format=PhoneFormat.NATIONAL)


@pytest.mark.parametrize(
    ("kind", "text"),
    [(IdentifierKind.EMAIL, "geen adres"), (IdentifierKind.IBAN, "NL91ABNA0417164301"), (IdentifierKind.PHONE, "12")],
)
def test_an_identifier_that_is_none_is_refused_without_repeating_it(kind: IdentifierKind, text: str) -> None:
    with pytest.raises(CorrectionInvalid) as caught:
        read(text, identifies=kind)

    assert text not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("", {"nullable": False}),
        ("te lang", {"length": 3}),
        ("paars", {"family": Family.ENUM, "enum_values": ("rood", "blauw")}),
        ("300", {"family": Family.INTEGER, "checks": ("c <= 200",)}),
        ("misschien", {"family": Family.BOOLEAN}),
        ("{}", {"family": Family.JSON}),
        ("a\0b", {}),
    ],
)
def test_what_the_column_cannot_take_is_refused(text: str, more: dict[str, Any]) -> None:
    with pytest.raises(CorrectionInvalid):
        read(text, more.pop("family", Family.TEXT), **more)


def test_an_empty_text_means_no_value_where_there_may_be_none() -> None:
    assert read("  ") is None


@pytest.mark.parametrize(
    ("cell", "value", "is_it"),
    [
        ("12.50", Decimal("12.5"), True),
        ("1980-05-19", dt.date(1980, 5, 19), True),
        (None, "", False),
        ("A", "a", False),
    ],
)
def test_a_cell_is_compared_as_its_driver_gives_it(cell: Any, value: KeyValue, is_it: bool) -> None:
    assert equal(cell, value) is is_it


def test_the_present_value_of_an_identifier_counts_in_any_spelling() -> None:
    column = CatalogColumn(name="c", type="text", family=Family.TEXT)
    field = FieldMap(name="c", category=DataCategory.CONTACT, identifies=IdentifierKind.PHONE)

    assert same("06-12345678", "+31 6 12345678", column=column, field=field, table=CatalogTable(name="t"))


@pytest.mark.parametrize(
    ("cell", "sent"), [("a\nb", "a\r\nb"), ("Jansen ", "Jansen "), ("Zoe\u0308", "Zoe\u0308"), (None, "")]
)
def test_a_present_text_is_recognised_as_a_form_sends_it_back(cell: Any, sent: str) -> None:
    column = CatalogColumn(name="c", type="text", family=Family.TEXT)
    field = FieldMap(name="c", category=DataCategory.CONTACT)

    assert same(cell, sent, column=column, field=field, table=CatalogTable(name="t"))
