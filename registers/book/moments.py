"""From a day to a moment: what "the register of 3 March" means. Pure.

A day means its end in Europe/Amsterdam, to the last microsecond; the day of today means now, because the rest of it has
not happened. So the answer for a day that is over never changes.
"""

import datetime as dt
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def end_of(day: dt.date) -> dt.datetime:
    """The last microsecond of the day in Europe/Amsterdam."""
    return dt.datetime.combine(day, dt.time.max, tzinfo=AMSTERDAM)


def moment_of(day: dt.date, *, now: dt.datetime) -> dt.datetime | None:
    """The moment that a day stands for when asked at ``now`` (aware); None for a day that has yet to begin."""
    today = now.astimezone(AMSTERDAM).date()
    if day > today:
        return None
    return now if day == today else end_of(day)
