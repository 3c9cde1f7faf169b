"""Rules about processors, transfers, agreements and what stands behind them: each finds its fault, and no neighbour."""

import datetime as dt

import pytest

from registers.book import records as r
from registers.choices import DataCategory
from registers.register_choices import (
    AgreementStatus,
    Answer,
    AssuranceKind,
    Clause,
    RecordStatus,
    SubProcessorDecision,
    SubProcessorRegime,
    TransferMechanism,
    Verdict,
)
from tests.rules.findings.sound import (
    LAST_MONTH,
    LONG_AGO,
    TOMORROW,
    YESTERDAY,
    Case,
    case,
    change,
    copy,
    drop,
    found,
    records_found,
    without,
)

OPEN = {"decision": SubProcessorDecision.OPEN}
ADEQUATE = {"mechanism": TransferMechanism.ADEQUACY, "module": None}
CLAUSES = f"a-help-{Clause.AUDIT}"

PROCESSORS = (
    case("processors-unanswered", "calls", [change("calls", processors=Answer.UNKNOWN)]),
    case("processors-none-listed", "calls", [drop("work")], [drop("work"), change("calls", processors=Answer.NO)]),
    case("processors-denied", "calls", [change("calls", processors=Answer.NO)]),
    case("processor-without-agreement", "more", [copy("work", "more", party="post")]),
    case("processor-agreement-elsewhere", "work", [drop("a-help-covers")]),
    case(
        "processor-agreement-not-in-force",
        "work",
        [change("a-help", in_force_until=YESTERDAY)],
        [change("a-help", in_force_until=TOMORROW)],
    ),
    case("supplier-not-engaged", "in-l-bill", [change("in-l-bill", system="erp"), copy("crm", "erp", supplier="post")]),
    case("client-missing", "desk", [without(r.Client)]),
    case("client-without-operations", "for", [change("for", operations=())]),
    case("client-without-agreement", "for", [change("a-client", status=AgreementStatus.DRAFT)]),
)

TRANSFERS = (
    case("transfers-unanswered", "calls", [change("calls", transfers=Answer.UNKNOWN)]),
    case("transfers-none-listed", "desk", [change("desk", transfers=Answer.YES)]),
    case("transfers-denied", "calls", [change("calls", transfers=Answer.NO)]),
    case("party-outside-eea", "with", [change("partner", country="GB")], [change("partner", country="NO")]),
    case("system-outside-eea", "in-l-bill", [change("in-l-bill", system="erp"), copy("crm", "erp", country="IN")]),
    case(
        "subprocessor-outside-eea",
        "sub",
        [change("sub", country="IN")],
        [change("sub", country="IN", ended_on=YESTERDAY)],
    ),
    case("country-missing", "with", [change("partner", country="")], [change("post", country="")]),
    case("transfer-without-mechanism", "away", [change("away", mechanism=None)]),
    case(
        "adequacy-absent",
        "away",
        [change("away", country="IN", **ADEQUATE)],
        [change("away", country="JP", **ADEQUATE)],
    ),
    case(
        "adequacy-condition-open",
        "away",
        [change("away", **ADEQUATE)],
        [change("away", **ADEQUATE, document="op de lijst gevonden op 1 november")],
    ),
    case("adequacy-to-check", "away", [change("away", country="JP", **ADEQUATE)]),
    case("clauses-without-module", "away", [change("away", module=None)]),
    case("transfer-not-assessed", "away", [change("away", assessment=" ")]),
    case("compelling-without-document", "away", [change("away", mechanism=TransferMechanism.COMPELLING)]),
    case("transfer-inside-eea", "more", [copy("away", "more", country="IS")]),
)

AGREEMENTS = (
    case("clause-missing", CLAUSES, [change(CLAUSES, verdict=Verdict.NO)]),
    case("clause-partly", CLAUSES, [change(CLAUSES, verdict=Verdict.PARTLY)]),
    case(
        "clause-set-aside",
        CLAUSES,
        [change(CLAUSES, verdict=Verdict.NOT_APPLICABLE)],
        [change(CLAUSES, verdict=Verdict.NOT_APPLICABLE, note="geen toegang")],
    ),
    case("clauses-unchecked", "a-help", [drop(CLAUSES)], [change(CLAUSES, verdict=Verdict.NO)]),
    case("agreement-unsigned", "a-help", [change("a-help", signed_by_them=None)]),
    case("agreement-start-missing", "a-help", [change("a-help", in_force_from=None)]),
    case(
        "agreement-end-missing",
        "a-help",
        [change("a-help", open_ended=False)],
        [change("a-help", open_ended=False, in_force_until=TOMORROW)],
    ),
    case(
        "agreement-ended-activity-live",
        "a-help",
        [change("a-help", status=AgreementStatus.CLOSED)],
        [
            change("a-help", status=AgreementStatus.CLOSED),
            change("calls", status=RecordStatus.ENDED, ended_on=YESTERDAY),
        ],
    ),
    case("agreement-covers-nothing", "a-client", [drop("a-client-covers")]),
    case("agreement-data-empty", "a-help", [change("a-help", data_categories=())]),
    case("agreement-data-narrower", "a-help", [change("l-bill", category=DataCategory.LOCATION)]),
    case("breach-hours-missing", "a-help", [change("a-help", breach_hours=None)]),
    case("breach-hours-long", "a-help", [change("a-help", breach_hours=25)], [change("a-client", breach_hours=48)]),
    case("breach-mailbox-missing", "a-help", [change("a-help", breach_email="")]),
    case("request-help-missing", "a-help", [change("a-help", request_days=None)]),
    case("deletion-terms-missing", "a-help", [change("a-help", deletion_days=None)]),
    case(
        "deletion-proof-missing",
        "a-help",
        [change("a-help", in_force_until=LONG_AGO)],
        [change("a-help", in_force_until=YESTERDAY)],
    ),
    case("audit-overdue", "a-help", [change("a-help", next_audit=YESTERDAY)], [change("a-help", next_audit=TOMORROW)]),
    case(
        "guarantees-unchecked",
        "a-help",
        [change("a-help", guarantees_on=None)],
        [change("a-client", guarantees_on=None)],
    ),
    case("agreement-owner-missing", "a-help", [change("a-help", owner="")]),
    case("agreement-not-for-role", "a-help", [drop("work")], [copy("work", "more", party="post")]),
)

