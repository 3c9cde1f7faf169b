"""What the register holds already, as an import needs it: keys and names only, read once; values only when asked for.

``promised`` is what earlier records of the same file bring, written or not, so that a dry run sees what an import sees.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.db import models

from registers.book.records import Activity, Agreement, Duty, Measure, Party, Record, System
from registers.book_selectors import TABLES
from registers.exchange.fields import KINDS, Sort, fields_of
from registers.exchange.words import folded
from registers.models import ImportRow, ImportRun
from registers.rules.names import normalised

SHARED = frozenset({"parties", "systems", "measures"})
"""Kinds that several records of a file bring, each with the same uid."""


class Index:
    """Uids by kind, and by what else a record can be known."""

    def __init__(self, *, applying: bool) -> None:
        self.applying = applying
        self.pks: dict[str, dict[str, int]] = {kind: _pks(table_of(kind)) for kind in KINDS}
        self._uids: dict[str, dict[int, str]] = {
            kind: {pk: uid for uid, pk in found.items()} for kind, found in self.pks.items()
        }
        self.promised: dict[tuple[str, str], Record | None] = {}
        self.sources: dict[tuple[str, str], str] = {}
        self.numbers: dict[tuple[str, str], str] = {}
        self.names: dict[tuple[str, str], str] = {}
        self.organisations: dict[str, tuple[str, str]] = {}
        self._read_keys()
        self.merged: dict[str, str] = {}
        for counts in ImportRun.objects.order_by("pk").values_list("counts", flat=True):
            self.merged |= counts.get("merged", {}) if isinstance(counts, dict) else {}

    def _read_keys(self) -> None:
        for sort in (Activity, Agreement):
            rows = TABLES[sort]._default_manager.values_list("uid", "number", "source_system", "source_id")
            for uid, number, system, source in rows.iterator():
                self.numbers[sort.kind, number] = str(uid)
                if source:
                    self.sources[system, source] = str(uid)
        for kind in (Party, System, Measure, Duty):
            for uid, name in TABLES[kind]._default_manager.order_by("pk").values_list("uid", "name").iterator():
                self._keep_name(kind.kind, str(uid), name)

    def _keep_name(self, kind: str, uid: str, name: str) -> None:
        self.names.setdefault((kind, folded(name)), uid)
        if kind == Party.kind:
            self.organisations.setdefault(normalised(name) or folded(name), (uid, name))

    def exists(self, kind: str, uid: str) -> bool:
        """Whether the tables hold it."""
        return uid in self.pks[kind]

    def knows(self, kind: str, uid: str) -> bool:
        """Whether the tables hold it, or an earlier record of this file brings it."""
        return uid in self.pks[kind] or (kind, uid) in self.promised

    def promise(self, records: Iterable[Record]) -> None:
        """Remember what a record of the file brings."""
        for record in records:
            shared = record.kind in SHARED
            self.promised[record.kind, record.uid] = record if shared else None
            if isinstance(record, Activity | Agreement):
                self.numbers[record.kind, record.number] = record.uid
                if record.source_id:
                    self.sources[record.source_system, record.source_id] = record.uid
            elif isinstance(record, Party | System | Measure | Duty):
                self._keep_name(record.kind, record.uid, record.name)

    def written(self, kind: str, uid: str, pk: int) -> None:
        """Remember a row that was made."""
        self.pks[kind][uid] = pk
        self._uids[kind][pk] = uid

    def unwritten(self, kind: str, uid: str) -> None:
        """Forget a row that was not made after all."""
        self._uids[kind].pop(self.pks[kind].pop(uid), None)

    def current(self, kind: str, uids: Iterable[str], *, lock: bool = False) -> dict[str, Record]:
        """The records of those uids as they stand now: of the tables, or as an earlier record of this file has them."""
        wanted = set(uids)
        brought = {uid: self.promised[kind, uid] for uid in wanted if self.promised.get((kind, uid)) is not None}
        found = {uid: record for uid, record in brought.items() if record and not self.applying}
        stored = [self.pks[kind][uid] for uid in wanted - set(found) if uid in self.pks[kind]]
        if stored:
            rows = table_of(kind)._default_manager.filter(pk__in=stored).order_by("pk")
            rows = rows.select_for_update() if lock else rows
            found |= {record.uid: record for record in (self._record(kind, row) for row in rows.values())}
        return found

    def at(self, kind: str, uid: str, moment: datetime) -> Record | None:
        """A record as its history has it at a moment; None when it was not there."""
        history: Any = cast(Any, table_of(kind)).history
        rows = history.filter(uid=uid, history_date__lte=moment).order_by("-history_date", "-history_id")
        row = rows.values().first()
        return None if row is None or row["history_type"] == "-" else self._record(kind, row)

    def _record(self, kind: str, row: dict[str, Any]) -> Record:
        sort, table = KINDS[kind], table_of(kind)
        values = {}
        for name, known in fields_of(sort).items():
            field = table._meta.get_field(name)
            value = row[field.attname]  # type: ignore[union-attr]  # a column, not a relation from elsewhere
            if isinstance(field, models.ForeignKey):
                value = self._uids[cast(Any, TARGETS[field.related_model])].get(value)
            elif known.sort is Sort.CHOICE and known.optional and value == "":
                value = None
            values[name] = str(value) if name == "uid" else tuple(value) if isinstance(value, list) else value
        return sort.model_validate(values)


def table_of(kind: str) -> type[models.Model]:
    """The table of a kind of record."""
    return TABLES[KINDS[kind]]


TARGETS: dict[Any, str] = {table: sort.kind for sort, table in TABLES.items()}
"""The kind of every table."""


def _pks(table: type[models.Model]) -> dict[str, int]:
    rows = table._default_manager.order_by("pk").values_list("uid", "pk")
    return {str(uid): pk for uid, pk in rows.iterator()}


def last_row(record: str, format: str) -> ImportRow | None:  # the name of the column
    """The row from which a record was last taken over, by a file of the same format."""
    rows = ImportRow.objects.filter(record=record, run__format=format).exclude(original=None)
    return rows.order_by("-run_id", "-position").first()
