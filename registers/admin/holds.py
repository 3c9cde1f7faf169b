"""Holds in the admin: what a legal claim keeps from being erased, for whom it answers, and until when."""

from collections.abc import Sequence
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
from registers.actions.holding import hold_people
from registers.admin.books import BookAdmin
from registers.admin.hold_forms import WHO, HoldForm
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
    form = HoldForm
    sections = (
        Section(
            key="what",
            title=_("What is held"),
            intro=_("No names of people here: who is held is kept apart, unreadable."),
            fields=("label", "activity", "reach"),
        ),
        Section(
            key="who",
            title=_("Who is held"),
            intro=_(
                "Left empty, the hold is about everybody. Else give as much as you know of what is of this person "
                "alone; a phone number is shared by a household. Nothing of it can be read back; to let somebody go, "
                "end the hold."
            ),
            fields=tuple(WHO),
        ),
        Section(
            key="why", title=_("Why, and until when"), fields=("ground", "reason", "owner", ("starts_on", "ends_on"))
        ),
    )

    def sections_for(self, request: HttpRequest, record: Any) -> Sequence[Section]:
        """Who is held is asked of who may change it, of a new hold and of one that names people already."""
        named = record is None or (self.has_change_permission(request, record) and record.people.exists())
        return [part for part in self.sections if named or part.key != "who"]

    @admin.display(description=_("what it holds"), ordering="people_total")
    def reach(self, hold: Hold) -> str:
        """People by so many identifiers, a whole activity, or everything."""
        people = getattr(hold, "people_total", 0)
        if people:
            told = ngettext("whom %(n)d identifier leads to", "whom %(n)d identifiers lead to", people)
            return told % {"n": people}
        return gettext("the whole activity") if hold.activity_id else gettext("everything")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of people."""
        found: QuerySet[Any] = super().get_queryset(request).annotate(people_total=Count("people"))
        return found

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With a note in the evidence log."""
        hold_people(hold=form.instance, identifiers=form.identifiers, fresh=not change)
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
