"""What the pages of the register share: sections, findings beside the fields, history, and what follows a save.

Who changes a record hears at once what the rules find, and sees that a signed record is a draft again.
"""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from __future__ import annotations  # an inline has no [] at run time

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR, InlineModelAdmin
from django.db import models, transaction
from django.db.models import Max, QuerySet
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from registers.actions.revising import Page, revised
from registers.admin.found import Found, found_about, found_of
from registers.admin.places import user_of
from registers.admin.sections import Link, Section, ShownSection, shown_sections
from registers.models import ProcessingActivity, ProcessorAgreement, RegisterRecord
from registers.register_choices import Answer, Presence, RecordKind

LINES: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
    models.TextField: {"widget": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3})},
    models.DateTimeField: {
        "form_class": forms.DateTimeField,
        "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    },
    models.URLField: {"assume_scheme": "https"},
}
THREE_VALUED = (Answer.choices, Presence.choices)
KINDS = {ProcessingActivity: RecordKind.ACTIVITY, ProcessorAgreement: RecordKind.AGREEMENT}


class BookAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history has no types
    """A table of the register. ``sections`` is the page, ``pages`` what has to be assessed after a change."""

    sections: ClassVar[tuple[Section, ...]] = ()
    show_facets = admin.ShowFacets.ALWAYS
    formfield_overrides = LINES
    change_form_template = "registers/record.html"
    list_per_page = 50

    def pages(self, record: Any) -> Iterable[Page]:
        """The activities and agreements that this record is part of; without any the whole register is assessed."""
        return ()

    def beside(self, record: Any) -> Iterable[Page]:
        """Activities and agreements about which a change of this record may decide, without being part of them."""
        return ()

    def sections_for(self, request: HttpRequest, record: Any) -> Sequence[Section]:
        """The sections of the page of this record."""
        return self.sections

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A fieldset for each section."""
        return [(part.title, {"fields": part.fields}) for part in self.sections_for(request, obj)]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[type[InlineModelAdmin[Any, Any]]]:
        """The rows of all sections, in their order."""
        return [sort for part in self.sections_for(request, obj) for sort in part.rows]

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A question of three answers as buttons of which one is pressed."""
        if db_field.choices in THREE_VALUED:
            kwargs["widget"] = forms.RadioSelect(attrs={"class": "wb-choice"})
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a choice of records only the buttons to open it and to add one: it is deleted on its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def revert_disabled(self, *_args: object) -> bool:
        """An earlier version is read, not put back: what belongs to it elsewhere would not fit."""
        return True

    def found(self, record: Any) -> Sequence[Found]:
        """What the rules found about the record and its rows."""
        return found_about(record.uid)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The page in sections."""
        record = context.get("original")
        found = self.found(record) if record is not None else ()
        parts = shown_sections(
            self.sections_for(request, record),
            record,
            form=context["adminform"],
            rows=context["inline_admin_formsets"],
            found=found,
        )
        context["sections"] = [self.completed(request, record, part) for part in parts]
        context["loose_findings"] = [one for one in found if not one.field]
        context["tools"] = self.tools(request, record) if record is not None else ()
        context.update(self.more(request, record, found))
        response: HttpResponse = super().render_change_form(request, context, **kwargs)
        return response

    def completed(self, request: HttpRequest, record: Any, part: ShownSection) -> ShownSection:
        """A section, folded where this record doesn't need it, with links where it has pages of its own."""
        return part

    def tools(self, request: HttpRequest, record: Any) -> Sequence[Link]:
        """Links above the page."""
        return ()

    def more(self, request: HttpRequest, record: Any, found: Sequence[Found]) -> Mapping[str, Any]:
        """What else the template gets."""
        return {}

    def save_formset(self, request: HttpRequest, form: Any, formset: BaseModelFormSet[Any, Any], change: bool) -> None:
        """New rows come after those that are there."""
        rows = formset.save(commit=False)
        for gone in formset.deleted_objects:
            gone.delete()
        for row in rows:
            if row.pk is None and hasattr(row, "position") and not row.position:
                row.position = _next_position(formset, form.instance)
            row.save()
        formset.save_m2m()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rows, then look again at what was touched."""
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(one.has_changed() for one in formsets):
            self.look_again(request, self.pages(form.instance), self.beside(form.instance))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete the record, then look again at what was touched."""
        pages, beside = list(self.pages(obj)), list(self.beside(obj))
        super().delete_model(request, obj)
        self.look_again(request, pages, beside)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete them one by one, so that the history knows, then look again at what was touched."""
        records = list(queryset)
        pages = [page for record in records for page in self.pages(record)]
        beside = [page for record in records for page in self.beside(record)]
        with transaction.atomic():
            for record in records:
                record.delete()
            self.look_again(request, pages, beside)

    def look_again(self, request: HttpRequest, pages: Iterable[Page], beside: Iterable[Page] = ()) -> None:
        """Assess what was touched, and say which signed records became drafts."""
        for title in revised(pages=list(pages), beside=list(beside), actor=user_of(request), at=timezone.now()):
            told = _("%(record)s was offered or signed off. It is a draft again.") % {"record": title}
            self.message_user(request, told, messages.WARNING)


def _next_position(formset: Any, parent: models.Model) -> int:
    of_parent = formset.model._default_manager.filter(**{formset.fk.name: parent.pk})
    return int((of_parent.aggregate(last=Max("position"))["last"] or 0) + 1)


class RowAdmin(BookAdmin):
    """The page of one row: after saving, back to the part of the page where it belongs."""

    owner: ClassVar[str] = "activity"
    anchor: ClassVar[str] = ""
    list_select_related: Any = ("activity",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not on the front page: these are reached from the page they belong to."""
        return False

    def parent_of(self, record: Any) -> Any:
        """The record where the row belongs."""
        return getattr(record, self.owner, None) if record is not None else None

    def pages(self, record: Any) -> Iterable[Page]:
        """The activity or agreement where the row belongs."""
        parent = self.parent_of(record)
        return [(KINDS[type(parent)], parent.uid)] if type(parent) in KINDS else []

    def found(self, record: Any) -> Sequence[Found]:
        """The findings about this row."""
        return [one for kind, uid in self.pages(record) for one in found_of(kind, uid, record=record.uid) if one.own]

    def more(self, request: HttpRequest, record: Any, found: Sequence[Found]) -> Mapping[str, Any]:
        """The record where the row belongs, for the trail above the page."""
        parent = self.parent_of(record)
        if parent is None:
            return {}
        listed = reverse(_name_of(parent, "changelist"))
        facts = {"list_address": listed, "list_name": parent._meta.verbose_name_plural}
        return {"parent": {**facts, "address": self.back(parent), "name": str(parent)}}

    def back(self, parent: RegisterRecord) -> str:
        """The part of the page of the parent where its rows stand."""
        return f"{reverse(_name_of(parent, 'change'), args=[parent.pk])}#{self.anchor}"

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Back to where the row belongs."""
        return self._returned(obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Back to where the row belongs."""
        return self._returned(obj) or super().response_post_save_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """``Save and add another`` adds to the same record."""
        response: HttpResponse = super().response_add(request, obj, post_url_continue)
        parent = self.parent_of(obj)
        if "_addanother" in request.POST and parent is not None and IS_POPUP_VAR not in request.POST:
            return HttpResponseRedirect(f"{request.path}?{self.owner}={parent.pk}")
        return response

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """After deleting, back to where the row belonged."""
        back = self._returned(self.get_object(request, object_id))
        response: HttpResponse = super().delete_view(request, object_id, extra_context)
        return back if back is not None and response.status_code == 302 else response

    def _returned(self, record: Any) -> HttpResponseRedirect | None:
        parent = self.parent_of(record)
        return HttpResponseRedirect(self.back(parent)) if parent is not None else None


def _name_of(record: models.Model, page: str) -> str:
    return f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}"
