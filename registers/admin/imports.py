"""Imports in the admin, read only: which file, what became of each row, and why a row was doubtful."""

import json

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registers.admin.reading import ReadOnlyAdmin, as_block
from registers.models import ImportMapping, ImportRow, ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    """Files that were read; without ``applied`` only looked at."""

    list_display = ("filename", "format", "applied", "at", "by")
    list_filter = ("applied", "format", "at")
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ("by",)
    search_fields = ("filename", "sha256")
    fields = ("filename", "format", "applied", "at", "by", "sha256", "told")

    @admin.display(description=_("counts"))
    def told(self, run: ImportRun) -> SafeString:
        """How many of each."""
        return as_block(json.dumps(run.counts))


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnlyAdmin):
    """Rows of files, each as it was."""

    list_display = ("position", "run", "place", "verdict", "doubt_count", "source_id")
    list_filter = ("verdict", ("run", admin.RelatedOnlyFieldListFilter))
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ("run",)
    search_fields = ("place", "source_id")
    fields = ("run", "position", "place", "source_id", "verdict", "doubt_list", "record", "as_it_was")

    @admin.display(description=_("doubts"))
    def doubt_count(self, row: ImportRow) -> int:
        """How many doubts there were."""
        return len(row.doubts)

    @admin.display(description=_("doubts"))
    def doubt_list(self, row: ImportRow) -> SafeString:
        """What was doubtful."""
        return as_block(json.dumps(row.doubts, ensure_ascii=False))

    @admin.display(description=_("original"))
    def as_it_was(self, row: ImportRow) -> SafeString:
        """The row of the file."""
        return as_block(json.dumps(row.original, ensure_ascii=False))


@admin.register(ImportMapping)
class ImportMappingAdmin(ReadOnlyAdmin):
    """Columns of spreadsheets that are remembered."""

    list_display = ("name", "made_at")
    search_fields = ("name",)
    fields = ("name", "made_at", "column_list")

    @admin.display(description=_("columns"))
    def column_list(self, mapping: ImportMapping) -> SafeString:
        """Which column is which field."""
        return as_block(json.dumps(mapping.columns, ensure_ascii=False))
