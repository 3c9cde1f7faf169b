"""Duties, norms and limitation periods of law in the admin, with how sure it is that the law says so."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from registers.admin.noting import NotedAdmin
from registers.models import RetentionDuty


@admin.register(RetentionDuty)
class RetentionDutyAdmin(NotedAdmin):
    """Duties by name, law, period and legal status."""

    list_display = ("label", "type", "law", "article", "years", "months", "starts", "valid_until", "status")
    list_filter = ("status", "type", "starts")
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("name", "label", "law", "reference")
    fieldsets = (
        (None, {"fields": ("label", "type", ("law", "article"), "name")}),
        (_("How long"), {"fields": (("years", "months", "weeks"), ("starts", "start_event"), "minimal_fields")}),
        (_("Since when, and how sure"), {"fields": (("valid_from", "valid_until"), "reference", "status")}),
    )

    def revert_disabled(self, *_args: object) -> bool:
        """An earlier version is read, not put back: a change of law has a date and a reason of its own."""
        return True
