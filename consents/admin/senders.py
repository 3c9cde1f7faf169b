"""Senders, purposes and wordings in the admin: who contacts people, what for, and in which words they are asked."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from __future__ import annotations  # a ModelForm has no [] at run time

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consents.actions.noting import note_edit
from consents.actions.wording import Wording, write_wording
from consents.models import ConsentText, ContactPurpose, Sender
from registers.admin.books import BookAdmin
from registers.admin.places import user_of
from registers.admin.sections import Link, Section


class NotedBookAdmin(BookAdmin):
    """A table of this app with history; each edit is noted in the evidence log, and no rule of the register looks."""

    def found(self, record: Any) -> Sequence[Any]:
        """The rules of the register say nothing about these."""
        return ()

    def look_again(self, request: HttpRequest, pages: Any, beside: Any = ()) -> None:
        """No part of the book that the rules look at."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With a note in the evidence log: which fields, never what they say."""
        super().save_related(request, form, formsets, change)
        if form.changed_data or not change:
            edit: Any = "changed" if change else "added"
            note_edit(row=form.instance, edit=edit, fields=form.changed_data, actor=user_of(request), at=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """With a note in the evidence log."""
        note_edit(row=obj, edit="deleted", actor=user_of(request), at=timezone.now())
        super().delete_model(request, obj)


@admin.register(Sender)
class SenderAdmin(NotedBookAdmin):
    """On whose behalf people are contacted."""

    list_display = ("key", "legal_name", "trade_name", "kind", "active")
    list_filter = ("kind", "active")
    search_fields = ("key", "legal_name", "trade_name")
    autocomplete_fields = ("party",)
    sections = (
        Section(
            key="what",
            title=_("Who contacts people"),
            fields=(("legal_name", "trade_name"), ("key", "active"), "kind", "party"),
        ),
        Section(key="stop", title=_("What people are told"), fields=("contact", "privacy_url")),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """Lists and other systems use the key."""
        return ("key",) if obj is not None else ()


@admin.register(ContactPurpose)
class ContactPurposeAdmin(NotedBookAdmin):
    """What people are contacted for."""

    list_display = ("key", "title", "kind", "months", "active")
    list_filter = ("kind", "active")
    search_fields = ("key", "title")
    autocomplete_fields = ("activity",)
    sections = (
        Section(
            key="what",
            title=_("What for"),
            fields=("title", ("key", "active"), "kind", "products", "months", "activity"),
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """The key is used elsewhere; the kind decides what was said about it, so it stays once somebody spoke."""
        if obj is None:
            return ()
        return ("key", "kind") if obj.events.exists() or obj.texts.exists() else ("key",)


class TextForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A wording; a version follows the one before it by itself."""

    class Meta:
        model = ConsentText
        fields = ("key", "language", "sender", "purpose", "channel", "body", "policy_url", "standalone")
        help_texts = {
            "key": _("The same key makes a new version of that wording."),
            "body": _("Exactly what is read out or shown. Who calls, for what, by which channel, and how to stop."),
            "standalone": _("Asked apart from other questions and conditions, as the Code Telemarketing demands."),
        }
        field_classes = {"policy_url": partial(forms.URLField, assume_scheme="https")}


@admin.register(ConsentText)
class ConsentTextAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """The exact words people were asked in. Nobody changes them: a new version stands beside the old one."""

    form = TextForm
    list_display = ("key", "version", "language", "sender", "purpose", "channel", "created_at")
    list_filter = ("channel", "sender", "purpose")
    list_select_related = ("sender", "purpose")
    search_fields = ("key", "body")
    change_form_template = "consents/wording.html"
    actions = None

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a version everything; of a new one what is filled in."""
        asked = TextForm.Meta.fields
        return ("version", *asked, "created_at", "sha256") if obj is not None else asked

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A copy of the version that the new one follows."""
        number = request.GET.get("follows", "")
        text = ConsentText.objects.filter(pk=int(number)).first() if number.isdigit() else None
        if text is None:
            return super().get_changeform_initial_data(request)
        return {name: getattr(text, name) for name in TextForm.Meta.fields}

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With the way to a new version."""
        text = kwargs.get("obj")
        if text is not None and self.has_add_permission(request):
            address = f"{reverse('admin:consents_consenttext_add')}?follows={text.pk}"
            context["tools"] = [Link(label=gettext("New version"), address=address)]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: ConsentText, form: Any, change: bool) -> None:
        """A new version; the row that Django goes on with is that one."""
        made = write_wording(wording=Wording(**form.cleaned_data), actor=user_of(request), at=timezone.now())
        obj.__dict__.update(made.__dict__)
