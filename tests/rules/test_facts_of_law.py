"""A fact of law that nobody checked says so wherever it is told: on paper, on screen, in a finding, in a statement."""

import dataclasses
import datetime as dt
from dataclasses import replace

import pytest
from django.utils import translation

from registers.book import records as r
from registers.book.book import Book
from registers.choices import LegalStatus
from registers.comparing.titles import title_of
from registers.documents.incidentsheets import incident_paper
from registers.documents.linetables import line_tables
from registers.incidents.incident import Asked, incident
from registers.incidents.wording import report_in_words
from registers.models import AdequacyDecision, LegalParameter, RetentionDuty, SupervisoryAuthority
from registers.publishing.blocks import Authority
from registers.publishing.topics import Topic
from registers.register_choices import Answer, TransferMechanism
from registers.rules import Law
from registers.rules.findings import Facts
from registers.rules.law import LawNumber
from registers.rules.wording import text_of
from tests.rules.findings.sound import LAW, TODAY, sound
from tests.rules.register import test_statement as statements

MARK = "te controleren"
ON = dt.date(2026, 11, 20)
KNOWN = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _dutch() -> object:
    with translation.override("nl"):
        yield


def kept_under(status: LegalStatus, **range_: object) -> Book:
    """The sound register, with its retention rules on a duty of that status."""
    duty = r.Duty(uid="law", name="fiscaal", label="Fiscale bewaarplicht", law="AWR", years=7, status=status)
    rules = {"duty": "law", **range_}
    rows = [one.model_copy(update=rules) if isinstance(one, r.Retention) else one for one in sound()]
    return Book([*rows, duty])


def retention_of(book: Book) -> str:
    """The words of the table of retention rules of the first activity."""
    table = line_tables(book.activities[0], book)[1]
    return "\n".join(said.text for row in table.rows for cell in row for said in cell)


@pytest.mark.parametrize("status", list(LegalStatus))
def test_a_duty_on_paper_says_how_sure_it_is(status: LegalStatus) -> None:
    assert (MARK in retention_of(kept_under(status))) == (status == LegalStatus.TO_CHECK)


def test_a_range_of_the_catalogue_is_on_paper_and_a_proposal_is_no_choice() -> None:
    proposed = kept_under(LegalStatus.CONFIRMED, least_months=1, most_months=6, chosen=Answer.UNKNOWN)

    table = line_tables(proposed.activities[0], proposed)[1]

    said = [one for one in table.rows[0][1] if one.text.startswith(("De catalogus", "Door ons"))]
    assert [(one.text, one.missing) for one in said] == [
        ("De catalogus stelt 1 tot 6 maanden voor", False),
        ("Door ons gekozen: niet ingevuld", True),
    ]


def test_a_term_that_was_chosen_is_not_marked() -> None:
    chosen = kept_under(LegalStatus.CONFIRMED, least_months=6, most_months=6, chosen=Answer.YES)

    said = line_tables(chosen.activities[0], chosen)[1].rows[0][1]

    assert "De catalogus stelt 6 maanden voor" in [one.text for one in said]
    assert not any(one.missing for one in said)


def test_a_rule_without_a_range_says_nothing_of_a_catalogue() -> None:
    assert "catalogus" not in retention_of(kept_under(LegalStatus.CONFIRMED))


@pytest.mark.parametrize(
    "fact",
    [
        RetentionDuty(label="Plicht"),
        LegalParameter(label="Getal"),
        AdequacyDecision(country="JP", label="Japan"),
        SupervisoryAuthority(name="Toezichthouder"),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_a_fact_on_screen_says_how_sure_it_is(fact: RetentionDuty) -> None:
    fact.status = LegalStatus.TO_CHECK
    unchecked = str(fact)
    fact.status = LegalStatus.CONFIRMED

    assert unchecked == f"{fact} ({MARK})"


def test_the_title_of_a_duty_says_so_in_comparisons() -> None:
    book = kept_under(LegalStatus.TO_CHECK)

    assert title_of(book, book.get(r.Duty, "law")) == f"Fiscale bewaarplicht ({MARK})"


@pytest.mark.parametrize(("status", "marked"), [("to_check", True), ("confirmed", False)])
def test_a_finding_says_so_of_the_law_it_cites(status: str, marked: bool) -> None:
    facts: Facts = {"name": "Vijf jaar", "months": 60, "duty": "Fiscale bewaarplicht", "legal": status, "norm": 84}

    text = text_of("retention-short-of-duty", kind="retentions", facts=facts, labels=lambda _kind, field: field)

    assert (f"Fiscale bewaarplicht ({MARK})" in text) == marked


@pytest.mark.parametrize(("status", "marked"), [(LegalStatus.TO_CHECK, True), (LegalStatus.CONFIRMED, False)])
def test_the_clock_of_an_incident_says_so(status: LegalStatus, marked: bool) -> None:
    numbers = tuple(
        replace(one, status=status) if one.code == LawNumber.BREACH_REPORT_HOURS else one for one in LAW.parameters
    )
    law = Law(parameters=numbers, countries=LAW.countries)
    book, asked = Book(sound()), Asked(at=KNOWN, aware_at=KNOWN, supplier="help")
    found = incident(book, asked=asked, today=book, law=law, authorities={"NL": "AP"})

    paper = incident_paper(found, case="00000000-0000-0000-0000-000000000000", at=KNOWN)

    clock = "\n".join(field.value.text for field in paper.front[0].fields)
    assert (MARK in report_in_words(found)) == (MARK in clock) == marked


def test_a_number_that_is_not_there_is_not_sure() -> None:
    assert Law().status(LawNumber.BREACH_REPORT_HOURS, TODAY) == LegalStatus.TO_CHECK


@pytest.mark.parametrize(("status", "marked"), [(LegalStatus.TO_CHECK, True), (LegalStatus.SECONDARY, False)])
def test_where_people_complain_says_so_in_the_statement(
    status: LegalStatus, marked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = dataclasses.replace(statements.AP, status=status)
    monkeypatch.setattr(statements, "AROUND", replace(statements.AROUND, authorities=(authority,)))

    (block,) = (one for one in statements.said().closing if one.topic == Topic.COMPLAINT)

    assert any(MARK in item for item in block.items) == marked


@pytest.mark.parametrize(("unchecked", "marked"), [(frozenset({"JP"}), True), (frozenset(), False)])
def test_a_decision_about_a_country_says_so_in_the_statement(
    unchecked: frozenset[str], marked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "AROUND", replace(statements.AROUND, unchecked=unchecked))
    transfer = r.Transfer(uid="t", activity="act-1", country="JP", mechanism=TransferMechanism.ADEQUACY)

    (item,) = statements.block(Topic.TRANSFERS, transfer).items[-1:]

    assert (MARK in item) == marked


def test_an_authority_is_unchecked_until_somebody_says_otherwise() -> None:
    assert Authority(country="NL", name="AP", site="x", valid_from=ON).status == LegalStatus.TO_CHECK
