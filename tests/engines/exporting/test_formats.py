"""Values for people, spreadsheets and programs."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from subjects.exporting.cells import record_from_line, record_to_line
from subjects.exporting.formats import machine, readable, sheet_cell
from subjects.planning.catalog import Family
from tests.engines.exporting.samples import column

VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.binary()
    | st.decimals(allow_nan=False)
    | st.floats(allow_nan=False)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.uuids()
    | st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)


@pytest.mark.parametrize(
    ("value", "family", "text"),
    [
        (dt.date(2015, 5, 19), Family.DATE, "19 mei 2015"),
        ("2015-05-19", Family.DATE, "19 mei 2015"),
        ("2015-05-19 14:03:00", Family.DATETIME, "19 mei 2015, 14:03"),
        (dt.datetime.fromisoformat("2015-05-19T14:03:25"), Family.DATETIME, "19 mei 2015, 14:03:25"),
        (dt.datetime(2015, 5, 19, 14, 3, tzinfo=dt.UTC), Family.DATETIME, "19 mei 2015, 16:03"),
        ("14:03:00", Family.TIME, "14:03"),
        ("soms", Family.DATE, "soms"),
        ("0000-00-00", Family.DATE, "0000-00-00"),
        (Decimal("1234.56"), Family.DECIMAL, "1.234,56"),
        (Decimal("-1234567.5"), Family.DECIMAL, "-1.234.567,5"),
        (1234.5, Family.DECIMAL, "1.234,5"),
        (12345, Family.INTEGER, "12345"),
        ("", Family.TEXT, ""),
        ("Zij belt\nmorgen", Family.TEXT, "Zij belt\nmorgen"),
        ('{"sms": {"nummer": "06"}, "talen": ["nl", "en"]}', Family.JSON, "sms › nummer: 06\ntalen: nl\ntalen: en"),
        ("{kapot", Family.JSON, "{kapot"),
        (UUID(int=7), Family.UUID, "00000000-0000-0000-0000-000000000007"),
    ],
)
def test_a_person_reads_dutch(value: Any, family: Family, text: str) -> None:
    with translation.override("nl"):
        assert readable(value, column(family=family)) == text


def test_an_amount_has_the_decimals_of_its_column() -> None:
    with translation.override("nl"):
        assert readable(19.5, column(family=Family.DECIMAL, scale=2)) == "19,50"
        assert readable(7, column(family=Family.DECIMAL, scale=2)) == "7,00"
        assert readable(19.555, column(family=Family.DECIMAL, scale=2)) == "19,555"


@pytest.mark.parametrize(("value", "text"), [(1, "yes"), (0, "no"), (True, "yes"), (2, "2"), (None, None)])
def test_yes_and_no_are_words(value: Any, text: str | None) -> None:
    with translation.override("en"):
        assert readable(value, column(family=Family.BOOLEAN)) == text
        assert readable(value, column(family=Family.INTEGER, type="tinyint(1)")) == text


def test_bytes_are_counted() -> None:
    with translation.override("en"):
        assert readable(b"\0" * 2345, column(family=Family.BINARY)) == "2345 bytes of data, not readable as text"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+31612345678", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "=cmd|'/C calc'!A0"],
)
def test_no_text_begins_a_formula(text: str) -> None:
    assert sheet_cell(text, column()) == f"'{text}"
    assert sheet_cell({text: 1} if text.startswith("=") else text, column(family=Family.OTHER))[0] in "'{"


@pytest.mark.parametrize(
    ("value", "family", "cell"),
    [
        (-12, Family.INTEGER, "-12"),
        (Decimal("-1234.50"), Family.DECIMAL, "-1234,50"),
        (-0.5, Family.DECIMAL, "-0,5"),
        ("2015-05-19", Family.DATE, "2015-05-19"),
        (dt.datetime.fromisoformat("2015-05-19T14:03:00"), Family.DATETIME, "2015-05-19 14:03:00"),
        (None, Family.TEXT, ""),
        ("a-b", Family.TEXT, "a-b"),
    ],
)
def test_a_spreadsheet_gets_what_it_can_count_with(value: Any, family: Family, cell: str) -> None:
    assert sheet_cell(value, column(family=family)) == cell


@pytest.mark.parametrize(
    ("value", "family", "told"),
    [
        (Decimal("1.50"), Family.DECIMAL, "1.50"),
        ("2015-05-19", Family.DATE, "2015-05-19"),
        (b"\x00\xff", Family.BINARY, "AP8="),
        ('{"a": 1}', Family.JSON, {"a": 1}),
        (1, Family.BOOLEAN, True),
        (float("nan"), Family.OTHER, "nan"),
        (None, Family.TEXT, None),
    ],
)
def test_a_program_gets_values_that_lose_nothing(value: Any, family: Family, told: Any) -> None:
    assert machine(value, column(family=family)) == told


@given(st.lists(VALUES))
def test_a_record_comes_back_as_it_was(record: list[Any]) -> None:
    line = record_to_line(record)

    assert record_from_line(line) == tuple(record)
    assert line.count(b"\n") == 1


@given(VALUES, st.sampled_from(Family))
def test_every_value_has_all_three_forms_in_any_column(value: Any, family: Family) -> None:
    shown = column(family=family, scale=2)

    text, cell, told = readable(value, shown), sheet_cell(value, shown), machine(value, shown)

    assert (text is None) == (value is None)
    assert not cell.lstrip().startswith(("=", "@"))
    json.dumps(told, allow_nan=False)
