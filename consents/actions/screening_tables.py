"""The verbs of a call list that is a table of a source: who reads it lives elsewhere, the list and its life live here.

Reading takes as long as the table is, so a worker does it. A worker that is killed leaves nothing: the next one begins
anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from consents.actions.judging import Campaign
from consents.actions.screening_runs import KEPT, STALE, Stopped, drop_bytes, kept_list, move_run, still_ours
from consents.choices import ScreeningStatus
from consents.dispatch import hint_screening
from consents.errors import ListMoved
from consents.models import ScreeningRun


@dataclass(frozen=True, kw_only=True)
class Read:
    """A table that was read: its rows as a list with names of columns on top, and how many rows were left out."""

    file: BinaryIO
    left_out: int


def begin_reading(
    *, campaign: Campaign, table: dict[str, Any], column: str, at: datetime, actor: User | None = None
) -> ScreeningRun:
    """Note which table is to be screened; ``table`` says where it is and which columns go along."""
    return ScreeningRun.objects.create(
        sender=campaign.sender,
        purpose=campaign.purpose,
        channel=campaign.channel,
        about_at=campaign.at,
        offer=campaign.offer,
        party=campaign.party,
        column=column,
        status=ScreeningStatus.READING,
        told={"table": table, "origin": f"{table['source']}.{table['table']}"},
        asked_by=actor,
        asked_at=at,
        keep_until=(at + KEPT).date(),
    )


def unread_runs(at: datetime) -> QuerySet[ScreeningRun]:
    """Lists that are still to be read and that nobody is at."""
    idle = Q(alive_at=None) | Q(alive_at__lt=at - STALE)
    return ScreeningRun.objects.filter(idle, status=ScreeningStatus.READING)


def claim_reading(*, run_id: int, at: datetime) -> ScreeningRun:
    """Take a list that is to be read. Raises ListMoved when somebody is at it, or it is not to be read (any more)."""
    found = unread_runs(at).select_related("sender", "purpose", "asked_by").filter(pk=run_id).first()
    if found is None:
        raise ListMoved()
    ours = ScreeningRun.objects.filter(pk=run_id, attempt=found.attempt, status=ScreeningStatus.READING)
    if not ours.update(attempt=found.attempt + 1, alive_at=at, rows_read=0):
        raise ListMoved()
    found.refresh_from_db()
    return found


def receive_table(
    *, run: ScreeningRun, read: Callable[[Callable[[int], None]], Read], clock: Callable[[], datetime]
) -> ScreeningRun:
    """Read the table and queue the list. ``read`` tells how many rows it has read.

    Raises ListMoved when it was cancelled or taken over meanwhile, ListRefused, and what ``read`` raises.
    """
    try:
        found = read(lambda rows: still_ours(run, rows, clock()))
    except Stopped:
        raise ListMoved() from None
    try:
        sha256, calls = kept_list(found.file)
    finally:
        found.file.close()
    told = {**run.told, "labels": list(calls.labels), "header_sha256": calls.header_sha256, "left_out": found.left_out}
    values = {"status": ScreeningStatus.WAITING, "list_sha256": sha256, "told": told, "alive_at": None}
    try:
        with transaction.atomic():
            move_run(run, {ScreeningStatus.READING}, values=values)
            hint_screening(run.pk)
    except ListMoved:
        drop_bytes({sha256})
        raise
    return run


def refuse_table(*, run: ScreeningRun, problem: str) -> None:
    """The table can't be read; ``problem`` says why, without data of anybody. Raises ListMoved."""
    move_run(run, {ScreeningStatus.READING}, values={"status": ScreeningStatus.REFUSED, "problem": problem})
