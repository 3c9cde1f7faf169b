"""The page that gives the register, an activity or an agreement as a file."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions.downloading import Asked, download
from registers.actions.exporting import Form
from registers.admin.places import address_of, demand, kind_of, permission, record_of, user_of
from registers.as_of_selectors import moment
from registers.errors import DocumentInTheMaking, RegisterError
from registers.register_choices import ActivityRole, RecordKind

OVERVIEW = "overview"
FORMS = (
    (Form.PDF.value, gettext_lazy("PDF, signed, with the data as an attachment")),
    (OVERVIEW, gettext_lazy("PDF of all processor agreements")),
    (Form.XLSX.value, gettext_lazy("Excel (XLSX); can be read in again without loss")),
    (Form.ODS.value, gettext_lazy("OpenDocument (ODS); can be read in again without loss")),
    (Form.CSV.value, gettext_lazy("CSV, a zip with a file for each table")),
    (Form.JSON.value, gettext_lazy("JSON, for machines")),
)
POSSIBLE = {
    RecordKind.REGISTER: {name for name, _label in FORMS},
    RecordKind.ACTIVITY: {form.value for form in Form},
    RecordKind.AGREEMENT: {Form.PDF.value},
}


class DownloadForm(forms.Form):
    """In which form, and as of which day."""

    form = forms.ChoiceField(label=gettext_lazy("as what?"), widget=forms.RadioSelect)
    date = forms.DateField(
        label=gettext_lazy("as it was on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    role = forms.ChoiceField(
        label=gettext_lazy("which record?"),
        choices=[("", gettext_lazy("both")), *ActivityRole.choices],
        required=False,
        help_text=gettext_lazy("For the PDF of the register only."),
    )

    def __init__(self, kind: RecordKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["form"]
        choices.choices = [one for one in FORMS if one[0] in POSSIBLE[kind]]  # type: ignore[attr-defined]  # a choice
        if kind != RecordKind.REGISTER:
            del self.fields["role"]


def download_view(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """The form, or the file as an attachment that no cache keeps."""
    sort = kind_of(kind)
    demand(request, permission(sort, "view"))
    record = record_of(sort, uid)
    first = {"form": Form.PDF.value, "date": _day(request.GET.get("date", "")) or timezone.localdate()}
    form = DownloadForm(sort, request.POST) if request.method == "POST" else DownloadForm(sort, initial=first)
    if form.is_bound and form.is_valid():
        return _file(request, sort, uid, form) or HttpResponseRedirect(request.path)
    context = {"title": _("Download"), "form": form, "back": address_of(record), "back_title": str(record or "")}
    return TemplateResponse(request, "registers/download.html", {**admin.site.each_context(request), **context})


def _day(text: str) -> dt.date | None:
    """The day that an address asks for; None for anything else."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _file(request: HttpRequest, kind: RecordKind, uid: UUID, form: DownloadForm) -> HttpResponse | None:
    now = timezone.now()
    given = form.cleaned_data
    chosen = Form.PDF if given["form"] == OVERVIEW else Form(given["form"])
    role = ActivityRole(given["role"]) if given.get("role") else None
    try:
        asked = Asked(
            kind=kind,
            uid=str(uid),
            form=chosen,
            of=moment(given["date"], now=now),
            role=role,
            overview=given["form"] == OVERVIEW,
        )
        made = download(asked=asked, actor=user_of(request), at=now)
    except DocumentInTheMaking as error:
        messages.info(request, str(error))
        return HttpResponseRedirect(f"{reverse('admin:registers_document_changelist')}?kind__exact=register")
    except RegisterError as error:
        messages.error(request, str(error))
        return None
    response = HttpResponse(made.content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{made.filename}"'
    response["Cache-Control"] = "no-store"
    return response
