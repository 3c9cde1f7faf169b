"""Filters of the list of requests."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Case, DateField, F, QuerySet, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subjects.admin.due import ANSWERED, SOON
from subjects.models import SubjectRequest


def with_last_day(queryset: QuerySet[SubjectRequest]) -> QuerySet[SubjectRequest]:
    """With the legal last day as ``last_day``, after an extension the later one."""
    last = Case(When(extended_at__isnull=False, then=F("extended_due")), default=F("due"), output_field=DateField())
    return queryset.annotate(last_day=last)


class DueFilter(admin.SimpleListFilter):
    """How near the last day is."""

    title = _("deadline")
    parameter_name = "deadline"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        """The words of the badge."""
        return [("late", _("late")), ("soon", _("soon")), ("fine", _("in time")), ("done", _("done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[SubjectRequest]) -> QuerySet[SubjectRequest]:
        """The requests under the chosen word."""
        today = timezone.localdate()
        soon = today + dt.timedelta(days=SOON)
        if self.value() == "done":
            return queryset.filter(status__in=ANSWERED)
        chosen = {
            "late": {"last_day__lt": today},
            "soon": {"last_day__gte": today, "last_day__lte": soon},
            "fine": {"last_day__gt": soon},
        }.get(self.value() or "")
        return queryset.exclude(status__in=ANSWERED).filter(**chosen) if chosen else queryset
