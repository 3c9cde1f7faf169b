"""The front page of the register: what has to be mended, what comes up, and how the whole stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registers.actions.revising import look_at_everything
from registers.admin.found import found_of
from registers.admin.places import SEE, demand, user_of
from registers.admin.standing import standing_of
from registers.book.book import WHOLE
from registers.book.days import DueDay, due_days
from registers.book.records import Activity, Agreement, Assurance, Hold, Party, SubProcessor
from registers.book_selectors import read_book
from registers.breach_selectors import breach_days
from registers.models import Party as PartyRow
from registers.models import ProcessingActivity, ProcessorAgreement, RegisterFinding
from registers.register_choices import RecordKind, RecordStatus, Severity

AHEAD = 90
"""So many days ahead the front page looks; the calendar shows all."""

SORTS: dict[str, Promise] = {
    "review": _("review"),
    "audit": _("audit"),
    "end": _("last day to give notice, or end"),
    "assurance": _("assurance lapses"),
    "objection": _("last day to object to a sub-processor"),
    "hold": _("hold ends"),
    "breach": _("last moment to report a breach"),
}


@dataclass(frozen=True, kw_only=True)
class ShownDay:
    """A day of the calendar as a row: what, where, how near."""

    due: DueDay
    word: Promise | str
    address: str
    tone: str


def coming(today: dt.date, *, ahead: int | None) -> list[ShownDay]:
    """The days of the register, earliest first; those further than ``ahead`` days away are left out."""
    book = read_book(only=(Party, Activity, Agreement, SubProcessor, Assurance, Hold))
    last = today + dt.timedelta(days=ahead) if ahead is not None else dt.date.max
    days = sorted([*due_days(book), *breach_days()], key=lambda one: one.day)
    return [_shown(due, today) for due in days if due.day <= last]


def _shown(due: DueDay, today: dt.date) -> ShownDay:
    soon = today + dt.timedelta(days=30)
    tone = "late" if due.day < today else "soon" if due.day <= soon else "done"
    address = reverse("register:record", args=[due.kind, due.uid])
    return ShownDay(due=due, word=SORTS.get(due.sort, due.sort), address=address, tone=tone)


def overview_view(request: HttpRequest) -> HttpResponse:
    """The front page of the register."""
    demand(request, SEE)
    found = found_of(RecordKind.REGISTER, WHOLE)
    days = coming(timezone.localdate(), ahead=AHEAD)
    context = {
        "title": _("Register"),
        "panel": standing_of(RecordKind.REGISTER, WHOLE, found=found, user=user_of(request)),
        "first_steps": _first_steps(),
        "severities": _severities(),
        "statuses": _statuses(),
        "days": days[:12],
        "more_days": max(0, len(days) - 12),
        "never_reviewed": _never_reviewed(),
        "ahead": AHEAD,
    }
    return TemplateResponse(request, "registers/overview.html", {**admin.site.each_context(request), **context})


def assess_view(request: HttpRequest) -> HttpResponse:
    """Ask the rules about the whole register now."""
    demand(request, "registers.change_processingactivity")
    if request.method == "POST":
        look_at_everything(at=timezone.now())
        messages.success(request, _("The rules look at the register. In a large register that takes a minute."))
    return HttpResponseRedirect(reverse("register:overview"))


def calendar_view(request: HttpRequest) -> HttpResponse:
    """All days of the register."""
    demand(request, SEE)
    context = {"title": _("Calendar"), "days": coming(timezone.localdate(), ahead=None)}
    return TemplateResponse(request, "registers/calendar.html", {**admin.site.each_context(request), **context})


def _severities() -> Sequence[dict[str, Any]]:
    """Open findings by severity, and on which pages they stand."""
    open_ones = RegisterFinding.objects.filter(waived=False).order_by()
    rows = open_ones.values_list("severity", "owner_kind").annotate(
        n=Count("pk"), pages=Count("owner_record", distinct=True)
    )
    counts = {(severity, kind): (n, pages) for severity, kind, n, pages in rows}
    return [
        {
            "severity": severity,
            "kinds": [{"kind": kind, "n": counts.get((severity, kind), (0, 0))[0]} for kind in RecordKind],
            "total": sum(n for (word, _kind), (n, _pages) in counts.items() if word == severity),
        }
        for severity in Severity
    ]


@dataclass(frozen=True, kw_only=True)
class FirstSteps:
    """What an empty register begins with; ``organisation`` is our own, when there is one."""

    organisation: PartyRow | None


def _first_steps() -> FirstSteps | None:
    """For as long as there is no activity."""
    if ProcessingActivity.objects.exists():
        return None
    return FirstSteps(organisation=PartyRow.objects.filter(own=True).first())


def _statuses() -> Sequence[dict[str, Any]]:
    """How many activities stand where."""
    rows = ProcessingActivity.objects.order_by().values_list("status").annotate(n=Count("pk"))
    counts = dict(rows)
    return [{"status": status, "n": counts.get(status.value, 0)} for status in RecordStatus]


def _never_reviewed() -> dict[str, int]:
    """How many live records nobody ever reviewed."""
    activities = ProcessingActivity.objects.filter(reviewed_on=None).exclude(status=RecordStatus.ENDED)
    return {"activities": activities.count(), "agreements": ProcessorAgreement.objects.filter(reviewed_on=None).count()}
