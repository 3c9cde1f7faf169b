"""Where the page of a record is: from its kind and uid to an address, and who may see it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse

from registers.book_selectors import TABLES
from registers.breach_selectors import KIND
from registers.models import Breach, LegalParameter, ProcessingActivity, ProcessorAgreement
from registers.register_choices import RecordKind
from registers.register_selectors import MAP_TABLES, mapped_table

SEE = "registers.view_processingactivity"
SORTS: dict[RecordKind, type[ProcessingActivity | ProcessorAgreement]] = {
    RecordKind.ACTIVITY: ProcessingActivity,
    RecordKind.AGREEMENT: ProcessorAgreement,
}
BY_KIND: dict[str, type[models.Model]] = {**{sort.kind: table for sort, table in TABLES.items()}, KIND: Breach}


def model_of(kind: RecordKind) -> type[ProcessingActivity | ProcessorAgreement]:
    """The table of a kind of page; the whole register is guarded as its activities are."""
    return SORTS.get(kind, ProcessingActivity)


def permission(kind: RecordKind, verb: str) -> str:
    """The permission to view, change or sign off records of a kind."""
    return f"registers.{verb}_{model_of(kind)._meta.model_name}"


def demand(request: HttpRequest, name: str) -> None:
    """Raises PermissionDenied for who hasn't that permission."""
    if not request.user.has_perm(name):
        raise PermissionDenied


def kind_of(word: str) -> RecordKind:
    """The kind that an address names; 404 for another word."""
    if word not in RecordKind.values:
        raise Http404
    return RecordKind(word)


def record_of(kind: RecordKind, uid: UUID) -> Any:
    """The activity or agreement; None for the whole register, 404 for what isn't there."""
    if kind == RecordKind.REGISTER:
        return None
    found = model_of(kind)._default_manager.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def address_of(record: models.Model | None) -> str:
    """The page of an activity or agreement, of the whole register without one."""
    if record is None:
        return reverse("register:overview")
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


def list_address(kind: str) -> str:
    """The list of a kind of record; '' when there is none."""
    lists: dict[str, type[models.Model]] = {**BY_KIND, "parameters": LegalParameter}
    model = lists.get(kind)
    if model is None:
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def record_view(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """To the page of a record of any table of the register, named as findings and exports name it."""
    demand(request, SEE)
    if kind == RecordKind.REGISTER:
        return HttpResponseRedirect(address_of(None))
    found = _record(kind, uid)
    if found is None:
        raise Http404
    try:
        return HttpResponseRedirect(address_of(found))
    except NoReverseMatch:
        raise Http404 from None


def _record(kind: str, uid: UUID) -> models.Model | None:
    """The row; a table of the data map is known by the uid that the rules give it."""
    if kind == MAP_TABLES:
        return mapped_table(str(uid))
    model = BY_KIND.get(kind)
    return model._default_manager.filter(uid=uid).first() if model is not None else None


def user_of(request: HttpRequest) -> User:
    """The signed-in member of staff."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
