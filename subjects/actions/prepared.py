"""A document that is ready to be issued: made before the transaction that issues it, because making one takes time."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from registers.actions.documents import issue_document
from registers.choices import DocumentKind
from registers.models import Document


@dataclass(frozen=True, kw_only=True)
class PreparedDocument:
    """Bytes or a file on disk, with what the register of documents keeps of it."""

    kind: DocumentKind
    subkind: str = ""
    title: str
    filename: str
    content: bytes | Path
    unsigned_sha256: str = ""
    personal: bool
    media_type: str = "application/pdf"


def issue(one: PreparedDocument, *, case: UUID, at: datetime) -> Document:
    """Issue it. Raises DocumentStoreFull."""
    return issue_document(
        kind=one.kind,
        case=case,
        subkind=one.subkind,
        title=one.title,
        filename=one.filename,
        content=one.content,
        unsigned_sha256=one.unsigned_sha256,
        personal=one.personal,
        media_type=one.media_type,
        at=at,
    )
