"""When an answer is due: Regulation (EEC, Euratom) 1182/71 applied to art. 12(3) AVG. Pure date arithmetic.

A period in months does not count the day of receipt (art. 3(1)), ends on the same day number (art. 3(2)(c)) or, where
the month lacks it, on its last day, and moves to the next working day when it ends on a Saturday, Sunday or public
holiday of the establishment (art. 3(4)).
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import holidays
from dateutil.relativedelta import relativedelta

# Days that are not free for everybody: the cautious deadline counts them as working days.
_NOT_FREE_FOR_EVERYBODY = {"NL": ("Good Friday", "Liberation Day"), "BE": ("Good Friday",)}
_CATEGORIES = {"NL": ("public", "optional"), "BE": ("public",)}


@dataclass(frozen=True, kw_only=True)
class Term:
    """A dated rule: answer within ``months``, with at most ``extension_months`` more (art. 12(3))."""

    rule: str
    months: int
    extension_months: int


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """All dates are days at the establishment; each runs to the end of that day.

    ``due`` is the legal last day; ``cautious_due`` the same without holidays that are not free for everybody;
    ``planning`` the working day to plan on; ``extended_due`` the outer limit after an extension, which has to be
    announced on ``due`` at the latest.
    """

    rule: str
    received: dt.date
    due: dt.date
    cautious_due: dt.date
    planning: dt.date
    extended_due: dt.date


def deadlines(*, received: dt.date, term: Term, country: str) -> Deadlines:
    """The dates for a request received on ``received``; ``country`` is NL or BE."""
    free = _calendar(country, cautious=False)
    cautious = _calendar(country, cautious=True)
    last = received + relativedelta(months=term.months)
    extended = received + relativedelta(months=term.months + term.extension_months)
    return Deadlines(
        rule=term.rule,
        received=received,
        due=next_working_day(last, free),
        cautious_due=next_working_day(last, cautious),
        planning=previous_working_day(last, free),
        extended_due=next_working_day(extended, free),
    )


@dataclass(frozen=True, kw_only=True)
class Pause:
    """From the day on which the person was asked until the day of the answer; None while nothing came."""

    asked: dt.date
    answered: dt.date | None


def claimed_due(*, last: dt.date, pauses: Iterable[Pause], today: dt.date, country: str) -> dt.date:
    """The last day if the pauses suspended the period: moved by their days, and then to a working day.

    Whether they do is for a judge: the legal last day stays ``last``. A pause that began after the last day moves
    nothing, because the person was not asked in time.
    """
    for pause in sorted(pauses, key=lambda one: one.asked):
        if pause.asked <= last:
            last += max((pause.answered or today) - pause.asked, dt.timedelta())
    return next_working_day(last, _calendar(country, cautious=False))


def next_working_day(day: dt.date, is_free: Callable[[dt.date], bool]) -> dt.date:
    """The day itself when it is a working day, or the first one after it (art. 3(4))."""
    while day.weekday() >= 5 or is_free(day):
        day += dt.timedelta(days=1)
    return day


def previous_working_day(day: dt.date, is_free: Callable[[dt.date], bool]) -> dt.date:
    """The day itself when it is a working day, or the last one before it."""
    while day.weekday() >= 5 or is_free(day):
        day -= dt.timedelta(days=1)
    return day


@lru_cache(maxsize=8)
def _calendar(country: str, *, cautious: bool) -> Callable[[dt.date], bool]:
    days = holidays.country_holidays(country, categories=_CATEGORIES[country], language="en_US")
    skipped = _NOT_FREE_FOR_EVERYBODY[country] if cautious else ()

    def is_free(day: dt.date) -> bool:
        name = days.get(day)
        return name is not None and not any(part in name for part in skipped)

    return is_free
