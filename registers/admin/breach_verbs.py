"""The doors of the breach register: each decision a page that asks, and one call inward."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registers.actions import breaches
from registers.actions.breach_documents import breaches_on_paper, hand_out
from registers.actions.breaches import Sent
from registers.actions.exporting import Export
from registers.actions.exporting_breaches import export_breaches
from registers.admin.places import address_of, demand, user_of
from registers.as_of_selectors import moment
from registers.errors import RegisterError
from registers.models import Breach, BreachNotice
from registers.register_choices import BreachRisk

CHANGE, VIEW = "registers.change_breach", "registers.view_breach"
Call = Callable[[Any, Mapping[str, Any], User, datetime], object]


def moment_field(label: Any) -> forms.DateTimeField:
    """A moment to the minute."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget)


def reason_field(label: Any, *, required: bool = True) -> forms.CharField:
    """A text of some lines."""
    return forms.CharField(
        label=label,
        required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names of people."),
    )


class AssessForm(forms.Form):
    """How great the risk is, and why."""

    risk = forms.ChoiceField(
        label=_("risk for people"),
        choices=[(risk.value, risk.label) for risk in BreachRisk if risk != BreachRisk.UNKNOWN],
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("why"))


class ReportForm(forms.Form):
    """When it was reported, under which reference, and why late."""

    sent_at = moment_field(_("reported to the authority at"))
    reference = forms.CharField(label=_("reference of the report"), required=False, max_length=100)
    delay_reason = reason_field(_("reasons of a late report"), required=False)


class FollowUpForm(forms.Form):
    """What was added later."""

    sent_at = moment_field(_("sent at"))
    reference = forms.CharField(label=_("reference of the report"), required=False, max_length=100)
    told = reason_field(_("what was added or changed"))


class ReasonForm(forms.Form):
    """Why."""

    reason = reason_field(_("reason"))


class ToldForm(forms.Form):
    """When people were told."""

    told_at = moment_field(_("people were told at"))


