"""Files of agreements in the admin: added by upload, read by download; the bytes are in the document store."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from io import BytesIO
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registers.actions.agreement_files import LARGEST, add_file, read_file
from registers.admin.agreement_parts import AgreementRowAdmin
from registers.admin.places import address_of, demand, record_of, user_of
from registers.admin.sections import Section
from registers.errors import RegisterError
from registers.models import AgreementFile
from registers.register_choices import RecordKind


class FileForm(forms.Form):
    """A file with its name and version."""

    file = forms.FileField(label=_("file"), help_text=_("PDF, DOCX, ODT, PNG or JPEG, at most 25 MB."))
    name = forms.CharField(label=_("name"), max_length=300)
    version = forms.CharField(label=_("version"), max_length=40, required=False)

    def clean_file(self) -> Any:
        """Refused before it is read, when it is too large."""
        file = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST:
            raise ValidationError(_("The file is larger than 25 MB."))
        return file


def upload_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form, or the file stored and back to the agreement."""
    demand(request, "registers.add_agreementfile")
    agreement = record_of(RecordKind.AGREEMENT, uid)
    form = FileForm(request.POST or None, request.FILES or None)
    back = f"{address_of(agreement)}#force"
    if request.method == "POST" and form.is_valid() and _stored(request, form, agreement):
        return HttpResponseRedirect(back)
    context = {"title": _("Add a file"), "form": form, "back": back, "back_title": str(agreement)}
    return TemplateResponse(request, "registers/upload.html", {**admin.site.each_context(request), **context})


def _stored(request: HttpRequest, form: FileForm, agreement: Any) -> AgreementFile | None:
    given = form.cleaned_data
    named = {"name": given["name"], "version": given["version"], "content": given["file"].read()}
    try:
        return add_file(agreement=agreement, **named, actor=user_of(request), at=timezone.now())
    except RegisterError as error:
        form.add_error("file", str(error))
    return None


def download_view(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes as an attachment, kept by no cache; the reading is recorded."""
    demand(request, "registers.view_agreementfile")
    file = AgreementFile.objects.filter(pk=pk).select_related("agreement").first()
    if file is None:
        raise Http404
    try:
        content, media_type, extension = read_file(file=file, actor=user_of(request), at=timezone.now())
    except RegisterError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:registers_agreementfile_change", args=[pk]))
    return FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=f"{slugify(file.agreement.number)}-{slugify(file.name)}.{extension}",
        content_type=media_type,
        headers={"Cache-Control": "no-store"},
    )


@admin.register(AgreementFile)
class AgreementFileAdmin(AgreementRowAdmin):
    """Files of agreements. The bytes of a file never change; another version is another file."""

    anchor = "force"
    list_display = ("name", "agreement", "version", "added_on", "shown_size")
    search_fields = ("name", "agreement__number", "agreement__title", "sha256")
    readonly_fields = ("agreement", "shown_size", "sha256", "added_on", "download")
    sections = (
        Section(
            key="what",
            title=_("File"),
            fields=("agreement", ("name", "version"), ("shown_size", "added_on"), "sha256", "download"),
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only by upload."""
        return False

    @admin.display(description=_("size"), ordering="size")
    def shown_size(self, file: AgreementFile) -> str:
        """How large it is."""
        return filesizeformat(file.size)

    @admin.display(description=_("download"))
    def download(self, file: AgreementFile) -> SafeString:
        """The link to the bytes."""
        address = reverse("register:file", args=[file.pk])
        told = gettext("Download (this is recorded)")
        return format_html('<a class="wb-button" href="{}">{}</a>', address, told)
