"""Reads of the register: from the tables of today, or from their history, to a ``Book``. One query for each table."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import models

from registers.book import records
from registers.book.book import Book
from registers.book.records import RECORDS, Record
from registers.models import (
    ActivityMeasure,
    AdequacyDecision,
    AgreementCoverage,
    AgreementFile,
    Assurance,
    ClauseCheck,
    ClientProcessing,
    DataProtectionOfficer,
    Engagement,
    Hold,
    JointController,
    Line,
    LineSystem,
    Measure,
    Party,
    ProcessingActivity,
    ProcessorAgreement,
    Purpose,
    Recipient,
    RetentionDuty,
    RetentionRule,
    SubProcessor,
    System,
    Transfer,
)

TABLES: dict[type[Record], type[models.Model]] = {
    records.Party: Party,
    records.Officer: DataProtectionOfficer,
    records.System: System,
    records.Measure: Measure,
    records.Duty: RetentionDuty,
    records.Retention: RetentionRule,
    records.Activity: ProcessingActivity,
    records.Purpose: Purpose,
    records.Line: Line,
    records.LineSystem: LineSystem,
    records.Recipient: Recipient,
    records.Engagement: Engagement,
    records.Joint: JointController,
    records.Client: ClientProcessing,
    records.ActivityMeasure: ActivityMeasure,
    records.Agreement: ProcessorAgreement,
    records.Coverage: AgreementCoverage,
    records.ClauseCheck: ClauseCheck,
    records.SubProcessor: SubProcessor,
    records.Assurance: Assurance,
    records.AgreementFile: AgreementFile,
    records.Transfer: Transfer,
    records.Hold: Hold,
    records.Adequacy: AdequacyDecision,
}
"""Which table holds which record."""


def read_book(at: datetime | None = None, *, only: Sequence[type[Record]] = RECORDS) -> Book:
    """The whole register: of now, or as it stood at ``at`` (aware) according to the history of each table.

    A row whose owner was not there at that moment (they were deleted one after the other) is left out. ``only`` limits
    it to some kinds of records, for pages that need no more; what these refer to has to be among them.
    """
    rows = {sort: list(rows_of(TABLES[sort], at)) for sort in only}
    uids = {TABLES[sort]: {row["id"]: str(row["uid"]) for row in found} for sort, found in rows.items()}
    records = (_record(sort, row, uids) for sort, found in rows.items() for row in found)
    return Book(record for record in records if record is not None)


def rows_of(model: type[models.Model], at: datetime | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a table with history, by column: of now, or as they stood at ``at`` (aware)."""
    names = [field.attname for field in model._meta.concrete_fields]
    if at is None:
        return model._default_manager.order_by("pk").values(*names).iterator()
    history = model.history.filter(history_date__lte=at)  # type: ignore[attr-defined]  # simple_history has no types
    versions = history.filter(id=models.OuterRef("id")).order_by("-history_date", "-history_id")
    newest = history.filter(history_id=models.Subquery(versions.values("history_id")[:1]))
    rows = newest.exclude(history_type="-").order_by("id").values(*names)
    return rows.iterator()  # type: ignore[no-any-return]


def _record(sort: type[Record], row: dict[str, Any], uids: dict[type[models.Model], dict[int, str]]) -> Record | None:
    values = {}
    for field in TABLES[sort]._meta.concrete_fields:
        if field.name in sort.model_fields:
            values[field.name] = _value(field, row[field.attname], uids)
            if values[field.name] is None and isinstance(field, models.ForeignKey) and not field.null:
                return None
    return sort.model_validate(values)


def _value(field: "models.Field[Any, Any]", value: Any, uids: dict[type[models.Model], dict[int, str]]) -> Any:
    """A reference as the uid of its target, '' of an enumeration as None, a list as a tuple."""
    if isinstance(field, models.ForeignKey):
        return uids[field.related_model].get(value) if value is not None else None
    if isinstance(field, models.UUIDField):
        return str(value)
    if field.choices and value == "":
        return None
    return tuple(value) if isinstance(value, list) else value


def uid_of(model: type[models.Model], pk: int) -> str:
    """The uid of a row. Raises DoesNotExist."""
    return str(model._default_manager.values_list("uid", flat=True).get(pk=pk))
