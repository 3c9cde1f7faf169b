"""The rows on the page of an activity: purposes, lines, recipients, processors, joint controllers, clients and more."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.admin.rows import Rows, shortened, shown_pk, words_of
from registers.models import (
    ActivityMeasure,
    AgreementCoverage,
    ClientProcessing,
    Engagement,
    JointController,
    Line,
    LineSystem,
    Purpose,
    Recipient,
    Transfer,
)
from registers.register_choices import Presence, ProcessingOperation


class PurposeRows(Rows):
    """Purposes, each with a legal basis of its own."""

    model = Purpose
    fields = ("text", "basis")
    kinds = ("purposes",)
    heads = (gettext_lazy("purpose"), gettext_lazy("legal basis"), gettext_lazy("statute or interest"))

    def cells(self, row: Purpose) -> Sequence[str]:
        """Purpose, basis, and on what the basis rests."""
        return shortened(row.text), row.get_basis_display(), shortened(row.statute or row.interest)


class LineRows(Rows):
    """Whose data × which data × for which purpose."""

    model = Line
    fields = ("subjects", "category", "data", "purpose", "retention")
    autocomplete_fields = ("retention",)
    kinds = ("lines", "line_systems")
    related = ("purpose", "retention")
    heads = (
        *(gettext_lazy("category of people"), gettext_lazy("category of data"), gettext_lazy("which data")),
        *(gettext_lazy("purpose"), gettext_lazy("kept"), gettext_lazy("special")),
    )

    def cells(self, row: Line) -> Sequence[str]:
        """What art. 30(1)(c) and (f) ask, and whether the line is special."""
        kept = str(row.retention) if row.retention else row.retention_criterion
        purpose = shortened(row.purpose.text, 60) if row.purpose else ""
        return (
            row.subjects,
            row.get_category_display(),
            shortened(row.data, 80),
            purpose,
            shortened(kept, 60),
            _special(row),
        )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only the purposes of this activity."""
        if db_field.name == "purpose":
            kwargs["queryset"] = Purpose.objects.filter(activity=shown_pk(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _special(line: Line) -> str:
    asked = ((line.special, _("special")), (line.criminal, _("criminal")), (line.national_id, _("BSN")))
    there = [word for value, word in asked if value == Presence.YES]
    maybe = [_("%(what)s possible") % {"what": word} for value, word in asked if value == Presence.POSSIBLE]
    return ", ".join([*there, *maybe])


class RecipientRows(Rows):
    """To whom data go."""

    model = Recipient
    fields = ("text", "sort", "party", "country")
    autocomplete_fields = ("party",)
    kinds = ("recipients",)
    related = ("party",)
    heads = (gettext_lazy("recipient"), gettext_lazy("sort"), gettext_lazy("organisation"), gettext_lazy("country"))

    def cells(self, row: Recipient) -> Sequence[str]:
        """Recipient, sort, organisation and country."""
        name = _("%(name)s (planned)") % {"name": shortened(row.text)} if row.planned else shortened(row.text)
        return name, row.get_sort_display(), str(row.party or ""), row.country


class EngagementRows(Rows):
    """Processors at work."""

    model = Engagement
    fields = ("party", "service")
    autocomplete_fields = ("party",)
    kinds = ("engagements",)
    related = ("party",)
    heads = (gettext_lazy("processor"), gettext_lazy("service"), gettext_lazy("keeps the data for"))

    def cells(self, row: Engagement) -> Sequence[str]:
        """Processor, service, and how long it keeps the data."""
        months = row.retention_months
        return str(row.party), row.service, _("%(n)d months") % {"n": months} if months is not None else ""


class CoverageRows(Rows):
    """Agreements that cover the activity."""

    model = AgreementCoverage
    fields = ("agreement",)
    autocomplete_fields = ("agreement",)
    related = ("agreement__counterparty",)
    verbose_name = gettext_lazy("agreement that covers it")
    verbose_name_plural = gettext_lazy("agreements that cover it")
    heads = (gettext_lazy("agreement"), gettext_lazy("other side"), gettext_lazy("status"))

    def cells(self, row: AgreementCoverage) -> Sequence[str]:
        """Agreement, other side and status."""
        return str(row.agreement), str(row.agreement.counterparty), row.agreement.get_status_display()


class JointRows(Rows):
    """Joint controllers."""

    model = JointController
    fields = ("party", "division", "contact_point")
    autocomplete_fields = ("party",)
    kinds = ("joints",)
    related = ("party",)
    heads = (gettext_lazy("organisation"), gettext_lazy("division of tasks"), gettext_lazy("contact point"))

    def cells(self, row: JointController) -> Sequence[str]:
        """Organisation, division and contact point."""
        return str(row.party), shortened(row.division), row.contact_point


class ClientRows(Rows):
    """Controllers for whom we process."""

    model = ClientProcessing
    fields = ("party", "operations")
    autocomplete_fields = ("party",)
    kinds = ("clients",)
    related = ("party",)
    heads = (gettext_lazy("client"), gettext_lazy("categories of processing"), gettext_lazy("officer of the client"))

    def cells(self, row: ClientProcessing) -> Sequence[str]:
        """Client, what is done for it, and its officer."""
        return str(row.party), words_of(ProcessingOperation, row.operations), row.officer


class MeasureRows(Rows):
    """Measures that the activity takes."""

    model = ActivityMeasure
    fields = ("measure",)
    autocomplete_fields = ("measure",)
    kinds = ("activity_measures",)
    related = ("measure",)
    heads = (gettext_lazy("measure"), gettext_lazy("description"))

    def cells(self, row: ActivityMeasure) -> Sequence[str]:
        """The measure in short."""
        return str(row.measure), shortened(row.measure.description)


class TransferRows(Rows):
    """Transfers outside the EEA, of an activity or under an agreement."""

    model = Transfer
    fields = ("country", "party", "sort", "mechanism")
    autocomplete_fields = ("party",)
    kinds = ("transfers",)
    related = ("party",)
    heads = (
        *(gettext_lazy("country"), gettext_lazy("organisation"), gettext_lazy("sort")),
        *(gettext_lazy("mechanism"), gettext_lazy("assessed on")),
    )

    def cells(self, row: Transfer) -> Sequence[str]:
        """Country, to whom, how, on what it rests."""
        assessed = row.assessed_on.strftime("%d-%m-%Y") if row.assessed_on else ""
        return row.country, str(row.party or ""), row.get_sort_display(), row.get_mechanism_display(), assessed


class LineSystemRows(Rows):
    """Systems in which the data of a line are."""

    model = LineSystem
    fields = ("system",)
    autocomplete_fields = ("system",)
    kinds = ("line_systems",)
    related = ("system",)
    heads = (gettext_lazy("system"), gettext_lazy("country"), gettext_lazy("source of the data map"))

    def cells(self, row: LineSystem) -> Sequence[str]:
        """System, where it stands, and its source."""
        return str(row.system), row.system.country, row.system.source
