"""The verbs of files of agreements: added under their hash, and read with the reading on record.

The store keeps them encrypted: an agreement names who signed it.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from registers.actions.actors import role_of
from registers.actions.documents import document_store
from registers.actions.evidence import record
from registers.actions.revising import revised
from registers.actions.saving import saved
from registers.choices import EvidenceKind
from registers.documents.sniffing import sniffed
from registers.errors import FileRefused
from registers.models import AgreementFile, ProcessorAgreement
from registers.register_choices import RecordKind

LARGEST = 25 * 1024 * 1024
"""Bytes of one file."""


def add_file(
    *, agreement: ProcessorAgreement, name: str, version: str, content: bytes, actor: User, at: datetime
) -> AgreementFile:
    """Store the bytes and make the row; the agreement is open for sign-off again.

    Raises FileRefused for an empty file, one larger than LARGEST or of an unknown sort, and DocumentStoreFull.
    """
    if not content or len(content) > LARGEST or sniffed(content) is None:
        raise FileRefused()
    sha256 = document_store().put(content, personal=True)
    file = AgreementFile(agreement=agreement, name=name, version=version, sha256=sha256, size=len(content))
    file.added_on = timezone.localdate(at)
    with transaction.atomic():
        saved(file, actor=actor, at=at)
        revised(pages=[(RecordKind.AGREEMENT, agreement.uid)], actor=actor, at=at)
    return file


def read_file(*, file: AgreementFile, actor: User, at: datetime) -> tuple[bytes, str, str]:
    """Bytes, media type and extension, with the reading recorded. Raises DocumentMissing and DocumentDamaged."""
    content = document_store().get(file.sha256)
    media_type, extension = sniffed(content) or ("application/octet-stream", "bin")
    facts = {"sha256": file.sha256, "role": role_of(actor)}
    with transaction.atomic():
        record(kind=EvidenceKind.DOCUMENT_READ, case=file.agreement.uid, facts=facts, at=at)
    return content, media_type, extension
