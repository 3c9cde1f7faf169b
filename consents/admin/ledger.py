"""The ledger, relations, lists and decisions in the admin: read only, save relations. Nobody is searched by a value."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from __future__ import annotations  # a ModelForm has no [] at run time

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consents.actions.noting import note_edit
from consents.models import Authorisation, ConsentEvent, ContactDecision, Person, Relation, ScreeningList
from consents.rules.telling import name_of
from registers.admin.places import user_of
from registers.admin.reading import ReadOnlyAdmin, as_block


@admin.register(ConsentEvent)
class ConsentEventAdmin(ReadOnlyAdmin):
    """What happened, in the order it arrived."""

    list_display = ("arrived_at", "kind", "sender", "purpose", "channel", "stated_at", "method", "role")
    list_filter = ("kind", "channel", "method", "sender", "purpose")
    list_select_related = ("sender", "purpose")
    ordering = ("-id",)
    search_fields = ("uid", "person__uid")
    search_help_text = _("Search by the id of an event or of a person; never by a number or address.")
    show_full_result_count = False
    fields = (
        *("uid", "kind", "person", "sender", "purpose", "channel", "stated_at", "arrived_at", "text", "refers_to"),
        *("method", "campaign", "campaign_url", "suppliers", "evidence_file", "valid_until", "first_contact_on"),
        *("own_initiative", "recorded_by", "role", "source_id", "digest"),
    )


@admin.register(ContactDecision)
class ContactDecisionAdmin(ReadOnlyAdmin):
    """Answers as they were given."""

    list_display = (
        *("asked_at", "outcome_badge", "rule_name", "ruleset", "sender", "purpose", "channel", "about_at", "role"),
    )
    list_filter = ("outcome", "rule", "channel", "sender", "purpose")
    ordering = ("-id",)
    search_fields = ("uid",)
    search_help_text = _("Search by the id of a decision.")
    show_full_result_count = False
    fields = (
        *("uid", "outcome", "rule_name", "ruleset", "rules_sha256", "sender", "purpose", "channel", "about_at"),
        *("asked_at", "shown_facts", "asked_by", "role"),
    )
    readonly_fields = ("rule_name", "shown_facts")

    @admin.display(description=_("answer"), ordering="outcome")
    def outcome_badge(self, decision: ContactDecision) -> SafeString:
        """The answer in words, coloured."""
        tone = "fine" if decision.outcome == "allowed" else "late"
        return format_html('<span class="wb-badge wb-{}">{}</span>', tone, decision.get_outcome_display())

    @admin.display(description=_("rule"), ordering="rule")
    def rule_name(self, decision: ContactDecision) -> str:
        """The rule in words."""
        return name_of(decision.rule) or "–"

    @admin.display(description=_("facts used"))
    def shown_facts(self, decision: ContactDecision) -> SafeString:
        """The facts by their ids, indented for reading."""
        return as_block(json.dumps(decision.facts, ensure_ascii=False))


@admin.register(Authorisation)
class AuthorisationAdmin(ReadOnlyAdmin):
    """What parents and guardians said, so that the consent of a minor counts (art. 8)."""

    list_display = ("stated_at", "event", "representative", "method")
    list_filter = ("method",)
    list_select_related = ("event", "representative")
    search_fields = ("uid", "event__uid", "representative__uid")
    search_help_text = _("Search by the id of an event or of a person; never by a number or address.")
    fields = ("uid", "event", "representative", "method", "stated_at", "evidence_file")


@admin.register(ScreeningList)
class ScreeningListAdmin(ReadOnlyAdmin):
    """Lists as they were got."""

    list_display = ("kind", "obtained_on", "valid_until", "entries_count", "complete", "loaded_at")
    list_filter = ("kind", "complete")
    fields = ("kind", "obtained_on", "valid_until", "sha256", "entries_count", "complete", "loaded_at")


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    """People by their random name, for choosing one; what is known of somebody stands on the page that asks."""

    list_display = ("uid", "party", "is_number", "created_at", "forgotten_at")
    list_filter = ("party", "is_number")
    search_fields = ("uid",)
    search_help_text = _("Search by the id of a person.")
    fields = ("uid", "party", "is_number", "minor_until", "created_at", "forgotten_at", "forgotten_ground")
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not on the front page."""
        return False


class RelationForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A relation; a longer term rests on a decision."""

    def clean(self) -> dict[str, Any]:
        """The decision is asked beside its own field."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("longer_months") and not given.get("longer_decision", "").strip():
            self.add_error("longer_decision", gettext("A longer term needs the decision that it rests on."))
        return given


@admin.register(Relation)
class RelationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Customers, donors and subscribers: what the exception of art. 11.7 Tw rests on."""

    form = RelationForm
    list_display = ("person", "sender", "kind", "started_on", "ended_on", "similar", "opt_out_offered", "noted_at")
    list_filter = ("kind", "sender", "similar", "opt_out_offered")
    list_select_related = ("person", "sender")
    search_fields = ("person__uid",)
    search_help_text = _("Search by the id of a person.")
    raw_id_fields = ("person",)
    actions = None
    fields = (
        *("person", "sender", "kind", "started_on", "ended_on", "collected_in_sale", "opt_out_offered", "similar"),
        *("longer_months", "longer_decision"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Relation]:
        """With what a row shows."""
        return super().get_queryset(request).select_related("person", "sender")

    def save_model(self, request: HttpRequest, obj: Relation, form: Any, change: bool) -> None:
        """With a note in the evidence log."""
        obj.noted_at = timezone.now()
        super().save_model(request, obj, form, change)
        if form.changed_data:
            edit: Any = "changed" if change else "added"
            note_edit(row=obj, edit=edit, fields=form.changed_data, actor=user_of(request), at=obj.noted_at)

    def delete_model(self, request: HttpRequest, obj: Relation) -> None:
        """With a note in the evidence log."""
        note_edit(row=obj, edit="deleted", actor=user_of(request), at=timezone.now())
        super().delete_model(request, obj)
