"""Legal terms in the admin: dated rules with their source."""

from django.contrib import admin

from subjects.models import LegalTerm


@admin.register(LegalTerm)
class LegalTermAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Rules for the time to answer."""

    list_display = ("rule", "months", "extension_months", "valid_from", "valid_until", "status", "source")
    list_filter = ("status",)
