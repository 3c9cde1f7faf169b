"""What the rules found, as the pages show it: the text beside its field, and counts by severity in lists.

Read from the projection ``RegisterFinding``; one query for a page, none for a row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from registers.admin.places import list_address
from registers.models import RegisterFinding, RegisterRecord
from registers.register_choices import RecordKind, Severity
from registers.register_selectors import ShownFinding, shown, waivers_on
from registers.rules import FindingKey
from registers.rules.register import WEIGHT

LISTS = {"law-number-missing": "parameters"}
"""Rules about the whole register that name no table of the book, with the one that mends it."""
TONES = {Severity.ERROR: "late", Severity.WARNING: "soon", Severity.HINT: "done"}


@dataclass(frozen=True, kw_only=True)
class Found:
    """One finding on a page. ``own``: it is about the record of the page itself and not about a row of it."""

    told: ShownFinding
    waived: bool
    own: bool

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return self.told.severity

    @property
    def field(self) -> str:
        """The field, or the table of rows, that it names."""
        return self.told.key.field

    @property
    def record(self) -> str:
        """The uid of the record that it is about."""
        return self.told.key.record

    @property
    def tone(self) -> str:
        """The class of its badge."""
        return TONES[self.severity]

    @property
    def address(self) -> str:
        """The page of the record that it is about; of the whole register the list that it names, else ''."""
        kind = self.told.record_kind
        if kind != RecordKind.REGISTER:
            return reverse("register:record", args=[kind, self.record])
        return list_address(self.field or LISTS.get(self.told.key.rule, ""))

    @property
    def waive_address(self) -> str:
        """The page on which it is accepted for a while."""
        key = self.told.key
        asked = urlencode({"rule": key.rule, "record": key.record, "field": key.field})
        return f"{reverse('register:waive')}?{asked}"


def found_of(kind: RecordKind, uid: UUID | str, *, record: UUID | None = None) -> list[Found]:
    """The findings of a page, worst first; ``record`` is the record shown there, the page itself by default."""
    return _found(RegisterFinding.objects.filter(owner_kind=kind, owner_record=uid), own=str(record or uid))


def found_about(record: UUID) -> list[Found]:
    """The findings about one record, on whatever page they stand."""
    return _found(RegisterFinding.objects.filter(record=record), own=str(record))


def _found(rows: Iterable[RegisterFinding], *, own: str) -> list[Found]:
    rows = list(rows)
    until = waivers_on(timezone.localdate()) if any(row.waived for row in rows) else {}
    made = [_one(row, own, until) for row in rows]
    return sorted(made, key=lambda one: (one.waived, WEIGHT[one.severity], one.told.key.rule))


def _one(row: RegisterFinding, own: str, until: dict[FindingKey, date]) -> Found:
    key = FindingKey(rule=row.rule, record=str(row.record), field=row.field)
    return Found(told=shown(row, until=until.get(key)), waived=row.waived, own=str(row.record or "") == own)


def with_counts(queryset: QuerySet[RegisterRecord], kind: RecordKind) -> QuerySet[RegisterRecord]:
    """With the number of open findings of each severity, as ``error_total``, ``warning_total`` and ``hint_total``."""
    totals = {f"{severity.value}_total": _total(kind, severity) for severity in Severity}
    return queryset.annotate(**totals)


def _total(kind: RecordKind, severity: Severity) -> Coalesce:
    of_page = RegisterFinding.objects.filter(owner_kind=kind, owner_record=OuterRef("uid"), severity=severity)
    counted = of_page.filter(waived=False).order_by().values("owner_record").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def badges(errors: int, warnings: int, hints: int = 0) -> SafeString:
    """The counts as badges, in words; a tick when there is nothing."""
    words = (
        ("late", errors, ngettext("%(n)d to mend", "%(n)d to mend", errors)),
        ("soon", warnings, ngettext("%(n)d warning", "%(n)d warnings", warnings)),
        ("done", hints, ngettext("%(n)d hint", "%(n)d hints", hints)),
    )
    shown_ones = [(tone, word % {"n": count}) for tone, count, word in words if count]
    if not shown_ones:
        return format_html('<span class="wb-badge wb-fine">{}</span>', gettext("in order"))
    return format_html_join(" ", '<span class="wb-badge wb-{}">{}</span>', shown_ones)


def counted(found: Iterable[Found]) -> dict[str, int]:
    """How many open findings there are of each severity."""
    open_ones: Sequence[Found] = [one for one in found if not one.waived]
    return {severity.value: sum(one.severity == severity for one in open_ones) for severity in Severity}
