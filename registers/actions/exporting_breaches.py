"""The verb that gives the whole breach register as CSV (art. 33(5)); that somebody took it is a fact in the log."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.actions.exporting import Export
from registers.choices import DataCategory, EvidenceKind
from registers.exchange.books.cells import hidden
from registers.exchange.sheets import csvfiles
from registers.models import Breach

CASE = uuid5(NAMESPACE_URL, "waarborg:breaches")
FIELDS = (
    *("number", "title", "happened_at", "aware_at", "processor", "facts", "effects", "measures", "categories"),
    *("people", "rows", "cross_border", "risk", "risk_reason", "reported_at", "report_reference", "delay_reason"),
    *("not_reported_reason", "told_at", "not_told_reason", "decided_by", "closed_at"),
)
"""What leaves, by name."""


def export_breaches(*, actor: User | None, at: datetime) -> Export:
    """Every breach, reported or not, oldest first, with its activities, clients and follow-up reports."""
    with transaction.atomic():
        rows = list(_rows())
        facts = {"register": "breaches", "rows": len(rows) - 1, "role": role_of(actor)}
        record(kind=EvidenceKind.DOCUMENT_READ, case=CASE, facts=facts, at=at)
    day = timezone.localdate(at).isoformat()
    return Export(filename=f"datalekken-{day}.csv", content=csvfiles.write(rows))


def _rows() -> Iterator[list[str | int]]:
    named = ("activities", "notices", "follow_ups")
    heads = [str(Breach._meta.get_field(name).verbose_name) for name in FIELDS]  # type: ignore[union-attr]
    tables = (str(getattr(Breach, name).rel.related_model._meta.verbose_name_plural) for name in named)
    yield [*heads, *tables]
    found = Breach.objects.order_by("aware_at", "pk").select_related("processor")
    for breach in found.prefetch_related("activities__activity", "notices__party", "follow_ups"):
        yield [*(_cell(breach, name) for name in FIELDS), *(_listed(breach, name) for name in named)]


def _listed(breach: Breach, name: str) -> str:
    return hidden("\n".join(_told(row) for row in getattr(breach, name).all()))


def _told(row: Any) -> str:
    """A row in words; of a client or a report with its moment."""
    if hasattr(row, "due_at"):
        return f"{row.party}: {_moment(row.told_at) or row.not_told_reason or '-'}"
    return f"{_moment(row.sent_at)} {row.reference} {row.told}" if hasattr(row, "sent_at") else str(row)


def _cell(breach: Breach, name: str) -> str | int:
    value = getattr(breach, name)
    if isinstance(value, list):
        return hidden(", ".join(str(DataCategory(code).label) for code in value))
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, int):
        return value
    shown = getattr(breach, f"get_{name}_display", None)
    return hidden(str(shown() if shown else value or ""))


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at is not None else ""
