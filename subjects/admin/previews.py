"""The page with before and after of the plan that counts: read live, grouped by table and row, kept nowhere."""

from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from subjects.actions.previewing import ROWS, Change, look_ahead
from subjects.actions.rewriting import terms_of
from subjects.models import SubjectRequest
from subjects.planning.values import Action
from subjects.selectors import current_plan, plan_value
from subjects.words import action_word


def preview_page(page: Any, request: HttpRequest, subject: SubjectRequest, user: User) -> TemplateResponse:
    """The page; that it was opened is recorded. Raises RequestError without a plan, SourceError of any kind."""
    plan = current_plan(subject)
    value, terms = plan_value(plan), terms_of(plan)
    changes = look_ahead(request=subject, value=value, terms=terms, actor=user, at=timezone.now())
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "subject": subject,
        "plan": plan,
        "title": _("Before and after"),
        "rows": ROWS,
        "groups": grouped(changes),
    }
    return TemplateResponse(request, "subjects/preview.html", context)


def grouped(changes: list[Change]) -> list[dict[str, Any]]:
    """The changes per operation, and in it per row."""
    return [
        {
            "source": source,
            "table": table,
            "word": action_word(action),
            "whole": action == Action.DELETE,
            "rows": [{"key": key, "changes": list(row)} for key, row in groupby(found, key=lambda one: one.key)],
        }
        for (source, table, action), found in groupby(changes, key=lambda one: (one.source, one.table, one.action))
    ]
