"""The overview of a portability package as pages (art. 20). In Dutch, whoever asks."""

from django.utils import translation
from django.utils.translation import gettext as _

from registers.documents.content import machine_readable
from registers.documents.pages import JSON, LANGUAGE, cleaned, page, shallow
from registers.documents.portabilitycontent import PortabilityOverview
from registers.documents.rendering import Attachment, render


def portability_title() -> str:
    """The heading, in the language that is active."""
    return _("Your data to take along")


def portability_pdf(content: PortabilityOverview) -> bytes:
    """The unsigned overview with its content attached; equal content gives equal bytes."""
    with translation.override(LANGUAGE):
        title = f"{portability_title()} {content.number}"
        description = _("The content of this document for machines")
        html = _html(content)
    attached = Attachment(
        name="waarborg.json",
        content=machine_readable(content),
        media_type=JSON,
        description=description,
        relationship="Source",
        modified=content.issued_at,
    )
    return render(html=html, title=title, created=content.issued_at, attachments=[attached], lang=LANGUAGE)


def _html(content: PortabilityOverview) -> str:
    rows = content.rows
    content = cleaned(content)
    footer = _("Portability, case %(case)s") % {"case": content.file.case}
    return page("portability.html", {**shallow(content), "rows": rows, "title": portability_title(), "footer": footer})
