"""Days that follow from the register: reviews, ends, objections, assurances and holds; nothing is made up."""

import datetime as dt

import pytest

from registers.book.book import Book
from registers.book.days import due_days, in_force, notice_deadline, objection_deadline, review_due
from registers.book.records import Activity, Agreement, Assurance, Hold, Party, Record, SubProcessor
from registers.register_choices import AgreementStatus, AssuranceKind, RecordStatus, SubProcessorDecision

TODAY = dt.date(2026, 11, 22)


def activity(**facts: object) -> Activity:
    return Activity.model_validate({"uid": "a", "number": "V-1", "name": "Bellen", **facts})


def agreement(**facts: object) -> Agreement:
    return Agreement.model_validate({"uid": "g", "number": "O-1", "title": "Opslag", "counterparty": "p", **facts})


def days(*records: Record) -> list[tuple[str, dt.date]]:
    return [(one.sort, one.day) for one in due_days(Book([Party(uid="p", name="Opslag B.V."), *records]))]


def test_a_review_comes_round_after_its_months() -> None:
    assert review_due(activity(reviewed_on="2026-01-31", review_months=1)) == dt.date(2026, 2, 28)


def test_what_was_never_reviewed_has_no_day() -> None:
    assert review_due(activity()) is None
    assert days(activity()) == []


def test_an_activity_that_ended_is_not_reviewed_again() -> None:
    assert days(activity(reviewed_on="2025-01-01", status=RecordStatus.ENDED)) == []


@pytest.mark.parametrize(
    ("announced", "given", "deadline"),
    [("2026-11-01", 30, dt.date(2026, 12, 1)), (None, 30, None), ("2026-11-01", None, None)],
)
def test_the_last_day_to_object_needs_both_numbers(
    announced: str | None, given: int | None, deadline: dt.date | None
) -> None:
    assert objection_deadline(dt.date.fromisoformat(announced) if announced else None, given) == deadline


@pytest.mark.parametrize(
    ("facts", "covers"),
    [
        ({"status": AgreementStatus.SIGNED, "in_force_from": "2026-01-01"}, True),
        ({"status": AgreementStatus.SIGNED, "in_force_from": "2026-01-01", "in_force_until": "2026-11-22"}, True),
        ({"status": AgreementStatus.SIGNED, "in_force_from": "2026-01-01", "in_force_until": "2026-11-21"}, False),
        ({"status": AgreementStatus.SIGNED, "in_force_from": "2026-11-23"}, False),
        ({"status": AgreementStatus.SIGNED}, False),
        ({"status": AgreementStatus.DRAFT, "in_force_from": "2026-01-01"}, False),
    ],
)
def test_an_agreement_is_in_force_by_its_status_and_dates(facts: dict[str, object], covers: bool) -> None:
    assert in_force(agreement(**facts), TODAY) is covers


def test_notice_is_given_before_the_end() -> None:
    assert notice_deadline(agreement(in_force_until="2026-12-31", notice_days=30)) == dt.date(2026, 12, 1)
    assert notice_deadline(agreement()) is None


def test_the_days_of_an_agreement_and_of_what_belongs_to_it_come_in_order() -> None:
    made = agreement(reviewed_on="2026-01-01", in_force_until="2027-06-30", next_audit="2026-12-01", objection_days=14)
    sub = SubProcessor(uid="s", agreement="g", party="p", announced_on=dt.date(2026, 11, 20))
    report = Assurance(uid="r", agreement="g", sort=AssuranceKind.ISO27001, valid_until=dt.date(2026, 11, 30))

    assert [sort for sort, _day in days(made, sub, report)] == ["assurance", "audit", "objection", "review", "end"]


def test_who_decided_about_a_sub_processor_is_not_reminded() -> None:
    sub = SubProcessor(
        uid="s",
        agreement="g",
        party="p",
        announced_on=dt.date(2026, 11, 20),
        decision=SubProcessorDecision.ACCEPTED,
    )

    assert days(agreement(objection_days=14), sub) == []


def test_of_a_closed_agreement_no_day_is_left() -> None:
    assert days(agreement(status=AgreementStatus.CLOSED, reviewed_on="2025-01-01", next_audit="2026-01-01")) == []


def test_a_hold_goes_to_the_owner_of_its_activity() -> None:
    hold = Hold(uid="h", label="Claim", activity="a", owner="Juridische zaken", starts_on=TODAY, ends_on=TODAY)

    (one,) = due_days(Book([activity(owner_email="klantcontact@voorbeeld.example"), hold]))

    assert (one.sort, one.email, one.page) == ("hold", "klantcontact@voorbeeld.example", "a")
