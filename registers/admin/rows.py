"""Rows that belong to a record: read in one compact table, edited on a page of their own, added in place.

Two hundred rows stay two hundred lines of text: only the blank form to add one has inputs.
"""

from __future__ import annotations  # an inline has no [] at run time

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import InlineAdminFormSet
from django.db import models
from django.db.models.enums import ChoicesType
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from registers.admin.found import Found, badges
from registers.register_choices import Severity

TEXT = {"widget": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: where its own page is, what its cells say, what was found about it, how deep it stands in a tree."""

    address: str
    cells: Sequence[str]
    badges: SafeString | str = ""
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class ShownRows:
    """The rows of a section; ``inner`` is Django's wrapper around the forms that add."""

    inner: InlineAdminFormSet
    heads: Sequence[Any]
    rows: Sequence[Row]
    found: Sequence[Found] = ()
    list_address: str = ""
    has_findings: bool = False


class Rows(admin.StackedInline):  # type: ignore[type-arg]  # not subscriptable at run time
    """Base of the rows. ``heads`` name the columns that ``cells`` fills; ``kinds`` are their names in the book."""

    template = "registers/rows.html"
    extra = 1
    can_delete = False
    formfield_overrides = {models.TextField: TEXT}
    heads: ClassVar[Sequence[Any]] = ()
    kinds: ClassVar[Sequence[str]] = ()
    related: ClassVar[Sequence[str]] = ()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a choice of records only the button to add one."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = field.widget.can_view_related = field.widget.can_change_related = False
        return field

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """No row is edited here."""
        return super().get_queryset(request).none()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the row's own page: it also says whether blank forms are shown as forms."""
        return self.has_add_permission(request, obj) or super().has_change_permission(request, obj)

    def cells(self, row: Any) -> Sequence[str]:
        """What the columns say of a row."""
        return (str(row),)

    def rows_of(self, parent: models.Model) -> Sequence[tuple[Any, int]]:
        """The rows of a record, each with its depth."""
        name = self.foreign_key()
        found = self.model._default_manager.filter(**{name: parent.pk}).select_related(*self.related)
        return [(row, 0) for row in found]

    def foreign_key(self) -> str:
        """The field by which a row knows its record."""
        if self.fk_name:
            return self.fk_name
        wanted = self.parent_model
        return str(next(one.name for one in self.model._meta.fields if one.related_model is wanted))

    def shown(self, inner: InlineAdminFormSet, parent: models.Model | None, found: Sequence[Found]) -> ShownRows:
        """The table and the blank forms."""
        by_record: dict[str, list[Found]] = {}
        for one in found:
            if not one.waived:
                by_record.setdefault(one.record, []).append(one)
        rows = self.rows_of(parent) if parent is not None and parent.pk else ()
        made = [self._row(row, depth, by_record) for row, depth in rows]
        return ShownRows(
            inner=inner,
            heads=self.heads or (self.verbose_name or self.opts.verbose_name,),
            rows=made,
            found=[one for one in found if one.own and one.field in self.kinds],
            list_address=self._list_address(parent) if made else "",
            has_findings=any(row.badges for row in made),
        )

    def _row(self, row: Any, depth: int, by_record: Mapping[str, Sequence[Found]]) -> Row:
        found = by_record.get(str(row.uid), ())
        errors, warnings = (sum(one.severity == word for one in found) for word in (Severity.ERROR, Severity.WARNING))
        told = badges(errors, warnings, len(found) - errors - warnings) if found else ""
        return Row(address=self._address("change", row.pk), cells=self.cells(row), badges=told, depth=depth)

    def _address(self, page: str, *args: Any) -> str:
        try:
            return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)
        except NoReverseMatch:
            return ""

    def _list_address(self, parent: models.Model | None) -> str:
        address = self._address("changelist")
        return f"{address}?{self.foreign_key()}__id__exact={parent.pk}" if address and parent is not None else ""


def shown_pk(request: HttpRequest) -> int | None:
    """The number of the record whose page this is; None where there is none yet."""
    match = request.resolver_match
    found = str(match.kwargs.get("object_id", "")) if match is not None else ""
    return int(found) if found.isdigit() else None


def shortened(text: str, most: int = 120) -> str:
    """The first words of a long text."""
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def words_of(choices: ChoicesType, codes: Iterable[str] | None) -> str:
    """The labels of a list of codes, with commas."""
    labels = dict(choices.choices)
    return ", ".join(str(labels.get(code, code)) for code in codes or ())
