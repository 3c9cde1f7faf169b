"""Organisations with their officers, systems and measures in the admin: what activities and agreements refer to."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registers.admin.books import BookAdmin, RowAdmin
from registers.admin.rows import Rows
from registers.admin.sections import Link, Section
from registers.models import (
    ClientProcessing,
    DataProtectionOfficer,
    Engagement,
    JointController,
    Measure,
    Party,
    ProcessorAgreement,
    Recipient,
    SubProcessor,
    System,
)


class OfficerRows(Rows):
    """Data protection officers of an organisation."""

    model = DataProtectionOfficer
    fields = ("name", "email", "phone", "valid_from", "valid_until")
    kinds = ("officers",)
    heads = (_("name"), _("e-mail address"), _("phone number"), _("from"), _("until"))

    def cells(self, row: DataProtectionOfficer) -> Sequence[str]:
        """Who, how to reach, from and until."""
        days = (day.strftime("%d-%m-%Y") if day else "" for day in (row.valid_from, row.valid_until))
        return row.name, row.email, row.phone, *days


class PartyAgreementRows(Rows):
    """Agreements with an organisation."""

    model = ProcessorAgreement
    fk_name = "counterparty"
    heads = (_("agreement"), _("status"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An agreement is added on its own page."""
        return False

    def cells(self, row: ProcessorAgreement) -> Sequence[str]:
        """Agreement and status."""
        return str(row), row.get_status_display()


class PartyEngagementRows(Rows):
    """Activities in which an organisation works as processor."""

    model = Engagement
    related = ("activity",)
    heads = (_("activity"), _("service"))
    verbose_name_plural = _("at work as processor in")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A processor is added on the page of the activity."""
        return False

    def cells(self, row: Engagement) -> Sequence[str]:
        """Activity and service."""
        return str(row.activity), row.service


class ReadRows(Rows):
    """Where an organisation stands in an activity or agreement; it is added there, not here."""

    related: ClassVar[Sequence[str]] = ("activity",)
    heads: ClassVar[Sequence[Any]] = (_("activity"),)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False

    def cells(self, row: Any) -> Sequence[str]:
        """The activity."""
        return (str(row.activity),)


class PartyJointRows(ReadRows):
    """Activities of which an organisation is a joint controller."""

    model = JointController
    verbose_name_plural = _("joint controller of")


class PartyClientRows(ReadRows):
    """Activities that we carry out for an organisation."""

    model = ClientProcessing
    verbose_name_plural = _("client for whom we do")


class PartyRecipientRows(ReadRows):
    """Activities of which an organisation gets data."""

    model = Recipient
    verbose_name_plural = _("gets data of")


class PartySubRows(ReadRows):
    """Agreements under which an organisation works as a sub-processor."""

    model = SubProcessor
    related = ("agreement",)
    heads = (_("agreement"), _("service"))
    verbose_name_plural = _("sub-processor under")

    def cells(self, row: Any) -> Sequence[str]:
        """Agreement and service."""
        return str(row.agreement), row.service


@admin.register(Party)
class PartyAdmin(BookAdmin):
    """Organisations: our own, processors, clients, joint controllers, recipients."""

    list_display = ("name", "own", "country", "email", "contact")
    list_filter = ("own", "country")
    search_fields = ("name", "registration", "email", "contact")
    search_help_text = _("Search in name, number, e-mail address and contact")
    sections = (
        Section(
            key="what",
            title=_("Organisation"),
            fields=(("name", "registration"), "own", "address", ("country", "contact"), ("email", "phone")),
        ),
        Section(
            key="officers",
            title=_("Data protection officer and representative"),
            fields=("no_dpo_reason", "representative"),
            rows=(OfficerRows,),
        ),
        Section(
            key="use",
            title=_("Where it is used"),
            rows=(
                *(PartyEngagementRows, PartyAgreementRows, PartySubRows),
                *(PartyJointRows, PartyClientRows, PartyRecipientRows),
            ),
        ),
    )

    def tools(self, request: HttpRequest, record: Party) -> Sequence[Link]:
        """Of our own: to what it does."""
        if not record.own or not request.user.has_perm("registers.view_processingactivity"):
            return ()
        listed = reverse("admin:registers_processingactivity_changelist")
        return [Link(label=_("Its activities"), address=f"{listed}?organisation__id__exact={record.pk}")]


@admin.register(DataProtectionOfficer)
class OfficerAdmin(RowAdmin):
    """Data protection officers (art. 37), from and until."""

    owner = "party"
    anchor = "officers"
    list_display = ("name", "party", "email", "valid_from", "valid_until")
    list_select_related = ("party",)
    search_fields = ("name", "party__name")
    autocomplete_fields = ("party",)
    sections = (
        Section(
            key="what",
            title=_("Data protection officer"),
            fields=("party", "name", ("email", "phone"), ("valid_from", "valid_until")),
        ),
    )


@admin.register(System)
class SystemAdmin(BookAdmin):
    """Systems in which personal data are."""

    list_display = ("name", "supplier", "country", "source", "line_count")
    list_filter = ("country",)
    list_select_related = ("supplier",)
    search_fields = ("name", "description", "source", "supplier__name")
    autocomplete_fields = ("supplier",)
    sections = (
        Section(key="what", title=_("System"), fields=("name", "description", ("supplier", "country"), "source")),
    )

    @admin.display(description=_("lines"), ordering="line_total")
    def line_count(self, system: System) -> int:
        """How many lines say that their data are here."""
        return int(getattr(system, "line_total", 0))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of lines."""
        found: QuerySet[Any] = super().get_queryset(request).annotate(line_total=Count("lines"))
        return found


@admin.register(Measure)
class MeasureAdmin(BookAdmin):
    """Technical and organisational measures (art. 32)."""

    list_display = ("name", "description", "activity_count")
    search_fields = ("name", "description")
    sections = (Section(key="what", title=_("Measure"), fields=("name", "description")),)

    @admin.display(description=_("activities"), ordering="activity_total")
    def activity_count(self, measure: Measure) -> int:
        """How many activities take it."""
        return int(getattr(measure, "activity_total", 0))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of activities."""
        found: QuerySet[Any] = super().get_queryset(request).annotate(activity_total=Count("activities"))
        return found
