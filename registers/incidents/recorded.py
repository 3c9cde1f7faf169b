"""A breach as the register holds it (art. 33(5)), as a frozen value with the clock that ran for it."""

import datetime as dt
from dataclasses import dataclass

from registers.choices import DataCategory, LegalStatus
from registers.register_choices import Answer, BreachRisk, ToldAs


@dataclass(frozen=True, kw_only=True)
class ClientTold:
    """Who had to hear, in which role: until when, and whether it did. ``due_at`` None: no term agreed on."""

    name: str
    told_as: ToldAs
    due_at: dt.datetime | None
    told_at: dt.datetime | None
    not_told_reason: str


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """A report that followed the first (art. 33(4))."""

    sent_at: dt.datetime
    reference: str
    told: str


@dataclass(frozen=True, kw_only=True)
class RecordedBreach:
    """One breach with its decisions. ``due`` is the last moment to report, None without a number of law."""

    uid: str
    number: str
    title: str
    happened_at: dt.datetime | None
    aware_at: dt.datetime
    processor: str
    facts: str
    effects: str
    measures: str
    categories: tuple[DataCategory, ...]
    people: int | None
    rows: int | None
    cross_border: Answer
    risk: BreachRisk
    risk_reason: str
    reported_at: dt.datetime | None
    report_reference: str
    delay_reason: str
    not_reported_reason: str
    told_at: dt.datetime | None
    not_told_reason: str
    decided_by: str
    closed_at: dt.datetime | None
    due: dt.datetime | None = None
    due_status: LegalStatus = LegalStatus.TO_CHECK
    activities: tuple[str, ...] = ()
    clients: tuple[ClientTold, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def late(self) -> bool:
        """Whether it was reported after the term."""
        return self.due is not None and self.reported_at is not None and self.reported_at > self.due
