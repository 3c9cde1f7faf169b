"""How a number is spelled for a suppression table, and which objections a table is about."""

import datetime as dt
from typing import Any

import pytest

from registers.choices import IdentifierKind, NumberSpelling
from registers.map_suppression import SuppressionMap
from subjects.planning.catalog import CatalogColumn, Family
from subjects.planning.suppressing import Suppressed, concerns, spelled, suppression_plan
from tests.rules.test_checking_suppression import LIVE, SINCE, column

PHONE = IdentifierKind.PHONE
AT = dt.datetime(2026, 7, 1, 22, 30, 1, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("spelling", "home", "text", "written"),
    [
        ("e164", "NL", "+31612345678", "+31612345678"),
        ("national", "NL", "+31612345678", "0612345678"),
        ("national", "NL", "+3225551234", "003225551234"),
        ("national", "BE", "+3225551234", "025551234"),
        ("international", "NL", "+31612345678", "0031612345678"),
        ("digits", "NL", "+31612345678", "31612345678"),
    ],
)
def test_a_number_is_spelled_as_the_table_has_it(spelling: str, home: str, text: str, written: str) -> None:
    assert spelled(PHONE, text, NumberSpelling(spelling), home=home) == written


def test_an_address_is_written_as_it_is() -> None:
    assert spelled(IdentifierKind.EMAIL, "a@b.nl", NumberSpelling.DIGITS, home="NL") == "a@b.nl"


@pytest.mark.parametrize(
    ("told", "said", "about"),
    [
        ({}, {"channel": "", "sender": ""}, True),
        ({}, {"channel": "voice", "sender": "x"}, True),
        ({"channels": ["voice"]}, {"channel": "sms", "sender": ""}, False),
        ({"channels": ["voice"]}, {"channel": "", "sender": ""}, True),
        ({"senders": ["a"]}, {"channel": "", "sender": "b"}, False),
        ({"senders": ["a"]}, {"channel": "", "sender": ""}, True),
    ],
)
def test_a_doubt_about_whom_a_table_is_for_goes_to_the_person(
    told: dict[str, Any], said: dict[str, str], about: bool
) -> None:
    assert concerns(SuppressionMap(column="nummer", **told), **said) is about


@pytest.mark.parametrize(
    ("family", "kind", "written"),
    [
        (Family.DATE, "date", dt.date(2026, 7, 2)),
        (Family.DATETIME, "timestamp", dt.datetime.fromisoformat("2026-07-02T00:30:01")),
        (Family.TEXT, "text", "2026-07-02T00:30:01+02:00"),
    ],
)
def test_the_moment_is_local_time_in_whole_seconds(family: Family, kind: str, written: object) -> None:
    live = column(SINCE, family=family, type=kind)
    told = SuppressionMap.model_validate({"column": "nummer", "also": [{"column": "sinds", "holds": "moment"}]})

    plan = suppression_plan(told, live, [Suppressed(uid="u", text="+31612345678", objected_at=AT)], home="NL")

    assert plan.rows[0].values == (written,)


def test_a_moment_keeps_its_zone_where_the_column_does() -> None:
    live = column(SINCE, type="timestamp with time zone")
    told = SuppressionMap.model_validate({"column": "nummer", "also": [{"column": "sinds", "holds": "moment"}]})

    plan = suppression_plan(told, live, [Suppressed(uid="u", text="+31612345678", objected_at=AT)], home="NL")

    assert plan.rows[0].values == (AT.replace(microsecond=0),)


def test_the_hash_of_a_plan_says_nothing_of_its_numbers() -> None:
    told = SuppressionMap(column="nummer")
    first, second = (
        suppression_plan(told, LIVE, [Suppressed(uid="u", text=text, objected_at=AT)], home="NL").sha256
        for text in ("+31612345678", "+31687654321")
    )

    assert first == second


def test_a_column_of_numbers_gets_a_number() -> None:
    number = CatalogColumn(name="nummer", type="bigint", family=Family.INTEGER)
    told = SuppressionMap(column="nummer", spelling=NumberSpelling.DIGITS)
    people = [Suppressed(uid="u", text="+31612345678", objected_at=AT)]

    plan = suppression_plan(told, column(LIVE.columns[0], family=number.family), people, home="NL")

    assert plan.rows[0].number == 31612345678
