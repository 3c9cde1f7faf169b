"""The evidence log in the admin: read only, entries with the seal that covers them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registers.admin.reading import ReadOnlyAdmin, as_block
from registers.admin.searching import by_case
from registers.models import EvidenceEntry, EvidenceSeal


@admin.register(EvidenceEntry)
class EvidenceEntryAdmin(ReadOnlyAdmin):
    """Facts in the order they were written."""

    list_display = ("id", "at", "kind", "case", "sealed")
    list_filter = ("kind", "at")
    list_select_related = ("leaf__seal",)
    ordering = ("-id",)
    search_fields = ("=id",)
    search_help_text = _("Search by case or by number of the entry")
    show_full_result_count = False
    fields = ("id", "kind", "case", "at", "facts", "sealed")
    readonly_fields = ("facts", "sealed")

    @admin.display(description=_("facts"))
    def facts(self, entry: EvidenceEntry) -> SafeString:
        """The exact text, indented for reading."""
        return as_block(entry.body)

    @admin.display(description=_("sealed"))
    def sealed(self, entry: EvidenceEntry) -> SafeString | str:
        """The seal over this entry."""
        leaf = getattr(entry, "leaf", None)
        if leaf is None:
            return gettext("not yet")
        address = reverse("admin:registers_evidenceseal_change", args=[leaf.seal_id])
        return format_html('<a href="{}">{}</a>', address, leaf.seal)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[EvidenceEntry], search_term: str
    ) -> tuple[QuerySet[EvidenceEntry], bool]:
        """A case is found by its number."""
        found = by_case(queryset, search_term)
        return (found, False) if found is not None else super().get_search_results(request, queryset, search_term)


@admin.register(EvidenceSeal)
class EvidenceSealAdmin(ReadOnlyAdmin):
    """Signed batches, newest first."""

    list_display = ("number", "first", "last", "at", "short_root", "short_key")
    ordering = ("-number",)
    fields = ("number", "first", "last", "at", "root", "previous", "key_id", "signed_text", "signature")
    readonly_fields = ("signed_text",)

    @admin.display(description=_("root"))
    def short_root(self, seal: EvidenceSeal) -> str:
        """The first signs of the root."""
        return f"{seal.root[:16]}…"

    @admin.display(description=_("key"))
    def short_key(self, seal: EvidenceSeal) -> str:
        """The first signs of the key's name."""
        return f"{seal.key_id[:16]}…"

    @admin.display(description=_("signed text"))
    def signed_text(self, seal: EvidenceSeal) -> SafeString:
        """What the signature covers, indented for reading."""
        return as_block(seal.body)
