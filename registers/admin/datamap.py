"""The data map in the admin: sources with their tables, tables with their fields, links; each with its history."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registers.admin.forms import SMALL, SourceFieldForm, SourceTableForm
from registers.admin.noting import NotedAdmin
from registers.models import Source, SourceField, SourceLink, SourceTable


class MapAdmin(NotedAdmin):
    """What all parts of the map share. Earlier versions are read here; a whole map is put back from its YAML file."""

    formfield_overrides = SMALL
    show_facets = admin.ShowFacets.ALWAYS

    def revert_disabled(self, *_args: object) -> bool:
        """One part put back alone would not fit the rest."""
        return True


class TableLinks(admin.TabularInline):  # type: ignore[type-arg]  # not subscriptable at run time
    """The tables of a source, as links."""

    model = SourceTable
    fields = readonly_fields = ("link", "label", "role", "erasure", "anonymisation", "duty")
    template = "registers/field_rows.html"
    extra = 0
    max_num = 0
    can_delete = False
    verbose_name_plural = _("tables")

    @admin.display(description=_("table"))
    def link(self, table: SourceTable) -> SafeString:
        """To the table with its fields."""
        return format_html('<a href="{}">{}</a>', reverse("admin:registers_sourcetable_change", args=[table.pk]), table)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A table is added on its own page."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceTable]:
        """With the duty at hand."""
        return super().get_queryset(request).select_related("duty", "source")


@admin.register(Source)
class SourceAdmin(MapAdmin):
    """Databases of the organisation."""

    list_display = ("name", "label", "url_env", "table_count")
    search_fields = ("name", "label")
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    fields = ("name", "label", "url_env", "files_env", "duties")
    inlines = (TableLinks,)
    change_form_template = "registers/source.html"

    @admin.display(description=_("tables"), ordering="table_total")
    def table_count(self, source: Source) -> int:
        """How many tables the map has of it."""
        return int(getattr(source, "table_total", 0))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """With the number of tables."""
        found: QuerySet[Source] = super().get_queryset(request).annotate(table_total=Count("tables"))
        return found


class FieldRows(admin.TabularInline):  # type: ignore[type-arg]  # not subscriptable at run time
    """The fields of a table, one line each, so that a hundred stay on one page."""

    model = SourceField
    form = SourceFieldForm
    fields = (
        *("title", "category", "identifies", "show"),
        *("erasure", "erasure_options", "anonymisation", "anonymisation_options"),
    )
    readonly_fields = ("title",)
    formfield_overrides = SMALL
    template = "registers/field_rows.html"
    extra = 0
    max_num = 0
    can_delete = False
    verbose_name_plural = _("fields")

    @admin.display(description=_("field"))
    def title(self, field: SourceField) -> SafeString:
        """Name and label, to the field's own page."""
        address = reverse("admin:registers_sourcefield_change", args=[field.pk])
        return format_html('<a href="{}">{}</a>', address, _named(field))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A field is added on its own page, or read from the database with ``datamap draft``."""
        return False


@admin.register(SourceTable)
class SourceTableAdmin(MapAdmin):
    """Tables of all sources."""

    list_display = ("__str__", "label", "source", "role", "erasure", "anonymisation", "duty", "field_count")
    list_filter = ("source", "role", "erasure", "anonymisation", "duty")
    search_fields = ("name", "label", "activity")
    list_select_related = ("source", "duty")
    autocomplete_fields = ("source", "duty")
    form = SourceTableForm
    inlines = (FieldRows,)
    change_form_template = "registers/table.html"
    fieldsets = (
        (None, {"fields": (("source", "position"), ("schema_name", "name", "label"), ("role", "key"))}),
        (_("Register"), {"fields": (("activity", "ground"),)}),
        (_("What happens to rows"), {"fields": (("erasure", "anonymisation", "shared"), "reason", "keep_until")}),
        (_("Retention duty"), {"fields": (("duty", "duty_start"), "duty_keep")}),
        (_("Correction"), {"fields": ("statement",)}),
        (_("Access"), {"fields": ("third_party",)}),
        (_("Portability and restriction"), {"fields": ("provided", "restriction")}),
        (_("List of whom to leave alone"), {"fields": ("suppression",)}),
    )

    @admin.display(description=_("fields"), ordering="field_total")
    def field_count(self, table: SourceTable) -> int:
        """How many fields the map has of it."""
        return int(getattr(table, "field_total", 0))

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceTable]:
        """With the number of fields."""
        found: QuerySet[SourceTable] = super().get_queryset(request).annotate(field_total=Count("fields"))
        return found


@admin.register(SourceField)
class SourceFieldAdmin(MapAdmin):
    """Fields of all tables: where is personal data, and what happens to it?"""

    form = SourceFieldForm
    list_display = ("title", "table", "category", "identifies", "erasure", "anonymisation")
    list_filter = ("category", "identifies", "erasure", "anonymisation", "show", "table__source")
    search_fields = ("name", "label", "table__name")
    list_select_related = ("table__source",)
    autocomplete_fields = ("table",)
    fieldsets = (
        (None, {"fields": (("table", "position"), ("name", "label"), "category")}),
        (_("Finding somebody"), {"fields": (("identifies", "phone_format"), "scan")}),
        (_("Access"), {"fields": ("show", "third_party", "provided")}),
        (
            _("What happens to it"),
            {"fields": (("erasure", "erasure_options"), ("anonymisation", "anonymisation_options"))},
        ),
    )

    @admin.display(description=_("field"), ordering="name")
    def title(self, field: SourceField) -> SafeString:
        """Name and label."""
        return _named(field)


def _named(field: SourceField) -> SafeString:
    return format_html('{}<br><span class="quiet">{}</span>', field.name, field.label)


@admin.register(SourceLink)
class SourceLinkAdmin(MapAdmin):
    """How rows hang together."""

    list_display = ("__str__", "source", "child_source", "parent_source", "belongs")
    list_filter = ("source", "belongs")
    search_fields = ("child_table", "parent_table")
    list_select_related = ("source",)
    fieldsets = (
        (None, {"fields": (("source", "position"), "belongs")}),
        (_("Child"), {"fields": (("child_source", "child_table"), "child_columns")}),
        (_("Parent"), {"fields": (("parent_source", "parent_table"), "parent_columns")}),
    )
