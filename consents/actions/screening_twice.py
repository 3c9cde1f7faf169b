"""The verbs of one list at two moments: screen it again for another moment, and say what differs row by row.

Comparing hands nothing out: it reads the files of both lists and gives counts, so it is no fact of the log.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from consents.actions.screening_runs import KEPT, list_store
from consents.choices import ScreeningStatus
from consents.dispatch import hint_screening
from consents.errors import ListMoved, ListRefused
from consents.models import ScreeningRun
from consents.screening.comparing import Shift, Side, shifts
from consents.screening.holding import opener
from registers.errors import DocumentMissing

MOST_ROWS = 1_000_000
"""So many rows are compared while somebody waits for a page."""

ASKED = ("sender", "purpose", "channel", "offer", "party", "column")
KEPT_ON = ("labels", "header_sha256")


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What two screenings of one list have in common and what differs.

    ``shifts`` None: the files of one of them are gone, or there are too many rows for a page.
    """

    shifts: Sequence[Shift] | None

    @property
    def moved(self) -> list[Shift]:
        """Rows that ended elsewhere, or for another reason."""
        return [shift for shift in self.shifts or () if shift.moves]

    @property
    def same(self) -> int:
        """Rows that ended the same by the same rule."""
        return sum(shift.rows for shift in self.shifts or () if not shift.moves)


def screen_again(*, run: ScreeningRun, about: datetime, at: datetime, actor: User | None = None) -> ScreeningRun:
    """Have the same bytes screened for calls at another moment (``about``), for the rest as it was asked.

    A list from a table is read anew instead: since then somebody's use may be restricted (art. 18). Asking twice
    while the first waits gives the first. Raises ListRefused, and ListMoved when the list is not there any more.
    """
    if run.told.get("origin"):
        raise ListRefused(_("this list came from a table of a source: take it from there anew"))
    asked = {name: getattr(run, name) for name in ASKED}
    with transaction.atomic():
        held = ScreeningRun.objects.select_for_update().filter(pk=run.pk, status=ScreeningStatus.DONE, purged_at=None)
        if held.first() is None or not list_store().has(run.list_sha256):
            raise ListMoved()
        waits = {"status__in": [ScreeningStatus.WAITING, ScreeningStatus.RUNNING]}
        same = ScreeningRun.objects.filter(
            **asked, **waits, list_sha256=run.list_sha256, about_at=about, purged_at=None
        )
        found = same.first()
        if found is not None:
            return found
        again = ScreeningRun.objects.create(
            **asked,
            about_at=about,
            status=ScreeningStatus.WAITING,
            list_sha256=run.list_sha256,
            told={name: run.told[name] for name in KEPT_ON},
            asked_by=actor,
            asked_at=at,
            keep_until=(at + KEPT).date(),
        )
        hint_screening(again.pk)
    return again


def compare(*, before: ScreeningRun, after: ScreeningRun) -> Compared:
    """What differs between two screened lists. Raises ListRefused when they are not of one list; ListMoved.

    Also raises RowsUnaccounted and DocumentDamaged.
    """
    if before.list_sha256 != after.list_sha256:
        raise ListRefused(_("these are two different lists; only two screenings of one list can be compared"))
    if {before.status, after.status} != {ScreeningStatus.DONE}:
        raise ListMoved()
    if before.purged_at or after.purged_at or before.told["counts"]["in"] > MOST_ROWS:
        return Compared(shifts=None)
    try:
        return Compared(shifts=shifts(_kept(before), _kept(after)))
    except DocumentMissing:  # looked at again, or destroyed, while we read
        raise ListMoved() from None


def _kept(run: ScreeningRun) -> Side:
    return Side(
        allowed=opener(lambda: list_store().chunks(run.allowed_sha256)),
        refused=opener(lambda: list_store().chunks(run.refused_sha256)),
        reasons=run.told["reasons"],
        rows=run.told["counts"]["in"],
    )


def compare_folders(*, before: Path, after: Path) -> tuple[dict[str, Any], dict[str, Any], Compared]:
    """The same of two summaries that ``consents screen`` wrote, of any size. Raises ListRefused, OSError."""
    first, second = _summary(before), _summary(after)
    if first["list_sha256"] != second["list_sha256"]:
        raise ListRefused(_("these are two different lists; only two screenings of one list can be compared"))
    return first, second, Compared(shifts=shifts(_written(before, first), _written(after, second)))


def _summary(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {name: told[name] for name in ("list_sha256", "at", "counts", "reasons", "files")}
    except (ValueError, KeyError, TypeError):
        raise ListRefused(_("%(name)s is no summary of a screening") % {"name": path.name}) from None


def _written(path: Path, told: dict[str, Any]) -> Side:
    """The files stand beside the summary, also when the folder was moved."""
    allowed, refused = (path.with_name(Path(told["files"][name]).name) for name in ("allowed", "refused"))
    return Side(
        allowed=lambda: allowed.open("rb"),
        refused=lambda: refused.open("rb"),
        reasons=told["reasons"],
        rows=told["counts"]["in"],
    )
