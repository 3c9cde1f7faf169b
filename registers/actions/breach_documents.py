"""The verbs that put the breach register (art. 33(5)) and the overview of an incident on paper, signed and kept.

The same content is made once and given again. Handing it to somebody is a fact in the log, as for every document.
"""

import hashlib
import tempfile
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.text import slugify

from registers.actions.actors import role_of
from registers.actions.documents import issue_document, read_document, signing_identity
from registers.actions.exporting import Export
from registers.actions.exporting_breaches import CASE
from registers.book_selectors import rows_of
from registers.breach_selectors import incident_of, recorded_breaches
from registers.choices import DocumentKind
from registers.documents.breachsheets import breach_paper
from registers.documents.incidentsheets import incident_paper
from registers.documents.papers import Paper, write_paper
from registers.documents.signing_apart import sign_document
from registers.errors import MomentAhead
from registers.incidents.incident import Asked
from registers.models import Breach, Document, Party

WITH_US = uuid5(NAMESPACE_URL, "waarborg:incident")
NAMES = {DocumentKind.BREACHES: "datalekken", DocumentKind.INCIDENT: "incident"}


def breaches_on_paper(*, of: datetime, at: datetime) -> Paper:
    """The breach register as it stood at ``of``. Raises MomentAhead for a moment after ``at``."""
    if of > at:
        raise MomentAhead()
    own = tuple(sorted(row["name"] for row in rows_of(Party, of) if row["own"]))
    labels = {field.name: field.verbose_name for field in Breach._meta.concrete_fields}
    return breach_paper(recorded_breaches(at=of), case=str(CASE), at=of, own=own, labels=labels)


def incident_on_paper(*, asked: Asked, at: datetime) -> Paper:
    """What an incident touches, by the registers of then and of ``at``. Raises MomentAhead."""
    return incident_paper(incident_of(asked, now=at), case=asked.supplier or str(WITH_US), at=at)


def hand_out(*, paper: Paper, actor: User | None, at: datetime) -> Export:
    """The signed PDF of a paper, with the reading recorded. Raises DocumentError."""
    name = {"case": UUID(paper.case), "kind": paper.kind, "subkind": paper.fingerprint[:40]}
    made = Document.objects.filter(**name, purged_at=None).first() or _issue(paper, at=at)
    content = read_document(document=made, actor_role=role_of(actor), at=at)
    return Export(filename=made.filename, content=content)


def _issue(paper: Paper, *, at: datetime) -> Document:
    folder = Path(settings.VAR_DIR) / "work"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="paper", dir=folder) as temporary:
        unsigned, signed = Path(temporary) / "unsigned.pdf", Path(temporary) / "signed.pdf"
        write_paper(paper, target=unsigned, folder=Path(temporary))
        with unsigned.open("rb") as file:
            unsigned_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        sign_document(source=unsigned, target=signed, identity=signing_identity(at=at), at=at)
        return issue_document(
            content=signed,
            at=at,
            kind=paper.kind,
            case=UUID(paper.case),
            subkind=paper.fingerprint[:40],
            title=paper.full_title[:200],
            filename=_filename(paper),
            unsigned_sha256=unsigned_sha256,
            personal=True,
        )


def _filename(paper: Paper) -> str:
    day = timezone.localdate(paper.at).isoformat()
    return "-".join(filter(None, (NAMES[paper.kind], slugify(paper.subject)[:60], day))) + ".pdf"
