"""Verbs over a selection of activities or agreements: marked reviewed, given an owner, asked to be revised.

Each record is saved on its own, so that its history says who did what and when; a signed activity becomes a draft.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from registers.actions.revising import revised
from registers.actions.saving import saved
from registers.models import ProcessingActivity, ProcessorAgreement
from registers.register_choices import RecordKind

Kept = ProcessingActivity | ProcessorAgreement


def mark_reviewed(*, kind: RecordKind, uids: Collection[UUID], on: date, actor: User, at: datetime) -> int:
    """Note that somebody looked at the records on that day (art. 24(1)); how many there were."""

    def note(record: Kept) -> None:
        record.reviewed_on = on

    return _each(kind, uids, note, actor, at)


def set_owner(*, kind: RecordKind, uids: Collection[UUID], owner: str, email: str, actor: User, at: datetime) -> int:
    """Give the records an owner, and the address where reminders go; how many there were."""

    def note(record: Kept) -> None:
        record.owner, record.owner_email = owner, email

    return _each(kind, uids, note, actor, at)


def ask_revision(*, kind: RecordKind, uids: Collection[UUID], reason: str, actor: User, at: datetime) -> int:
    """Have the records revised for a reason, which comes first in their remarks with the day; how many there were."""

    def note(record: Kept) -> None:
        told = f"{at.date().isoformat()}: {reason.strip()}"
        record.remarks = f"{told}\n\n{record.remarks}".strip()

    return _each(kind, uids, note, actor, at)


def _each(kind: RecordKind, uids: Collection[UUID], note: Callable[[Kept], None], actor: User, at: datetime) -> int:
    model: type[Kept] = ProcessingActivity if kind == RecordKind.ACTIVITY else ProcessorAgreement
    with transaction.atomic():
        found: list[Kept] = list(model._default_manager.filter(uid__in=uids))
        for record in found:
            note(record)
            saved(record, actor=actor, at=at)
        revised(pages=[(kind, record.uid) for record in found], actor=actor, at=at)
    return len(found)
