"""Writing what was judged: the rows of one unit, their history, and the original as it stood in the file.

Fields were checked before; what else must hold the tables themselves enforce. So nothing here asks the database what it
will say anyway, and an import of thousands of records stays one statement a row.
"""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import models

from registers.actions.importing.index import Index, table_of
from registers.actions.importing.judging import Judged, columns_of
from registers.actions.importing.outcomes import Outcome
from registers.book.records import Record
from registers.exchange.fields import references
from registers.exchange.units import Original, Remark, Verdict, Weight
from registers.models import ImportRow, ImportRun


class Writer:
    """Writes the units of one run. Call its methods inside the transaction of the unit."""

    def __init__(self, *, run: ImportRun, index: Index, actor: User | None, at: datetime) -> None:
        self._run, self._index, self._actor, self._at = run, index, actor, at
        self._made: list[tuple[str, str]] = []

    def write(self, judged: Judged) -> None:
        """The new records and the changed fields. Raises IntegrityError when somebody was first."""
        self._made.clear()
        for record in judged.new:
            self._create(record)
        for (kind, uid), changes in judged.changes.items():
            self.change(kind, uid, changes)

    def _create(self, record: Record) -> None:
        row = table_of(record.kind)(**columns_of(record, frozenset(type(record).model_fields)))
        for name, (kind, uid) in references(record).items():
            setattr(row, f"{name}_id", self._index.pks[kind][uid])
        self._dated(row, self._at)
        row.save(force_insert=True)
        self._index.written(record.kind, record.uid, row.pk)
        self._made.append((record.kind, record.uid))

    def undo(self) -> None:
        """Forget the rows of a unit whose transaction was rolled back."""
        while self._made:
            self._index.unwritten(*self._made.pop())

    def change(self, kind: str, uid: str, changes: dict[str, Any]) -> None:
        """Change fields of a row that is there; history is never written before what it already has."""
        table: Any = table_of(kind)
        row = table._default_manager.get(pk=self._index.pks[kind][uid])
        record = self._index.current(kind, [uid])[uid].model_copy(update=changes)
        for name, value in columns_of(record, frozenset(changes)).items():
            setattr(row, name, value)
        targets = references(record)
        for name in changes:
            if isinstance(table._meta.get_field(name), models.ForeignKey):
                target = targets.get(name)
                setattr(row, f"{name}_id", self._index.pks[target[0]][target[1]] if target else None)
        newest = (
            table.history.filter(id=row.pk).order_by("-history_date").values_list("history_date", flat=True).first()
        )
        self._dated(row, max(self._at, newest) if newest else self._at)
        row.save(update_fields=list(changes))

    def _dated(self, row: models.Model, at: datetime) -> None:
        dated = cast(Any, row)  # simple_history reads these three
        dated._history_user, dated._history_date = self._actor, at
        dated._change_reason = f"import {self._run.uid}"

    def keep(self, original: Original, outcome: Outcome) -> ImportRow:
        """The original with what became of it, not yet saved; of a dry run no record is named."""
        taken = outcome.verdict is not Verdict.REFUSED and self._index.applying
        told = [remark.as_value() for remark in outcome.remarks if _lasts(remark)]
        return ImportRow(
            run=self._run,
            position=original.position,
            place=original.place[:300],
            source_id=outcome.source_id[:200],
            original=original.value,
            verdict=outcome.verdict.value,
            doubts=told,
            record=outcome.record if taken else None,
        )


def _lasts(remark: Remark) -> bool:
    """Whether a remark is kept with its row: what somebody should look at, and what was changed."""
    return remark.weight is not Weight.NOTE or remark.code == "changed"
