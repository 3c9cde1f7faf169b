"""The book: all records of the register at one moment, with the look-ups that everybody needs.

A book is complete in itself: what a record refers to is in it. ``about`` cuts out one activity or agreement with all
that belongs to it; ``as_json`` is the canonical value whose SHA-256 names a version.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from registers.book.records import (
    RECORDS,
    Activity,
    Agreement,
    Duty,
    Hold,
    Line,
    LineSystem,
    Officer,
    Party,
    Purpose,
    Record,
    Retention,
)
from registers.canonical import canonical_json, sha256_of
from registers.register_choices import RecordKind

SCHEMA = "waarborg/register/1"
WHOLE = "00000000-0000-0000-0000-000000000000"
"""What stands for the uid of the register as a whole: it is no record itself."""
R = TypeVar("R", bound=Record)


class UnknownRecord(LookupError):
    """There is no record of that kind with that uid in the book."""


class Book:
    """All records, by kind. Records keep the order in which they were given; ``as_json`` sorts by uid."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._kinds: dict[str, dict[str, Record]] = {record.kind: {} for record in RECORDS}
        for record in records:
            self._kinds[record.kind][record.uid] = record

    def __iter__(self) -> Iterator[Record]:
        for rows in self._kinds.values():
            yield from rows.values()

    def all(self, sort: type[R]) -> tuple[R, ...]:
        """The records of one kind."""
        return tuple(self._kinds[sort.kind].values())  # type: ignore[arg-type]  # kept under their own kind

    def get(self, sort: type[R], uid: str) -> R:
        """The record of that uid. Raises UnknownRecord."""
        try:
            return self._kinds[sort.kind][uid]  # type: ignore[return-value]  # kept under their own kind
        except KeyError:
            raise UnknownRecord(f"{sort.kind} {uid}") from None

    def find(self, sort: type[R], uid: str | None) -> R | None:
        """The record of that uid, or None."""
        return self._kinds[sort.kind].get(uid) if uid else None  # type: ignore[return-value]

    def of(self, owner: Record | str, sort: type[R], *, by: str = "activity") -> tuple[R, ...]:
        """The records of a kind that refer to ``owner`` in their field ``by``, in their order."""
        uid = owner if isinstance(owner, str) else owner.uid
        return self._index(sort, by).get(uid, ())

    def _index(self, sort: type[R], by: str) -> dict[str, tuple[R, ...]]:
        key = (sort.kind, by)
        if key not in self._indexes:
            groups: dict[str, list[Record]] = {}
            for record in self._kinds[sort.kind].values():
                uid = getattr(record, by)
                if uid:
                    groups.setdefault(uid, []).append(record)
            self._indexes[key] = {uid: tuple(rows) for uid, rows in groups.items()}
        return self._indexes[key]  # type: ignore[return-value]  # grouped from records of this kind

    @cached_property
    def _indexes(self) -> dict[tuple[str, str], dict[str, tuple[Record, ...]]]:
        return {}

    @property
    def activities(self) -> tuple[Activity, ...]:
        """All activities, by number."""
        return tuple(sorted(self.all(Activity), key=lambda activity: activity.number))

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """All agreements, by number."""
        return tuple(sorted(self.all(Agreement), key=lambda agreement: agreement.number))

    def activity(self, name: str) -> Activity | None:
        """The activity of that number, uid or name (in any case): how the data map refers to it."""
        wanted = name.strip().casefold()
        return next(
            (a for a in self.activities if wanted in {a.number.casefold(), a.uid, a.name.strip().casefold()}), None
        )

    def purposes(self, activity: Activity) -> tuple[Purpose, ...]:
        """The purposes of an activity, in order."""
        return tuple(sorted(self.of(activity, Purpose), key=lambda purpose: purpose.position))

    def lines(self, activity: Activity) -> tuple[Line, ...]:
        """The lines of an activity, in order."""
        return tuple(sorted(self.of(activity, Line), key=lambda line: line.position))

    def party(self, uid: str | None) -> Party | None:
        """The organisation of that uid."""
        return self.find(Party, uid)

    def retention(self, line: Line) -> Retention | None:
        """The retention rule of a line."""
        return self.find(Retention, line.retention)

    def duty(self, rule: Retention | None) -> Duty | None:
        """The duty behind a retention rule."""
        return self.find(Duty, rule.duty) if rule else None

    def about(self, kind: RecordKind, uid: str) -> "Book":
        """The part of the book about one activity or agreement, with everything that its records refer to.

        Raises UnknownRecord. What merely refers to the record from elsewhere (another agreement) is left out.
        """
        return self if kind == RecordKind.REGISTER else self.about_all(kind, [uid])

    def about_all(self, kind: RecordKind, uids: Iterable[str]) -> "Book":
        """The part of the book about these activities, or these agreements. Raises UnknownRecord."""
        sort, owner = HEADS[kind]
        chosen: dict[tuple[str, str], Record] = {}
        for uid in uids:
            head = self.get(sort, uid)
            chosen[(head.kind, head.uid)] = head
            for owned in OWNED[owner]:
                chosen |= {(record.kind, record.uid): record for record in self.of(uid, owned, by=owner)}
        for line in [record for record in chosen.values() if isinstance(record, Line)]:
            chosen |= {(record.kind, record.uid): record for record in self.of(line, LineSystem, by="line")}
        self._follow(chosen)
        for party in [record for record in chosen.values() if isinstance(record, Party)]:
            chosen |= {(record.kind, record.uid): record for record in self.of(party, Officer, by="party")}
        return Book(chosen.values())

    def _follow(self, chosen: dict[tuple[str, str], Record]) -> None:
        """Add what is referred to, and what those refer to; parents and successors only by their uid."""
        waiting = list(chosen.values())
        while waiting:
            for target in self._targets(waiting.pop()):
                if (target.kind, target.uid) not in chosen:
                    chosen[(target.kind, target.uid)] = target
                    waiting.append(target)

    def _targets(self, record: Record) -> Iterator[Record]:
        for field, kind in POINTS.items():
            uid = getattr(record, field, None)
            found = self._kinds[kind].get(uid) if isinstance(uid, str) else None
            if found is not None:
                yield found

    def as_value(self) -> dict[str, Any]:
        """The book as plain values: a list for each kind, ordered by uid."""
        kinds = {
            kind: [rows[uid].model_dump(mode="json") for uid in sorted(rows)] for kind, rows in self._kinds.items()
        }
        return {"schema": SCHEMA, **kinds}

    def as_json(self) -> str:
        """Canonical JSON: equal books have equal bytes."""
        return canonical_json(self.as_value())

    @cached_property
    def sha256(self) -> str:
        """SHA-256 (hex) of ``as_json``."""
        return sha256_of(self.as_value())

    @classmethod
    def from_value(cls, value: dict[str, Any]) -> "Book":
        """The book of ``as_value``. Raises ValueError for another schema, ValidationError for a strange record."""
        if value.get("schema") != SCHEMA:
            raise ValueError(f"the schema is not {SCHEMA}")
        return cls(sort.model_validate(row) for sort in RECORDS for row in value.get(sort.kind, ()))


# What a sort of record is a part of, and which records are its parts. A hold is about an activity, not part of it.
HEADS: dict[str, tuple[type[Record], str]] = {
    RecordKind.ACTIVITY: (Activity, "activity"),
    RecordKind.AGREEMENT: (Agreement, "agreement"),
}
OWNED: dict[str, tuple[type[Record], ...]] = {
    owner: tuple(sort for sort in RECORDS if owner in sort.model_fields and sort is not Hold)
    for _head, owner in HEADS.values()
}

# Fields that refer to another record for its content. An activity's own relatives (parent, successor) stay references.
POINTS = {
    "party": "parties",
    "organisation": "parties",
    "counterparty": "parties",
    "supplier": "parties",
    "retention": "retentions",
    "duty": "duties",
    "system": "systems",
    "measure": "measures",
}
