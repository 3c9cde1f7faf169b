"""What did it say on that day, and what changed since? Pages over the history and the signed versions."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.admin.places import address_of, demand, kind_of, permission, record_of
from registers.admin.reading_books import read_groups
from registers.as_of_selectors import AsOf, as_of, moment, version_body
from registers.book.book import Book, UnknownRecord
from registers.book.signable import signable
from registers.book_labels import labels
from registers.book_selectors import read_book
from registers.comparing.differences import differences
from registers.comparing.sentences import sentence
from registers.errors import RegisterError
from registers.models import RegisterVersion
from registers.register_choices import RecordKind


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class DayForm(forms.Form):
    """Of which day."""

    date = _day(gettext_lazy("date"))


class PeriodForm(forms.Form):
    """From a day, until a day; without the last until now."""

    since = _day(gettext_lazy("from"))
    until = _day(gettext_lazy("until"), required=False)


def as_of_view(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """The record, or the whole register, as it stood at the end of a day; today: now."""
    sort = kind_of(kind)
    demand(request, permission(sort, "view"))
    today = timezone.localdate()
    form = DayForm(request.GET if "date" in request.GET else {"date": today.isoformat()})
    found = _found(request, sort, uid, form.cleaned_data["date"]) if form.is_valid() else None
    context = {
        **_trail(sort, uid, today),
        "title": _("As it was"),
        "form": form,
        "found": found,
        "groups": _groups(found),
        "listed": _listed(found),
        "day": form.cleaned_data.get("date") if form.is_valid() else None,
    }
    return TemplateResponse(request, "registers/as_of.html", {**admin.site.each_context(request), **context})


def _found(request: HttpRequest, kind: RecordKind, uid: UUID, day: dt.date) -> AsOf | None:
    try:
        return as_of(kind=kind, uid=str(uid), at=moment(day, now=timezone.now()))
    except RegisterError as error:
        messages.warning(request, str(error))
    return None


def _groups(found: AsOf | None) -> Sequence[Any]:
    """The fields of one record; of the whole register its pages are listed instead."""
    return read_groups(found.book, labels()) if found and found.kind != RecordKind.REGISTER else ()


def _listed(found: AsOf | None) -> Sequence[dict[str, Any]]:
    if found is None or found.kind != RecordKind.REGISTER:
        return ()
    activities = [
        {"kind": "activity", "uid": one.uid, "name": f"{one.number} {one.name}"} for one in found.book.activities
    ]
    agreed = [
        {"kind": "agreement", "uid": one.uid, "name": f"{one.number} {one.title}"} for one in found.book.agreements
    ]
    return [*activities, *agreed]


def compare_view(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """What changed: since a signed version (``?version=``), or between two days; the last version by default."""
    sort = kind_of(kind)
    demand(request, permission(sort, "view"))
    versions = RegisterVersion.objects.filter(record_kind=sort, record=uid).defer("body").order_by("-number")
    form = PeriodForm(request.GET if "since" in request.GET else None)
    told = _told(request, sort, str(uid), form, list(versions))
    context = {
        **_trail(sort, uid, timezone.localdate()),
        "title": _("What changed"),
        "form": form,
        "versions": versions,
    }
    return TemplateResponse(request, "registers/compare.html", {**admin.site.each_context(request), **context, **told})


def _told(
    request: HttpRequest, kind: RecordKind, uid: str, form: PeriodForm, versions: Sequence[RegisterVersion]
) -> dict[str, Any]:
    """The sentences, and from what to what; nothing when there is nothing to compare with."""
    try:
        if form.is_bound:
            return _between_days(kind, uid, form) if form.is_valid() else {}
        version = _chosen(request, versions)
        if version is None:
            return {}
        before, after = version_body(str(version.uid)), signable(read_book(), kind, uid)
        return {"version": version, "sentences": _sentences(before, after, kind)}
    except (RegisterError, UnknownRecord) as error:
        messages.warning(request, str(error) if isinstance(error, RegisterError) else _("It was not there then."))
    return {}


def _chosen(request: HttpRequest, versions: Sequence[RegisterVersion]) -> RegisterVersion | None:
    asked = request.GET.get("version")
    if asked is None:
        return versions[0] if versions else None
    found = next((one for one in versions if str(one.uid) == asked), None)
    if found is None:
        raise Http404
    return found


def _between_days(kind: RecordKind, uid: str, form: PeriodForm) -> dict[str, Any]:
    now = timezone.now()
    days = form.cleaned_data["since"], form.cleaned_data["until"] or timezone.localdate(now)
    before, after = (signable(read_book(at=moment(day, now=now)), kind, uid) for day in days)
    return {"days": days, "sentences": _sentences(before, after, kind)}


def _sentences(before: Book, after: Book, kind: RecordKind) -> list[str]:
    words = labels()
    whole = kind == RecordKind.REGISTER
    return [sentence(one, words, with_owner=whole) for one in differences(before, after)]


def _trail(kind: RecordKind, uid: UUID, today: dt.date) -> dict[str, Any]:
    """Where the page belongs; a record that was deleted has no page of today, and still has a history."""
    try:
        record = record_of(kind, uid)
    except Http404:
        return {"kind": kind, "uid": uid, "today": today}
    title = str(record) if record is not None else ""
    return {"kind": kind, "uid": uid, "today": today, "back": address_of(record), "back_title": title}
