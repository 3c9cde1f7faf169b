"""When may be called: hours per day, holidays, days on which calling ends early. Pure."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from consents.rules.rulesets import DAYS, Window

FURTHEST = 31
"""Days that are looked ahead for the next open moment."""

_COUNTRIES = {"Europe/Amsterdam": ("NL", ("public", "optional")), "Europe/Brussels": ("BE", ("public",))}


@lru_cache(maxsize=64)
def _free_days(timezone: str, year: int) -> frozenset[dt.date]:
    country, categories = _COUNTRIES[timezone]
    return frozenset(holidays.country_holidays(country, years=year, categories=categories))


def hours_on(window: Window, day: dt.date) -> tuple[dt.time, dt.time] | None:
    """First and last moment (excluded) on a day; None when nobody is called that day."""
    hours = window.days.get(DAYS[day.weekday()])
    if hours is None or day in window.closed_on:
        return None
    if window.holidays and day in _free_days(window.timezone, day.year):
        return None
    end = min(hours.end, window.until_on.get(f"{day:%m-%d}", hours.end))
    return (_clock(hours.start), _clock(end)) if hours.start < end else None


def is_open(window: Window, at: dt.datetime) -> bool:
    """Whether an aware moment lies within the hours, by the clock of the window's country."""
    local = at.astimezone(ZoneInfo(window.timezone))
    hours = hours_on(window, local.date())
    return hours is not None and hours[0] <= local.time() < hours[1]


def next_open(window: Window, at: dt.datetime) -> dt.datetime | None:
    """The first moment from ``at`` on in which may be called; None when there is none within a month."""
    zone = ZoneInfo(window.timezone)
    local = at.astimezone(zone)
    if is_open(window, at):
        return at
    for ahead in range(FURTHEST + 1):
        day = local.date() + dt.timedelta(days=ahead)
        hours = hours_on(window, day)
        start = dt.datetime.combine(day, hours[0], zone) if hours else None
        if start and start > at:
            return start
    return None


def _clock(text: str) -> dt.time:
    return dt.time.max if text == "24:00" else dt.time.fromisoformat(text)
