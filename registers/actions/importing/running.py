"""Running a file through: read, judge, write. A dry run and an import differ in the writing alone."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from registers.actions.actors import role_of
from registers.actions.assessing import assess
from registers.actions.evidence import record as record_evidence
from registers.actions.importing.index import Index
from registers.actions.importing.judging import Judge, Judged
from registers.actions.importing.mappings import known_mappings
from registers.actions.importing.outcomes import Effect, Outcome, Report
from registers.actions.importing.writing import Writer
from registers.actions.revising import reopened
from registers.choices import EvidenceKind
from registers.exchange.errors import RowsUnaccounted
from registers.exchange.opening import Choices, open_file
from registers.exchange.sheets.mapping import SheetMapping
from registers.exchange.units import Original, Reading, Unit, Verdict, note, refusal
from registers.models import ImportRow, ImportRun

BATCH = 500
Tell = Callable[[Outcome], None]


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file and what the user chose for it. ``accepted``: uids of proposed organisations, or ``all``."""

    content: bytes
    filename: str
    mapping: SheetMapping | None = None
    sheet: str = ""
    dates: dict[str, str] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()

    @property
    def sha256(self) -> str:
        """SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()

    def open(self) -> Reading:
        """The file as originals. Raises ImportRefused, MappingInvalid."""
        known = {} if self.mapping else known_mappings()
        choices = Choices(mapping=self.mapping, known=known, sheet=self.sheet, dates=self.dates)
        return open_file(self.content, self.filename, choices)


def dry_run(*, upload: Upload, at: datetime, actor: User | None = None, tell: Tell | None = None) -> Report:
    """Say of every record whether it fits, without changing the register; ``tell`` hears of each as it is judged.

    The rows are kept, encrypted, with what was thought of them, until the same file is looked at or imported again.
    Raises ImportRefused, MappingInvalid, and RowsUnaccounted when rows were read that no record covers.
    """
    reading = upload.open()
    run = _begin(upload, reading, at, actor)
    report = None
    try:
        work = _Work(reading=reading, run=run, upload=upload, at=at, actor=actor, applying=False)
        for rows in work.looked_at(tell):
            ImportRow.objects.bulk_create(rows)
        report = work.finish()
    finally:
        if report is None:
            run.delete()
    run.counts = report.counts()
    run.save(update_fields=["counts"])
    return report


def apply(*, upload: Upload, at: datetime, actor: User | None = None, tell: Tell | None = None) -> Report:
    """Take a file over, each record in one transaction; the outcome of each is told after it is committed.

    1. Record that an import of this file begins.
    2. Per record: judge it against the register of that moment, write it, keep the original.
    3. Tie parents and successors; record the counts; let the rules look at the register.

    Stopped anywhere, the records before stand whole, and running it again finishes the rest. Raises as ``dry_run``.
    """
    for _original in upload.open().originals:
        """Read to its end first: a file that breaks off halfway is refused before anything is written."""
    reading = upload.open()
    with transaction.atomic():
        run = _begin(upload, reading, at, actor)
        _tell_evidence(run, "begun", {}, actor, at)
    work = _Work(reading=reading, run=run, upload=upload, at=at, actor=actor, applying=True)
    for original in reading.originals:
        work.take(original, tell)
    report = work.finish()
    with transaction.atomic():
        work.tie_relatives()
        run.applied, run.counts = True, report.counts()
        run.save(update_fields=["applied", "counts"])
        _tell_evidence(run, "finished", report.counts(), actor, at)
    assess(at=at)
    return report


def _begin(upload: Upload, reading: Reading, at: datetime, actor: User | None) -> ImportRun:
    """A new run; earlier dry runs of the same file are of no more use."""
    stale = ImportRun.objects.filter(sha256=upload.sha256, applied=False)
    stale.exclude(pk__in=ImportRow.objects.exclude(record=None).values("run")).delete()
    return ImportRun.objects.create(
        filename=upload.filename[:300], sha256=upload.sha256, format=reading.format, at=at, by=actor
    )


def _tell_evidence(run: ImportRun, state: str, counts: dict[str, object], actor: User | None, at: datetime) -> None:
    """Counts and the hash of the file, nothing of what is in it."""
    told = {name: value for name, value in counts.items() if name != "merged"}
    facts = {"state": state, "sha256": run.sha256, "format": run.format, "role": role_of(actor), **told}
    record_evidence(kind=EvidenceKind.REGISTER_IMPORTED, case=run.uid, facts=facts, at=at)


class _Work:
    """One file on its way."""

    def __init__(
        self, *, reading: Reading, run: ImportRun, upload: Upload, at: datetime, actor: User | None, applying: bool
    ) -> None:
        self._reading, self._run, self._actor, self._at = reading, run, actor, at
        self._index = Index(applying=applying)
        self._judge = Judge(reading, self._index, upload.accepted, _moment(reading.exported_at, at))
        self._writer = Writer(run=run, index=self._index, actor=actor, at=at)
        self._relatives: list[tuple[str, str, str, str]] = []
        self._report = Report(
            run=run.uid, filename=upload.filename, sha256=run.sha256, format=reading.format, applied=applying
        )

    def looked_at(self, tell: Tell | None) -> Iterator[list[ImportRow]]:
        """The rows of a dry run to keep, some hundreds at a time."""
        waiting: list[ImportRow] = []
        for original in self._reading.originals:
            judged = self._judge.judge(self._reading.interpret(original))
            self._taken(judged, tell)
            waiting.append(self._writer.keep(original, judged.outcome))
            if len(waiting) == BATCH:
                yield waiting
                waiting = []
        yield waiting

    def _taken(self, judged: Judged, tell: Tell | None) -> None:
        """Count and tell; what is taken over is there for later records to refer to."""
        self._index.promise(judged.promises)
        self._index.merged |= judged.merged
        self._report.merged |= judged.merged
        self._relatives += judged.relatives
        self._report.count(judged.outcome)
        if tell:
            tell(judged.outcome)

    def take(self, original: Original, tell: Tell | None) -> None:
        """One record, whole or not at all; one that somebody else was first with is refused and can be repeated."""
        unit = self._reading.interpret(original)
        try:
            with transaction.atomic():
                judged = self._judge.judge(unit)
                self._store(judged)
                self._writer.keep(original, judged.outcome).save()
        except IntegrityError:
            self._writer.undo()
            judged = Judged(outcome=_clashed(unit))
            self._writer.keep(original, judged.outcome).save()
        self._taken(judged, tell)

    def _store(self, judged: Judged) -> None:
        if judged.outcome.verdict is Verdict.REFUSED:
            return
        self._writer.write(judged)
        if judged.merged:
            self._run.counts = {"merged": {**self._report.merged, **judged.merged}}
            self._run.save(update_fields=["counts"])
        if judged.outcome.effect is Effect.CHANGED and judged.page:
            reopened(pages=[judged.page], actor=self._actor, at=self._at)

    def tie_relatives(self) -> None:
        """Parents and successors, now that all are there; one that was refused is told."""
        for kind, uid, name, target in self._relatives:
            if not self._index.exists(kind, uid) or not self._index.exists(kind, target):
                self._report.notes.append(note("relative-missing", f"{kind}.{name}"))
            elif getattr(self._index.current(kind, [uid])[uid], name) != target:
                self._writer.change(kind, uid, {name: target})

    def finish(self) -> Report:
        """The report, once every row that was read is accounted for."""
        self._report.rows = self._reading.rows()
        self._report.notes += self._reading.notes
        if sum(self._report.rows_by_verdict.values()) != self._report.rows:
            raise RowsUnaccounted(self._report.filename)
        return self._report


def _clashed(unit: Unit) -> Outcome:
    remark = refusal("clash")
    original = unit.original
    return Outcome(
        position=original.position,
        place=original.place,
        rows=original.rows,
        source_id=unit.source_id,
        title="",
        verdict=Verdict.REFUSED,
        effect=Effect.NOTHING,
        remarks=(remark,),
    )


def _moment(text: str, at: datetime) -> datetime | None:
    """The moment of an export; None for one that is not said, has no zone or lies ahead."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and moment <= at else None
