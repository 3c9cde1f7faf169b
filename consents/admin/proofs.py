"""Requests for proof of consent in the admin: take one in, see how long there is left, make the proof and fetch it."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from __future__ import annotations  # a Form field has no [] at run time

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consents.actions.proving import Asked, answer_proof_request, receive_proof_request
from consents.admin.ask_forms import blame, who_field
from consents.choices import CollectionMethod
from consents.errors import ConsentError
from consents.identifying import Value
from consents.models import ProofRequest
from registers.actions.actors import role_of
from registers.actions.documents import read_document
from registers.admin.places import user_of
from registers.admin.reading import ReadOnlyAdmin
from registers.choices import IdentifierKind
from registers.errors import IdentifierInvalid, RegisterError

SOON = 1
"""Days before the last day from which it presses."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """How near the last day is: a word, a tone for its colour, and the days in words."""

    word: str
    tone: str
    days: str


def clock_of(request: ProofRequest, *, today: dt.date) -> Clock:
    """Late, soon or in time; what was answered says whether that was in time."""
    if request.answered_at is not None:
        late = timezone.localdate(request.answered_at) > request.due
        return Clock(word=_("answered late") if late else _("answered in time"), tone="plain", days="")
    left = (request.due - today).days
    if left < 0:
        told = ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left}
        return Clock(word=_("late"), tone="late", days=told)
    days = ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
    word, tone = (_("soon"), "soon") if left <= SOON else (_("in time"), "fine")
    return Clock(word=word, tone=tone, days=days)


class ClockFilter(admin.SimpleListFilter):
    """By the word of the clock."""

    title = gettext_lazy("answer before the end of")
    parameter_name = "clock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        """The words of the badge."""
        return [("late", _("late")), ("soon", _("soon")), ("fine", _("in time")), ("done", _("answered"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ProofRequest]) -> QuerySet[ProofRequest]:
        """The requests under the chosen word."""
        today = timezone.localdate()
        soon = today + dt.timedelta(days=SOON)
        if self.value() == "done":
            return queryset.filter(answered_at__isnull=False)
        chosen = {
            "late": {"due__lt": today},
            "soon": {"due__gte": today, "due__lte": soon},
            "fine": {"due__gt": soon},
        }.get(self.value() or "")
        return queryset.filter(answered_at=None, **chosen) if chosen else queryset


class ReceiveForm(forms.Form):
    """Who asks, how, and on which day it came in. ``values`` are the identifiers, once the form is valid."""

    phone = who_field(gettext_lazy("phone number"))
    email = who_field(gettext_lazy("e-mail address"))
    customer_number = who_field(gettext_lazy("customer number"))
    method = forms.ChoiceField(
        label=gettext_lazy("how the person asked"), choices=CollectionMethod.choices, initial=CollectionMethod.EMAIL
    )
    received_on = forms.DateField(
        label=gettext_lazy("received on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The five working days count from here."),
    )

    values: list[Value]

    def clean(self) -> dict[str, Any]:
        """At least one value, each in a spelling that is understood."""
        given = super().clean() or {}
        self.values = []
        for kind in (IdentifierKind.PHONE, IdentifierKind.EMAIL, IdentifierKind.CUSTOMER_NUMBER):
            self._read(kind, (given.get(kind.value) or "").strip())
        if not self.values and not self.errors:
            raise ValidationError(_("Fill in a phone number, an e-mail address or a customer number."))
        return given

    def _read(self, kind: IdentifierKind, text: str) -> None:
        environment = settings.ENVIRONMENT
        try:
            if text:
                self.values.append(Value.read(kind, text, secret=environment.index_key, region=environment.country))
        except IdentifierInvalid as error:
            self.add_error(kind.value, error.why)


@admin.register(ProofRequest)
class ProofRequestAdmin(ReadOnlyAdmin):
    """Requests for proof, the most urgent first."""

    list_display = ("received_on", "clock", "due_day", "method", "known", "answered_at", "proof")
    list_display_links = ("received_on",)
    list_filter = (ClockFilter, "method", "received_on")
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ("document", "person")
    search_fields = ("uid",)
    search_help_text = gettext_lazy("Search by the id of a request; never by a number or address.")
    ordering = ("answered_at", "due", "pk")
    change_form_template = "consents/proof_request.html"
    fields = ("uid", "received_on", "clock", "due_day", "rule", "method", "known", "created_at", "answered_at", "proof")
    readonly_fields = ("clock", "due_day", "known", "proof")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may take one in."""
        return request.user.has_perm("consents.add_proofrequest")

    @admin.display(description=gettext_lazy("clock"), ordering="due")
    def clock(self, proof: ProofRequest) -> SafeString:
        """Word, colour and days."""
        now = clock_of(proof, today=timezone.localdate())
        shape = '<span class="wb-badge wb-{}">{}</span> <span class="quiet">{}</span>'
        return format_html(shape, now.tone, now.word, now.days)

    @admin.display(description=gettext_lazy("answer before the end of"), ordering="due")
    def due_day(self, proof: ProofRequest) -> str:
        """The last day, with its name."""
        return str(date_format(proof.due, "D j F Y"))

    @admin.display(description=gettext_lazy("known here"), boolean=True)
    def known(self, proof: ProofRequest) -> bool:
        """Whether the ledger knows somebody by what they gave; if not, the proof says that."""
        return proof.person_id is not None

    @admin.display(description=gettext_lazy("proof"))
    def proof(self, proof: ProofRequest) -> str:
        """Its title; the proof itself is fetched by a button on the page of the request."""
        return proof.document.title if proof.document else "–"

    def get_urls(self) -> list[URLPattern]:
        """The admin's addresses, that of answering and that of fetching."""
        view = self.admin_site.admin_view(self.answer_view)
        fetch = self.admin_site.admin_view(self.fetch_view)
        return [
            path("<int:pk>/answer/", view, name="consents_proofrequest_answer"),
            path("<int:pk>/fetch/", fetch, name="consents_proofrequest_fetch"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take a request in; what says who somebody is stands in no address."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ReceiveForm(request.POST or None, initial={"received_on": timezone.localdate()})
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            method = CollectionMethod(given["method"])
            try:
                made = receive_proof_request(
                    asked=Asked(values=form.values, method=method, received_on=given["received_on"]), at=timezone.now()
                )
            except ConsentError as error:
                blame(form, error)
            else:
                return HttpResponseRedirect(reverse("admin:consents_proofrequest_change", args=[made.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Somebody asks for the proof of their consent"),
            "form": form,
            "opts": self.opts,
        }
        response = TemplateResponse(request, "consents/proof_receive.html", context)
        add_never_cache_headers(response)
        return response

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the button to answer, where that is still to be done."""
        proof = context.get("original")
        may = proof is not None and self._may_answer(request)
        context["may_answer"] = may and proof.answered_at is None
        context["may_fetch"] = may and proof.document is not None and proof.document.purged_at is None
        return super().render_change_form(request, context, *args, **kwargs)

    def answer_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the signed proof; twice gives the same."""
        if not self._may_answer(request):
            raise PermissionDenied
        proof = self.get_object(request, str(pk))
        if not isinstance(proof, ProofRequest):
            raise Http404
        if request.method == "POST":
            try:
                answer_proof_request(request=proof, at=timezone.now())
            except (ConsentError, RegisterError) as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                told = _("The proof was made and signed. Fetch it from this page and send it to the person.")
                self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:consents_proofrequest_change", args=[pk]))

    def fetch_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The proof, for who answers the request; that it was read is a fact."""
        if not self._may_answer(request):
            raise PermissionDenied
        proof = self.get_object(request, str(pk))
        if not isinstance(proof, ProofRequest) or proof.document is None:
            raise Http404
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:consents_proofrequest_change", args=[pk]))
        try:
            content = read_document(document=proof.document, actor_role=role_of(user_of(request)), at=timezone.now())
        except RegisterError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:consents_proofrequest_change", args=[pk]))
        headers = {"Content-Disposition": f'attachment; filename="{proof.document.filename}"'}
        response = HttpResponse(content, content_type="application/pdf", headers=headers)
        add_never_cache_headers(response)
        return response

    def _may_answer(self, request: HttpRequest) -> bool:
        return request.user.has_perm("consents.change_proofrequest")
