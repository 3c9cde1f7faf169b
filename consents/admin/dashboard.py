"""The figures of consent and contact as a picture and as tables."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.choices import ContactChannel, EventKind
from consents.due_selectors import count_due, days_of_grace, term_on
from consents.errors import NumberMissing
from consents.figures_selectors import (
    Row,
    by_month,
    calls_without_basis,
    latency,
    months_back,
    standing_now,
)
from consents.script_selectors import numbers
from registers.admin.places import demand

SEE = "consents.view_consentevent"
MOST_DUE = 500
"""People past their term of proof that the page counts; the command counts them all."""
WIDTH, HEIGHT, FOOT, LEFT = 760, 240, 24, 40
SERIES: tuple[tuple[Promise, tuple[EventKind, ...]], ...] = (
    (gettext_lazy("given or renewed"), (EventKind.GIVEN, EventKind.RENEWED)),
    (gettext_lazy("withdrawn"), (EventKind.WITHDRAWN,)),
    (gettext_lazy("expired"), (EventKind.EXPIRED,)),
    (gettext_lazy("objected"), (EventKind.OBJECTED,)),
)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A rectangle of the picture. ``series`` chooses its colour."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month with the figure of each series; ``x`` is where its name stands in the picture."""

    first: date
    figures: Sequence[int]
    x: float


@dataclass(frozen=True, kw_only=True)
class Due:
    """People past their term of proof: how many, ``more`` than that perhaps, and what was decided about them."""

    before: date
    count: int
    more: bool
    days: int | None


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The picture: bars, months, and the highest figure at the top of its axis."""

    bars: Sequence[Bar]
    months: Sequence[Month]
    top: int
    size: tuple[int, int, int, int] = (WIDTH, HEIGHT, HEIGHT - FOOT, LEFT)


def dashboard_view(request: HttpRequest) -> HttpResponse:
    """The figures of the last twelve months."""
    demand(request, SEE)
    now, today = timezone.now(), timezone.localdate()
    rows = by_month(today)
    calls = calls_without_basis()
    early = [one for one in numbers(today=today, country=settings.ENVIRONMENT.country) if one.too_early]
    context = {
        "title": _("Figures of consent and contact"),
        "chart": chart_of(rows, today),
        "series": [label for label, _kinds in SERIES],
        "rows": [(row, _channel(row.channel), _figures(row.counts)) for row in rows],
        "standing": [(purpose, _channel(channel), n) for purpose, channel, n in standing_now(today)],
        "without_basis": calls.count(),
        "calls": calls[:50],
        "latency": latency(since=now - timedelta(days=365)),
        "early_numbers": early,
        "due": _due(now),
    }
    return TemplateResponse(request, "consents/dashboard.html", {**admin.site.each_context(request), **context})


def _due(at: datetime) -> Due | None:
    """None when nobody wrote the term of proof down."""
    try:
        term = term_on(timezone.localdate(at))
    except NumberMissing:
        return None
    count = len(count_due(term=term, at=at, most=MOST_DUE).due)
    more = count >= MOST_DUE
    return Due(before=term.before, count=min(count, MOST_DUE), more=more, days=days_of_grace(term.day))


def chart_of(rows: Sequence[Row], today: date) -> Chart:
    """Bars side by side for each month; the highest reaches the top."""
    totals: dict[date, Counter[str]] = {}
    for row in rows:
        totals.setdefault(row.month, Counter()).update(row.counts)
    figures = [(month, _figures(totals.get(month, Counter()))) for month in months_back(today)]
    top = max(1, *(n for _month, counts in figures for n in counts))
    step = (WIDTH - LEFT) / len(figures)
    thin = step / (len(SERIES) + 1)
    months = [Month(first=first, figures=n, x=LEFT + place * step) for place, (first, n) in enumerate(figures)]
    bars = [
        _bar(month.x + place * thin, thin, n / top, place) for month in months for place, n in enumerate(month.figures)
    ]
    return Chart(bars=bars, months=months, top=top)


def _bar(x: float, width: float, share: float, series: int) -> Bar:
    height = round(share * (HEIGHT - FOOT - 12), 1)
    return Bar(x=round(x, 1), y=HEIGHT - FOOT - height, width=round(width - 1, 1), height=height, series=series)


def _figures(counts: Counter[str]) -> list[int]:
    return [sum(counts[kind.value] for kind in kinds) for _label, kinds in SERIES]


def _channel(channel: str) -> str | Promise:
    return ContactChannel(channel).label if channel else _("every channel")
