"""Reads around incidents and breaches: the incident asked about, and the clock of each open breach."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from registers.book.days import DueDay
from registers.book_selectors import read_book, rows_of
from registers.choices import DataCategory, LegalStatus
from registers.errors import MomentAhead
from registers.incidents.clocks import due_after
from registers.incidents.errors import SupplierUnknown
from registers.incidents.incident import Asked, Incident, incident
from registers.incidents.recorded import ClientTold, FollowUp, RecordedBreach
from registers.models import (
    Breach,
    BreachActivity,
    BreachNotice,
    BreachReport,
    Party,
    ProcessingActivity,
    SupervisoryAuthority,
)
from registers.register_choices import Answer, BreachRisk, ToldAs
from registers.register_selectors import law_numbers, law_of
from registers.rules.law import Law, LawNumber
from registers.rules.names import normalised

Row = Mapping[str, Any]
KIND = "breaches"
"""The name of the table where no record of the book is meant."""


@dataclass(frozen=True, kw_only=True)
class BreachClock:
    """The clock of art. 33(1). ``due`` None: no number of law that day; ``late``: reported after it, or still open.

    ``status`` is how sure the term is.
    """

    due: dt.datetime | None
    status: LegalStatus
    settled: bool
    late: bool


def supplier_named(name: str) -> Party:
    """The organisation of that uid or name, but for its legal form. Raises SupplierUnknown."""
    wanted = name.strip()
    parties = list(Party.objects.filter(own=False))
    exact = [one for one in parties if wanted in {str(one.uid), one.name}]
    alike = [one for one in parties if normalised(one.name) == normalised(wanted)]
    found = exact or alike
    if len(found) != 1 or not wanted:
        raise SupplierUnknown()
    return found[0]


def incident_of(asked: Asked, *, now: dt.datetime) -> Incident:
    """What an incident touches, by the register as it stood at that moment. Raises MomentAhead."""
    if asked.at > now or asked.aware_at > now:
        raise MomentAhead()
    today = read_book()
    authorities = SupervisoryAuthority.objects.order_by("valid_from").filter(valid_from__lte=asked.on)
    named = {one.country: str(one) for one in authorities if one.valid_until is None or asked.on < one.valid_until}
    return incident(read_book(at=asked.at), asked=asked, today=today, law=law_of(today), authorities=named)


def clock_of(breach: Breach, law: Law, *, at: dt.datetime) -> BreachClock:
    """How the clock of a breach stands at a moment."""
    due = _due(breach.aware_at, law)
    settled = breach.reported_at is not None or bool(breach.not_reported_reason)
    measured = breach.reported_at or (None if settled else at)
    status = law.status(LawNumber.BREACH_REPORT_HOURS, timezone.localdate(breach.aware_at))
    return BreachClock(
        due=due, status=status, settled=settled, late=due is not None and measured is not None and measured > due
    )


def _due(aware_at: dt.datetime, law: Law) -> dt.datetime | None:
    hours = law.number(LawNumber.BREACH_REPORT_HOURS, timezone.localdate(aware_at))
    return due_after(aware_at, hours)


def recorded_breaches(*, at: dt.datetime) -> list[RecordedBreach]:
    """Every breach as the register held it at ``at`` (aware), oldest first. Raises nothing for an empty register."""
    law = law_numbers()
    names = {row["id"]: row["name"] for row in rows_of(Party, at)}
    activities = {row["id"]: f"{row['number']} {row['name']}" for row in rows_of(ProcessingActivity, at)}
    touched = _by_breach(BreachActivity, at, lambda row: activities.get(row["activity_id"], "?"))
    clients = _by_breach(BreachNotice, at, lambda row: _client(row, names))
    reports = _by_breach(BreachReport, at, _follow_up)
    return [
        _recorded(
            row,
            due=_due(row["aware_at"], law),
            due_status=law.status(LawNumber.BREACH_REPORT_HOURS, timezone.localdate(row["aware_at"])),
            processor=names.get(row["processor_id"], ""),
            activities=tuple(sorted(touched.get(row["id"], ()))),
            clients=tuple(sorted(clients.get(row["id"], ()), key=lambda one: one.name)),
            follow_ups=tuple(sorted(reports.get(row["id"], ()), key=lambda one: one.sent_at)),
        )
        for row in sorted(rows_of(Breach, at), key=lambda row: (row["aware_at"], row["id"]))
    ]


R = TypeVar("R")


def _by_breach(model: type[Model], at: dt.datetime, made: Callable[[Row], R]) -> dict[int, list[R]]:
    found: dict[int, list[R]] = {}
    for row in rows_of(model, at):
        found.setdefault(row["breach_id"], []).append(made(row))
    return found


def _client(row: Row, names: Mapping[int, str]) -> ClientTold:
    kept = {name: row[name] for name in ("due_at", "told_at", "not_told_reason")}
    return ClientTold(name=names.get(row["party_id"], "?"), told_as=ToldAs(row["told_as"]), **kept)


def _follow_up(row: Row) -> FollowUp:
    return FollowUp(sent_at=row["sent_at"], reference=row["reference"], told=row["told"])


def _recorded(row: Row, **around: Any) -> RecordedBreach:
    names = {one.name for one in fields(RecordedBreach)} & row.keys()
    values = {name: row[name] for name in names}
    values |= {
        "uid": str(row["uid"]),
        "categories": tuple(DataCategory(code) for code in row["categories"]),
        "cross_border": Answer(row["cross_border"]),
        "risk": BreachRisk(row["risk"]),
    }
    return RecordedBreach(**values, **around)


def open_breaches() -> QuerySet[Breach]:
    """Breaches of which nobody decided yet whether they are reported."""
    return Breach.objects.filter(closed_at=None, reported_at=None, not_reported_reason="").order_by("aware_at")


def breach_days() -> list[DueDay]:
    """The last day to report each open breach, with the time in its title."""
    law = law_numbers()
    return list(_days(open_breaches(), law))


def _days(breaches: Iterable[Breach], law: Law) -> Iterable[DueDay]:
    for breach in breaches:
        due = clock_of(breach, law, at=breach.aware_at).due
        if due is not None:
            local = timezone.localtime(due)
            title = f"{breach.number} {breach.title} ({local:%H:%M})"
            yield DueDay(
                sort="breach", kind=KIND, uid=str(breach.uid), page_kind=None, page=None, day=local.date(), title=title
            )
