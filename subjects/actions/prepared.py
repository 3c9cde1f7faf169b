"""A document that is ready to be issued: what the makers of documents hand to the step that issues them."""

from dataclasses import dataclass
from pathlib import Path

from registers.choices import DocumentKind


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
