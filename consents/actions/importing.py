"""The verbs that take consents over from another system, and write them so that they can be taken over.

Rows go in by the batch, each batch a transaction. A dry run does what the import does and undoes it batch by batch, so
that it says what the import will say. A row counts once by its ``source_id``: an import that stopped anywhere is simply
run again.
"""

import csv
import io
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from consents.actions.import_rows import COLUMNS, NEEDED, RowReader, Told
from consents.actions.recording import BATCH, Entry, Recorded, record_events
from consents.actions.screening import numbers_here, work_folder
from consents.choices import ContactChannel
from consents.errors import ConsentError, ListRefused
from consents.identifying import KINDS, REACHED_BY
from consents.models import ConsentEvent, Identifier
from consents.screening.holding import Held
from consents.screening.lists import CallList, open_list, texts
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind, IdentifierKind
from registers.errors import RegisterError

FITS, DOUBTFUL, REFUSED = "fits", "doubtful", "refused"


@dataclass(frozen=True, kw_only=True)
class RowReport:
    """What is thought of a row (its number in the file), and why. Never a value of the row."""

    row: int
    verdict: str
    why: str = ""
    known: bool = False


Tell = Callable[[RowReport], None]
Row = tuple[int, dict[str, str]]


@dataclass(kw_only=True)
class ImportReport:
    """An import or a dry run: rows by verdict, and how many were recorded now or before."""

    sha256: str
    applied: bool
    rows: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    recorded: int = 0
    known: int = 0
    refused: list[RowReport] = field(default_factory=list)

    def as_value(self) -> dict[str, Any]:
        """For machines."""
        return {**asdict(self), "verdicts": {name: self.verdicts[name] for name in (FITS, DOUBTFUL, REFUSED)}}


def _silent(_told: RowReport) -> None:
    """Nobody listens."""


def import_consents(
    *, path: Path, at: datetime, apply: bool = False, actor: User | None = None, tell: Tell | None = None
) -> ImportReport:
    """Take a file over, or say row by row whether it could be. ``tell`` hears of every row.

    Raises ListRefused when it is no list with our columns, and OSError.
    """
    heard = tell or _silent
    with path.open("rb") as file:
        held = Held(file, work_folder())
    try:
        calls = _opened(held)
        report = ImportReport(sha256=calls.sha256, applied=apply)
        work = _Work(report, at=at, actor=actor)
        for told in chain.from_iterable(work.take(batch) for batch in _batches(_rows(calls))):
            heard(told)
    finally:
        held.close()
    if apply:
        _tell_evidence(report, at, actor)
    return report


def _opened(held: Held) -> CallList:
    calls = open_list(held.open, numbers=numbers_here())
    names = [label.strip().casefold() for label in calls.labels]
    missing = [name for name in NEEDED if name not in names]
    strange = [name for name in names if name not in COLUMNS]
    if missing or strange or len(set(names)) != len(names):
        told = _("columns missing: %(missing)s; columns that are not known: %(strange)s; the columns are: %(known)s")
        facts = {"missing": ", ".join(missing) or "–", "strange": ", ".join(strange) or "–"}
        raise ListRefused(told % {**facts, "known": ", ".join(COLUMNS)})
    return calls


def _rows(calls: CallList) -> Iterator[Row]:
    names = [label.strip().casefold() for label in calls.labels]
    for line, cells in calls.rows():
        yield line, dict(zip(names, (text.strip() for text in texts(cells)), strict=False))


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


