"""Filters of the lists of the register: what was found, and when somebody has to look again."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registers.book.days import later
from registers.rules.wording import title_of

SOON = 60


class FoundFilter(admin.SimpleListFilter):
    """What the rules found; of a list with ``error_total`` and ``warning_total``."""

    title = _("findings")
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        """By the worst that was found."""
        return [("error", _("to mend before sign-off")), ("warning", _("warnings only")), ("none", _("in order"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The records under the chosen word."""
        chosen = {
            "error": Q(error_total__gt=0),
            "warning": Q(error_total=0, warning_total__gt=0),
            "none": Q(error_total=0, warning_total=0),
        }.get(self.value() or "")
        return queryset.filter(chosen) if chosen is not None else queryset


class RuleFilter(admin.SimpleListFilter):
    """Which rule found it, by its title; only rules that found something."""

    title = _("what was found")
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        """The titles in alphabetical order."""
        rules = model_admin.model._default_manager.order_by().values_list("rule", flat=True).distinct()
        return sorted(((rule, title_of(rule)) for rule in rules), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What that rule found."""
        return queryset.filter(rule=self.value()) if self.value() else queryset


class ReviewFilter(admin.SimpleListFilter):
    """When a record has to be reviewed: ``reviewed_on`` and ``review_months`` later."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        """How near the day is."""
        return [
            ("late", _("overdue")),
            ("soon", _("within 60 days")),
            ("fine", _("later")),
            ("never", _("never reviewed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The records under the chosen word."""
        today = timezone.localdate()
        if self.value() == "never":
            return queryset.filter(reviewed_on=None)
        edges = {"late": (None, today), "soon": (today, today + dt.timedelta(days=SOON))}
        if self.value() == "fine":
            return queryset.filter(self._between(today + dt.timedelta(days=SOON), None))
        return queryset.filter(self._between(*edges[self.value() or ""])) if self.value() in edges else queryset

    def _between(self, first: dt.date | None, last: dt.date | None) -> Q:
        """Due on or after ``first`` and before ``last``, for each number of months that is in use."""
        chosen = Q(pk__in=[])
        for months in self._months():
            asked = Q(review_months=months, reviewed_on__isnull=False)
            asked &= Q(reviewed_on__gte=later(first, months=-months)) if first else Q()
            asked &= Q(reviewed_on__lt=later(last, months=-months)) if last else Q()
            chosen |= asked
        return chosen

    def _months(self) -> list[int]:
        if not hasattr(self, "_in_use"):
            rows = self._model._default_manager.order_by().values_list("review_months", flat=True).distinct()
            self._in_use = list(rows)
        return self._in_use

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self._model = model
        super().__init__(request, params, model, model_admin)
