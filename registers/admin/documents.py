"""Documents in the admin: found by case, read by download. Every download is an entry in the evidence log."""

from io import BytesIO
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registers.actions.documents import read_document
from registers.admin.places import SEE
from registers.admin.reading import ReadOnlyAdmin
from registers.admin.searching import by_case
from registers.choices import DocumentKind
from registers.errors import DocumentError
from registers.models import Document

PERSONAL = "registers.read_personal_document"
READERS = {DocumentKind.BREACHES: "registers.view_breach", DocumentKind.INCIDENT: SEE}
"""Who reads what a page of its own hands out too: whoever may open that page."""


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Issued documents. Those that hold personal data need a permission of their own."""

    list_display = ("title", "kind", "case", "issued_at", "personal", "state")
    list_filter = ("kind", "personal", "issued_at")
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("sha256",)
    search_help_text = _("Search by case or SHA-256")
    fields = (
        *("title", "kind", "subkind", "case", "filename", "media_type", "size", "personal"),
        *("sha256", "unsigned_sha256", "issued_at", "purged_at", "download"),
    )
    readonly_fields = ("download",)

    def get_fields(self, request: HttpRequest, obj: Document | None = None) -> Any:
        """The link to the bytes only for who may have them."""
        hidden = set() if obj is None or may_read(request, obj) else {"download"}
        return [name for name in self.fields or () if name not in hidden]

    @admin.display(description=_("state"))
    def state(self, document: Document) -> str:
        """Whether the bytes are still there."""
        return gettext("destroyed") if document.purged_at else gettext("available")

    @admin.display(description=_("download"))
    def download(self, document: Document) -> SafeString | str:
        """The link to the bytes."""
        if document.purged_at:
            return gettext("The document was destroyed when its retention period ended.")
        return format_html(
            '<a class="wb-button" href="{}">{}</a>',
            reverse("admin:registers_document_download", args=[document.pk]),
            gettext("Download (this is recorded)"),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Document], search_term: str
    ) -> tuple[QuerySet[Document], bool]:
        """A case is found by its number, anything else by hash."""
        found = by_case(queryset, search_term)
        return (found, False) if found is not None else super().get_search_results(request, queryset, search_term)

    def get_urls(self) -> list[URLPattern]:
        """The admin's addresses and the download."""
        view = self.admin_site.admin_view(self.download_view)
        return [path("<int:pk>/download/", view, name="registers_document_download"), *super().get_urls()]

    def download_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The bytes as an attachment, kept by no cache; the reading is recorded."""
        document = self.get_object(request, str(pk))
        if document is None:
            raise Http404
        if not self.has_view_permission(request) or not may_read(request, document):
            raise PermissionDenied
        try:
            content = read_document(document=document, actor_role=role_of(request), at=timezone.now())
        except DocumentError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:registers_document_change", args=[pk]))
        return FileResponse(
            BytesIO(content),
            as_attachment=True,
            filename=document.filename,
            content_type=document.media_type,
            headers={"Cache-Control": "no-store"},
        )


def may_read(request: HttpRequest, document: Document) -> bool:
    """Whether somebody may have the bytes of a document that they see."""
    asked = READERS.get(DocumentKind(document.kind), PERSONAL if document.personal else "")
    return not asked or request.user.has_perm(asked)


def role_of(request: HttpRequest) -> str:
    """The role that the evidence log names instead of a person."""
    group = request.user.groups.order_by("name").first()
    return group.name if group else ("manager" if request.user.is_superuser else "staff")
