"""Notices to recipients in the admin: who was told, who confirmed, and what somebody has to tell by hand."""

from __future__ import annotations  # a Form field has no [] at run time

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registers.admin.places import demand, user_of
from registers.admin.reading import ReadOnlyAdmin
from subjects.actions.notifying import read_by_hand, rows_in, settle_by_hand
from subjects.choices import NoticeStatus
from subjects.errors import SubjectError
from subjects.models import Notice, SubjectRequest

SETTLE = "subjects.handle_subjectrequest"
SETTLED = {NoticeStatus.ACKNOWLEDGED, NoticeStatus.WAIVED}
TONES = {
    NoticeStatus.ACKNOWLEDGED: "fine",
    NoticeStatus.WAIVED: "plain",
    NoticeStatus.FAILED: "late",
    NoticeStatus.BY_HAND: "late",
}


class SettleForm(forms.Form):
    """How a recipient was told, or why not."""

    told = forms.TypedChoiceField(
        label=_("what did you do?"),
        choices=[
            ("1", _("I told them in another way")),
            ("0", _("they are not told: it is impossible or takes a disproportionate effort (art. 19)")),
        ],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("how, or why not"), max_length=400, help_text=_("No data of a person."))


def shown_notices(request: SubjectRequest, *, handles: bool) -> list[dict[str, Any]]:
    """The notices of a request; with the page to tell it by hand for who takes the request forward."""
    rows = request.notices.select_related("deferral").defer("details", "token")
    return [
        {
            "notice": one,
            "tone": TONES.get(NoticeStatus(one.status), "soon"),
            "address": reverse("admin:subjects_notice_settle", args=[one.pk])
            if handles and one.status not in SETTLED
            else "",
        }
        for one in rows
    ]


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Everybody who has to hear of a request, or of objections that came in without one."""

    list_display = ("name", "sort", "about", "status_badge", "due_badge", "sent_at", "settled_at")
    list_filter = ("status", "sort", "due")
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ("request",)
    search_fields = ("name", "request__reference")
    ordering = ("-id",)
    change_form_template = "subjects/notice_form.html"
    fields = (
        *("name", "sort", "email", "about", "status_badge", "due_badge", "sent_at", "reminded_at", "settled_at"),
        *("attempts", "note"),
    )
    readonly_fields = ("about", "status_badge", "due_badge")

    @admin.display(description=_("about"), ordering="request__reference")
    def about(self, notice: Notice) -> SafeString | str:
        """The request, or the objections that it tells of."""
        if notice.request is None:
            return f"{notice.reference}: {notice.what}"
        address = reverse("admin:subjects_subjectrequest_change", args=[notice.request.pk])
        return format_html('<a href="{}">{}</a> {}', address, notice.request, notice.what)

    @admin.display(description=_("status"), ordering="status")
    def status_badge(self, notice: Notice) -> SafeString:
        """The status in words, coloured when it needs somebody."""
        tone = TONES.get(NoticeStatus(notice.status), "soon")
        return format_html('<span class="wb-badge wb-{}">{}</span>', tone, notice.get_status_display())

    @admin.display(description=_("confirm before"), ordering="due")
    def due_badge(self, notice: Notice) -> SafeString:
        """The day, and whether it has passed without a confirmation."""
        day = date_format(notice.due, "d-m-Y")
        late = notice.status not in SETTLED and notice.due < timezone.localdate()
        shape = '<span class="wb-badge wb-late">{}</span> {}'
        return format_html(shape, _("too late"), day) if late else format_html("{}", day)

    def get_urls(self) -> list[URLPattern]:
        """The admin's addresses and that of settling."""
        view = self.admin_site.admin_view(self.settle_view)
        return [path("<int:pk>/settle/", view, name="subjects_notice_settle"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the way to settle it, where that is still to be done."""
        notice = context.get("original")
        open_still = notice is not None and notice.status not in SETTLED
        context["may_settle"] = open_still and request.user.has_perm(SETTLE)
        return super().render_change_form(request, context, *args, **kwargs)

    def settle_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Whom it is about, for whoever tells it by hand, and what was done."""
        demand(request, SETTLE)
        notice = self.get_object(request, str(pk))
        if not isinstance(notice, Notice) or notice.status in SETTLED:
            raise Http404
        form = SettleForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._settled(request, notice, form):
            return HttpResponseRedirect(reverse("admin:subjects_notice_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Tell %(name)s by hand") % {"name": notice.name},
            "notice": notice,
            "about": read_by_hand(notice=notice, actor=user_of(request), at=timezone.now()),
            "rows": rows_in(notice),
            "form": form,
            "opts": self.opts,
        }
        response = TemplateResponse(request, "subjects/notice_settle.html", context)
        add_never_cache_headers(response)
        return response

    def _settled(self, request: HttpRequest, notice: Notice, form: SettleForm) -> bool:
        given = form.cleaned_data
        try:
            settle_by_hand(
                notice=notice, told=given["told"], note=given["note"], actor=user_of(request), at=timezone.now()
            )
        except SubjectError as error:
            form.add_error(None, str(error))
            return False
        self.message_user(request, _("That was noted."), messages.SUCCESS)
        return True
