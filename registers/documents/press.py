"""WeasyPrint at work for ``rendering``: fonts, stylesheets, and what makes its PDF one that archives and readers take.

Fonts and stylesheets are read once per process. What the HTML may load is in ``fetching``.
"""

import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pydyf
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from registers.documents.fetching import ClosedFetcher, FontFetcher
from registers.documents.rendering import Attachment
from registers.documents.speedups import remember_page_references, without_garbage_collection
from registers.documents.tagging import StructureTree, number_of

STYLES = Path(__file__).parent / "styles"
VARIANT = "pdf/a-3a"
UA_IDENTIFIER = (Path(__file__).parent / "ua_identifier.xml").read_bytes()

for _name in ("weasyprint", "fontTools"):
    logging.getLogger(_name).propagate = False  # their messages quote addresses and text of the document
remember_page_references()
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class _Press:
    fonts: FontConfiguration
    whole: weasyprint.CSS
    part: weasyprint.CSS


@cache
def _press(_process: int) -> _Press:
    """Fonts and styles of this process; a forked child makes its own, because the fonts are files that die with it."""
    fonts = FontConfiguration()

    def sheet(*names: str) -> weasyprint.CSS:
        text = "\n".join((STYLES / name).read_text() for name in names)
        return weasyprint.CSS(string=text, font_config=fonts, url_fetcher=FontFetcher(), base_url=None)

    return _Press(fonts=fonts, whole=sheet("print.css"), part=sheet("print.css", "part.css"))


def print_pdf(
    *,
    html: str,
    title: str,
    created: datetime,
    lang: str,
    attachments: Sequence[Attachment] = (),
    part: int | None = None,
) -> bytes:
    """The PDF of a complete HTML document; with ``part`` one part of a long document. One at a time in a process."""
    with _one_at_a_time, without_garbage_collection():
        press = _press(os.getpid())
        source = weasyprint.HTML(string=html, base_url=None, url_fetcher=ClosedFetcher())
        sheet = press.whole if part is None else press.part
        document = source.render(font_config=press.fonts, stylesheets=[sheet], pdf_variant=VARIANT)
        _describe(document.metadata, title=title, created=created, lang=lang)

        def finish(_document: weasyprint.Document, pdf: pydyf.PDF) -> None:
            _identify_as_accessible(pdf)
            _settle_attachments(pdf, attachments)
            tree = StructureTree(pdf)
            tree.tidy()
            if part is not None:
                tree.prefix_ids(f"{part}-")

        content: bytes = document.write_pdf(
            pdf_variant=VARIANT, attachments=[_attached(a) for a in attachments], finisher=finish
        )
        return content


def _describe(metadata: weasyprint.document.DocumentMetadata, *, title: str, created: datetime, lang: str) -> None:
    moment = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    metadata.title, metadata.lang, metadata.generator = title, lang, "Waarborg"
    metadata.created = metadata.modified = moment
    metadata.attachments = []


def _attached(attachment: Attachment) -> weasyprint.Attachment:
    moment = attachment.modified.astimezone(UTC)
    return weasyprint.Attachment(
        string=attachment.content,
        name=attachment.name,
        description=attachment.description,
        created=moment,
        modified=moment,
        relationship=attachment.relationship,
        url_fetcher=ClosedFetcher(),
    )


def _identify_as_accessible(pdf: pydyf.PDF) -> None:
    """Add the PDF/UA identifier, and its schema, inside the one rdf:RDF of the XMP; kept readable without a tool."""
    metadata = pdf.objects[number_of(pdf.catalog["Metadata"])]
    xmp = b"".join(metadata.stream)
    metadata.stream = [xmp.replace(b"</rdf:RDF>", UA_IDENTIFIER + b"</rdf:RDF>")]
    metadata.compress = False


def _settle_attachments(pdf: pydyf.PDF, attachments: Sequence[Attachment]) -> None:
    """List each file once in AF, with its own relationship and media type, also when two have the same content."""
    if "AF" not in pdf.catalog:
        return
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    for reference, attachment in zip(pdf.catalog["AF"], attachments, strict=True):
        specification = pdf.objects[number_of(reference)]
        specification["AFRelationship"] = f"/{attachment.relationship}"
        stream = pdf.objects[number_of(specification["EF"]["F"])]
        stream.extra["Subtype"] = "/" + attachment.media_type.replace("/", "#2f")
