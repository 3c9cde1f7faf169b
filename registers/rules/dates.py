"""Rules about days: reviews that come round, ends that came, days in the wrong order or in a future that cannot be."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.days import review_due
from registers.book.records import Activity, Agreement, Purpose
from registers.register_choices import RecordStatus, Severity
from registers.rules.findings import Demand, Facts
from registers.rules.situation import Situation

PAST = {
    Activity.kind: ("reviewed_on", "dpia_done_on"),
    Agreement.kind: ("reviewed_on", "audited_on", "signed_by_us", "signed_by_them", "guarantees_on"),
    Purpose.kind: ("balanced_on",),
}
"""Days of what has happened: they cannot lie ahead."""


@Demand(
    code="review-overdue",
    on=(Activity, Agreement),
    article="5(2), 24(1)",
    severity=Severity.WARNING,
    field="reviewed_on",
    title=_("Time to look again"),
    text=_("The record had to be reviewed before %(day)s. Go through it, and fill in “%(field)s”."),
)
def _review_overdue(record: Activity | Agreement, here: Situation) -> Iterator[Facts]:
    due = review_due(record)
    if due is not None and due < here.today:
        yield {"day": due.isoformat()}


@Demand(
    code="review-never",
    on=(Activity, Agreement),
    article="5(2), 24(1)",
    severity=Severity.HINT,
    field="reviewed_on",
    title=_("Never reviewed"),
    text=_("Fill in “%(field)s” once somebody has gone through the whole record; from then on you are reminded."),
)
def _review_never(record: Activity | Agreement, _here: Situation) -> Iterator[Facts]:
    if record.reviewed_on is None:
        yield {}


@Demand(
    code="activity-ended-not-closed",
    on=Activity,
    article="5(1)(d), 30(1)",
    severity=Severity.WARNING,
    field="ended_on",
    title=_("The activity ended, its status did not"),
    text=_("“%(field)s” was %(day)s, while the status is %(status)s. End the activity, or correct the day."),
)
def _ended_not_closed(activity: Activity, here: Situation) -> Iterator[Facts]:
    if activity.status != RecordStatus.ENDED and activity.ended_on is not None and activity.ended_on < here.today:
        yield {"day": activity.ended_on.isoformat(), "status": activity.status.value}


@Demand(
    code="activity-ended-undated",
    on=Activity,
    article="5(1)(d), 30(1)",
    severity=Severity.WARNING,
    field="ended_on",
    after_end=True,
    title=_("Ended, but not when"),
    text=_("The status says that the activity has ended. Fill in “%(field)s”: terms of keeping may count from it."),
)
def _ended_undated(activity: Activity, here: Situation) -> Iterator[Facts]:
    if activity.status == RecordStatus.ENDED and (activity.ended_on is None or activity.ended_on > here.today):
        yield {}


@Demand(
    code="ends-before-start",
    on=(Activity, Agreement),
    article="5(1)(d)",
    severity=Severity.ERROR,
    title=_("The end lies before the start"),
    text=_("%(filled)s lie in the wrong order. Correct one of the two."),
    after_end=True,
)
def _ends_before_start(record: Activity | Agreement, _here: Situation) -> Iterator[Facts]:
    fields = ("started_on", "ended_on") if isinstance(record, Activity) else ("in_force_from", "in_force_until")
    start, end = (getattr(record, name) for name in fields)
    if start is not None and end is not None and end < start:
        yield {"filled": list(fields)}


@Demand(
    code="day-in-future",
    on=(Activity, Agreement, Purpose),
    article="5(1)(d), 5(2)",
    severity=Severity.ERROR,
    title=_("Done on a day that has not come"),
    text=_("These days lie in the future, while they say what was done: %(filled)s. Correct them."),
)
def _day_in_future(record: Activity | Agreement | Purpose, here: Situation) -> Iterator[Facts]:
    days = {name: getattr(record, name) for name in PAST[record.kind]}
    filled = [name for name, day in days.items() if day is not None and day > here.today]
    if filled:
        yield {"filled": filled}


RULES = (
    _review_overdue,
    _review_never,
    _ended_not_closed,
    _ended_undated,
    _ends_before_start,
    _day_in_future,
)
