"""Processing activities in the admin: the list with findings, and the page in the order of an officer's thought."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registers.actions.actors import role_of
from registers.actions.publication_edits import note_publication
from registers.actions.revising import Page
from registers.admin.activity_rows import (
    ClientRows,
    CoverageRows,
    EngagementRows,
    JointRows,
    LineRows,
    MeasureRows,
    PurposeRows,
    RecipientRows,
    TransferRows,
)
from registers.admin.books import BookAdmin
from registers.admin.bulk import ACTIONS
from registers.admin.filters import FoundFilter, ReviewFilter
from registers.admin.found import Found, badges, found_of, with_counts
from registers.admin.places import user_of
from registers.admin.public_choices import PUBLICATION_ACTIONS
from registers.admin.sections import Link, Section, ShownSection
from registers.admin.standing import standing_of
from registers.admin.statuses import status_badge
from registers.models import CatalogueCopy, ProcessingActivity
from registers.publishing.fields import PublicField
from registers.register_choices import ActivityRole, RecordKind

ADD_CLIENTS = "registers.add_clientprocessing"
CONTROLLER_ONLY = frozenset({"purposes", "data", "recipients", "people"})

SECTIONS = (
    Section(
        key="what",
        title=_("What and who"),
        fields=(
            *(("number", "name"), ("role", "organisation"), "description", ("owner", "owner_email")),
            *(("department", "volume"), "core", ("parent", "successor"), ("started_on", "ended_on"), "joint"),
        ),
        rows=(JointRows,),
    ),
    Section(
        key="clients",
        title=_("For whom we process"),
        intro=_("Art. 30(2): as a processor, each controller with what is done for it."),
        rows=(ClientRows,),
    ),
    Section(
        key="purposes",
        title=_("Purposes"),
        intro=_("Art. 30(1)(b): each purpose with a legal basis of its own (art. 6)."),
        rows=(PurposeRows,),
    ),
    Section(
        key="data",
        title=_("Whose data, which data"),
        intro=_("Art. 30(1)(c) and (f): for each category of people which data, for which purpose, and how long."),
        rows=(LineRows,),
    ),
    Section(
        key="recipients",
        title=_("Recipients"),
        fields=("recipients",),
        rows=(RecipientRows,),
    ),
    Section(key="processors", title=_("Processors"), fields=("processors",), rows=(EngagementRows, CoverageRows)),
    Section(key="abroad", title=_("Outside the EEA"), fields=("transfers",), rows=(TransferRows,)),
    Section(
        key="security", title=_("Security"), fields=("security", ("pseudonymised", "encrypted")), rows=(MeasureRows,)
    ),
    Section(key="people", title=_("Informing people and their rights"), fields=("informing", "rights")),
    Section(
        key="decisions",
        title=_("Decisions, AI and DPIA"),
        fields=(
            *(("automated", "profiling"), "automated_logic", "automated_effects", ("ai_used", "ai_trains")),
            *("dpia_ladder", "dpia_kinds", "dpia_criteria", "dpia_needed", "dpia_reason"),
            ("dpia_done_on", "dpia_reference"),
        ),
    ),
    Section(
        key="review",
        title=_("Review and publication"),
        fields=(("reviewed_on", "review_months"), "officer_remark", "remarks", "public", "public_fields", "origin"),
    ),
)


@admin.register(ProcessingActivity)
class ActivityAdmin(BookAdmin):
    """Processing activities (art. 30)."""

    sections = SECTIONS
    list_display = ("number", "name", "shown_role", "shown_status", "found_badges", "owner", "shown_review")
    list_display_links = ("number", "name")
    list_filter = (
        *(FoundFilter, "status", "role", ReviewFilter, "dpia_needed", "processors", "transfers", "recipients"),
        *("joint", "automated", "ai_used"),
    )
    search_fields = ("number", "name", "description", "department", "owner", "purposes__text", "lines__subjects")
    search_help_text = _("Search in number, name, description, owner, purposes and categories of people")
    autocomplete_fields = ("organisation", "parent", "successor")
    readonly_fields = ("origin",)
    ordering = ("number", "id")
    actions = [*ACTIONS, *PUBLICATION_ACTIONS]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the findings of each severity counted."""
        return with_counts(super().get_queryset(request), RecordKind.ACTIVITY)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """What is published is ticked, piece by piece."""
        if db_field.name == "public_fields":
            ticks = forms.CheckboxSelectMultiple
            pieces = PublicField.choices
            told = _("What everybody may read, once it is signed off. What you untick is gone at once.")
            return forms.MultipleChoiceField(
                choices=pieces, widget=ticks, required=False, label=db_field.verbose_name, help_text=told
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With a note in the evidence log when something was made public, or is no longer."""
        super().save_related(request, form, formsets, change)
        if {"public", "public_fields"} & set(form.changed_data):
            note_publication(activity=form.instance, role=role_of(request.user), at=timezone.now())

    def pages(self, record: ProcessingActivity) -> Iterable[Page]:
        """The activity itself."""
        return [(RecordKind.ACTIVITY, record.uid)]

    def found(self, record: ProcessingActivity) -> Sequence[Found]:
        """What was found about the activity and everything on its page."""
        return found_of(RecordKind.ACTIVITY, record.uid)

    def completed(self, request: HttpRequest, record: Any, part: ShownSection) -> ShownSection:
        """What the role doesn't ask for is folded, and kept; clients can be added by the dozen."""
        if record is not None and part.section.key == "clients" and request.user.has_perm(ADD_CLIENTS):
            address = reverse("register:clients", args=[record.uid])
            part = replace(part, links=[Link(label=gettext("Add many clients at once"), address=address)])
        role = getattr(record, "role", ActivityRole.CONTROLLER)
        if role == ActivityRole.PROCESSOR and part.section.key in CONTROLLER_ONLY:
            return replace(part, folded=gettext("Not asked of a processor. What was filled in is kept."))
        if role == ActivityRole.CONTROLLER and part.section.key == "clients":
            return replace(part, folded=gettext("Not asked of a controller. What was filled in is kept."))
        return part

    def tools(self, request: HttpRequest, record: ProcessingActivity) -> Sequence[Link]:  # noqa: ARG002  (Django passes it)
        """The way to the catalogue, for what was copied from it."""
        if not CatalogueCopy.objects.filter(activity=record).exists():
            return ()
        address = reverse("register:catalogue-follow", args=[record.uid])
        return [Link(label=gettext("What changed in the catalogue"), address=address)]

    def more(self, request: HttpRequest, record: Any, found: Sequence[Found]) -> Mapping[str, Any]:
        """The panel above the page: how the record stands."""
        if record is None:
            return {}
        return {"panel": standing_of(RecordKind.ACTIVITY, record.uid, found=found, user=user_of(request))}

    @admin.display(description=_("findings"), ordering="error_total")
    def found_badges(self, activity: ProcessingActivity) -> SafeString:
        """How many findings there are of each severity."""
        names = ("error_total", "warning_total", "hint_total")
        return badges(*(getattr(activity, name, 0) for name in names))

    @admin.display(description=_("status"), ordering="status")
    def shown_status(self, activity: ProcessingActivity) -> SafeString:
        """The status in words."""
        return status_badge(activity)

    @admin.display(description=_("our role"), ordering="role")
    def shown_role(self, activity: ProcessingActivity) -> str:
        """The role in a word."""
        return gettext("processor") if activity.role == ActivityRole.PROCESSOR else gettext("controller")

    @admin.display(description=_("last reviewed on"), ordering="reviewed_on")
    def shown_review(self, activity: ProcessingActivity) -> str:
        """The day, short."""
        return date_format(activity.reviewed_on, "j b Y") if activity.reviewed_on else "–"

    @admin.display(description=_("where it comes from"))
    def origin(self, activity: ProcessingActivity) -> str:
        """The catalogue or the import that the activity began with."""
        parts = [activity.catalogue, activity.catalogue_version, activity.source_system, activity.source_id]
        return " ".join(part for part in parts if part)
