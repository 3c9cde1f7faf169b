"""The pages of single rows of an activity: purpose, line, recipient, processor, joint controller, client, transfer."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registers.actions.revising import Page
from registers.admin.activity_rows import LineSystemRows
from registers.admin.books import RowAdmin
from registers.admin.found import Found, found_of
from registers.admin.rows import shown_pk
from registers.admin.sections import Section
from registers.models import (
    ActivityMeasure,
    ClientProcessing,
    Engagement,
    JointController,
    Line,
    LineSystem,
    Purpose,
    Recipient,
    Transfer,
)
from registers.register_choices import RecordKind


@admin.register(Purpose)
class PurposeAdmin(RowAdmin):
    """Purposes with their legal basis; a legitimate interest is weighed here."""

    anchor = "purposes"
    list_display = ("text", "activity", "basis", "balance_outcome")
    list_filter = ("basis", "balance_outcome")
    search_fields = ("text", "statute", "activity__number", "activity__name")
    autocomplete_fields = ("activity",)
    sections = (
        Section(key="what", title=_("Purpose"), fields=("activity", "text", "position")),
        Section(key="basis", title=_("Legal basis"), fields=("basis", "explanation", "statute")),
        Section(
            key="interest",
            title=_("Legitimate interest, weighed"),
            intro=_("Only for art. 6(1)(f): the interest, why it is necessary, and why it prevails."),
            fields=("interest", "necessity", "balancing", "balance_outcome", ("balanced_on", "balanced_by")),
        ),
    )


@admin.register(Line)
class LineAdmin(RowAdmin):
    """Lines: whose data × which data × for which purpose."""

    anchor = "data"
    list_display = ("subjects", "category", "activity", "purpose", "retention", "special", "criminal", "national_id")
    list_filter = ("category", "special", "criminal", "national_id", "origin")
    search_fields = ("subjects", "data", "activity__number", "activity__name")
    list_select_related = ("activity", "purpose", "retention")
    autocomplete_fields = ("activity", "retention")
    sections = (
        Section(
            key="what",
            title=_("Whose data, which data"),
            fields=("activity", ("subjects", "category"), "data", "purpose", "position"),
            rows=(LineSystemRows,),
        ),
        Section(key="kept", title=_("How long"), fields=("retention", "retention_criterion")),
        Section(
            key="origin",
            title=_("Where the data come from"),
            fields=("origin", "origin_text", "obliged", "refusal_effect"),
        ),
        Section(
            key="special",
            title=_("Special, criminal and national number"),
            intro=_("Possible is an answer too: people say things that nobody asked for."),
            fields=(
                *("special", "special_kinds", "condition", "condition_law"),
                *("criminal", "criminal_law", "national_id", "national_id_law"),
            ),
        ),
    )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only the purposes of the activity of this line."""
        if db_field.name == "purpose":
            kwargs["queryset"] = self._purposes(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _purposes(self, request: HttpRequest) -> Any:
        line = shown_pk(request)
        if line is not None:
            return Purpose.objects.filter(activity__lines=line)
        activity = request.POST.get("activity") or request.GET.get("activity") or ""
        return Purpose.objects.filter(activity=int(activity)) if activity.isdigit() else Purpose.objects.none()


@admin.register(LineSystem)
class LineSystemAdmin(RowAdmin):
    """In which system the data of a line are."""

    owner = "line"
    anchor = "what"
    list_display = ("system", "line")
    list_select_related = ("system", "line")
    search_fields = ("system__name",)
    autocomplete_fields = ("line", "system")
    sections = (Section(key="what", title=_("Where the data are"), fields=("line", "system")),)

    def pages(self, record: LineSystem) -> Iterable[Page]:
        """The activity of the line."""
        return [(RecordKind.ACTIVITY, record.line.activity.uid)]

    def found(self, record: LineSystem) -> Sequence[Found]:
        """The findings about this row."""
        found = found_of(RecordKind.ACTIVITY, record.line.activity.uid, record=record.uid)
        return [one for one in found if one.own]


@admin.register(Recipient)
class RecipientAdmin(RowAdmin):
    """Recipients and categories of recipients."""

    anchor = "recipients"
    list_display = ("text", "sort", "party", "country", "planned", "activity")
    list_filter = ("sort", "planned", "country")
    list_select_related = ("activity", "party")
    search_fields = ("text", "party__name", "activity__number", "activity__name")
    autocomplete_fields = ("activity", "party", "line")
    sections = (
        Section(
            key="what",
            title=_("Recipient"),
            fields=("activity", "text", ("sort", "party"), ("country", "planned"), "line", "notice_email", "position"),
        ),
    )


@admin.register(Engagement)
class EngagementAdmin(RowAdmin):
    """Processors at work in an activity."""

    anchor = "processors"
    list_display = ("party", "service", "activity", "retention_months")
    list_filter = (("party", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("activity", "party")
    search_fields = ("party__name", "service", "activity__number", "activity__name")
    autocomplete_fields = ("activity", "party")
    sections = (
        Section(
            key="what", title=_("Processor at work"), fields=("activity", ("party", "service"), "retention_months")
        ),
    )


@admin.register(JointController)
class JointControllerAdmin(RowAdmin):
    """Joint controllers with the division of tasks."""

    anchor = "what"
    list_display = ("party", "activity", "contact_point")
    list_select_related = ("activity", "party")
    search_fields = ("party__name", "activity__number", "activity__name")
    autocomplete_fields = ("activity", "party")
    sections = (
        Section(key="what", title=_("Joint controller"), fields=("activity", "party", "division", "contact_point")),
    )


@admin.register(ClientProcessing)
class ClientAdmin(RowAdmin):
    """Controllers for whom we process."""

    anchor = "clients"
    list_display = ("party", "activity", "officer", "volume")
    list_select_related = ("activity", "party")
    search_fields = ("party__name", "activity__number", "activity__name")
    autocomplete_fields = ("activity", "party")
    sections = (
        Section(
            key="what",
            title=_("Client"),
            fields=("activity", "party", "operations", "officer", "volume", "remarks"),
        ),
    )


@admin.register(ActivityMeasure)
class ActivityMeasureAdmin(RowAdmin):
    """Measures that activities take."""

    anchor = "security"
    list_display = ("measure", "activity")
    list_select_related = ("activity", "measure")
    search_fields = ("measure__name", "activity__number", "activity__name")
    autocomplete_fields = ("activity", "measure")
    sections = (Section(key="what", title=_("Measure taken"), fields=("activity", "measure")),)


@admin.register(Transfer)
class TransferAdmin(RowAdmin):
    """Transfers outside the EEA, of an activity or under an agreement."""

    anchor = "abroad"
    list_display = ("country", "party", "sort", "mechanism", "assessed_on", "activity", "agreement")
    list_filter = ("mechanism", "sort", "country")
    list_select_related = ("activity", "agreement", "party")
    search_fields = ("country", "party__name", "activity__number", "agreement__number", "document")
    autocomplete_fields = ("activity", "agreement", "party")
    sections = (
        Section(key="what", title=_("Transfer"), fields=(("activity", "agreement"), ("country", "party"), "sort")),
        Section(
            key="ground",
            title=_("On what it rests"),
            fields=(("mechanism", "module"), "assessed_on", "assessment", "document"),
        ),
    )

    def pages(self, record: Transfer) -> Iterable[Page]:
        """The activity, the agreement, or both."""
        owners = ((RecordKind.ACTIVITY, record.activity), (RecordKind.AGREEMENT, record.agreement))
        return [(kind, owner.uid) for kind, owner in owners if owner is not None]

    def found(self, record: Transfer) -> Sequence[Found]:
        """The findings about this row, on whichever page they stand."""
        return [one for kind, uid in self.pages(record) for one in found_of(kind, uid, record=record.uid) if one.own]

    def parent_of(self, record: Transfer) -> Any:
        """The activity, or else the agreement."""
        return (record.activity or record.agreement) if record is not None else None
