"""The rows on the page of an agreement: activities covered, clauses, sub-processors as a tree, assurances, files."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from __future__ import annotations  # an inline has no [] at run time

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import InlineAdminFormSet
from django.db import models
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.admin.found import Found
from registers.admin.rows import Rows, ShownRows, shortened, shown_pk
from registers.book.days import objection_deadline
from registers.citations import cited
from registers.models import AgreementCoverage, AgreementFile, Assurance, ClauseCheck, ProcessorAgreement, SubProcessor
from registers.register_choices import Clause, SubProcessorDecision


class CoveredRows(Rows):
    """Activities that the agreement covers."""

    model = AgreementCoverage
    fields = ("activity",)
    autocomplete_fields = ("activity",)
    kinds = ("coverages",)
    related = ("activity",)
    heads = (gettext_lazy("activity"), gettext_lazy("status"))

    def cells(self, row: AgreementCoverage) -> Sequence[str]:
        """Activity and status."""
        return str(row.activity), row.activity.get_status_display()


class SubAgreementRows(Rows):
    """Agreements under this one."""

    model = ProcessorAgreement
    fk_name = "parent"
    heads = (gettext_lazy("agreement"), gettext_lazy("status"))
    verbose_name_plural = gettext_lazy("agreements under this one")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An agreement is added on its own page."""
        return False

    def cells(self, row: ProcessorAgreement) -> Sequence[str]:
        """Agreement and status."""
        return str(row), row.get_status_display()


class ClauseForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """One letter of art. 28; which one is not chosen but given."""

    class Meta:
        model = ClauseCheck
        fields = ("clause", "verdict", "place", "note")
        widgets = {"clause": forms.HiddenInput, "note": forms.Textarea(attrs={"rows": 1, "class": "wb-note"})}


class ClauseRows(admin.TabularInline):  # type: ignore[type-arg]  # not subscriptable at run time
    """All letters of art. 28, each on a line; a line that nobody touches is not stored."""

    model = ClauseCheck
    form = ClauseForm
    fields = ("clause", "verdict", "place", "note")
    template = "registers/clauses.html"
    kinds = ("clause_checks",)
    can_delete = False
    max_num = len(Clause)

    def get_extra(self, request: HttpRequest, obj: Any = None, **_kwargs: Any) -> int:
        """As many blank lines as letters that were never looked at."""
        return len(missing_clauses(obj))

    def shown(self, inner: InlineAdminFormSet, parent: models.Model | None, found: Sequence[Found]) -> ShownRows:
        """The forms in the order of the article, each with its words."""
        order = {clause.value: place for place, clause in enumerate(Clause)}
        lines = [(str(line.form["clause"].value()), line) for line in inner if line.form["clause"].value() in order]
        lines.sort(key=lambda pair: order[pair[0]])
        inner.lines = [_clause_line(Clause(code), line.form) for code, line in lines]  # type: ignore[attr-defined]
        told = [one for one in found if one.told.record_kind in self.kinds or (one.own and one.field in self.kinds)]
        return ShownRows(inner=inner, heads=(), rows=(), found=told)


def _clause_line(clause: Clause, form: Any) -> dict[str, Any]:
    number, _space, rest = clause.value.partition(" ")
    article = _("28(3), last sentence") if rest else cited(number)
    return {"clause": clause, "article": article, "form": form}


def missing_clauses(agreement: ProcessorAgreement | None) -> list[dict[str, str]]:
    """The letters of art. 28 of which nothing was noted, as initial values."""
    there = set()
    if agreement is not None and agreement.pk:
        there = set(agreement.clauses.values_list("clause", flat=True))
    return [{"clause": clause.value} for clause in Clause if clause not in there]


class SubProcessorRows(Rows):
    """Sub-processors as a tree, with the last day to object."""

    model = SubProcessor
    fields = ("party", "service", "country", "parent", "announced_on")
    autocomplete_fields = ("party",)
    kinds = ("subprocessors",)
    heads = (
        *(gettext_lazy("organisation"), gettext_lazy("service"), gettext_lazy("country")),
        *(gettext_lazy("announced on"), gettext_lazy("object until"), gettext_lazy("decision")),
    )

    def rows_of(self, parent: models.Model) -> Sequence[tuple[Any, int]]:
        """Each sub-processor under the one that engages it."""
        found = SubProcessor.objects.filter(agreement=parent.pk).select_related("party", "agreement")
        by_parent: dict[int | None, list[SubProcessor]] = {}
        for one in found:
            by_parent.setdefault(one.parent_id, []).append(one)
        return list(_tree(by_parent, None, 0))

    def cells(self, row: SubProcessor) -> Sequence[str]:
        """Who, what, where, and until when an objection is in time."""
        announced = date_format(row.announced_on, "j b Y") if row.announced_on else ""
        deadline = deadline_words(row, today=timezone.localdate())
        return str(row.party), row.service, row.country, announced, deadline, row.get_decision_display()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only the sub-processors of this agreement."""
        if db_field.name == "parent":
            kwargs["queryset"] = SubProcessor.objects.filter(agreement=shown_pk(request)).select_related("party")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _tree(
    by_parent: Mapping[int | None, Sequence[SubProcessor]], parent: int | None, depth: int
) -> Iterator[tuple[SubProcessor, int]]:
    for one in by_parent.get(parent, ()):
        yield one, min(depth, 5)
        yield from _tree(by_parent, one.pk, depth + 1)


def deadline_words(sub: SubProcessor, *, today: dt.date) -> str:
    """The last day to object, with how near it is while nobody decided."""
    deadline = objection_deadline(sub.announced_on, sub.agreement.objection_days)
    if deadline is None:
        return ""
    shown = date_format(deadline, "j b Y")
    if sub.decision != SubProcessorDecision.OPEN:
        return shown
    left = (deadline - today).days
    tone, word = ("late", _("passed")) if left < 0 else ("soon", _("%(n)d days left") % {"n": left})
    return format_html('{} <span class="wb-badge wb-{}">{}</span>', shown, tone, word)


class AssuranceRows(Rows):
    """Certificates and reports of the processor."""

    model = Assurance
    fields = ("sort", "issued_on", "valid_until", "scope_fits", "reference")
    kinds = ("assurances",)
    heads = (gettext_lazy("sort"), gettext_lazy("valid until"), gettext_lazy("scope fits?"), gettext_lazy("reference"))

    def cells(self, row: Assurance) -> Sequence[str]:
        """What, until when, whether it is about our service."""
        until = date_format(row.valid_until, "j b Y") if row.valid_until else ""
        return str(row), until, row.get_scope_fits_display(), shortened(row.reference, 60)


class FileRows(Rows):
    """Files of the agreement; they are added on a page of their own."""

    model = AgreementFile
    heads = (gettext_lazy("name"), gettext_lazy("version"), gettext_lazy("size"), gettext_lazy("added on"), "SHA-256")
    kinds = ("agreement_files",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By uploading, which stores the bytes too."""
        return False

    def cells(self, row: AgreementFile) -> Sequence[str]:
        """Name, version, size, day and hash."""
        added = date_format(row.added_on, "j b Y") if row.added_on else ""
        return row.name, row.version, filesizeformat(row.size), added, f"{row.sha256[:16]}…"
