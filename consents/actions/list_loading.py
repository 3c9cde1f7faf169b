"""The verbs of lists of people who don't want to be called: load one, by keyed index only, and purge what is over."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from consents.actions.screening import numbers_here
from consents.choices import ScreeningListKind
from consents.errors import ListRefused
from consents.models import ScreeningEntry, ScreeningList
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind

BATCH = 10_000
MOST_TOLD = 20
_CELLS = re.compile(r"[;,\t]")


@dataclass(frozen=True, kw_only=True)
class Obtained:
    """Which list, the day on which it was got, and the last day on which it counts."""

    kind: ScreeningListKind
    on: date
    until: date


def load_list(*, path: Path, obtained: Obtained, at: datetime, actor: User | None = None) -> ScreeningList:
    """Load a file with a number at the beginning of each line; names of columns may stand on the first.

    1. Read it to the end: a line without a number refuses the file, because it may be somebody's no.
    2. Load it in batches; until the end it counts for nothing. Loading it again changes nothing.
    3. Mark it complete, with a fact.

    Raises ListRefused and OSError.
    """
    if obtained.until < obtained.on:
        raise ListRefused(_("the last day lies before the day on which the list was obtained"))
    if obtained.on > at.date():
        raise ListRefused(_("the list was obtained on a day that has yet to come"))
    _check(path)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    held = _begun(obtained, sha256, at)
    if not held.complete:
        _load(held, path)
        _finish(held, at, actor)
    return held


def _begun(obtained: Obtained, sha256: str, at: datetime) -> ScreeningList:
    values = {"valid_until": obtained.until, "sha256": sha256, "loaded_at": at}
    held, _made = ScreeningList.objects.get_or_create(kind=obtained.kind, obtained_on=obtained.on, defaults=values)
    if held.complete and held.sha256 != sha256:
        raise ListRefused(_("another list of this kind and day was loaded before"))
    if held.sha256 != sha256:
        held.entries.all().delete()
        held.sha256, held.loaded_at, held.valid_until = sha256, at, obtained.until
        held.save(update_fields=["sha256", "loaded_at", "valid_until"])
    return held


def _load(held: ScreeningList, path: Path) -> None:
    waiting: list[ScreeningEntry] = []
    numbers = numbers_here()
    for _line, text in _numbers(path):
        waiting.append(ScreeningEntry(list=held, index=numbers.index(numbers.read(text).text)))
        if len(waiting) == BATCH:
            ScreeningEntry.objects.bulk_create(waiting, ignore_conflicts=True)
            waiting = []
    ScreeningEntry.objects.bulk_create(waiting, ignore_conflicts=True)


def _finish(held: ScreeningList, at: datetime, actor: User | None) -> None:
    held.entries_count, held.complete = held.entries.count(), True
    facts = {
        "state": "list_loaded",
        "list": str(held.kind),
        "obtained_on": held.obtained_on.isoformat(),
        "valid_until": held.valid_until.isoformat(),
        "sha256": held.sha256,
        "numbers": held.entries_count,
        "role": role_of(actor),
    }
    with transaction.atomic():
        held.save(update_fields=["entries_count", "complete"])
        record(kind=EvidenceKind.LIST_SCREENED, case=uuid4(), facts=facts, at=at)


def _check(path: Path) -> None:
    """Raises ListRefused, which names the lines without a number."""
    numbers = numbers_here()
    wrong: list[int] = []
    count = 0
    for line, text in _numbers(path):
        count += 1
        if not numbers.read(text).text:
            wrong.append(line)
            if len(wrong) > MOST_TOLD:
                break
    if wrong:
        told = _("no phone number on line %(lines)s; mend the file and load it again")
        raise ListRefused(told % {"lines": ", ".join(map(str, wrong))})
    if not count:
        raise ListRefused(_("the list is empty"))


def _numbers(path: Path) -> Iterator[tuple[int, str]]:
    """The first cell of each line that says something, without the names of columns."""
    numbers = numbers_here()
    for line, text in enumerate(_lines(path), start=1):
        cell = _CELLS.split(text, maxsplit=1)[0].strip().strip('"')
        if text.strip() and (line > 1 or numbers.read(cell).text):
            yield line, cell


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from file
    except UnicodeDecodeError:
        raise ListRefused(_("this is not text that can be read; save it as CSV UTF-8")) from None


def purge_lists(*, at: datetime) -> int:
    """Delete lists whose last day has passed; how many."""
    over = ScreeningList.objects.filter(valid_until__lt=at.date())
    for held in over:
        ScreeningEntry.objects.filter(list=held).delete()
    count = over.count()
    over.delete()
    return count
