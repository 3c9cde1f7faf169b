"""pyHanko and pikepdf at work for ``verification``: what a signature covers, and the description inside a document.

Junk after the end still validates as "entire revision", so only a signature over the entire file counts. The
container of the signature is itself unsigned: whether the log knows the file is judged by the whole file's SHA-256
(``manage.py verify``), not here.
"""

import io
import json
import struct
import zlib
from typing import Any

import pikepdf
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError, UnacceptableSignerError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from registers.documents.verification import FACTS_NAME, Verdict

MAX_DESCRIPTION_BYTES = 20_000_000
SCHEMA_PREFIX = "waarborg/"
UNREADABLE = (
    PdfError, pikepdf.PdfError, SignatureValidationError, SigningError, UnacceptableSignerError, ValidationError,
    PathError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RuntimeError,
    OSError, EOFError, MemoryError, struct.error, zlib.error,
)  # fmt: skip


def judge(sha256: str, pdf: bytes) -> Verdict:
    """The verdict over what begins as a PDF."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
        if len(signatures) != 1:
            return Verdict(sha256=sha256, is_pdf=True, signed=bool(signatures), reasons=(_count(len(signatures)),))
        return _judge(sha256, pdf, signatures[0])
    except UNREADABLE:
        return Verdict(
            sha256=sha256, is_pdf=True, reasons=(_("the file is damaged and cannot be read as a signed PDF"),)
        )


def _count(number: int) -> str:
    if not number:
        return _("the document has no signature")
    return _("the document has %(count)s signatures, one is expected") % {"count": number}


def _judge(sha256: str, pdf: bytes, signature: EmbeddedPdfSignature) -> Verdict:
    certificate = signature.signer_cert
    context = ValidationContext(
        trust_roots=[certificate], allow_fetching=False, moment=signature.self_reported_timestamp
    )
    status = validate_pdf_signature(signature, context, skip_diff=True)
    entire = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    intact = bool(status.intact and status.valid and entire)
    subject = certificate.subject.native
    return Verdict(
        sha256=sha256,
        is_pdf=True,
        signed=True,
        intact=intact,
        covers_entire_file=entire,
        signer=str(subject.get("organization_name") or subject.get("common_name") or ""),
        self_made=certificate.subject == certificate.issuer,
        signed_at=signature.self_reported_timestamp,
        metadata=description_in(pdf) if intact else {},
        reasons=_reasons(changed=not status.intact, invalid=not status.valid, entire=entire),
    )


def _reasons(*, changed: bool, invalid: bool, entire: bool) -> tuple[str, ...]:
    found = {
        _("the signed content was changed"): changed,
        _("the signature itself is not valid"): invalid,
        _("the signature does not cover the entire file; something was added or changed after signing"): not entire,
    }
    return tuple(reason for reason, applies in found.items() if applies)


def description_in(pdf: bytes) -> dict[str, Any]:
    """The plain values of the JSON that Waarborg attaches to its documents; {} when there is none.

    A document of the register carries two: the facts about it, which are read here, and the register itself.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            names = sorted((n for n in document.attachments if n.endswith(".json")), key=lambda n: n != FACTS_NAME)
            return _read(document.attachments[names[0]].obj["/EF"]["/F"]) if names else {}
    except UNREADABLE:
        return {}


def _read(attached: pikepdf.Object) -> dict[str, Any]:
    raw = attached.read_raw_bytes()
    compressed = attached.get("/Filter") is not None
    content = zlib.decompressobj().decompress(raw, MAX_DESCRIPTION_BYTES) if compressed else raw
    value = json.loads(content)
    if not isinstance(value, dict) or not str(value.get("schema", "")).startswith(SCHEMA_PREFIX):
        return {}
    return {key: item for key, item in value.items() if isinstance(item, str | int | bool)}