class _Work:
    """One file on its way."""

    def __init__(self, report: ImportReport, *, at: datetime, actor: User | None) -> None:
        self._report, self._at, self._actor = report, at, actor
        self._reader = RowReader(numbers_here())
        self._promised: set[str] = set()

    def take(self, batch: Sequence[Row]) -> list[RowReport]:
        """Record a batch, or undo it again in a dry run; what came of each row, counted."""
        read = [(line, self._read(row)) for line, row in batch]
        recorded = iter(self._record([told.entry for _line, told in read if isinstance(told, Told)]))
        found = [
            _refused(line, told) if isinstance(told, Exception) else self._report_of(line, told, next(recorded))
            for line, told in read
        ]
        for each in found:
            self._count(each)
        return found

    def _read(self, row: dict[str, str]) -> Told | ConsentError | RegisterError:
        try:
            return self._reader.read(row)
        except (ConsentError, RegisterError) as error:
            return error

    def _record(self, entries: Sequence[Entry]) -> list[Recorded]:
        with transaction.atomic() if not self._report.applied else nullcontext():
            recorded = list(record_events(entries=entries, at=self._at, actor=self._actor))
            if not self._report.applied:
                transaction.set_rollback(True)
        return recorded

    def _report_of(self, line: int, told: Told, recorded: Recorded) -> RowReport:
        """What is thought of a row; in a dry run one may refer to a row of a batch that was undone."""
        entry, error = told.entry, recorded.refused
        if error and not (entry.refers_to_message in self._promised and not self._report.applied):
            return _refused(line, error)
        self._promised |= set() if self._report.applied else {entry.source_id}
        verdict = DOUBTFUL if told.doubts else FITS
        return RowReport(row=line, verdict=verdict, why="; ".join(told.doubts), known=recorded.before)

    def _count(self, found: RowReport) -> None:
        report = self._report
        report.rows += 1
        report.verdicts[found.verdict] += 1
        if found.verdict == REFUSED:
            report.refused.append(found)
        else:
            report.known += found.known
            report.recorded += report.applied and not found.known


def _refused(line: int, error: Exception) -> RowReport:
    return RowReport(row=line, verdict=REFUSED, why=str(error))


def _tell_evidence(report: ImportReport, at: datetime, actor: User | None) -> None:
    """Counts and the hash of the file; each event has its own fact."""
    counts = {name: report.verdicts[name] for name in (FITS, DOUBTFUL, REFUSED)}
    facts = {"state": "imported", "sha256": report.sha256, "rows": report.rows, **counts, "known": report.known}
    with transaction.atomic():
        record(kind=EvidenceKind.CONSENT_RECORDED, case=uuid4(), facts={**facts, "role": role_of(actor)}, at=at)


def export_consents(*, path: Path, at: datetime, actor: User | None = None) -> int:
    """Write the ledger so that ``import_consents`` takes it over; how many events. The file is its owner's only.

    An event about a number itself goes along as one about the whole number. Raises OSError.
    """
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    rows = ConsentEvent.objects.select_related("person", "sender", "purpose", "text").order_by("pk")
    count = 0
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
        file = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        writer = csv.DictWriter(file, COLUMNS, delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        for event in rows.iterator(chunk_size=2_000):
            writer.writerow(_exported(event))
            count += 1
        file.flush()
        with transaction.atomic():
            facts = {"part": "consents", "events": count, "role": role_of(actor)}
            record(kind=EvidenceKind.DOCUMENT_READ, case=uuid4(), facts=facts, at=at)
    part.replace(path)
    return count


def _values(event: ConsentEvent) -> dict[str, str]:
    """What leads to the person, such that the import finds the event reached by the same value; '' where by none."""
    held = {each.kind: each for each in Identifier.objects.filter(person=event.person_id).order_by("-pk")}
    reached = Identifier.objects.filter(person=event.person_id, index=event.index).first()
    if reached is None:
        return {}
    held[reached.kind] = reached
    kinds: Sequence[IdentifierKind] = KINDS
    if not event.channel or REACHED_BY[ContactChannel(event.channel)] != reached.kind:
        kinds = KINDS[KINDS.index(IdentifierKind(reached.kind)) :]
    return {kind.value: held[kind].value for kind in kinds if kind in held}


def _exported(event: ConsentEvent) -> dict[str, str]:
    referred = ConsentEvent.objects.filter(uid=event.refers_to).first() if event.refers_to else None
    return {
        **_values(event),
        "kind": event.kind,
        "sender": event.sender.key if event.sender else "",
        "purpose": event.purpose.key if event.purpose else "",
        "channel": event.channel,
        "stated_at": event.stated_at.isoformat(),
        "text": event.text.key if event.text else "",
        "text_version": str(event.text.version) if event.text else "",
        "refers_to": _source_id(referred) if referred else "",
        "method": event.method,
        "campaign": event.campaign,
        "valid_until": event.valid_until.isoformat() if event.valid_until else "",
        "own_initiative": "ja" if event.own_initiative else "nee",
        "evidence_file": event.evidence_file,
        "whole_number": "ja" if event.person.is_number else "nee",
        "source_id": _source_id(event),
    }


def _source_id(event: ConsentEvent) -> str:
    return event.source_id or f"waarborg:{event.uid}"
