"""The breach register in the admin (art. 33(5)): every breach, what was decided, and why.

What happened is written on the page; what was decided goes through the verbs, each with a page of its own.
"""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registers.actions.breaches import note_breach_edit
from registers.admin.books import BookAdmin, RowAdmin
from registers.admin.breach_verbs import VERBS, offered
from registers.admin.places import user_of
from registers.admin.rows import Rows
from registers.admin.sections import Link, Section, ShownSection
from registers.breach_selectors import clock_of
from registers.models import Breach, BreachActivity, BreachNotice, BreachReport
from registers.register_selectors import law_numbers
from registers.rules import Law

CHANGE = "registers.change_breach"
DECIDED = (
    *("risk", "risk_reason", "reported_at", "report_reference", "delay_reason", "not_reported_reason"),
    *("told_at", "not_told_reason", "decided_by", "closed_at"),
)
"""What the verbs write, and no form."""


class TouchedRows(Rows):
    """Activities that a breach touches."""

    model = BreachActivity
    fields = ("activity",)
    autocomplete_fields = ("activity",)
    related = ("activity",)
    heads = (_("activity"), _("owner"))

    def cells(self, row: BreachActivity) -> Sequence[str]:
        """Activity and owner."""
        return str(row.activity), row.activity.owner


class NoticeRows(Rows):
    """Clients and joint controllers that have to hear."""

    model = BreachNotice
    fields = ("party", "told_as", "due_at")
    autocomplete_fields = ("party",)
    related = ("party",)
    heads = (_("organisation"), _("in the role of"), _("at the latest"), _("told at"), _("why not told"))

    def cells(self, row: BreachNotice) -> Sequence[str]:
        """Who, as what, until when, and whether it was told."""
        return str(row.party), row.get_told_as_display(), _moment(row.due_at), _moment(row.told_at), row.not_told_reason


