"""What comes after a request: erasures that wait for their date, and the watch list. Read only."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registers.admin.reading import ReadOnlyAdmin
from subjects.models import DeferredErasure, WatchedIdentifier


@admin.register(DeferredErasure)
class DeferredErasureAdmin(ReadOnlyAdmin):
    """Erasures by date; each runs by itself."""

    list_display = ("on", "of_request", "source", "duty", "rows", "status")
    list_display_links = ("on",)
    list_filter = ("status", "source", "duty", "on")
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ("request",)
    search_fields = ("request__reference",)
    fields = ("of_request", "source", "on", "duty", "rows", "status")
    readonly_fields = ("of_request",)

    @admin.display(description=_("request"), ordering="request__reference")
    def of_request(self, later: DeferredErasure) -> SafeString:
        """To the request it comes from."""
        address = reverse("admin:subjects_subjectrequest_change", args=[later.request_id])
        return format_html('<a href="{}">{}</a>', address, later.request)


@admin.register(WatchedIdentifier)
class WatchedIdentifierAdmin(ReadOnlyAdmin):
    """Kinds and dates only; the keyed index tells nobody anything."""

    list_display = ("kind", "case", "until")
    list_filter = ("kind", "until")
    fields = ("kind", "case", "until")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Listed for who may see it."""
        return self.has_view_permission(request)
