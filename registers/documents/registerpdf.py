"""A document of the register as an unsigned file: equal content, equal bytes, whoever asks and whenever.

The date in it is the moment that it is about. The first pages are made last, when the page of every sheet is known.
"""

from pathlib import Path

from django.utils.translation import gettext as _

from registers.canonical import canonical_json
from registers.documents.longform import LongDocument, render_long
from registers.documents.pages import JSON, LANGUAGE
from registers.documents.registercontent import RegisterDocument
from registers.documents.registerpages import document_title, front, parts, spoken
from registers.documents.rendering import Attachment
from registers.documents.verification import FACTS_NAME

BOOK_NAME = "register.json"


def write_pdf(document: RegisterDocument, *, target: Path, folder: Path | None = None) -> LongDocument:
    """Write the unsigned PDF/A-3a and PDF/UA-1 with the register attached. Raises RenderWorkerStopped."""
    with spoken():
        title = full_title(document)
        page_of = _("Page {page} of {pages}")
    return render_long(
        parts=parts(document),
        front=lambda numbers: front(document, numbers),
        target=target,
        title=title,
        created=document.at,
        attachments=attachments(document),
        lang=LANGUAGE,
        page_of=page_of,
        folder=folder,
    )


def full_title(document: RegisterDocument) -> str:
    """The heading with what it is about and the role that it is limited to, in the language that is active."""
    role = str(document.role.label) if document.role else ""
    return " – ".join(filter(None, (document_title(document), document.title, role)))


def attachments(document: RegisterDocument) -> list[Attachment]:
    """The canonical JSON of the book, byte for byte what the hash is of, and the facts about the document."""
    with spoken():
        about_book, about_facts = _("The register, as canonical JSON"), _("The content of this document for machines")
    contents = (
        (BOOK_NAME, document.book.as_json(), about_book, "Source"),
        (FACTS_NAME, canonical_json(document.facts), about_facts, "Data"),
    )
    return [
        Attachment(
            name=name,
            content=text.encode(),
            media_type=JSON,
            description=description,
            relationship=relationship,
            modified=document.at,
        )
        for name, text, description, relationship in contents
    ]
