"""May this person be contacted: the decision table and the dates of the law, the day before and the day itself."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from consents.choices import (
    ContactChannel,
    PartyKind,
    PurposeKind,
    RelationKind,
    ScreeningListKind,
    SenderKind,
    Standing,
)
from consents.rules.deciding import Decision, decide
from consents.rules.facts import Relation
from consents.rules.folding import State
from tests.rules.consents.samples import facts, rules_on, shipped

ZONE = ZoneInfo("Europe/Amsterdam")
VERIFIED = State(standing=Standing.GIVEN, event="e1", verified=True)
GIVEN = State(standing=Standing.GIVEN, event="e1")
OBJECTED = State(standing=Standing.GIVEN, verified=True, objection="e2")
CUSTOMER = Relation(kind=RelationKind.CUSTOMER, collected_in_sale=True, opt_out_offered=True, similar=True)
BMNR = ScreeningListKind.BMNR


def noon(day: str) -> dt.datetime:
    """Noon in Amsterdam."""
    return dt.datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZONE)


def said(day: str, **rest: object) -> Decision:
    """The decision about a call at noon."""
    told = facts(noon(day), **rest)
    return decide(told, rules_on(told.at, country=told.country, channel=told.channel))


VECTORS: list[tuple[str, dict[str, object], str, bool]] = [
    ("2021-06-30", {"lists_known": frozenset({BMNR})}, "opt_out", True),
    ("2021-06-30", {}, "bmnr_not_loaded", False),
    ("2021-06-30", {"lists": frozenset({BMNR}), "lists_known": frozenset({BMNR})}, "bmnr", False),
    ("2021-06-30", {"lists": frozenset({BMNR}), "relation": CUSTOMER}, "customer", True),
    ("2021-07-01", {"lists_known": frozenset({BMNR})}, "no_basis", False),
    ("2026-06-30", {"relation": CUSTOMER}, "customer", True),
    ("2026-07-01", {"relation": CUSTOMER}, "customer_exception_ended", False),
    ("2026-07-01", {"relation": CUSTOMER, "sender_kind": SenderKind.CHARITY_LOTTERY}, "customer", True),
    ("2026-07-01", {"relation": CUSTOMER, "sender_kind": SenderKind.PRESS_PUBLISHER}, "customer", True),
    ("2025-06-30", {"state": GIVEN}, "consent", True),
    ("2025-07-01", {"state": GIVEN}, "consent_not_verified", False),
    ("2026-07-01", {"state": VERIFIED}, "consent", True),
    ("2026-07-01", {"state": OBJECTED}, "objection", False),
    ("2026-07-01", {"state": OBJECTED, "party": PartyKind.LEGAL}, "objection", False),
    ("2026-07-01", {"state": VERIFIED, "minor": True}, "minor", False),
    ("2026-07-01", {"party": PartyKind.LEGAL}, "legal_person", True),
    ("2026-07-01", {"state": VERIFIED, "people": 2}, "several_people", False),
    ("2026-07-01", {"purpose": PurposeKind.SERVICE}, "no_marketing", True),
    ("2026-07-01", {"purpose": PurposeKind.SERVICE, "offer": True}, "no_basis", False),
    ("2026-07-01", {"channel": ContactChannel.VOICE_AUTO, "party": PartyKind.LEGAL}, "no_basis", False),
    ("2026-07-01", {"channel": ContactChannel.EMAIL, "relation": CUSTOMER}, "customer", True),
    ("2026-07-01", {"channel": ContactChannel.EMAIL, "party": PartyKind.LEGAL}, "no_basis", False),
    ("2026-07-01", {"country": "BE"}, "dncm_not_loaded", False),
    ("2026-07-01", {"country": "BE", "lists_known": frozenset({ScreeningListKind.DNCM})}, "opt_out", True),
    ("2026-07-01", {"country": "DE", "state": VERIFIED}, "no_rules", False),
    ("2009-09-30", {"state": VERIFIED}, "no_rules", False),
]


@pytest.mark.parametrize(("day", "rest", "rule", "allowed"), VECTORS)
def test_the_rule_of_the_date_decides(day: str, rest: dict[str, object], rule: str, allowed: bool) -> None:
    decision = said(day, **rest)

    assert (decision.rule, decision.allowed) == (rule, allowed)


def test_three_years_after_the_last_purchase_the_customer_exception_ends() -> None:
    bought = Relation(
        kind=RelationKind.CUSTOMER,
        collected_in_sale=True,
        opt_out_offered=True,
        similar=True,
        ended_on=dt.date(2022, 3, 15),
    )

    assert said("2025-03-14", relation=bought).allowed
    assert not said("2025-03-17", relation=bought).allowed


def test_a_longer_customer_term_needs_a_decision() -> None:
    facts_of = {"collected_in_sale": True, "opt_out_offered": True, "similar": True, "ended_on": dt.date(2021, 1, 4)}
    longer = Relation(kind=RelationKind.CUSTOMER, longer_months=60, longer_decision="2024-11", **facts_of)  # type: ignore[arg-type]
    undecided = Relation(kind=RelationKind.CUSTOMER, longer_months=60, **facts_of)  # type: ignore[arg-type]

    assert said("2025-03-14", relation=longer).allowed
    assert not said("2025-03-14", relation=undecided).allowed


@pytest.mark.parametrize("lacking", ["collected_in_sale", "opt_out_offered", "similar"])
def test_a_customer_without_one_of_the_conditions_is_no_exception(lacking: str) -> None:
    told = {"collected_in_sale": True, "opt_out_offered": True, "similar": True, lacking: False}

    assert not said("2026-06-30", relation=Relation(kind=RelationKind.CUSTOMER, **told)).allowed  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        ("2026-07-01T08:59", False),
        ("2026-07-01T09:00", True),
        ("2026-07-01T20:59", True),
        ("2026-07-01T21:00", False),
        ("2026-07-05T12:00", False),
        ("2026-12-25T12:00", False),
    ],
)
def test_calling_hours_hold_by_the_clock_of_the_number(moment: str, allowed: bool) -> None:
    told = facts(dt.datetime.fromisoformat(moment).replace(tzinfo=ZONE), state=VERIFIED)

    decision = decide(told, rules_on(told.at))

    assert decision.allowed == allowed
    assert allowed or (decision.not_before is not None and decision.not_before > told.at)


def test_every_shipped_rule_names_its_article_source_and_status() -> None:
    for rules in shipped():
        assert all(rule.article and rule.source and rule.status for rule in rules.rules)


def test_the_dutch_sets_for_calls_follow_each_other_without_a_gap() -> None:
    calls = sorted((each for each in shipped() if each.id.startswith("NL-V")), key=lambda each: each.valid_from)

    assert [each.valid_until for each in calls] == [*[each.valid_from for each in calls[1:]], None]