class ReportRows(Rows):
    """Reports that followed the first."""

    model = BreachReport
    heads = (_("sent at"), _("reference of the report"), _("what was added or changed"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Through the verb."""
        return False

    def cells(self, row: BreachReport) -> Sequence[str]:
        """When, under which reference, what."""
        return _moment(row.sent_at), row.reference, row.told


@admin.register(Breach)
class BreachAdmin(BookAdmin):
    """Breaches of personal data (art. 4(12))."""

    change_list_template = "registers/breach_list.html"
    list_display = ("number", "title", "aware_at", "shown_clock", "risk", "reported_at", "told_at", "closed_at")
    list_filter = ("risk", "cross_border", "aware_at")
    search_fields = ("number", "title", "facts")
    autocomplete_fields = ("processor",)
    readonly_fields = (*DECIDED, "shown_clock")
    sections = (
        Section(
            key="what",
            title=_("What happened"),
            fields=(("number", "title"), ("happened_at", "aware_at"), "processor", "facts", "effects", "measures"),
            rows=(TouchedRows,),
        ),
        Section(key="whose", title=_("Whose data"), fields=("categories", ("people", "rows"), "cross_border")),
        Section(key="risk", title=_("Risk for people"), fields=(("risk", "risk_reason"),)),
        Section(
            key="authority",
            title=_("Report to the authority"),
            intro=_("Art. 33(1): without delay, and not reported only when a risk for people is unlikely."),
            fields=("shown_clock", ("reported_at", "report_reference"), "delay_reason", "not_reported_reason"),
            rows=(ReportRows,),
        ),
        Section(
            key="clients",
            title=_("Telling clients and joint controllers"),
            intro=_("Art. 33(2): for whom we process data. Art. 26: agree with joint controllers who of you reports."),
            rows=(NoticeRows,),
        ),
        Section(key="people", title=_("Telling people"), fields=(("told_at", "not_told_reason"),)),
        Section(key="closed", title=_("Decided and closed"), fields=(("decided_by", "closed_at"),)),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not of what is closed: it is opened again first."""
        return bool(super().has_change_permission(request, obj)) and (obj is None or obj.closed_at is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: the register holds every breach (art. 33(5))."""
        return False

    def completed(self, request: HttpRequest, record: Any, part: ShownSection) -> ShownSection:
        """The decisions that can be taken now stand in the section that they are about."""
        if record is None or not request.user.has_perm(CHANGE):
            return part
        names = [name for name in offered(record) if VERBS[name].section == part.section.key]
        address = partial(reverse, "register:breach")
        links = [Link(label=VERBS[name].label, address=address(args=[record.uid, name])) for name in names]
        return replace(part, links=links) if links else part

    def more(self, request: HttpRequest, record: Any, found: Any) -> Mapping[str, Any]:
        """Nothing: the rules do not look at breaches."""
        return {}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With a note in the evidence log: which fields, never what they say."""
        super().save_related(request, form, formsets, change)
        fields = [*form.changed_data, *(one.prefix for one in formsets if one.has_changed())]
        if fields or not change:
            edit = "changed" if change else "opened"
            note_breach_edit(breach=form.instance, edit=edit, fields=fields, actor=user_of(request), at=timezone.now())

    def look_again(self, request: HttpRequest, pages: Any, beside: Any = ()) -> None:
        """A breach is no part of the book that the rules look at."""

    @admin.display(description=_("report at the latest"))
    def shown_clock(self, breach: Breach) -> SafeString | str:
        """The last moment to report."""
        return _clock(breach, law_numbers())

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        """With the clock of every row by the same law, asked once."""
        law = law_numbers()

        @admin.display(description=_("report at the latest"))
        def clock(breach: Breach) -> SafeString | str:
            return _clock(breach, law)

        return [clock if name == "shown_clock" else name for name in super().get_list_display(request)]


def _clock(breach: Breach, law: Law) -> SafeString | str:
    """The last moment to report, as a badge: settled, open, or past."""
    if breach.aware_at is None:
        return "–"
    clock = clock_of(breach, law, at=timezone.now())
    if clock.due is None:
        return gettext("no number of law is known")
    tone = "late" if clock.late else "fine" if clock.settled else "soon"
    return format_html('<span class="wb-badge wb-{}">{}</span>', tone, clock.status.marked(_moment(clock.due)))


class BreachRowAdmin(RowAdmin):
    """The page of one row of a breach, noted in the evidence log."""

    owner = "breach"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With a note in the evidence log."""
        super().save_related(request, form, formsets, change)
        self._note(request, form.instance, form.changed_data)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """With a note in the evidence log."""
        self._note(request, obj, [f"{obj._meta.model_name}.deleted"])
        super().delete_model(request, obj)

    def _note(self, request: HttpRequest, row: Any, fields: Sequence[str]) -> None:
        named = [f"{row._meta.model_name}.{name}" if "." not in name else name for name in fields]
        if named:
            actor = user_of(request)
            note_breach_edit(breach=row.breach, edit="changed", fields=named, actor=actor, at=timezone.now())

    def look_again(self, request: HttpRequest, pages: Any, beside: Any = ()) -> None:
        """A breach is no part of the book that the rules look at."""


@admin.register(BreachActivity)
class BreachActivityAdmin(BreachRowAdmin):
    """Which activities a breach touches."""

    anchor = "what"
    list_display = ("activity", "breach")
    list_select_related = ("activity", "breach")
    search_fields = ("breach__number", "activity__number")
    autocomplete_fields = ("breach", "activity")
    sections = (Section(key="what", title=_("Activity touched"), fields=("breach", "activity")),)


@admin.register(BreachNotice)
class BreachNoticeAdmin(BreachRowAdmin):
    """A client that has to hear; whether it did is written by the verb."""

    anchor = "clients"
    list_display = ("party", "told_as", "breach", "due_at", "told_at")
    list_select_related = ("party", "breach")
    search_fields = ("breach__number", "party__name")
    autocomplete_fields = ("breach", "party")
    readonly_fields = ("told_at", "not_told_reason")
    sections = (
        Section(
            key="what",
            title=_("Organisation to tell"),
            fields=("breach", ("party", "told_as"), "due_at", ("told_at", "not_told_reason")),
        ),
    )

    def tools(self, request: HttpRequest, record: BreachNotice) -> Sequence[Link]:
        """Note that it was told."""
        if not request.user.has_perm(CHANGE) or record.breach.closed_at is not None:
            return ()
        return [
            Link(
                label=gettext("Note that the organisation was told"),
                address=reverse("register:breach-client", args=[record.uid]),
            )
        ]


def _moment(at: Any) -> str:
    return str(date_format(timezone.localtime(at), "j b Y H:i")) if at is not None else ""
