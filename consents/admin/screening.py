"""Call lists in the admin: give a list, choose its column, see how far it is, fetch files and proof, screen it again.

Works without JavaScript; whoever waits looks again by a link. A file is fetched by POST, because fetching is a fact.
"""

from __future__ import annotations  # a ChoiceField has no [] at run time

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.actions import screening_runs as runs
from consents.actions.judging import Campaign
from consents.actions.screening_papers import prove_screening
from consents.actions.screening_twice import screen_again
from consents.admin.ask_forms import moment_field
from consents.choices import ContactChannel, ListStatus, PartyKind, ScreeningStatus
from consents.errors import ConsentError
from consents.models import ContactPurpose, ScreeningRun, Sender
from registers.actions.actors import role_of
from registers.actions.documents import read_document
from registers.admin.places import demand, user_of
from registers.choices import LegalStatus
from registers.errors import RegisterError

SEE = "consents.view_screeningrun"
SCREEN = "consents.screen_screeningrun"
SOURCE = "consents.source_screeningrun"
SHOWN = 50
BY_NUMBER = [(one.value, one.label) for one in ContactChannel if one != ContactChannel.EMAIL]


class CampaignForm(forms.Form):
    """What a list is for."""

    sender = forms.ModelChoiceField(
        Sender.objects.filter(active=True), label=gettext_lazy("on whose behalf"), empty_label=None
    )
    purpose = forms.ModelChoiceField(
        ContactPurpose.objects.filter(active=True), label=gettext_lazy("what for"), empty_label=None
    )
    channel = forms.ChoiceField(label=gettext_lazy("how"), choices=BY_NUMBER)
    party = forms.ChoiceField(
        label=gettext_lazy("who is reached"), choices=PartyKind.choices, initial=PartyKind.UNKNOWN
    )
    at = moment_field(gettext_lazy("moment of the calls"), gettext_lazy("Empty: now."))
    offer = forms.BooleanField(
        label=gettext_lazy("something is offered or recommended"),
        required=False,
        help_text=gettext_lazy("One sentence of sales makes every contact marketing."),
    )

    def campaign(self) -> Campaign:
        """What the list is for."""
        given = self.cleaned_data
        return Campaign(
            sender=given["sender"],
            purpose=given["purpose"],
            at=given["at"] or timezone.now(),
            channel=ContactChannel(given["channel"]),
            offer=given["offer"],
            party=PartyKind(given["party"]),
        )


class ListForm(CampaignForm):
    """A list and what it is for."""

    file = forms.FileField(
        label=gettext_lazy("call list"),
        help_text=gettext_lazy("CSV, XLSX or ODS, with the names of the columns on the first row."),
    )
    field_order = ("file",)


