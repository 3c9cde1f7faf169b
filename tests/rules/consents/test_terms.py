"""Terms in working days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consents.rules.terms import is_working_day, last_day


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2026-06-29", "2026-07-06"),
        ("2026-07-04", "2026-07-10"),
        ("2026-12-23", "2026-12-31"),
        ("2027-04-26", "2027-05-04"),
    ],
)
def test_weekends_and_holidays_do_not_count(received: str, last: str) -> None:
    found = last_day(dt.date.fromisoformat(received), working_days=5, country="NL")

    assert found.isoformat() == last


@given(day=st.dates(dt.date(2024, 1, 1), dt.date(2035, 1, 1)), days=st.integers(1, 15))
def test_exactly_so_many_working_days_pass(day: dt.date, days: int) -> None:
    last = last_day(day, working_days=days, country="BE")

    passed = [day + dt.timedelta(days=n) for n in range(1, (last - day).days + 1)]
    assert sum(is_working_day(one, "BE") for one in passed) == days
    assert is_working_day(last, "BE")
