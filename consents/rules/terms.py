"""Terms in working days. Pure."""

import datetime as dt
from functools import lru_cache

import holidays

_NOT_FREE_FOR_EVERYBODY = ("Good Friday", "Liberation Day")
_CATEGORIES = {"NL": ("public", "optional"), "BE": ("public",)}


@lru_cache(maxsize=64)
def _free_days(country: str, year: int) -> frozenset[dt.date]:
    """Days on which nobody works; days that are free for some only count as working days, so a term ends no later."""
    days = holidays.country_holidays(country, years=year, categories=_CATEGORIES[country], language="en_US")
    return frozenset(day for day, name in days.items() if not any(part in name for part in _NOT_FREE_FOR_EVERYBODY))


def is_working_day(day: dt.date, country: str) -> bool:
    """Whether a day is no Saturday, Sunday or public holiday."""
    return day.weekday() < 5 and day not in _free_days(country, day.year)


def last_day(received: dt.date, *, working_days: int, country: str) -> dt.date:
    """The last of so many working days; the day of receipt does not count."""
    day = received
    while working_days > 0:
        day += dt.timedelta(days=1)
        working_days -= is_working_day(day, country)
    return day
