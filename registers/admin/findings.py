"""Findings, waivers, signed versions and offers in the admin: read only."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from typing import Any

from django.contrib import admin
from django.db.models import Case, CharField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registers.admin.filters import RuleFilter
from registers.admin.found import TONES
from registers.admin.reading import ReadOnlyAdmin, as_block
from registers.citations import cited
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
from registers.rules.register import WEIGHT
from registers.rules.wording import article_of, title_of

PLACES = {RecordKind.ACTIVITY: "activities", RecordKind.AGREEMENT: "agreements"}


def place_link(kind: str, uid: Any, title: str) -> SafeString | str:
    """A link to the page of a record, the front page of the register for the whole."""
    if kind == RecordKind.REGISTER:
        return format_html('<a href="{}">{}</a>', reverse("register:overview"), RecordKind.REGISTER.label)
    address = reverse("register:record", args=[PLACES[RecordKind(kind)], uid])
    return format_html('<a href="{}">{}</a>', address, title or RecordKind(kind).label)


def title_of_page(uid: str) -> Coalesce:
    """Number and name of the activity or agreement that a column names, in the same query."""
    return Coalesce(
        *(
            Subquery(model.objects.filter(uid=OuterRef(uid)).values(told=Concat("number", Value(" "), name))[:1])
            for model, name in ((ProcessingActivity, "name"), (ProcessorAgreement, "title"))
        ),
        Value(""),
        output_field=CharField(),
    )


def owner_of_page(uid: str) -> Coalesce:
    """Who answers for that activity or agreement."""
    models = (ProcessingActivity, ProcessorAgreement)
    found = (Subquery(model.objects.filter(uid=OuterRef(uid)).values("owner")[:1]) for model in models)
    return Coalesce(*found, Value(""), output_field=CharField())


def by_weight() -> Case:
    """The worst first."""
    weights = (When(severity=severity, then=Value(weight)) for severity, weight in WEIGHT.items())
    return Case(*weights, output_field=IntegerField())


@admin.register(RegisterFinding)
class FindingAdmin(ReadOnlyAdmin):
    """What the rules found last time, worst first."""

    list_display = ("shown_severity", "told", "place", "owner", "article", "waived")
    list_display_links = None
    list_filter = ("severity", "owner_kind", "waived", RuleFilter)
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("rule",)
    search_help_text = _("Search in number, name and owner of the activity or agreement")
    list_per_page = 100
    fields = ("shown_severity", "told", "place", "owner", "article", "waived", "found_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the activity or agreement, and who answers for it."""
        found: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .annotate(
                page_title=title_of_page("owner_record"),
                page_owner=owner_of_page("owner_record"),
            )
        )
        return found

    def get_ordering(self, request: HttpRequest) -> tuple[Case | str, ...]:
        """The worst first."""
        return (by_weight(), "rule", "id")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Every word in the page or in who answers for it."""
        for word in search_term.split():
            queryset = queryset.filter(Q(page_title__icontains=word) | Q(page_owner__icontains=word))
        return queryset, False

    @admin.display(description=_("how serious"), ordering=by_weight())
    def shown_severity(self, finding: RegisterFinding) -> SafeString:
        """The severity as a badge."""
        tone = TONES[Severity(finding.severity)]
        return format_html('<span class="wb-badge wb-{}">{}</span>', tone, finding.get_severity_display())

    @admin.display(description=_("what was found"), ordering="rule")
    def told(self, finding: RegisterFinding) -> SafeString:
        """The rule in short, and what to do about it."""
        one = shown(finding)
        return format_html('<strong>{}</strong><br><span class="quiet">{}</span>', one.title, one.text)

    @admin.display(description=_("owner"), ordering="page_owner")
    def owner(self, finding: RegisterFinding) -> str:
        """Who answers for that page."""
        return getattr(finding, "page_owner", "") or "–"

    @admin.display(description=_("page"), ordering="page_title")
    def place(self, finding: RegisterFinding) -> SafeString | str:
        """The activity or agreement."""
        return place_link(finding.owner_kind, finding.owner_record, getattr(finding, "page_title", "") or "")

    @admin.display(description=_("article"))
    def article(self, finding: RegisterFinding) -> str:
        """The article that asks it."""
        return cited(article_of(finding.rule))


@admin.register(Waiver)
class WaiverAdmin(ReadOnlyAdmin):
    """Findings that were accepted for a while."""

    list_display = ("told", "place", "reason", "by", "at", "until")
    list_filter = (RuleFilter, "until")
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ("by",)
    search_fields = ("reason",)
    fields = ("told", "article", "place", "reason", "by", "at", "until")
    ordering = ("until", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the page on which the finding stands, as long as the rules still find it."""
        of_waiver = RegisterFinding.objects.filter(rule=OuterRef("rule"), record=OuterRef("record"))
        found: QuerySet[Any] = super().get_queryset(request)
        found = found.annotate(
            page_kind=Subquery(of_waiver.values("owner_kind")[:1]), page=Subquery(of_waiver.values("owner_record")[:1])
        )
        titled: QuerySet[Any] = found.annotate(page_title=title_of_page("page"))
        return titled

    @admin.display(description=_("what was found"), ordering="rule")
    def told(self, waiver: Waiver) -> str:
        """The rule in short."""
        return title_of(waiver.rule)

    @admin.display(description=_("article"))
    def article(self, waiver: Waiver) -> str:
        """The article that asks it."""
        return cited(article_of(waiver.rule))

    @admin.display(description=_("page"), ordering="page_title")
    def place(self, waiver: Waiver) -> SafeString | str:
        """The activity or agreement; nothing when the rules find it no more."""
        kind = getattr(waiver, "page_kind", None)
        if not kind:
            return gettext("no longer found")
        return place_link(kind, getattr(waiver, "page", None), getattr(waiver, "page_title", ""))


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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the title of the record as it is today."""
        found: QuerySet[Any] = super().get_queryset(request).annotate(page_title=title_of_page("record"))
        return found

    @admin.display(description=_("record"))
    def place(self, offer: Offer) -> SafeString | str:
        """The record that was offered."""
        return place_link(offer.record_kind, offer.record, getattr(offer, "page_title", ""))
