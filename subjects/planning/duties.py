"""When a duty to retain ends for a row: pure arithmetic on the date that the row gives."""

import datetime as dt

from dateutil.relativedelta import relativedelta

from registers.choices import DutyStart
from registers.datamap import DutyMap


def duty_end(duty: DutyMap, start: dt.date) -> dt.date:
    """The first day on which the row need not be kept any more.

    A period from the end of the calendar year runs from 31 December, so a row of 2019 under seven years is free on
    1 January 2027; a period from the date itself ends on that date so much later. A date like 9999-12-31 never ends.
    """
    begin = dt.date(start.year, 12, 31) if duty.starts == DutyStart.END_OF_YEAR else start
    try:
        return begin + relativedelta(years=duty.years, months=duty.months, weeks=duty.weeks) + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return dt.date.max