class ClientForm(forms.Form):
    """When a client was told, or why not."""

    told_at = forms.DateTimeField(
        label=_("told at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = reason_field(_("why not told"), required=False)


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One decision: what it asks, what it does, and in which section of the page it stands."""

    label: Promise
    ask: Promise
    call: Call
    form: type[forms.Form] = forms.Form
    section: str = ""


def _assess(breach: Breach, given: Mapping[str, Any], actor: User, at: datetime) -> object:
    risk = BreachRisk(given["risk"])
    return breaches.assess_breach(breach=breach, risk=risk, reason=given["reason"], actor=actor, at=at)


def _report(breach: Breach, given: Mapping[str, Any], actor: User, at: datetime) -> object:
    sent = Sent(sent_at=given["sent_at"], reference=given["reference"])
    return breaches.report_breach(breach=breach, sent=sent, delay_reason=given["delay_reason"], actor=actor, at=at)


def _follow_up(breach: Breach, given: Mapping[str, Any], actor: User, at: datetime) -> object:
    sent = Sent(sent_at=given["sent_at"], reference=given["reference"])
    return breaches.follow_up(breach=breach, sent=sent, told=given["told"], actor=actor, at=at)


def _with(verb: Callable[..., object]) -> Call:
    return lambda breach, given, actor, at: verb(breach=breach, **given, actor=actor, at=at)


VERBS: Mapping[str, Verb] = {
    "assess": Verb(
        section="risk",
        label=_("Assess the risk"),
        ask=_("How great is the risk for the people whose data these are? A high risk means that they have to know."),
        call=_assess,
        form=AssessForm,
    ),
    "report": Verb(
        section="authority",
        label=_("Note the report"),
        ask=_("You reported the breach on the form of the authority. Waarborg reports nothing by itself."),
        call=_report,
        form=ReportForm,
    ),
    "follow-up": Verb(
        section="authority",
        label=_("Note a follow-up report"),
        ask=_("You added to the report, or changed it (art. 33(4))."),
        call=_follow_up,
        form=FollowUpForm,
    ),
    "not-report": Verb(
        section="authority",
        label=_("Decide not to report"),
        ask=_("Only when a risk for people is unlikely, or when only your clients answer for the data."),
        call=_with(breaches.decline_report),
        form=ReasonForm,
    ),
    "tell": Verb(
        section="people",
        label=_("Note that people were told"),
        ask=_("You told the people in plain words (art. 34)."),
        call=_with(breaches.tell_people),
        form=ToldForm,
    ),
    "not-tell": Verb(
        section="people",
        label=_("Decide not to tell people"),
        ask=_("Art. 34(3) says when that may be, also with a high risk."),
        call=_with(breaches.decline_telling),
        form=ReasonForm,
    ),
    "close": Verb(
        section="closed",
        label=_("Close the breach"),
        ask=_("Everything was decided and written down. After this it only changes when it is opened again."),
        call=_with(breaches.close_breach),
    ),
    "reopen": Verb(
        section="closed",
        label=_("Open it again"),
        ask=_("The breach can be changed again. Your reason comes on top of its facts."),
        call=_with(breaches.reopen_breach),
        form=ReasonForm,
    ),
}


def offered(breach: Breach) -> list[str]:
    """The decisions that make sense now."""
    if breach.closed_at is not None:
        return ["reopen"]
    report = ["follow-up"] if breach.reported_at else ["report", "not-report"]
    tell = [] if breach.told_at else ["tell", "not-tell"]
    return ["assess", *report, *tell, "close"]


def breach_view(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """The page that asks, or the decision noted and back to the breach."""
    demand(request, CHANGE)
    breach, chosen = Breach.objects.filter(uid=uid).first(), VERBS.get(verb)
    if breach is None or chosen is None:
        raise Http404
    return _asked(request, breach, breach, chosen)


def client_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The page that asks when a client or joint controller was told, or why not."""
    demand(request, CHANGE)
    notice = BreachNotice.objects.select_related("breach", "party").filter(uid=uid).first()
    if notice is None:
        raise Http404
    told = Verb(
        label=_("Note that the organisation was told"),
        ask=_("Fill in when you told this client or joint controller, or why you did not (art. 33(2), 26)."),
        call=lambda one, given, actor, at: breaches.tell_client(notice=one, **given, actor=actor, at=at),
        form=ClientForm,
    )
    return _asked(request, notice, notice.breach, told)


def _asked(request: HttpRequest, record: Any, breach: Breach, verb: Verb) -> HttpResponse:
    form = verb.form(request.POST if request.method == "POST" else None)
    back = address_of(breach)
    if request.method == "POST" and form.is_valid():
        try:
            verb.call(record, form.cleaned_data, user_of(request), timezone.now())
        except RegisterError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It was noted."))
            return HttpResponseRedirect(back)
    context = {"verb": verb, "form": form, "title": f"{verb.label}: {record}", "back": back, "back_title": str(breach)}
    return TemplateResponse(request, "registers/ask.html", {**admin.site.each_context(request), **context})


class PaperForm(forms.Form):
    """As of which day."""

    date = forms.DateField(label=_("as it was on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def paper_view(request: HttpRequest) -> HttpResponse:
    """The page that asks of which day, or the breach register as a signed PDF (art. 33(5))."""
    demand(request, VIEW)
    form = PaperForm(request.POST if request.method == "POST" else None, initial={"date": timezone.localdate()})
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            paper = breaches_on_paper(of=moment(form.cleaned_data["date"], now=now), at=now)
            return pdf_answer(hand_out(paper=paper, actor=user_of(request), at=now))
        except RegisterError as error:
            form.add_error(None, str(error))
    back = reverse("admin:registers_breach_changelist")
    context = {"title": _("Breach register as a PDF"), "form": form, "back": back, "back_title": _("Breaches")}
    return TemplateResponse(request, "registers/download.html", {**admin.site.each_context(request), **context})


def pdf_answer(made: Export) -> HttpResponse:
    """The file as an attachment that no cache keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{made.filename}"', "Cache-Control": "no-store"}
    return HttpResponse(made.content, content_type="application/pdf", headers=headers)


def export_view(request: HttpRequest) -> HttpResponse:
    """The breach register as CSV for the authority (art. 33(5))."""
    demand(request, VIEW)
    made = export_breaches(actor=user_of(request), at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{made.filename}"'}
    return HttpResponse(made.content, content_type="text/csv; charset=utf-8", headers=headers)