SUPPLIERS = (
    case("regime-missing", "a-help", [change("a-help", regime=None)]),
    case("objection-terms-missing", "a-help", [change("a-help", announce_days=None)]),
    case("subprocessor-not-allowed", "sub", [change("a-help", regime=SubProcessorRegime.NONE)]),
    case(
        "subprocessor-unapproved",
        "sub",
        [change("a-help", regime=SubProcessorRegime.SPECIFIC), change("sub", **OPEN)],
        [change("a-help", regime=SubProcessorRegime.SPECIFIC)],
    ),
    case("subprocessor-undecided", "sub", [change("sub", announced_on=YESTERDAY, **OPEN)], [change("sub", **OPEN)]),
    case(
        "subprocessor-objection-missed", "sub", [change("sub", **OPEN)], [change("sub", announced_on=YESTERDAY, **OPEN)]
    ),
    case("subprocessor-deadline-unknown", "sub", [change("sub", announced_on=None, **OPEN)]),
    case(
        "subprocessor-objected",
        "sub",
        [change("sub", decision=SubProcessorDecision.OBJECTED, started_on=LAST_MONTH)],
        [change("sub", decision=SubProcessorDecision.OBJECTED, started_on=TOMORROW)],
    ),
    case("flowdown-unknown", "sub", [change("sub", flowdown=Answer.UNKNOWN)]),
    case("flowdown-denied", "sub", [change("sub", flowdown=Answer.NO)]),
    case("assurance-missing", "a-help", [without(r.Assurance)], [drop("a-client")]),
    case(
        "assurance-expired",
        "iso",
        [change("iso", valid_until=YESTERDAY)],
        [copy("iso", "old", issued_on=LONG_AGO, valid_until=YESTERDAY)],
    ),
    case(
        "assurance-old",
        "iso",
        [change("iso", sort=AssuranceKind.SOC2, issued_on=LONG_AGO)],
        [change("iso", issued_on=LONG_AGO)],
    ),
    case("assurance-undated", "iso", [change("iso", issued_on=None, valid_until=None)]),
    case("assurance-out-of-scope", "iso", [change("iso", scope_fits=Answer.NO)]),
)

CASES = (*PROCESSORS, *TRANSFERS, *AGREEMENTS, *SUPPLIERS)


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.rule)
def test_the_rule_finds_its_fault_there_and_only_there(one: Case) -> None:
    assert records_found(one, one.bad) == [one.on]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.rule)
def test_the_rule_leaves_a_neighbour_alone(one: Case) -> None:
    assert records_found(one, one.good) == []


def test_an_adequacy_decision_that_lapsed_says_since_when() -> None:
    (one,) = found(change("away", country="GB", **ADEQUATE), change("sub", country="GB"), today=dt.date(2032, 1, 1))[:1]

    assert (one.rule, one.facts) == ("adequacy-absent", {"country": "GB", "since": "2031-12-28"})


@pytest.mark.parametrize("kind", [r.Engagement, r.Recipient, r.Client])
def test_whoever_gets_data_outside_the_eea_needs_a_transfer(kind: type[r.Record]) -> None:
    parties = {r.Engagement: "help", r.Recipient: "post", r.Client: "client"}

    hit = [one.record_kind for one in found(change(parties[kind], country="IN")) if one.rule == "party-outside-eea"]

    assert hit == [kind.kind]


def test_a_new_agreement_with_the_same_processor_lets_the_old_one_rest() -> None:
    old = change("a-help", status=AgreementStatus.TERMINATED, in_force_until=YESTERDAY)
    new = copy("a-help", "b-help", number="b-help", in_force_from=LAST_MONTH)

    hit = {one.rule for one in found(new, copy("a-help-covers", "b-covers", agreement="b-help"), old)}

    assert not hit & {"agreement-ended-activity-live", "processor-agreement-not-in-force"}