class AgainForm(forms.Form):
    """The other moment for which the same list is screened."""

    at = moment_field(gettext_lazy("moment of the calls"), gettext_lazy("For the rest as it was asked for this list."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].required = True


def lists_view(request: HttpRequest) -> HttpResponse:
    """The lists so far, and the form for a new one."""
    demand(request, SCREEN if request.method == "POST" else SEE)
    if request.method != "POST":
        return _lists(request, ListForm())
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _lists(request, form)
    try:
        run = runs.upload(
            file=form.cleaned_data["file"].file, campaign=form.campaign(), at=timezone.now(), actor=user_of(request)
        )
    except (ConsentError, RegisterError) as error:
        form.add_error("file", str(error))
        return _lists(request, form)
    return _to(run)


def list_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One list: its columns, how far it is, or what came of it."""
    demand(request, SEE)
    return _list(request, run_of(uid), AgainForm())


def again_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Have the same list screened for another moment."""
    demand(request, SCREEN)
    run = run_of(uid)
    if request.method != "POST":
        return _to(run)
    form = AgainForm(request.POST)
    if not form.is_valid():
        return _list(request, run, form)
    try:
        again = screen_again(run=run, about=form.cleaned_data["at"], at=timezone.now(), actor=user_of(request))
    except (ConsentError, RegisterError) as error:
        form.add_error(None, str(error))
        return _list(request, run, form)
    return _to(again)


def _list(request: HttpRequest, run: ScreeningRun, form: AgainForm) -> HttpResponse:
    counts = run.told.get("counts", {})
    context = {
        "run": run,
        "title": _("Call list for %(purpose)s") % {"purpose": run.purpose},
        "labels": run.told.get("labels", []),
        "waits": run.status in {ScreeningStatus.READING, ScreeningStatus.WAITING, ScreeningStatus.RUNNING},
        "counts": [(status.label, counts[status.value]) for status in ListStatus] if counts else [],
        "rows": counts.get("in", 0),
        "reasons": [_reason(one) for one in run.told.get("reasons", [])],
        "again": form if counts and not run.purged_at and not run.told.get("origin") else None,
        "others": _others(run) if counts else [],
    }
    return list_page(request, "consents/call_list.html", context)


def _others(run: ScreeningRun) -> list[ScreeningRun]:
    """Other screenings of the same list, the newest first."""
    same = ScreeningRun.objects.filter(list_sha256=run.list_sha256, status=ScreeningStatus.DONE).exclude(pk=run.pk)
    return list(same.select_related("sender", "purpose")[:SHOWN])


def column_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a column and queue the list."""
    return _acted(request, uid, lambda run: runs.choose(run=run, column=_column(request), at=timezone.now()))


def cancel_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Stop, and destroy the list."""
    return _acted(request, uid, lambda run: runs.cancel(run=run, at=timezone.now()))


def file_view(request: HttpRequest, uid: UUID, part: runs.Part) -> HttpResponseBase:
    """One of the two files, as a stream."""
    demand(request, SCREEN)
    run = run_of(uid)
    if request.method != "POST":
        return _to(run)
    try:
        found = runs.download(run=run, part=part, at=timezone.now(), actor=user_of(request))
    except (ConsentError, RegisterError) as error:
        messages.error(request, str(error))
        return _to(run)
    headers = {"Content-Disposition": f'attachment; filename="{found.filename}"'}
    response = StreamingHttpResponse(found.chunks, content_type="text/csv; charset=utf-8", headers=headers)
    add_never_cache_headers(response)
    return response


def proof_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The signed proof."""
    demand(request, SEE)
    run = run_of(uid)
    if request.method != "POST":
        return _to(run)
    try:
        document = prove_screening(run=run, at=timezone.now())
        content = read_document(document=document, actor_role=role_of(user_of(request)), at=timezone.now())
    except (ConsentError, RegisterError) as error:
        messages.error(request, str(error))
        return _to(run)
    headers = {"Content-Disposition": f'attachment; filename="{document.filename}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _column(request: HttpRequest) -> str:
    return request.POST.get("column", "")


def _acted(request: HttpRequest, uid: UUID, act: Any) -> HttpResponse:
    demand(request, SCREEN)
    run = run_of(uid)
    if request.method == "POST":
        try:
            act(run)
        except (ConsentError, RegisterError) as error:
            messages.error(request, str(error))
    return _to(run)


def run_of(uid: UUID) -> ScreeningRun:
    """The list of this id, with what it is for; 404 when there is none."""
    found = ScreeningRun.objects.select_related("sender", "purpose", "asked_by").filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _reason(one: dict[str, Any]) -> dict[str, Any]:
    status = one["legal_status"]
    return {
        **one,
        "outcome": ListStatus(one["status"]).label,
        "allowed": one["status"] == ListStatus.ALLOWED,
        "legal": LegalStatus(status).label if status else "",
        "confirmed": status in {"", LegalStatus.CONFIRMED},
    }


def _to(run: ScreeningRun) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("contact:list", args=[run.uid]))


def _lists(request: HttpRequest, form: ListForm) -> HttpResponse:
    found = ScreeningRun.objects.select_related("sender", "purpose")[:SHOWN]
    return list_page(request, "consents/call_lists.html", {"title": _("Call lists"), "form": form, "runs": found})


def list_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page about lists, kept by no cache."""
    user = user_of(request)
    more = {"may_screen": user.has_perm(SCREEN), "may_read_tables": user.has_perm(SCREEN) and user.has_perm(SOURCE)}
    response = TemplateResponse(request, template, {**admin.site.each_context(request), **more, **context})
    add_never_cache_headers(response)
    return response
