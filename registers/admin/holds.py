"""Holds in the admin: what a legal claim keeps from being erased, for whom it answers, and until when."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from registers.actions.actors import role_of
from registers.actions.hold_edits import HoldEdit, note_hold_edit
from registers.admin.books import BookAdmin
from registers.admin.sections import Section
from registers.models import Hold


@admin.register(Hold)
class HoldAdmin(BookAdmin):
    """Holds (art. 17(3)(e)). A hold ends: before that day its owner looks again."""

    list_display = ("label", "activity", "owner", "starts_on", "ends_on", "reach")
    list_filter = ("ends_on", ("activity", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("activity",)
    search_fields = ("label", "owner", "activity__number", "activity__name")
    autocomplete_fields = ("activity",)
    readonly_fields = ("reach",)
    sections = (
        Section(
            key="what",
            title=_("What is held"),
            intro=_("No names of people here: who is held is kept apart, unreadable."),
            fields=("label", "activity", "reach"),
        ),
        Section(
            key="why", title=_("Why, and until when"), fields=("ground", "reason", "owner", ("starts_on", "ends_on"))
        ),
    )

    @admin.display(description=_("holds"), ordering="people_total")
    def reach(self, hold: Hold) -> str:
        """Some people, a whole activity, or everything."""
        people = getattr(hold, "people_total", 0)
        if people:
            return ngettext("%(n)d person", "%(n)d people", people) % {"n": people}
        return gettext("the whole activity") if hold.activity_id else gettext("everything")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of people."""
        found: QuerySet[Any] = super().get_queryset(request).annotate(people_total=Count("people"))
        return found

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With a note in the evidence log."""
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed():
            self._note(request, form.instance, HoldEdit.CHANGED if change else HoldEdit.ADDED)

    def delete_model(self, request: HttpRequest, obj: Hold) -> None:
        """With a note in the evidence log."""
        self._note(request, obj, HoldEdit.DELETED)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """With a note for each."""
        with transaction.atomic():
            for hold in queryset:
                self._note(request, hold, HoldEdit.DELETED)
            super().delete_queryset(request, queryset)

    def _note(self, request: HttpRequest, hold: Hold, edit: HoldEdit) -> None:
        note_hold_edit(hold=hold, edit=edit, role=role_of(request.user), at=timezone.now())
