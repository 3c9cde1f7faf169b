"""Reads around the rules: the law and the data map as they judge by, and what they found, in words for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Count
from django.utils import timezone

from registers.book.book import WHOLE, Book
from registers.book.days import later
from registers.book_selectors import TABLES
from registers.catalogue.shipped import versions
from registers.choices import LegalStatus, TableRole
from registers.citations import cited
from registers.models import (
    LegalParameter,
    ProcessingActivity,
    ProcessorAgreement,
    RegisterFinding,
    Source,
    SourceTable,
    Waiver,
)
from registers.register_choices import RecordKind, Severity
from registers.rules import Finding, FindingKey, Law, LawNumber, Mapped, MapTable, Page, Parameter, find
from registers.rules.register import WEIGHT
from registers.rules.wording import article_of, text_of, title_of

MAP_TABLES = MapTable.kind
"""How findings name a table of the data map."""
MODELS: dict[str, type[models.Model]] = {
    **{sort.kind: table for sort, table in TABLES.items()},
    MAP_TABLES: SourceTable,
}


@dataclass(frozen=True, kw_only=True)
class ShownFinding:
    """A finding in words. ``until`` is the day on which its waiver ends; None when it is not waived."""

    key: FindingKey
    severity: Severity
    article: str
    title: str
    text: str
    owner_kind: RecordKind
    owner: str
    record_kind: str
    until: date | None = None

    @property
    def citation(self) -> str:
        """The article as a screen shows it."""
        return cited(self.article)

    @property
    def waived(self) -> bool:
        """Whether somebody accepted it for now."""
        return self.until is not None


def law_of(book: Book) -> Law:
    """The law with the numbers in the tables and the countries of this book."""
    return Law.of(book, map(_parameter, LegalParameter.objects.all()))


def _parameter(row: LegalParameter) -> Parameter:
    return Parameter(
        code=row.code,
        value=row.value,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        status=LegalStatus(row.status),
    )


def law_numbers() -> Law:
    """The numbers of law, without countries."""
    return law_of(Book(()))


def last_waiver_day(day: date) -> date | None:
    """The last day until which a finding can be accepted on ``day``; None when no norm is known."""
    months = law_numbers().number(LawNumber.WAIVER_MONTHS, day)
    return None if months is None else later(day, months=months)


def mapped_tables() -> Mapped:
    """What the rules ask of the data map: its sources, and its tables with rows about people."""
    rows = SourceTable.objects.exclude(role=TableRole.REFERENCE).select_related("source")
    return Mapped(
        sources=frozenset(Source.objects.values_list("name", flat=True)),
        tables=tuple(MapTable(source=row.source.name, table=str(row), activity=row.activity) for row in rows),
    )


def found_in(book: Book, *, at: datetime, pages: Iterable[Page] | None = None) -> tuple[Finding, ...]:
    """What the rules find in the whole book on the day of ``at`` at home, waived or not; limited to some pages."""
    chosen = None if pages is None else frozenset(pages)
    today = timezone.localdate(at)
    return find(book, law=law_of(book), today=today, mapped=mapped_tables(), pages=chosen, catalogue=versions())


def mapped_table(uid: str) -> SourceTable | None:
    """The table of the data map that a finding names by that uid; None when the map has it no more."""
    rows = SourceTable.objects.select_related("source")
    return next((row for row in rows if MapTable(source=row.source.name, table=str(row)).uid == uid), None)


def waivers_on(day: date) -> dict[FindingKey, date]:
    """Which findings are waived on a day, and until when; the last day counts."""
    rows = Waiver.objects.filter(until__gte=day).order_by("until").values_list("rule", "record", "field", "until")
    return {FindingKey(rule=rule, record=str(record), field=field): until for rule, record, field, until in rows}


def open_errors(book: Book, kind: RecordKind, uid: str, at: datetime) -> list[str]:
    """What must be mended before a record is signed off, in words, looked up anew; of the register that of all records.

    Reads the book that is given and no projection, so that nothing is signed on what was found yesterday.
    """
    pages = None if kind == RecordKind.REGISTER else [(kind, uid)]
    waived = waivers_on(timezone.localdate(at))
    errors = [one for one in found_in(book, at=at, pages=pages) if one.severity == Severity.ERROR]
    return list(dict.fromkeys(_sentence(one) for one in errors if one.key not in waived))


def _sentence(finding: Finding) -> str:
    text = text_of(finding.rule, kind=finding.record_kind, facts=finding.facts, labels=field_label)
    return f"{title_of(finding.rule)} ({finding.article}): {text}"


def findings_of(*, kind: RecordKind, uid: str, at: datetime) -> list[ShownFinding]:
    """What was found last time on a page, waived ones last, else the worst first; ``uid`` WHOLE for the register."""
    return _shown(RegisterFinding.objects.filter(owner_kind=kind, owner_record=uid), at)


def open_findings(*, severity: Severity = Severity.HINT, at: datetime) -> list[ShownFinding]:
    """What was found last time in the whole register at that severity or above, and nobody waived."""
    wanted = [one.value for one in Severity if WEIGHT[one] <= WEIGHT[severity]]
    return _shown(RegisterFinding.objects.filter(severity__in=wanted, waived=False), at)


def counts(*, kind: RecordKind | None = None, uid: str = WHOLE) -> dict[Severity, int]:
    """How many open findings there are of each severity, of one page or (without a kind) of the whole register."""
    rows = RegisterFinding.objects.filter(waived=False)
    if kind is not None:
        rows = rows.filter(owner_kind=kind, owner_record=uid)
    known = dict(rows.order_by().values_list("severity").annotate(n=Count("pk")))
    return {severity: known.get(severity.value, 0) for severity in Severity}


def page_titles() -> dict[str, str]:
    """Number and name of every activity and agreement, by uid."""
    activities = ProcessingActivity.objects.values_list("uid", "number", "name")
    agreements = ProcessorAgreement.objects.values_list("uid", "number", "title")
    return {str(uid): f"{number} {title}" for rows in (activities, agreements) for uid, number, title in rows}


def shown(row: RegisterFinding, *, until: date | None = None) -> ShownFinding:
    """A row of the projection in words."""
    return ShownFinding(
        key=FindingKey(rule=row.rule, record=str(row.record), field=row.field),
        severity=Severity(row.severity),
        article=article_of(row.rule),
        title=title_of(row.rule),
        text=text_of(row.rule, kind=row.record_kind, facts=row.facts, labels=field_label),
        owner_kind=RecordKind(row.owner_kind),
        owner=str(row.owner_record),
        record_kind=row.record_kind,
        until=until,
    )


def _shown(rows: Iterable[RegisterFinding], at: datetime) -> list[ShownFinding]:
    waived = waivers_on(timezone.localdate(at))
    found = [
        shown(row, until=waived.get(FindingKey(rule=row.rule, record=str(row.record), field=row.field))) for row in rows
    ]
    return sorted(found, key=lambda one: (one.waived, WEIGHT[one.severity], one.owner_kind, one.owner, one.key.rule))


def field_label(kind: str, field: str) -> str:
    """What people see above a field of a sort of record; of a table (or the whole sort) its name in the plural."""
    columns: dict[str, Any] = {}
    if field and kind in MODELS:
        columns = {column.name: column for column in MODELS[kind]._meta.concrete_fields}
    if field in columns:
        return str(columns[field].verbose_name)
    named = field if field in MODELS else kind
    return str(MODELS[named]._meta.verbose_name_plural) if named in MODELS else named
