"""The pages of single rows of an agreement: covered activity, sub-processor, assurance, file."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registers.actions.revising import Page
from registers.admin.agreement_rows import deadline_words
from registers.admin.books import RowAdmin
from registers.admin.sections import Section
from registers.models import AgreementCoverage, Assurance, ClauseCheck, SubProcessor
from registers.register_choices import RecordKind


class AgreementRowAdmin(RowAdmin):
    """The page of one row of an agreement."""

    owner = "agreement"
    list_select_related: Any = ("agreement",)


@admin.register(AgreementCoverage)
class CoverageAdmin(AgreementRowAdmin):
    """Which activities an agreement covers."""

    anchor = "what"
    list_display = ("agreement", "activity")
    list_select_related = ("agreement", "activity")
    search_fields = ("agreement__number", "activity__number", "activity__name")
    autocomplete_fields = ("agreement", "activity")
    sections = (Section(key="what", title=_("Covered activity"), fields=("agreement", "activity")),)

    def pages(self, record: AgreementCoverage) -> Iterable[Page]:
        """Both: the activity has an agreement now, or has none any more."""
        return [(RecordKind.AGREEMENT, record.agreement.uid), (RecordKind.ACTIVITY, record.activity.uid)]


@admin.register(ClauseCheck)
class ClauseAdmin(AgreementRowAdmin):
    """Clauses of all agreements: which letter is missing where?"""

    anchor = "clauses"
    list_display = ("clause", "agreement", "verdict", "place")
    list_filter = ("verdict", "clause")
    search_fields = ("agreement__number", "agreement__title", "note")
    autocomplete_fields = ("agreement",)
    sections = (Section(key="what", title=_("Clause"), fields=("agreement", "clause", "verdict", "place", "note")),)


@admin.register(SubProcessor)
class SubProcessorAdmin(AgreementRowAdmin):
    """Sub-processors with the last day to object."""

    anchor = "subprocessors"
    list_display = ("party", "agreement", "service", "country", "announced_on", "deadline", "decision", "ended_on")
    list_filter = ("decision", "country", "flowdown")
    list_select_related = ("agreement", "party")
    search_fields = ("party__name", "service", "agreement__number", "agreement__title")
    autocomplete_fields = ("agreement", "party", "parent")
    readonly_fields = ("deadline",)
    sections = (
        Section(
            key="what",
            title=_("Sub-processor"),
            fields=("agreement", ("party", "parent"), ("service", "country"), ("started_on", "ended_on")),
        ),
        Section(
            key="decision",
            title=_("Announced and decided"),
            fields=(("announced_on", "deadline"), "decision", ("decided_by", "decided_on"), "flowdown"),
        ),
    )

    @admin.display(description=_("object until"), ordering="announced_on")
    def deadline(self, sub: SubProcessor) -> str:
        """Computed: so many days after the announcement as the agreement gives."""
        return deadline_words(sub, today=timezone.localdate()) if sub.agreement_id else ""


@admin.register(Assurance)
class AssuranceAdmin(AgreementRowAdmin):
    """Certificates and reports, with the day on which they lapse."""

    anchor = "assurance"
    list_display = ("sort", "agreement", "issued_on", "valid_until", "scope_fits")
    list_filter = ("sort", "scope_fits", "valid_until")
    search_fields = ("agreement__number", "agreement__title", "reference")
    autocomplete_fields = ("agreement",)
    sections = (
        Section(
            key="what",
            title=_("Assurance"),
            fields=("agreement", "sort", ("issued_on", "valid_until"), "scope_fits", "findings", "reference"),
        ),
    )

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Also by agreement, for the link from its page."""
        return lookup == "agreement__id__exact" or super().lookup_allowed(lookup, value, request)
