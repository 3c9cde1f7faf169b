"""What a file is, by its bytes and not by its name: the few sorts that an agreement can come in."""

import io
import zipfile

SIGNATURES = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
}
DOCX = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
ODT = ("application/vnd.oasis.opendocument.text", "odt")
MOST_MEMBERS = 5000


def sniffed(content: bytes) -> tuple[str, str] | None:
    """Media type and extension; None for anything else than PDF, PNG, JPEG, DOCX or ODT. Nothing is unpacked."""
    for signature, sort in SIGNATURES.items():
        if content.startswith(signature):
            return sort
    return _office(content) if content.startswith(b"PK\x03\x04") else None


def _office(content: bytes) -> tuple[str, str] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if len(names) > MOST_MEMBERS or any("vbaproject" in name.casefold() for name in names):
        return None
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return DOCX
    return ODT if content[30:].startswith(b"mimetype" + ODT[0].encode()) else None
