"""Processor agreements in the admin: the list with what was found, and the page with its clauses and parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registers.actions.revising import Page
from registers.admin.activity_rows import TransferRows
from registers.admin.agreement_rows import (
    AssuranceRows,
    ClauseRows,
    CoveredRows,
    FileRows,
    SubAgreementRows,
    SubProcessorRows,
    missing_clauses,
)
from registers.admin.books import BookAdmin
from registers.admin.bulk import ACTIONS
from registers.admin.filters import FoundFilter, ReviewFilter
from registers.admin.found import Found, badges, found_of, with_counts
from registers.admin.places import user_of
from registers.admin.sections import Link, Section, ShownSection
from registers.admin.standing import standing_of
from registers.admin.statuses import status_badge
from registers.models import ProcessorAgreement
from registers.register_choices import RecordKind

SECTIONS = (
    Section(
        key="what",
        title=_("Between whom, about what"),
        fields=(
            *(("number", "title"), ("direction", "status"), ("organisation", "counterparty"), "services"),
            *(("owner", "owner_email"), ("parent", "template"), "data_categories", "locations"),
        ),
        rows=(CoveredRows, SubAgreementRows),
    ),
    Section(
        key="force",
        title=_("Signed and in force"),
        fields=(
            *(("signed_by_us", "signed_by_them"), "signatories", ("in_force_from", "in_force_until"), "open_ended"),
            ("renews", "notice_days"),
        ),
        rows=(FileRows,),
    ),
    Section(
        key="clauses",
        title=_("What art. 28 asks of it"),
        intro=_("Each letter of art. 28(3), and where it stands. A line that you leave as it is, is not stored."),
        rows=(ClauseRows,),
    ),
    Section(
        key="breaches",
        title=_("Breaches and requests of people"),
        fields=(
            *("breach_hours", ("breach_email", "breach_phone"), "breach_content"),
            ("request_days", "request_email"),
        ),
    ),
    Section(
        key="subprocessors",
        title=_("Sub-processors"),
        fields=("regime", ("announce_days", "objection_days"), "objection_effect"),
        rows=(SubProcessorRows,),
    ),
    Section(key="abroad", title=_("Outside the EEA"), rows=(TransferRows,)),
    Section(
        key="assurance",
        title=_("Guarantees and audits"),
        fields=(
            *(("guarantees_on", "guarantees_by"), "measures_annex", "audit_right"),
            ("audit_notice_days", "audited_on", "next_audit"),
        ),
        rows=(AssuranceRows,),
    ),
    Section(
        key="end",
        title=_("At the end, and liability"),
        fields=(
            *(("deletion_days", "deletion_proof_on"), "deletion_choice", "liability", "insurance", "governing_law"),
        ),
    ),
    Section(key="review", title=_("Review"), fields=(("reviewed_on", "review_months"), "remarks", "origin")),
)


@admin.register(ProcessorAgreement)
class AgreementAdmin(BookAdmin):
    """Processor agreements (art. 28(3)), whichever side we are."""

    sections = SECTIONS
    list_display = ("number", "title", "counterparty", "direction", "shown_status", "found_badges", "in_force_until")
    list_display_links = ("number", "title")
    list_filter = (FoundFilter, "status", "direction", ReviewFilter, "regime", "renews", "open_ended")
    list_select_related = ("counterparty",)
    search_fields = ("number", "title", "counterparty__name", "services", "owner")
    search_help_text = _("Search in number, title, other side, services and owner")
    autocomplete_fields = ("organisation", "counterparty", "parent")
    readonly_fields = ("origin",)
    ordering = ("number", "id")
    actions = ACTIONS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the findings of each severity counted."""
        return with_counts(super().get_queryset(request), RecordKind.AGREEMENT)

    def pages(self, record: ProcessorAgreement) -> Iterable[Page]:
        """The agreement itself."""
        return [(RecordKind.AGREEMENT, record.uid)]

    def beside(self, record: ProcessorAgreement) -> Iterable[Page]:
        """What it covers: whether a processor has an agreement in force is found there."""
        covered = record.coverage.values_list("activity__uid", flat=True) if record.pk else ()
        return [(RecordKind.ACTIVITY, uid) for uid in covered]

    def found(self, record: ProcessorAgreement) -> Sequence[Found]:
        """What was found about the agreement and everything on its page."""
        return found_of(RecordKind.AGREEMENT, record.uid)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """The letters of art. 28 that are still blank, filled in beforehand."""
        given: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**given, "initial": missing_clauses(obj)} if isinstance(inline, ClauseRows) else given

    def more(self, request: HttpRequest, record: Any, found: Sequence[Found]) -> Mapping[str, Any]:
        """The panel above the page: how the record stands."""
        if record is None:
            return {}
        return {"panel": standing_of(RecordKind.AGREEMENT, record.uid, found=found, user=user_of(request))}

    def completed(self, request: HttpRequest, record: Any, part: ShownSection) -> ShownSection:
        """With the way to the page that takes a file."""
        if record is None or part.section.key != "force" or not request.user.has_perm("registers.add_agreementfile"):
            return part
        address = reverse("register:upload", args=[record.uid])
        return replace(part, links=[Link(label=gettext("Add a file"), address=address)])

    @admin.display(description=_("findings"), ordering="error_total")
    def found_badges(self, agreement: ProcessorAgreement) -> SafeString:
        """How many findings there are of each severity."""
        return badges(*(getattr(agreement, name, 0) for name in ("error_total", "warning_total", "hint_total")))

    @admin.display(description=_("status"), ordering="status")
    def shown_status(self, agreement: ProcessorAgreement) -> SafeString:
        """The status in words."""
        return status_badge(agreement)

    @admin.display(description=_("where it comes from"))
    def origin(self, agreement: ProcessorAgreement) -> str:
        """The import that the agreement began with."""
        return " ".join(part for part in (agreement.source_system, agreement.source_id) if part)
