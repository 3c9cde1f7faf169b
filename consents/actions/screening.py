"""The verb that screens a call list: the answers of ``may_contact`` for every row, made for the whole list at once.

in = allowed + refused + invalid + duplicate, always. A list carries the position of the ledger at which it was
screened; before it is handed out it is looked at again for whatever was said since, and that only ever takes rows out.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from consents.actions.judging import Campaign, Decider
from consents.choices import ContactChannel, ListStatus
from consents.errors import ListRefused
from consents.models import ConsentEvent, Identifier
from consents.screening.lists import CallList, texts
from consents.screening.numbers import Numbers
from consents.screening.sifting import PASSED, Looks, Sifter, Tell, Telling, Verdict
from consents.screening.staging import Stage
from consents.screening.writing import (
    ALLOWED_COLUMNS,
    Sheet,
    allowed_names,
    as_csv,
    refused_names,
    told_of,
    write,
    written_rows,
)
from registers.choices import IdentifierKind
from registers.collecting import uncollected
from registers.exchange.errors import RowsUnaccounted
from registers.exchange.sheets.grid import Row

Moved = tuple[Row, Verdict]
"""A row of the first file that has to go to the second, and why."""

OVERLAP = timedelta(minutes=10)
"""Longer than a transaction that records an event may last: what was committed late is still seen."""

STAY = frozenset({PASSED, ListStatus.ALLOWED})
"""Verdicts with which a row of the first file stays there."""

MOST_LOOKS = 5
AT_ONCE = 10_000


@dataclass(kw_only=True)
class Screened:
    """A screened list: its two files (open, without a name on disk), and counts without personal data.

    ``position``: the last event of the ledger that was looked at; ``moved``: rows taken out by looking again.
    """

    allowed: BinaryIO
    refused: BinaryIO
    labels: tuple[str, ...]
    place: int
    sha256: str
    position: int = 0
    rows: int = 0
    moved: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)

    @property
    def counts(self) -> dict[str, int]:
        """Rows in, and rows by what became of them."""
        told = {status.value: 0 for status in ListStatus}
        for verdict, count in self.verdicts.items():
            told[verdict.status] += count
        return {"in": self.rows, **told}

    @property
    def reasons(self) -> list[dict[str, Any]]:
        """Each reason with its rule, article and how many rows, most rows first."""
        return [{**verdict._asdict(), "rows": count} for verdict, count in self.verdicts.most_common() if count]

    def close(self) -> None:
        """Let go of the files."""
        self.allowed.close()
        self.refused.close()


def _silent(_rows: int) -> None:
    """Nobody listens."""


def screen(*, calls: CallList, column: str, campaign: Campaign, at: datetime, tell: Tell = _silent) -> Screened:
    """Screen a list as of now (``at``) for calls at the campaign's moment, and look again until nothing new was said.

    ``tell`` hears how many rows were read and may raise to stop. Raises ListRefused, and RowsUnaccounted when a row
    got lost: then nothing is handed out.
    """
    if campaign.channel == ContactChannel.EMAIL:
        raise ListRefused(_("a call list is for calls and messages to a number; choose another channel than e-mail"))
    place, position = calls.place(column), _position()
    seen = said_since(at, position=position)
    screened = Screened(
        allowed=_unnamed(),
        refused=_unnamed(),
        labels=calls.labels,
        place=place,
        sha256=calls.sha256,
        position=max([position, *seen]),
    )
    sifter = Sifter(rows=calls.rows, place=place, numbers=numbers_here(in_use=True))
    with uncollected():
        _sift(sifter, screened, Decider(campaign), tell)
    for _time in range(MOST_LOOKS):
        fresh = said_since(at, position=position) - seen
        if not fresh:
            break
        seen |= fresh
        look_again(screened=screened, events=fresh, campaign=campaign)
    return screened


def numbers_here(*, in_use: bool = False) -> Numbers:
    """How this organisation reads numbers; ``in_use`` where they are going to be called."""
    environment = settings.ENVIRONMENT
    return Numbers(
        secret=environment.index_key,
        region=environment.country,
        former=environment.index_keys_old,
        in_use=in_use,
    )


def _sift(sifter: Sifter, screened: Screened, decider: Decider, tell: Tell) -> None:
    with Looks(work_folder()) as looks, Stage() as stage:
        screened.rows = sifter.stage(stage, looks, tell)
        allowed = Sheet(screened.allowed, allowed_names(screened.labels))
        refused = Sheet(screened.refused, refused_names(screened.labels))
        sifted = sifter.sift(looks, decider.streams(stage), stage.doubles(), decider)
        told = Counter[Telling]()
        for some in write(sifted, allowed=allowed, refused=refused):
            told.update({some.tellings[place]: count for place, count in Counter(some.told).items()})
    for (verdict, remark), count in told.items():
        screened.verdicts[verdict] += count
        screened.remarks.update({remark: count} if remark else {})
    if screened.rows != allowed.rows + refused.rows or screened.rows != screened.verdicts.total():
        raise RowsUnaccounted()


def said_since(at: datetime, *, position: int) -> set[int]:
    """The events after a position of the ledger, and those before it that may have been committed late."""
    found = ConsentEvent.objects.filter(Q(pk__gt=position) | Q(arrived_at__gte=at - OVERLAP))
    return set(found.values_list("pk", flat=True))


def look_again(*, screened: Screened, events: Iterable[int], campaign: Campaign) -> int:
    """Take out of the first file whoever may not be called any more because of these events; how many rows.

    Nothing ever moves the other way: what loosens waits for a new list. Raises RowsUnaccounted.
    """
    said = sorted(events)
    touched = _touched(said)
    moved = _taken_out(screened, Decider(campaign), touched) if touched else []
    _append(screened, moved)
    screened.position = max([screened.position, *said])
    screened.moved += len(moved)
    return len(moved)


def _taken_out(screened: Screened, decider: Decider, touched: set[str]) -> list[Moved]:
    """Write the first file anew without them. Whoever objects is few: they are held in memory."""
    before, place = screened.allowed, screened.place + ALLOWED_COLUMNS
    sifter = Sifter(rows=lambda: written_rows(before), place=place, numbers=numbers_here(in_use=True), only=touched)
    moved: list[Moved] = []
    with Looks(work_folder()) as looks, Stage() as stage:
        rows = sifter.stage(stage, looks, _silent)
        if stage.count == 0:
            return []
        after = Sheet(_unnamed(), allowed_names(screened.labels))
        for some in sifter.sift(looks, decider.streams(stage), iter(()), decider):
            judged = [(row, some.tellings[place].verdict) for row, place in zip(some.rows, some.told, strict=True)]
            after.add_all(as_csv([texts(row[1]) for row, verdict in judged if verdict.status in STAY]))
            moved += [(row, verdict) for row, verdict in judged if verdict.status not in STAY]
    if after.rows + len(moved) != rows:
        raise RowsUnaccounted()
    screened.allowed = after.file
    before.close()
    return moved


def _append(screened: Screened, moved: Sequence[Moved]) -> None:
    """Write rows below the second file, and count them where they are now."""
    known = {(verdict.ruleset, verdict.rule): verdict for verdict in screened.verdicts if verdict.status == "allowed"}
    rows = []
    for (_line, told), verdict in moved:
        line, ruleset, rule, remark, *cells = texts(told)
        rows.append([line, *told_of(verdict, remark), *cells])
        screened.verdicts[known[ruleset, rule]] -= 1
        screened.verdicts[verdict] += 1
    Sheet(screened.refused, []).add_all(as_csv(rows))


def _touched(events: Sequence[int]) -> set[str]:
    """The indexes of every number of the people whom these events are about."""
    found: set[str] = set()
    for start in range(0, len(events), AT_ONCE):
        some = events[start : start + AT_ONCE]
        people = ConsentEvent.objects.filter(pk__in=some).values("person")
        indexes = Identifier.objects.filter(person__in=people, kind=IdentifierKind.PHONE)
        found |= set(indexes.values_list("index", flat=True))
    return found


def _position() -> int:
    return ConsentEvent.objects.aggregate(last=Max("pk"))["last"] or 0


def work_folder() -> Path:
    """Where files without a name have their bytes; they are gone with the process."""
    folder = Path(settings.VAR_DIR) / "work"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _unnamed() -> BinaryIO:
    return tempfile.TemporaryFile(dir=work_folder())
