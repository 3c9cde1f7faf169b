"""The verb that hands a file of the register to somebody, and notes that it was: a download is a fact.

A PDF is an issued document, whose reading is recorded as for every document; of another file the hash is recorded.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from registers.actions.actors import role_of
from registers.actions.documents import read_document
from registers.actions.evidence import record
from registers.actions.exporting import Export, Form, export
from registers.actions.register_documents import Wanted, register_document
from registers.actions.revising import LARGE
from registers.choices import DocumentKind, EvidenceKind
from registers.dispatch import hint_document
from registers.errors import DocumentInTheMaking
from registers.models import Document, ProcessingActivity
from registers.register_choices import ActivityRole, RecordKind

DOCUMENTS = {
    RecordKind.REGISTER: DocumentKind.REGISTER,
    RecordKind.ACTIVITY: DocumentKind.ACTIVITY,
    RecordKind.AGREEMENT: DocumentKind.AGREEMENT,
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which file: of what, in which form, as of which moment. ``overview`` is that of all agreements (PDF only)."""

    kind: RecordKind
    uid: str
    form: Form
    of: datetime
    role: ActivityRole | None = None
    overview: bool = False


def download(*, asked: Asked, actor: User, at: datetime) -> Export:
    """The file, with the reading recorded. Raises RecordUnknown, MomentAhead, ExportRefused, DocumentError.

    The PDF of a large register is made in the background: DocumentInTheMaking says where it will be.
    """
    if asked.form == Form.PDF:
        return _pdf(asked, actor, at)
    number = ""
    if asked.kind == RecordKind.ACTIVITY:
        number = ProcessingActivity.objects.values_list("number", flat=True).get(uid=asked.uid)
    made = export(form=asked.form, of=asked.of, at=at, activity=number, actor=actor)
    facts = {
        "sha256": hashlib.sha256(made.content).hexdigest(),
        "document": str(DOCUMENTS[asked.kind]),
        "form": asked.form.value,
        "as_of": asked.of.isoformat(),
        "role": role_of(actor),
    }
    with transaction.atomic():
        record(kind=EvidenceKind.DOCUMENT_READ, case=UUID(asked.uid), facts=facts, at=at)
    return made


def _pdf(asked: Asked, actor: User, at: datetime) -> Export:
    kind = DocumentKind.AGREEMENTS if asked.overview else DOCUMENTS[asked.kind]
    if kind == DocumentKind.REGISTER and ProcessingActivity.objects.count() > LARGE:
        hint_document(kind=kind.value, uid=asked.uid, of=asked.of.isoformat(), role=asked.role or "")
        raise DocumentInTheMaking()
    wanted = Wanted(kind=kind, as_of=asked.of, uid=asked.uid, role=asked.role)
    document = register_document(wanted=wanted, at=at)
    content = read_document(document=document, actor_role=role_of(actor), at=at)
    return Export(filename=document.filename, content=content)


def make_document(*, kind: str, uid: str, of: str, role: str, at: datetime) -> Document:
    """The document that a message asks for, among the issued documents. Raises as ``register_document``."""
    chosen = ActivityRole(role) if role else None
    wanted = Wanted(kind=DocumentKind(kind), as_of=datetime.fromisoformat(of), uid=uid, role=chosen)
    return register_document(wanted=wanted, at=at)
