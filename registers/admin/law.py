"""Dated facts of law in the admin: countries that protect enough, and numbers; each with its source and status."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from registers.admin.books import BookAdmin
from registers.admin.sections import Section
from registers.models import AdequacyDecision, LegalParameter


@admin.register(AdequacyDecision)
class AdequacyAdmin(BookAdmin):
    """Countries of the EEA, and countries with a decision (art. 45), from and until."""

    list_display = ("country", "label", "eea", "valid_from", "valid_until", "condition", "status")
    list_filter = ("eea", "status")
    search_fields = ("country", "label", "reference")
    sections = (
        Section(
            key="what",
            title=_("Country"),
            fields=(("country", "label"), "eea", ("valid_from", "valid_until"), "condition", "reference", "status"),
        ),
    )


@admin.register(LegalParameter)
class ParameterAdmin(BookAdmin):
    """Numbers of law and of the house, from and until."""

    list_display = ("label", "value", "unit", "valid_from", "valid_until", "status", "code")
    list_filter = ("status", "unit")
    search_fields = ("code", "label", "reference")
    sections = (
        Section(
            key="what",
            title=_("Number"),
            fields=("label", ("value", "unit"), ("valid_from", "valid_until"), "reference", "status", "code"),
        ),
    )
