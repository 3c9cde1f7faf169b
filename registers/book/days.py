"""The days that follow from the register: when to look again, until when to object, whether an agreement is in force.

Pure: dates in, dates out. A day that cannot be known (nothing was filled in) is None, never today.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from registers.book.book import Book
from registers.book.records import Activity, Agreement, Assurance, Hold, SubProcessor
from registers.register_choices import AgreementStatus, RecordKind, RecordStatus, SubProcessorDecision

LIVE = frozenset({AgreementStatus.SIGNED, AgreementStatus.TERMINATED})


@dataclass(frozen=True, kw_only=True)
class DueDay:
    """A day on which somebody has to look. ``sort`` says why, ``kind`` and ``uid`` name the record itself.

    ``page_kind`` and ``page`` name the activity or agreement where it belongs; both None for a hold on everything.
    """

    sort: str
    kind: str
    uid: str
    page_kind: RecordKind | None
    page: str | None
    day: dt.date
    title: str
    email: str = ""


def later(day: dt.date, *, months: int = 0, days: int = 0) -> dt.date:
    """That much later, on the last day of a month that is too short; at most the first or last day of the calendar."""
    try:
        return day + relativedelta(months=months, days=days)
    except (ValueError, OverflowError):
        return dt.date.max if months + days > 0 else dt.date.min


def review_due(record: Activity | Agreement) -> dt.date | None:
    """The day on which a record has to be reviewed again (art. 24(1), 5(2)); None when it never was."""
    if record.reviewed_on is None:
        return None
    return later(record.reviewed_on, months=record.review_months)


def objection_deadline(announced_on: dt.date | None, objection_days: int | None) -> dt.date | None:
    """The last day to object to an announced sub-processor, in calendar days as agreed (art. 28(2))."""
    if announced_on is None or objection_days is None:
        return None
    return later(announced_on, days=objection_days)


def in_force(agreement: Agreement, on: dt.date) -> bool:
    """Whether a signed agreement covers that day: signed by both sides or not is for the rules to say."""
    if agreement.status not in LIVE or agreement.in_force_from is None or agreement.in_force_from > on:
        return False
    return agreement.in_force_until is None or on <= agreement.in_force_until


def notice_deadline(agreement: Agreement) -> dt.date | None:
    """The last day to give notice before an agreement ends or renews."""
    if agreement.in_force_until is None:
        return None
    return later(agreement.in_force_until, days=-(agreement.notice_days or 0))


def due_days(book: Book) -> tuple[DueDay, ...]:
    """All days of the book, earliest first; of what ended or was closed none."""
    found = [*_of_activities(book), *_of_agreements(book), *_of_holds(book)]
    return tuple(sorted(found, key=lambda one: (one.day, one.sort, one.title)))


def _of_activities(book: Book) -> Iterator[DueDay]:
    for activity in book.activities:
        day = review_due(activity)
        if day is not None and activity.status != RecordStatus.ENDED:
            yield DueDay(
                sort="review",
                kind=activity.kind,
                uid=activity.uid,
                page_kind=RecordKind.ACTIVITY,
                page=activity.uid,
                day=day,
                title=f"{activity.number} {activity.name}",
                email=activity.owner_email,
            )


def _of_agreements(book: Book) -> Iterator[DueDay]:
    for agreement in book.agreements:
        if agreement.status == AgreementStatus.CLOSED:
            continue
        yield from _of_agreement(agreement)
        for assurance in book.of(agreement, Assurance, by="agreement"):
            yield from _due(agreement, "assurance", assurance, assurance.valid_until)
        for sub in book.of(agreement, SubProcessor, by="agreement"):
            if sub.decision == SubProcessorDecision.OPEN and sub.ended_on is None:
                deadline = objection_deadline(sub.announced_on, agreement.objection_days)
                yield from _due(agreement, "objection", sub, deadline)


def _of_agreement(agreement: Agreement) -> Iterator[DueDay]:
    yield from _due(agreement, "review", agreement, review_due(agreement))
    yield from _due(agreement, "audit", agreement, agreement.next_audit)
    if agreement.status != AgreementStatus.EXIT:
        yield from _due(agreement, "end", agreement, notice_deadline(agreement))


def _due(
    agreement: Agreement, sort: str, record: Agreement | Assurance | SubProcessor, day: dt.date | None
) -> Iterator[DueDay]:
    if day is not None:
        yield DueDay(
            sort=sort,
            kind=record.kind,
            uid=record.uid,
            page_kind=RecordKind.AGREEMENT,
            page=agreement.uid,
            day=day,
            title=f"{agreement.number} {agreement.title}",
            email=agreement.owner_email,
        )


def _of_holds(book: Book) -> Iterator[DueDay]:
    for hold in book.all(Hold):
        kind = RecordKind.ACTIVITY if hold.activity else None
        owner = book.find(Activity, hold.activity)
        yield DueDay(
            sort="hold",
            kind=hold.kind,
            uid=hold.uid,
            page_kind=kind,
            page=hold.activity,
            day=hold.ends_on,
            title=hold.label,
            email=owner.owner_email if owner else "",
        )
