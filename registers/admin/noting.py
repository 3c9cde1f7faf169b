"""What the screens of the data map share: each edit is noted in the evidence log, in the transaction that makes it."""

from __future__ import annotations  # a ModelForm has no [] at run time

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from registers.actions.map_edits import MapEdit, Part, note_map_edit
from registers.admin.documents import role_of


class NotedAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history has no types
    """Parts of the map whose edits are noted. Django saves and deletes inside a transaction of its own."""

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:
        """The part and what stands under it were saved."""
        super().save_related(request, form, formsets, change)
        edit = MapEdit.CHANGED if change else MapEdit.ADDED
        fields = [*form.changed_data, *(name for formset in formsets for name in _changed(formset))]
        if fields or not change:
            note(request, form.instance, edit, fields)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """One part goes."""
        note(request, obj, MapEdit.DELETED)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Several parts go at once."""
        with transaction.atomic():
            for part in queryset:
                note(request, part, MapEdit.DELETED)
            super().delete_queryset(request, queryset)


def note(request: HttpRequest, part: Part, edit: MapEdit, fields: Iterable[str] = ()) -> None:
    """Hand an edit over to the verb."""
    note_map_edit(part=part, edit=edit, fields=fields, role=role_of(request), at=timezone.now())


def _changed(formset: BaseFormSet[Any]) -> Iterable[str]:
    """`email.erasure` for each field of a row that changed."""
    for form in formset.forms:
        yield from (f"{form.instance.name}.{name}" for name in form.changed_data)
