"""Deeds over a selection in a list, each with a page that asks first: reviewed, owner, revise because, assess again."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registers.actions import marking
from registers.admin.places import user_of
from registers.models import ProcessingActivity
from registers.register_choices import RecordKind

SHOWN = 50

Call = Callable[[RecordKind, Collection[UUID], Mapping[str, Any], User, datetime], int]
Action = Callable[[Any, HttpRequest, QuerySet[Any]], TemplateResponse | None]


class ReviewedForm(forms.Form):
    """On which day somebody looked."""

    on = forms.DateField(
        label=_("reviewed on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )


class OwnerForm(forms.Form):
    """Who answers for them from now on."""

    owner = forms.CharField(label=_("owner"), max_length=200, help_text=_("Who answers for it: a role or name."))
    email = forms.EmailField(label=_("e-mail address of the owner"), required=False)


class ReasonForm(forms.Form):
    """Why they have to be revised."""

    reason = forms.CharField(
        label=_("revise, because"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Comes first in the remarks of each record, with the day of today."),
    )


@dataclass(frozen=True, kw_only=True)
class Bulk:
    """One deed over a selection."""

    name: str
    label: Promise
    ask: Promise
    call: Call
    form: type[forms.Form] = forms.Form


def _reviewed(kind: RecordKind, uids: Collection[UUID], given: Mapping[str, Any], actor: User, at: datetime) -> int:
    return marking.mark_reviewed(kind=kind, uids=uids, on=given["on"], actor=actor, at=at)


def _owner(kind: RecordKind, uids: Collection[UUID], given: Mapping[str, Any], actor: User, at: datetime) -> int:
    return marking.set_owner(kind=kind, uids=uids, owner=given["owner"], email=given["email"], actor=actor, at=at)


def _revise(kind: RecordKind, uids: Collection[UUID], given: Mapping[str, Any], actor: User, at: datetime) -> int:
    return marking.ask_revision(kind=kind, uids=uids, reason=given["reason"], actor=actor, at=at)


def bulk_action(bulk: Bulk) -> Action:
    """The deed as an action of a list."""

    def act(page: Any, request: HttpRequest, queryset: QuerySet[Any]) -> TemplateResponse | None:
        sent = "confirmed" in request.POST
        form = bulk.form(request.POST if sent else None)
        if not sent or not form.is_valid():
            return _ask(page, request, queryset, (bulk, form))
        kind = RecordKind.ACTIVITY if page.model is ProcessingActivity else RecordKind.AGREEMENT
        uids = list(queryset.values_list("uid", flat=True))
        done = bulk.call(kind, uids, form.cleaned_data, user_of(request), timezone.now())
        told = ngettext("%(label)s: %(n)d record.", "%(label)s: %(n)d records.", done)
        page.message_user(request, told % {"label": bulk.label, "n": done}, messages.SUCCESS)
        return None

    act.__name__ = bulk.name
    act.short_description = bulk.label  # type: ignore[attr-defined]  # Django reads it
    act.allowed_permissions = ("change",)  # type: ignore[attr-defined]  # Django reads it
    return act


def _ask(page: Any, request: HttpRequest, queryset: QuerySet[Any], asked: tuple[Bulk, forms.Form]) -> TemplateResponse:
    bulk, form = asked
    chosen = list(queryset.order_by("pk").values_list("pk", flat=True))
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": bulk.label,
        "bulk": bulk,
        "form": form,
        "chosen": chosen,
        "shown": list(queryset[:SHOWN]),
        "more": max(0, len(chosen) - SHOWN),
    }
    return TemplateResponse(request, "registers/bulk.html", context)


ACTIONS = [
    bulk_action(bulk)
    for bulk in (
        Bulk(
            name="mark_reviewed",
            label=_("Mark as reviewed"),
            ask=_(
                "You looked at these records and they are right. What was signed off becomes a draft until it is again."
            ),
            call=_reviewed,
            form=ReviewedForm,
        ),
        Bulk(
            name="set_owner",
            label=_("Give an owner"),
            ask=_("All of these records get this owner. What was signed off becomes a draft."),
            call=_owner,
            form=OwnerForm,
        ),
        Bulk(
            name="ask_revision",
            label=_("Have them revised, because …"),
            ask=_("All of these records become drafts, with your reason on top of their remarks."),
            call=_revise,
            form=ReasonForm,
        ),
    )
]
