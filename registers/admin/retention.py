"""Retention rules in the admin: how long after what, why, and what then."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registers.admin.books import BookAdmin
from registers.admin.rows import Rows, shortened
from registers.admin.sections import Section
from registers.models import Line, RetentionRule


class RuleLineRows(Rows):
    """Lines that are kept under a rule."""

    model = Line
    fk_name = "retention"
    related = ("activity",)
    heads = (_("line"), _("activity"), _("which data"))
    verbose_name_plural = _("where this rule applies")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A line is added on the page of its activity."""
        return False

    def cells(self, row: Line) -> Sequence[str]:
        """Line, activity and data."""
        return str(row), str(row.activity), shortened(row.data)


@admin.register(RetentionRule)
class RetentionRuleAdmin(BookAdmin):
    """Retention rules (art. 5(1)(e), 30(1)(f))."""

    list_display = ("name", "months", "start_event", "fate", "duty", "kept_to", "line_count")
    list_filter = ("chosen", "kept_to", "fate", ("duty", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("duty",)
    search_fields = ("name", "start_event", "criterion", "ground")
    autocomplete_fields = ("duty",)
    sections = (
        Section(
            key="what",
            title=_("How long"),
            fields=("name", ("months", "start_event"), ("least_months", "most_months"), "chosen", "criterion"),
        ),
        Section(key="why", title=_("Why"), fields=("duty", "ground")),
        Section(
            key="then", title=_("And then"), fields=(("fate", "executor"), "kept_to", "deviation"), rows=(RuleLineRows,)
        ),
    )

    @admin.display(description=_("lines"), ordering="line_total")
    def line_count(self, rule: RetentionRule) -> int:
        """How many lines are kept under it."""
        return int(getattr(rule, "line_total", 0))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of lines."""
        found: QuerySet[Any] = super().get_queryset(request).annotate(line_total=Count("lines"))
        return found
