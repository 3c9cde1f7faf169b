"""What becomes of one unit: new, changed, unchanged or refused, with every doubt. Reads, and writes nothing."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from registers.actions.importing.index import SHARED, Index, last_row, table_of
from registers.actions.importing.matching import Matched, match, renamed_by
from registers.actions.importing.merging import LAW, merge
from registers.actions.importing.outcomes import Effect, Outcome, verdict_of
from registers.book.records import Activity, Agreement, Record
from registers.exchange.fields import RELATIVES, Sort, fields_of, references, referring
from registers.exchange.units import Original, Reading, Remark, Unit, Verdict, doubt, note, refusal
from registers.register_choices import RecordKind, RecordStatus

NEEDED = frozenset(
    {
        *(("activities", "name"), ("activities", "number"), ("agreements", "number"), ("agreements", "title")),
        *(("parties", "name"), ("duties", "name")),
    }
)
"""Fields without which a record is nothing. Any other gap is saved, and the rules find it."""

REFERRED = SHARED | {"activities", "agreements"}
"""Kinds to which another record of a foreign file can refer; only of those the uids are remembered."""


@dataclass(kw_only=True)
class Judged:
    """What to write: new records, changed fields of old ones, and relatives to tie once the whole file is there."""

    outcome: Outcome
    new: list[Record] = field(default_factory=list)
    changes: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    relatives: list[tuple[str, str, str, str]] = field(default_factory=list)
    merged: dict[str, str] = field(default_factory=dict)
    promises: list[Record] = field(default_factory=list)
    page: tuple[RecordKind, UUID] | None = None


class Judge:
    """Judges the units of one file, one after the other."""

    def __init__(self, reading: Reading, index: Index, accepted: frozenset[str], exported_at: datetime | None) -> None:
        self._reading = reading
        self.index = index
        self._accepted = accepted
        self._exported_at = exported_at

    def judge(self, unit: Unit) -> Judged:
        """The judgement of one unit; ``Index.promise`` its ``promises`` once it is taken over."""
        if unit.refused or not unit.records:
            empty = [] if unit.refused else [refusal("nothing-found")]
            return Judged(outcome=_outcome(unit, [*unit.remarks, *empty], Effect.NOTHING))
        matched = match(unit, self.index, self._accepted)
        case = _Case(self._reading, self.index, unit, matched, self._exported_at)
        case.compare()
        remarks = [*unit.remarks, *case.remarks, *matched.remarks]
        refused = verdict_of(tuple(remarks)) is Verdict.REFUSED
        if refused:
            return Judged(outcome=_outcome(unit, remarks, Effect.NOTHING, matched))
        effect = Effect.NEW if _is_new(unit, case, matched) else Effect.CHANGED if case.writes else Effect.UNCHANGED
        return Judged(
            outcome=_outcome(unit, remarks, effect, matched),
            new=case.new,
            changes=case.changes,
            relatives=case.relatives,
            merged=matched.merged,
            promises=[one for one in (*case.new, *case.changed) if not unit.foreign or one.kind in REFERRED],
            page=_page(case.new, case.changed, unit, matched),
        )


def _page(new: list[Record], changed: list[Record], unit: Unit, matched: Matched) -> tuple[RecordKind, UUID] | None:
    """The activity or agreement that a unit is about; None for what stands on no page."""
    head = unit.head
    if isinstance(head, Activity | Agreement):
        kind = RecordKind.ACTIVITY if isinstance(head, Activity) else RecordKind.AGREEMENT
        return kind, UUID(matched.aliases.get(head.uid, head.uid))
    for record in (*new, *changed):
        for name, kind in (("agreement", RecordKind.AGREEMENT), ("activity", RecordKind.ACTIVITY)):
            if uid := getattr(record, name, None):
                return kind, UUID(uid)
    return None


def _is_new(unit: Unit, case: "_Case", matched: Matched) -> bool:
    head = unit.head
    return head is not None and any(record.uid == matched.aliases.get(head.uid, head.uid) for record in case.new)


def _outcome(unit: Unit, remarks: list[Remark], effect: Effect, matched: Matched | None = None) -> Outcome:
    head = unit.head
    uid = "" if head is None else (matched.aliases if matched else {}).get(head.uid, head.uid)
    return Outcome(
        position=unit.original.position,
        place=unit.original.place,
        rows=unit.original.rows,
        source_id=unit.source_id,
        title=_title(head),
        verdict=verdict_of(tuple(remarks)),
        effect=effect,
        record=uid,
        remarks=tuple(remarks),
        not_taken=unit.not_taken,
        proposals=tuple(matched.proposals) if matched else (),
    )


def _title(head: Record | None) -> str:
    if isinstance(head, Activity):
        return f"{head.number} {head.name}"
    if isinstance(head, Agreement):
        return f"{head.number} {head.title}"
    return str(getattr(head, "name", "") or getattr(head, "label", "") or (head.kind if head else ""))


class _Case:
    """One unit against the register."""

    def __init__(
        self, reading: Reading, index: Index, unit: Unit, matched: Matched, exported_at: datetime | None
    ) -> None:
        self._reading, self._index, self._unit, self._matched = reading, index, unit, matched
        self._exported_at = exported_at
        self.remarks: list[Remark] = []
        self.new: list[Record] = []
        self.changed: list[Record] = []
        self.changes: dict[tuple[str, str], dict[str, Any]] = {}
        self.relatives: list[tuple[str, str, str, str]] = []
        self._removed: list[Record] = []

    @property
    def writes(self) -> bool:
        """Whether anything would be written."""
        return bool(self.new or self.changes)

    def compare(self) -> None:
        """Every record against what is here, and the whole against what was said last time."""
        base = self._base()
        ours = self._ours()
        for record in map(self._set_apart_relatives, self._matched.records):
            self._check_references(record)
            self._check_number(record)
            self._one(record, ours.get((record.kind, record.uid)), base)
        self._gone(base)
        self._settled()

    def _ours(self) -> dict[tuple[str, str], Record]:
        by_kind: dict[str, list[str]] = {}
        for record in self._matched.records:
            by_kind.setdefault(record.kind, []).append(record.uid)
        lock = self._index.applying
        return {
            (kind, uid): record
            for kind, uids in by_kind.items()
            for uid, record in self._index.current(kind, uids, lock=lock).items()
        }

    def _base(self) -> dict[tuple[str, str], Record]:
        """What the same source said last time: the kept original, read anew; of our own file the register of then."""
        if not self._unit.foreign:
            return self._as_exported()
        head = self._unit.head
        uid = self._matched.aliases.get(head.uid, head.uid) if head else ""
        row = last_row(uid, self._reading.format) if head and self._index.exists(head.kind, uid) else None
        if row is None:
            return {}
        old = self._reading.interpret(Original(position=0, place="", rows=0, value=row.original))
        aliases = {**self._index.merged, **self._matched.aliases}
        return {(record.kind, record.uid): record for record in (renamed_by(one, aliases) for one in old.records)}

    def _as_exported(self) -> dict[tuple[str, str], Record]:
        if self._exported_at is None:
            return {}
        then = [
            self._index.at(record.kind, record.uid, self._exported_at)
            for record in self._matched.records
            if self._index.exists(record.kind, record.uid)
        ]
        return {(record.kind, record.uid): record for record in then if record}

    def _set_apart_relatives(self, record: Record) -> Record:
        """A parent that the tables do not hold yet is tied when the whole file is there."""
        later = {
            name: uid
            for name, (kind, uid) in references(record).items()
            if (record.kind, name) in RELATIVES and not self._index.exists(kind, uid) and self._comes(kind, uid)
        }
        self.relatives += [(record.kind, record.uid, name, uid) for name, uid in later.items()]
        return record.model_copy(update=dict.fromkeys(later)) if later else record

    def _comes(self, kind: str, uid: str) -> bool:
        mine = any((record.kind, record.uid) == (kind, uid) for record in self._matched.records)
        return mine or uid in self._reading.known_here or (kind, uid) in self._index.promised

    def _check_references(self, record: Record) -> None:
        mine = {(one.kind, one.uid) for one in self._matched.records}
        for name, target in references(record).items():
            if target not in mine and not self._index.knows(*target):
                self.remarks.append(refusal("reference-unknown", f"{record.kind}.{name}"))

    def _check_number(self, record: Record) -> None:
        if isinstance(record, Activity | Agreement):
            holder = self._index.numbers.get((record.kind, record.number))
            if holder not in {None, record.uid}:
                self.remarks.append(refusal("number-taken", f"{record.kind}.number", number=record.number))

    def _one(self, record: Record, ours: Record | None, base: dict[tuple[str, str], Record]) -> None:
        if ours is None:
            self._new(record, before=base.get((record.kind, record.uid)))
            return
        apart = {(kind, name) for kind, uid, name, _to in self.relatives if (kind, uid) == (record.kind, record.uid)}
        found = merge(
            theirs=record,
            ours=ours,
            base=base.get((record.kind, record.uid)),
            foreign=self._unit.foreign,
            silent=self._unit.silent | apart,
        )
        code = "law-kept" if record.kind in LAW else "changed-here-too"
        self.remarks += [doubt(code, f"{record.kind}.{name}") for name in found.conflicts]
        if found.changes:
            changed = ours.model_copy(update=found.changes)
            self.remarks += [note("changed", f"{record.kind}.{name}") for name in found.changes]
            self.remarks += cleaned(changed, frozenset(found.changes))
            self.changes[record.kind, record.uid] = found.changes
            self.changed.append(changed)

    def _new(self, record: Record, *, before: Record | None) -> None:
        if before is not None and (record.kind not in SHARED or record == before):
            self._removed.append(record)
            return
        if isinstance(record, Activity):
            record = self._as_draft(record)
        self.remarks += cleaned(record, frozenset(type(record).model_fields))
        self.new.append(record)

    def _as_draft(self, activity: Activity) -> Activity:
        if activity.status != RecordStatus.DRAFT:
            self.remarks.append(note("status-not-taken", "activities.status"))
        if activity.public:
            self.remarks.append(note("publication-not-taken", "activities.public"))
        return activity.model_copy(update={"status": RecordStatus.DRAFT, "public": False, "public_fields": ()})

    def _settled(self) -> None:
        """What somebody removed here does not come back, unless something new refers to it."""
        needed = {target for record in (*self.new, *self.changed) for target in references(record).values()}
        for record in self._removed:
            if (record.kind, record.uid) in needed:
                self.new.insert(0, record)
            elif record.kind in SHARED:
                self._matched.proposals = [one for one in self._matched.proposals if one.uid != record.uid]
                self._matched.remarks = [one for one in self._matched.remarks if one.facts.get("uid") != record.uid]
            else:
                self.remarks.append(doubt("removed-here", record.kind))

    def _gone(self, base: dict[tuple[str, str], Record]) -> None:
        """What the source had last time and has no more stays here, and is told."""
        if not self._unit.foreign:
            return
        now = {(record.kind, record.uid) for record in self._matched.records}
        for kind, uid in base:
            if (kind, uid) not in now and kind not in SHARED and self._index.exists(kind, uid):
                self.remarks.append(doubt("gone-from-file", kind))


def cleaned(record: Record, fields: frozenset[str]) -> list[Remark]:
    """What the table thinks of some fields: too long, not an address. A gap is a doubt, unless nothing is left."""
    table = table_of(record.kind)
    plain = columns_of(record, fields)
    strange = [name for name, value in plain.items() if _unstorable(value)]
    if strange:
        return [refusal("strange-signs", f"{record.kind}.{name}") for name in strange]
    excluded = {one.name for one in table._meta.concrete_fields} - set(plain)
    try:
        table(**plain).clean_fields(exclude=excluded)
    except ValidationError as error:
        return [_fault(record, name, found[0]) for name, found in error.error_dict.items()]
    return []


def _fault(record: Record, name: str, error: ValidationError) -> Remark:
    path = f"{record.kind}.{name}"
    if error.code == "blank":
        return refusal("required-missing", path) if (record.kind, name) in NEEDED else doubt("required-empty", path)
    if error.code == "max_length":
        return refusal("too-long", path, most=(error.params or {}).get("limit_value", 0))
    return refusal("not-a-value", path)


def _unstorable(value: Any) -> bool:
    texts = value if isinstance(value, list) else (value,)
    return any(isinstance(text, str) and _STRANGE.search(text) is not None for text in texts)


_STRANGE = re.compile("[\x00\ud800-\udfff]")


def columns_of(record: Record, fields: frozenset[str]) -> dict[str, Any]:
    """Fields of a record as values of its table, references left out."""
    found: dict[str, Any] = {}
    apart = referring(type(record))
    for name, known in fields_of(type(record)).items():
        if name not in fields or name in apart:
            continue
        value = getattr(record, name)
        if known.sort is Sort.CHOICE and value is None:
            value = ""
        found[name] = [str(one) for one in value] if isinstance(value, tuple) else value
    return found
