"""Rules about keeping, days and the rows of law: each finds its fault, and no neighbour."""

import datetime as dt

import pytest

from registers.book import records as r
from registers.book.book import WHOLE
from registers.choices import DataCategory, LegalStatus
from registers.register_choices import Answer, RecordStatus
from registers.rules import Law
from registers.rules.terms import duty_months
from tests.rules.findings.sound import (
    LAST_MONTH,
    LAW,
    LONG_AGO,
    TODAY,
    TOMORROW,
    YESTERDAY,
    Case,
    case,
    change,
    copy,
    found,
    records_found,
)

RETENTION = (
    case(
        "line-without-retention",
        "l-bill",
        [change("l-bill", retention=None)],
        [change("l-bill", retention=None, retention_criterion="zolang u klant bent")],
    ),
    case(
        "retention-empty",
        "k-file",
        [change("k-file", months=None)],
        [change("k-file", months=None, criterion="zolang u klant bent")],
    ),
    case("retention-start-missing", "k-file", [change("k-file", start_event=" ")]),
    case("retention-ground-missing", "k-file", [change("k-file", ground="")], [change("k-tax", ground="")]),
    case("retention-executor-missing", "k-file", [change("k-file", executor="")]),
    case(
        "retention-not-kept",
        "k-file",
        [change("k-file", kept_to=Answer.NO)],
        [change("k-file", kept_to=Answer.NO, deviation="wacht op de leverancier")],
    ),
    case("retention-short-of-duty", "k-tax", [change("k-tax", months=83)], [change("k-tax", months=85)]),
    case("retention-beyond-norm", "k-call", [change("k-call", months=7)], [change("k-call", months=6)]),
    case("retention-duty-lapsed", "k-tax", [change("tax", valid_until=TODAY)], [change("tax", valid_until=TOMORROW)]),
    case("retention-duty-unconfirmed", "k-tax", [change("tax", status=LegalStatus.TO_CHECK)]),
    case("duty-without-fields", "k-tax", [change("tax", minimal_fields="")], [change("norm", minimal_fields="")]),
    case("duty-on-wrong-data", "l-bill", [change("l-bill", category=DataCategory.PREFERENCE)]),
    case(
        "retention-conflict",
        "again",
        [copy("l-bill", "again", position=1, retention="k-file", subjects=" klanten")],
        [copy("l-bill", "again", position=1, retention="k-file", subjects="Leveranciers")],
    ),
    case(
        "retention-longest-wins",
        "calls",
        [copy("l-bill", "again", retention="k-file", purpose="p-help")],
        [copy("l-bill", "again", purpose="p-help")],
    ),
    case(
        "processor-keeps-longer", "work", [change("work", retention_months=85)], [change("work", retention_months=84)]
    ),
    case(
        "retention-not-chosen",
        "k-file",
        [change("k-file", least_months=12, most_months=36)],
        [change("k-file", least_months=12, most_months=36, chosen=Answer.YES)],
    ),
    case(
        "retention-outside-proposal",
        "k-file",
        [change("k-file", least_months=3, most_months=12, chosen=Answer.YES)],
        [change("k-file", least_months=12, most_months=24, chosen=Answer.YES)],
    ),
    case("hold-past-end", "hold", [change("hold", ends_on=YESTERDAY)], [change("hold", ends_on=TODAY)]),
    case("hold-without-reason", "hold", [change("hold", owner="")]),
)

DATES = (
    case("review-overdue", "a-help", [change("a-help", reviewed_on=LONG_AGO)]),
    case("review-never", "calls", [change("calls", reviewed_on=None)]),
    case(
        "activity-ended-not-closed", "calls", [change("calls", ended_on=YESTERDAY)], [change("calls", ended_on=TODAY)]
    ),
    case(
        "activity-ended-undated",
        "calls",
        [change("calls", status=RecordStatus.ENDED)],
        [change("calls", status=RecordStatus.ENDED, ended_on=LAST_MONTH)],
    ),
    case("ends-before-start", "calls", [change("calls", started_on=TODAY, ended_on=LAST_MONTH)]),
    case("day-in-future", "p-coach", [change("p-coach", balanced_on=TOMORROW)], [change("p-coach", balanced_on=TODAY)]),
)

CASES = (*RETENTION, *DATES)


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.rule)
def test_the_rule_finds_its_fault_there_and_only_there(one: Case) -> None:
    assert records_found(one, one.bad) == [one.on]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.rule)
def test_the_rule_leaves_a_neighbour_alone(one: Case) -> None:
    assert records_found(one, one.good) == []


@pytest.mark.parametrize(
    ("term", "months"),
    [({"years": 7}, 84), ({"weeks": 4}, 1), ({"weeks": 5}, 2), ({"years": 1, "months": 6}, 18), ({}, 0)],
)
def test_a_term_in_weeks_is_rounded_up_to_months(term: dict[str, int], months: int) -> None:
    duty = r.Duty.model_validate({"uid": "d", "name": "d", "label": "d", **term})

    assert duty_months(duty) == months


def test_a_criterion_beside_terms_says_nothing_about_the_processor() -> None:
    open_end = change("l-bill", retention=None, retention_criterion="zolang u klant bent")

    assert found(open_end, change("work", retention_months=85)) == ()


def test_what_has_ended_is_left_in_peace() -> None:
    ended = change("calls", status=RecordStatus.ENDED, ended_on=LAST_MONTH, owner="", recipients=Answer.UNKNOWN)

    assert "calls" not in {one.owner for one in found(ended)}


@pytest.mark.parametrize(
    ("law", "rule", "facts"),
    [
        (
            Law(countries=LAW.countries, parameters=LAW.parameters[1:]),
            "law-number-missing",
            {"numbers": ["breach-report-hours"]},
        ),
        (Law(parameters=LAW.parameters), "law-countries-missing", {}),
    ],
)
def test_a_law_that_is_not_there_is_said(law: Law, rule: str, facts: dict[str, object]) -> None:
    assert [(one.record, one.facts) for one in found(law=law) if one.rule == rule] == [(WHOLE, facts)]


def test_without_rows_of_law_every_country_is_outside_the_eea() -> None:
    assert "party-outside-eea" in {one.rule for one in found(law=Law())}


def test_the_law_is_that_of_the_day() -> None:
    before, after = dt.date(2021, 6, 27), dt.date(2021, 6, 28)

    assert (LAW.adequacy("GB", before) is None, LAW.adequacy("GB", after) is None) == (True, False)
