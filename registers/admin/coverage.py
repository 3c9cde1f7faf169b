"""Which processor works in which activity, and which agreement covers that today: gaps stand out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registers.admin.places import SEE, demand
from registers.book.book import Book
from registers.book.days import in_force
from registers.book.records import Activity, Agreement, Coverage, Engagement, Party
from registers.book_selectors import read_book
from registers.register_choices import AgreementDirection, RecordStatus


@dataclass(frozen=True, kw_only=True)
class Covered:
    """A processor at work in an activity with the agreements of that processor that cover the activity."""

    engagement: Engagement
    processor: Party
    agreements: Sequence[tuple[Agreement, bool]]

    @property
    def is_covered(self) -> bool:
        """Whether one of them is in force."""
        return any(force for _agreement, force in self.agreements)


@dataclass(frozen=True, kw_only=True)
class Line:
    """An activity with all its processors."""

    activity: Activity
    cells: Sequence[Covered]


def coverage(book: Book, *, today: dt.date) -> list[Line]:
    """Every live activity that has processors, by number."""
    made = []
    for activity in book.activities:
        engagements = book.of(activity, Engagement)
        if engagements and activity.status != RecordStatus.ENDED:
            made.append(Line(activity=activity, cells=[_covered(book, one, today) for one in engagements]))
    return made


def _covered(book: Book, engagement: Engagement, today: dt.date) -> Covered:
    found = [book.get(Agreement, one.agreement) for one in book.of(engagement.activity, Coverage)]
    of_processor = [
        one for one in found if one.counterparty == engagement.party and one.direction == AgreementDirection.WE_CONTROL
    ]
    return Covered(
        engagement=engagement,
        processor=book.get(Party, engagement.party),
        agreements=[(one, in_force(one, today)) for one in of_processor],
    )


def coverage_view(request: HttpRequest) -> HttpResponse:
    """The table of activities, processors and agreements; with ``?gaps`` only what is not covered."""
    demand(request, SEE)
    lines = coverage(read_book(only=(Party, Activity, Agreement, Coverage, Engagement)), today=timezone.localdate())
    gaps = sum(not cell.is_covered for line in lines for cell in line.cells)
    if "gaps" in request.GET:
        kept = [Line(activity=line.activity, cells=[one for one in line.cells if not one.is_covered]) for line in lines]
        lines = [line for line in kept if line.cells]
    context = {"title": _("Processors and their agreements"), "lines": lines, "gaps": gaps}
    context |= {"only_gaps": "gaps" in request.GET}
    return TemplateResponse(request, "registers/coverage.html", {**admin.site.each_context(request), **context})
