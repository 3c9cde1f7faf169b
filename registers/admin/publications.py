"""Publications and privacy authorities in the admin: which pages everybody sees, and where people complain."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registers.actions.actors import role_of
from registers.actions.publication_edits import note_place
from registers.actions.revising import Page
from registers.admin.books import BookAdmin
from registers.admin.sections import Section
from registers.models import Publication, SupervisoryAuthority


@admin.register(Publication)
class PublicationAdmin(BookAdmin):
    """Which public pages our organisations have. A row is switched off, not deleted: the log knows when."""

    list_display = ("organisation", "slug", "register_on", "statement_on")
    list_select_related = ("organisation",)
    sections = (
        Section(
            key="what",
            title=_("Public pages"),
            intro=_(
                "Off until you switch them on. They show only activities that are marked as public and were signed "
                "off, and of those only the pieces that you chose."
            ),
            fields=("organisation", "slug", "register_on", "statement_on"),
        ),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: switch the pages off."""
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With a note in the evidence log of what is switched on."""
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed():
            note_place(publication=form.instance, role=role_of(request.user), at=timezone.now())

    def look_again(self, request: HttpRequest, pages: Iterable[Page], beside: Iterable[Page] = ()) -> None:
        """No rule asks about publication."""


@admin.register(SupervisoryAuthority)
class AuthorityAdmin(BookAdmin):
    """Authorities where people complain, by country, from and until."""

    list_display = ("country", "name", "site", "valid_from", "valid_until", "status")
    list_filter = ("status",)
    search_fields = ("country", "name", "reference")
    sections = (
        Section(
            key="what",
            title=_("Authority"),
            fields=(("country", "name"), "site", ("valid_from", "valid_until"), "reference", "status"),
        ),
    )

    def look_again(self, request: HttpRequest, pages: Iterable[Page], beside: Iterable[Page] = ()) -> None:
        """No rule asks about authorities."""
