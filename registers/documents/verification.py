"""What a PDF of anybody's is: signed, untouched, by whom, and what it says of itself. Never raises on what it is given.

Reading takes engines that are slow to load: only a process that verifies loads them (``judging``).
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

FACTS_NAME = "waarborg.json"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What was found. ``reasons`` says why it is not intact; ``metadata`` is only filled when it is."""

    sha256: str
    is_pdf: bool = False
    signed: bool = False
    intact: bool = False
    covers_entire_file: bool = False
    signer: str = ""
    self_made: bool = False
    signed_at: datetime | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


def verify(pdf: bytes) -> Verdict:
    """The verdict over the bytes of one file. Trust in the signer's certificate is not judged, only shown."""
    from registers.documents.judging import judge

    sha256 = hashlib.sha256(pdf).hexdigest()
    if not pdf.startswith(b"%PDF-"):
        return Verdict(sha256=sha256, reasons=(_("this is not a PDF"),))
    return judge(sha256, pdf)
