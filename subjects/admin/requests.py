"""Requests in the admin: the list, the page of one request, and the doors behind its buttons.

A door reads what was sent, makes one call inward and answers; errors become messages with the way out.
"""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registers.admin.reading import ReadOnlyAdmin
from registers.errors import RegisterError
from subjects.actions.passphrases import tell_passphrase
from subjects.actions.restricting import asks_measure
from subjects.admin.checking import check_urls
from subjects.admin.correcting import correct_page
from subjects.admin.due import due_state
from subjects.admin.filters import DueFilter, with_last_day
from subjects.admin.forms import ApproveForm
from subjects.admin.previews import preview_page
from subjects.admin.receiving import receive_page
from subjects.admin.showing import page_of, steps_of
from subjects.admin.telling import told
from subjects.admin.verbs import HANDLE, VERBS, Verb
from subjects.choices import Status
from subjects.errors import SubjectError
from subjects.models import SubjectRequest
from subjects.selectors import current_plan

TONES = {Status.BLOCKED: "late", Status.WAITING: "soon", Status.EXECUTING: "soon"}


@admin.register(SubjectRequest)
class SubjectRequestAdmin(ReadOnlyAdmin):
    """Requests of people."""

    list_display = ("reference", "right", "status_badge", "due_badge", "received_on", "channel")
    list_filter = (DueFilter, "status", "right", "channel")
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("reference__istartswith",)
    search_help_text = _("Search by reference only; never type data of a person here.")
    ordering = ("-created_at", "-id")
    list_per_page = 50
    change_list_template = "subjects/request_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may receive requests."""
        return request.user.has_perm("subjects.add_subjectrequest")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SubjectRequest]:
        """Without what only the page of one request shows."""
        return with_last_day(super().get_queryset(request).defer("wording", "passphrase"))

    @admin.display(description=_("status"), ordering="status")
    def status_badge(self, subject: SubjectRequest) -> SafeString:
        """The status in words, coloured when it needs somebody."""
        tone = TONES.get(Status(subject.status), "plain")
        return format_html('<span class="wb-badge wb-{}">{}</span>', tone, subject.get_status_display())

    @admin.display(description=_("deadline"), ordering="last_day")
    def due_badge(self, subject: SubjectRequest) -> SafeString:
        """Word, colour, date and days."""
        due = due_state(subject, today=timezone.localdate())
        shape = '<span class="wb-badge wb-{}">{}</span> {} <span class="quiet">{}</span>'
        return format_html(shape, due.tone, due.word, date_format(due.last_day, "d-m-Y"), due.text)

    def get_urls(self) -> list[URLPattern]:
        """The admin's addresses and those of the buttons."""
        doors: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("do/<slug:verb>/", self.verb_view, "do"),
            ("steps/", self.steps_view, "steps"),
            ("preview/", self.preview_view, "preview"),
            ("correct/", self.correct_view, "correct"),
            ("passphrase/", self.passphrase_view, "passphrase"),
        ]
        made = [
            path(f"<int:pk>/{place}", self.admin_site.admin_view(view), name=f"subjects_subjectrequest_{name}")
            for place, view, name in doors
        ]
        return [*made, *check_urls(), *super().get_urls()]

    def found(self, request: HttpRequest, pk: object) -> SubjectRequest:
        """The request with that number for who may see it; else 404 or 403."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        subject = self.get_object(request, str(pk))
        if not isinstance(subject, SubjectRequest):
            raise Http404
        return subject

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page of one request."""
        subject = self.found(request, object_id)
        page = page_of(subject, user=user_of(request), today=timezone.localdate())
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": subject.reference, **page}
        return unkept(TemplateResponse(request, "subjects/request.html", context))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page on which a request is received."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return receive_page(self, request)

    def verb_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """A button: without a POST, or with a form that isn't right yet, the page that asks; else the deed."""
        subject = self.found(request, pk)
        chosen = VERBS.get(verb)
        if chosen is None:
            raise Http404
        if not request.user.has_perm(chosen.permission):
            raise PermissionDenied
        if request.method != "POST":
            return self._ask(request, subject, chosen, _form(subject, chosen))
        form = _form(subject, chosen, request.POST)
        if not form.is_valid():
            return self._ask(request, subject, chosen, form)
        try:
            done = chosen.call(subject, user_of(request), timezone.now(), form.cleaned_data)
        except (SubjectError, RegisterError) as error:
            self.message_user(request, told(error), messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(page_address(subject))

    def _ask(self, request: HttpRequest, subject: SubjectRequest, verb: Verb, form: Any) -> HttpResponse:
        if not verb.offered(subject):
            self.message_user(request, _("This is not possible in the present status."), messages.WARNING)
            return HttpResponseRedirect(page_address(subject))
        page = page_of(subject, user=user_of(request), today=timezone.localdate())
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": verb.label, **page}
        context |= {"verb": verb, "form": form}
        return unkept(TemplateResponse(request, "subjects/request_ask.html", context))

    def steps_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The steps alone, for the page that follows them; when work has ended it asks for the whole page."""
        subject = self.found(request, pk)
        context = {"subject": subject, **steps_of(subject)}
        response = unkept(TemplateResponse(request, "subjects/parts/steps.html", context))
        if not context["busy"]:
            response["HX-Refresh"] = "true"
        return response

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Before and after, read now and kept nowhere."""
        subject = self.found(request, pk)
        if not request.user.has_perm(HANDLE):
            raise PermissionDenied
        try:
            return unkept(preview_page(self, request, subject, user_of(request)))
        except (SubjectError, RegisterError) as error:
            self.message_user(request, told(error), messages.ERROR)
        return HttpResponseRedirect(page_address(subject))

    def correct_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What can be corrected, read now and kept nowhere; a POST notes what was filled in."""
        subject = self.found(request, pk)
        if not request.user.has_perm(HANDLE):
            raise PermissionDenied
        try:
            answer = correct_page(self, request, subject, user_of(request))
        except (SubjectError, RegisterError) as error:
            self.message_user(request, told(error), messages.ERROR)
            return HttpResponseRedirect(page_address(subject))
        add_never_cache_headers(answer)
        return answer

    def passphrase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The passphrase of the package, on a page that is kept nowhere; that it was shown is recorded."""
        subject = self.found(request, pk)
        if not request.user.has_perm(HANDLE):
            raise PermissionDenied
        if request.method != "POST" or not subject.passphrase:
            return HttpResponseRedirect(page_address(subject))
        passphrase = tell_passphrase(request=subject, actor=user_of(request), at=timezone.now())
        context = {**self.admin_site.each_context(request), "opts": self.opts, "subject": subject}
        context |= {"title": _("Passphrase of the package"), "passphrase": passphrase}
        return unkept(TemplateResponse(request, "subjects/passphrase.html", context))


def _form(subject: SubjectRequest, verb: Verb, data: QueryDict | None = None) -> Form:
    """What the verb asks of this request: a measure only where the plan needs one."""
    form = verb.form(data, initial=_initial(subject, verb))
    if verb.form is ApproveForm and not (verb.offered(subject) and asks_measure(current_plan(subject))):
        del form.fields["measure"]
    return form


def _initial(subject: SubjectRequest, verb: Verb) -> dict[str, Any]:
    if verb.form is ApproveForm and verb.offered(subject):
        return {"sha256": current_plan(subject).sha256}
    return {}


def page_address(subject: SubjectRequest) -> str:
    """The address of the page of a request."""
    return reverse("admin:subjects_subjectrequest_change", args=[subject.pk])


def user_of(request: HttpRequest) -> User:
    """The signed-in member of staff."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def unkept(response: TemplateResponse) -> TemplateResponse:
    """A page that no cache keeps."""
    add_never_cache_headers(response)
    return response
