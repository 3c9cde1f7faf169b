"""HTML to a PDF that is PDF/A-3a and PDF/UA-1 in one file, with files attached. Equal input, equal bytes; unsigned.

The engine takes half a second to load, so that only a process that prints loads it (``press``). That record text is fit
to be shown is the work of ``text``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file inside a document. ``relationship``: Source, Data, Supplement, Alternative or Unspecified."""

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: str
    modified: datetime


def render(
    *, html: str, title: str, created: datetime, attachments: Sequence[Attachment] = (), lang: str = "nl"
) -> bytes:
    """The PDF of a complete HTML document. ``created`` (aware) is the only date in it."""
    from registers.documents.press import print_pdf

    return print_pdf(html=html, title=title, created=created, attachments=attachments, lang=lang)


def render_part(*, html: str, title: str, created: datetime, part: int, lang: str = "nl") -> bytes:
    """One part of a long document: no page numbers, table ids that stay unique after merging (``merging``)."""
    from registers.documents.press import print_pdf

    return print_pdf(html=html, title=title, created=created, lang=lang, part=part)
