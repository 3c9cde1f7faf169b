"""Findings, waivers, signed versions and offers in the admin: read only."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registers.admin.filters import RuleFilter
from registers.admin.found import TONES
from registers.admin.reading import ReadOnlyAdmin, as_block
from registers.models import (
    Offer,
    ProcessingActivity,
    ProcessorAgreement,
    RegisterFinding,
    RegisterVersion,
    Waiver,
)
from registers.register_choices import RecordKind, Severity
from registers.register_selectors import shown
from registers.rules.wording import article_of

PLACES = {RecordKind.ACTIVITY: "activities", RecordKind.AGREEMENT: "agreements"}


def place_link(kind: str, uid: Any, title: str) -> SafeString | str:
    """A link to the page of a record, the front page of the register for the whole."""
    if kind == RecordKind.REGISTER:
        return format_html('<a href="{}">{}</a>', reverse("register:overview"), RecordKind.REGISTER.label)
    address = reverse("register:record", args=[PLACES[RecordKind(kind)], uid])
    return format_html('<a href="{}">{}</a>', address, title or RecordKind(kind).label)


@admin.register(RegisterFinding)
class FindingAdmin(ReadOnlyAdmin):
    """What the rules found last time, worst first."""

    list_display = ("shown_severity", "told", "place", "article", "waived")
    list_display_links = None
    list_filter = ("severity", "owner_kind", "waived", RuleFilter)
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("rule",)
    ordering = ("severity", "rule", "id")
    list_per_page = 100
    fields = ("shown_severity", "told", "place", "article", "rule", "field", "waived", "found_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number and name of the activity or agreement."""
        titles = (
            Subquery(model.objects.filter(uid=OuterRef("owner_record")).values(name)[:1])
            for model, name in ((ProcessingActivity, "name"), (ProcessorAgreement, "title"))
        )
        found: QuerySet[Any] = super().get_queryset(request).annotate(page_title=Coalesce(*titles))
        return found

    @admin.display(description=_("how serious"), ordering="severity")
    def shown_severity(self, finding: RegisterFinding) -> SafeString:
        """The severity as a badge."""
        tone = TONES[Severity(finding.severity)]
        return format_html('<span class="wb-badge wb-{}">{}</span>', tone, finding.get_severity_display())

    @admin.display(description=_("what was found"), ordering="rule")
    def told(self, finding: RegisterFinding) -> SafeString:
        """The rule in short, and what to do about it."""
        one = shown(finding)
        return format_html('<strong>{}</strong><br><span class="quiet">{}</span>', one.title, one.text)

    @admin.display(description=_("page"), ordering="owner_record")
    def place(self, finding: RegisterFinding) -> SafeString | str:
        """The activity or agreement."""
        return place_link(finding.owner_kind, finding.owner_record, getattr(finding, "page_title", "") or "")

    @admin.display(description=_("article"))
    def article(self, finding: RegisterFinding) -> str:
        """The article that asks it."""
        return article_of(finding.rule)


@admin.register(Waiver)
class WaiverAdmin(ReadOnlyAdmin):
    """Findings that were accepted for a while."""

    list_display = ("rule", "reason", "by", "at", "until", "place")
    list_filter = ("rule", "until")
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ("by",)
    search_fields = ("rule", "reason")
    fields = ("rule", "field", "place", "reason", "by", "at", "until")
    ordering = ("until", "id")

    @admin.display(description=_("record"))
    def place(self, waiver: Waiver) -> str:
        """The record that it is about."""
        return str(waiver.record)


@admin.register(RegisterVersion)
class VersionAdmin(ReadOnlyAdmin):
    """Versions that were signed off; nobody changes them any more."""

    list_display = ("title", "record_kind", "number", "at", "signed_by", "offered_by", "short_hash")
    list_filter = ("record_kind", "at")
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ("signed_by", "offered_by")
    search_fields = ("title", "sha256")
    date_hierarchy = "at"
    ordering = ("-at", "-id")
    fields = ("title", "record_kind", "number", "place", "at", "offered_by", "signed_by", "sha256", "content")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the content, which only the page shows."""
        found: QuerySet[Any] = super().get_queryset(request).defer("body")
        return found

    @admin.display(description=_("SHA-256"))
    def short_hash(self, version: RegisterVersion) -> str:
        """The first signs of the hash."""
        return f"{version.sha256[:16]}…"

    @admin.display(description=_("record"))
    def place(self, version: RegisterVersion) -> SafeString | str:
        """The record of today."""
        return place_link(version.record_kind, version.record, version.title)

    @admin.display(description=_("content"))
    def content(self, version: RegisterVersion) -> SafeString:
        """The canonical JSON, indented for reading."""
        return as_block(version.body)


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin):
    """Records that were offered for sign-off."""

    list_display = ("place", "record_kind", "by", "at", "closed")
    list_display_links = None
    list_filter = ("record_kind", "closed")
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ("by",)
    fields = ("place", "record_kind", "by", "at", "closed", "sha256")

    @admin.display(description=_("record"))
    def place(self, offer: Offer) -> SafeString | str:
        """The record that was offered."""
        return place_link(offer.record_kind, offer.record, "")
