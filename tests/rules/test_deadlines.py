"""Deadlines: the vectors of the regulation's arithmetic, and properties that hold for every day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjects.deadlines import Pause, Term, claimed_due, deadlines

TERM = Term(rule="T1", months=1, extension_months=2)

VECTORS = [
    ("2026-01-31", "2026-03-02", "2026-02-27", "2026-04-30"),
    ("2026-03-05", "2026-04-07", "2026-04-02", "2026-06-05"),
    ("2026-03-26", "2026-04-28", "2026-04-24", "2026-06-26"),
    ("2026-03-31", "2026-04-30", "2026-04-30", "2026-06-30"),
    ("2026-04-14", "2026-05-15", "2026-05-13", "2026-07-14"),
    ("2026-07-31", "2026-08-31", "2026-08-31", "2026-11-02"),
    ("2026-08-31", "2026-09-30", "2026-09-30", "2026-11-30"),
    ("2026-10-21", "2026-11-23", "2026-11-20", "2027-01-21"),
    ("2026-11-21", "2026-12-21", "2026-12-21", "2027-02-22"),
    ("2026-11-25", "2026-12-28", "2026-12-24", "2027-02-25"),
    ("2026-12-01", "2027-01-04", "2026-12-31", "2027-03-01"),
    ("2026-12-31", "2027-02-01", "2027-01-29", "2027-03-31"),
    ("2028-01-31", "2028-02-29", "2028-02-29", "2028-05-01"),
]


@pytest.mark.parametrize(("received", "due", "planning", "extended"), VECTORS)
def test_the_vectors_of_the_regulation_hold(received: str, due: str, planning: str, extended: str) -> None:
    day = dt.date.fromisoformat(received)

    dates = deadlines(received=day, term=TERM, country="NL")

    assert (dates.due, dates.planning, dates.extended_due) == tuple(
        map(dt.date.fromisoformat, (due, planning, extended))
    )


@given(st.dates(min_value=dt.date(2018, 5, 25), max_value=dt.date(2099, 1, 1)), st.sampled_from(["NL", "BE"]))
def test_the_due_day_is_a_working_day_that_is_never_before_the_month_is_over(received: dt.date, country: str) -> None:
    dates = deadlines(received=received, term=TERM, country=country)

    assert dates.due.weekday() < 5
    assert 28 <= (dates.due - received).days <= 31 + 6
    assert dates.planning <= dates.due < dates.extended_due
    assert dates.cautious_due <= dates.due


@given(st.dates(min_value=dt.date(2018, 5, 25), max_value=dt.date(2099, 1, 1)))
def test_a_later_receipt_never_has_an_earlier_due_day(received: dt.date) -> None:
    today = deadlines(received=received, term=TERM, country="NL")
    tomorrow = deadlines(received=received + dt.timedelta(days=1), term=TERM, country="NL")

    assert today.due <= tomorrow.due


@pytest.mark.parametrize(
    ("pauses", "claimed"),
    [
        ([], dt.date(2026, 12, 16)),
        ([(dt.date(2026, 11, 20), dt.date(2026, 11, 25))], dt.date(2026, 12, 21)),
        ([(dt.date(2026, 11, 20), None)], dt.date(2026, 12, 28)),  # to 26 December, then a Sunday
        ([(dt.date(2026, 11, 20), dt.date(2026, 11, 20))], dt.date(2026, 12, 16)),
        ([(dt.date(2026, 11, 20), dt.date(2026, 11, 21)), (dt.date(2026, 12, 17), dt.date(2026, 12, 18))],
         dt.date(2026, 12, 18)),
        ([(dt.date(2026, 12, 18), None)], dt.date(2026, 12, 16)),  # asked too late
    ],
)  # fmt: skip
def test_the_day_to_claim_moves_with_the_days_of_waiting(
    pauses: list[tuple[dt.date, dt.date | None]], claimed: dt.date
) -> None:
    found = claimed_due(
        last=dt.date(2026, 12, 16),
        pauses=[Pause(asked=asked, answered=answered) for asked, answered in pauses],
        today=dt.date(2026, 11, 30),
        country="NL",
    )

    assert found == claimed
