"""Objections in suppression tables: what was written or is on its way, and numbers that somebody has to settle."""

from __future__ import annotations  # a Form field has no [] at run time

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registers.admin.places import demand, user_of
from registers.admin.reading import ReadOnlyAdmin, as_block
from subjects.actions.releasing import settle_lifted, show_lifted
from subjects.actions.suppressing import retry
from subjects.choices import StepStatus, SuppressedStatus
from subjects.errors import SubjectError
from subjects.models import SuppressedNumber, Suppression

HANDLE = "subjects.handle_suppression"
TONES = {
    StepStatus.PENDING: "soon",
    StepStatus.RUNNING: "soon",
    StepStatus.DONE: "fine",
    StepStatus.BLOCKED: "late",
    SuppressedStatus.WAITING: "soon",
    SuppressedStatus.STANDING: "fine",
    SuppressedStatus.LIFTED: "late",
    SuppressedStatus.KEPT: "plain",
    SuppressedStatus.RELEASED: "plain",
}


@admin.register(Suppression)
class SuppressionAdmin(ReadOnlyAdmin):
    """Writings into suppression tables. What could not be done says why, and is tried again from here."""

    list_display = ("made_at", "source", "table", "rows", "status_badge", "why", "done_at")
    list_filter = ("status", "source", "table")
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("case",)
    search_help_text = _("Search by case; never by a number or address.")
    actions: Any = ("try_again",)
    fields = (
        *("case", "source", "table", "rows", "status_badge", "made_at", "done_at", "failures", "not_before"),
        *("error_code", "error_text", "plan_sha256", "receipt_sha256", "shown_receipt"),
    )
    readonly_fields = ("status_badge", "shown_receipt")

    @admin.display(description=_("status"), ordering="status")
    def status_badge(self, work: Suppression) -> SafeString:
        """The status in words, coloured when it needs somebody."""
        tone = "late" if work.failures and work.status == StepStatus.PENDING else TONES[StepStatus(work.status)]
        return format_html('<span class="wb-badge wb-{}">{}</span>', tone, work.get_status_display())

    @admin.display(description=_("what is wrong"))
    def why(self, work: Suppression) -> str:
        """The reason, in one line."""
        return "" if work.status == StepStatus.DONE else work.error_text.partition("\n")[0]

    @admin.display(description=_("receipt"))
    def shown_receipt(self, work: Suppression) -> SafeString:
        """Counts, without a number."""
        return as_block(work.receipt)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Who may have it tried again."""
        return request.user.has_perm(HANDLE)

    @admin.action(description=_("Try again now"), permissions=["retry"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Suppression]) -> None:
        """Have a worker try at once."""
        count = retry(works=list(chosen), at=timezone.now())
        told = ngettext("%(count)d is tried again.", "%(count)d are tried again.", count)
        self.message_user(request, told % {"count": count}, messages.SUCCESS)


class SettleForm(forms.Form):
    """What somebody decided about a number whose objection was lifted."""

    taken_out = forms.TypedChoiceField(
        label=_("what did you do?"),
        choices=[
            ("1", _("I took the row out of the table, in the system itself")),
            ("0", _("the row stays, because it rests on more than this objection")),
        ],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("note"), max_length=400, required=False, help_text=_("Needed when the row stays. No data of a person.")
    )


@admin.register(SuppressedNumber)
class SuppressedNumberAdmin(ReadOnlyAdmin):
    """Numbers and addresses in suppression tables, by the name of their row; the number itself is not kept here."""

    list_display = ("uid", "kind", "source", "table", "status_badge", "written", "objected_at", "standing_at")
    list_filter = ("status", "source", "table", "kind", "written")
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("uid", "event")
    search_help_text = _("Search by the name of a row or the id of an objection; never by a number or address.")
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "subjects/suppressed.html"
    fields = (
        *("uid", "kind", "source", "table", "status_badge", "written", "suppression", "event", "objected_at"),
        *("standing_at", "lifted_by", "lifted_at", "settled_at", "settled_by", "note"),
    )
    readonly_fields = ("status_badge",)

    @admin.display(description=_("status"), ordering="status")
    def status_badge(self, number: SuppressedNumber) -> SafeString:
        """The status in words, coloured when it needs somebody."""
        tone = TONES[SuppressedStatus(number.status)]
        return format_html('<span class="wb-badge wb-{}">{}</span>', tone, number.get_status_display())

    def get_urls(self) -> list[URLPattern]:
        """The admin's addresses and that of the decision."""
        view = self.admin_site.admin_view(self.settle_view)
        return [path("<int:pk>/settle/", view, name="subjects_suppressednumber_settle"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the way to decide, where that is to be done."""
        number = context.get("original")
        lifted = number is not None and number.status == SuppressedStatus.LIFTED
        context["may_settle"] = lifted and request.user.has_perm(HANDLE)
        return super().render_change_form(request, context, *args, **kwargs)

    def settle_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Which number it is, and what somebody decided. That the number was shown is a fact."""
        demand(request, HANDLE)
        number = self.get_object(request, str(pk))
        if not isinstance(number, SuppressedNumber) or number.status != SuppressedStatus.LIFTED:
            raise Http404
        form = SettleForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._settled(request, number, form):
            return HttpResponseRedirect(reverse("admin:subjects_suppressednumber_changelist") + "?status__exact=lifted")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Lifted objection: does the number stay in the table?"),
            "number": number,
            "shown": show_lifted(number=number, actor=user_of(request), at=timezone.now()),
            "form": form,
            "opts": self.opts,
        }
        response = TemplateResponse(request, "subjects/settle.html", context)
        add_never_cache_headers(response)
        return response

    def _settled(self, request: HttpRequest, number: SuppressedNumber, form: SettleForm) -> bool:
        given = form.cleaned_data
        actor: User = user_of(request)
        try:
            settle_lifted(
                number=number, taken_out=given["taken_out"], note=given["note"], actor=actor, at=timezone.now()
            )
        except SubjectError as error:
            form.add_error(None, str(error))
            return False
        self.message_user(request, _("That was noted."), messages.SUCCESS)
        return True
