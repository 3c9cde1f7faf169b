"""The verbs of documents: issue, read, purge and recognise one, and sweep what a killed worker left behind.

Bytes first, then the row and its evidence entry in one transaction: a row never names bytes that are not there.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Required, TypedDict, Unpack
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registers.actions import evidence
from registers.choices import DocumentKind, EvidenceKind
from registers.documents.content import Issuer
from registers.documents.pages import LANGUAGE
from registers.documents.signing import SigningIdentity, load_identity, make_identity
from registers.documents.store import DocumentStore
from registers.documents.verification import Verdict, verify
from registers.errors import DocumentMissing
from registers.models import AgreementFile, EvidenceEntry, SupervisoryAuthority
from registers.models.documents import Document
from registers.models.fields import key_ring

ORPHAN_AGE = timedelta(days=1)


def document_store() -> DocumentStore:
    """The store of WAARBORG_DOCUMENTS_DIR."""
    return DocumentStore(settings.ENVIRONMENT.documents, key_ring())


def signing_identity(*, at: datetime) -> SigningIdentity:
    """The key and certificate of the organisation; self-made until configured. Raises SigningIdentityInvalid."""
    environment = settings.ENVIRONMENT
    if environment.signing_key_file and environment.signing_certificate_file:
        return _loaded(environment.signing_key_file, environment.signing_certificate_file)
    folder = environment.var_dir / "keys" / "signing"
    if not folder.exists():
        _keep(make_identity(organisation=environment.organisation_name, at=at), folder)
    return _loaded(folder / "key.pem", folder / "certificate.pem")


@cache
def _loaded(key_file: Path, certificate_file: Path) -> SigningIdentity:
    return load_identity(key_file=key_file, certificate_file=certificate_file)


def _keep(identity: SigningIdentity, folder: Path) -> None:
    """Write the pair as one folder, so that two workers who start together never mix their halves."""
    candidate = folder.with_name(f".signing-{secrets.token_hex(4)}")
    candidate.mkdir(mode=0o700, parents=True)
    for name, content in (("key.pem", identity.key_pem), ("certificate.pem", identity.certificates_pem)):
        (candidate / name).touch(mode=0o600)
        (candidate / name).write_bytes(content)
    try:
        candidate.rename(folder)
    except OSError:
        for path in candidate.iterdir():
            path.unlink()
        candidate.rmdir()
        if not folder.exists():
            raise


def issuer(*, at: datetime) -> Issuer:
    """The organisation, and the authority of its country on that day, as documents name them."""
    environment = settings.ENVIRONMENT
    authority = _authority(environment.country, at=at)
    with translation.override(LANGUAGE):
        told = str(authority) if authority else ""
    return Issuer(
        name=environment.organisation_name,
        address=environment.organisation_address,
        contact=environment.organisation_contact,
        self_made=signing_identity(at=at).self_made,
        public_body=environment.public_body,
        country=environment.country,
        authority=told,
        authority_site=authority.site if authority else "",
    )


def _authority(country: str, *, at: datetime) -> SupervisoryAuthority | None:
    """Where people of that country complain on that day (art. 77)."""
    day = timezone.localdate(at)
    rows = SupervisoryAuthority.objects.filter(country=country, valid_from__lte=day)
    return rows.filter(Q(valid_until=None) | Q(valid_until__gt=day)).order_by("-valid_from").first()


class DocumentFacts(TypedDict, total=False):
    """What a document is: (case, kind, subkind) is issued once."""

    kind: Required[DocumentKind]
    case: Required[UUID]
    subkind: str
    title: Required[str]
    filename: Required[str]
    media_type: str
    unsigned_sha256: str
    personal: Required[bool]


def issue_document(*, content: bytes | Path, at: datetime, **facts: Unpack[DocumentFacts]) -> Document:
    """Store the bytes (or the file) and make the row; the first one issued for (case, kind, subkind) stands.

    Raises DocumentStoreFull, in which case nothing was recorded.
    """
    name = {"case": facts["case"], "kind": facts["kind"], "subkind": facts.get("subkind", "")}
    known = Document.objects.filter(**name).first()
    if known is not None:
        return known
    sha256, size = _stored(content, personal=facts["personal"])
    with transaction.atomic():
        values = {**facts, "sha256": sha256, "size": size, "issued_at": at}
        document, created = Document.objects.get_or_create(**name, defaults=values)
        if created:
            _record_issue(document, at=at)
    if not created and document.sha256 != sha256:
        document_store().delete(sha256)
    return document


def _stored(content: bytes | Path, *, personal: bool) -> tuple[str, int]:
    store = document_store()
    if isinstance(content, bytes):
        return store.put(content, personal=personal), len(content)
    return store.put_file(content, personal=personal), content.stat().st_size


def _record_issue(document: Document, *, at: datetime) -> None:
    facts = {
        "sha256": document.sha256,
        "unsigned_sha256": document.unsigned_sha256,
        "document": str(document.kind),
        "part": document.subkind,
        "size": document.size,
    }
    evidence.record(kind=EvidenceKind.DOCUMENT_ISSUED, case=document.case, facts=facts, at=at)


def read_document(*, document: Document, actor_role: str, at: datetime) -> bytes:
    """The bytes, with the reading recorded. Raises DocumentMissing (also when purged) and DocumentDamaged."""
    if document.purged_at is not None:
        raise DocumentMissing(_("the document was purged when its retention period ended"))
    content = document_store().get(document.sha256)
    facts = {"sha256": document.sha256, "role": actor_role}
    with transaction.atomic():
        evidence.record(kind=EvidenceKind.DOCUMENT_READ, case=document.case, facts=facts, at=at)
    return content


def purge_document(*, document: Document, at: datetime) -> Document:
    """Destroy the bytes and keep the row, which holds no personal data but its title; purging twice changes nothing."""
    document_store().delete(document.sha256)
    with transaction.atomic():
        moved = Document.objects.filter(pk=document.pk, purged_at=None).update(purged_at=at)
        if moved:
            facts = {"sha256": document.sha256, "document": str(document.kind)}
            evidence.record(kind=EvidenceKind.WORKING_DATA_DESTROYED, case=document.case, facts=facts, at=at)
    document.refresh_from_db()
    return document


def sweep_store(*, at: datetime) -> int:
    """Delete bytes older than a day that no row names (a worker was killed between writing and recording); how many.

    The files of agreements stay as long as their history: the register of any date names them.
    """
    store = document_store()
    oldest = (at - ORPHAN_AGE).timestamp()
    old = [sha256 for sha256, written in store.hashes() if written < oldest]
    store.drop_unfinished(before=oldest)
    known = set(Document.objects.filter(sha256__in=old, purged_at=None).values_list("sha256", flat=True))
    known |= set(AgreementFile.history.filter(sha256__in=old).values_list("sha256", flat=True))
    return sum(store.delete(sha256) for sha256 in old if sha256 not in known)


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """What a file is: the verdict over its bytes, and whether this house issued exactly these bytes."""

    verdict: Verdict
    document: Document | None
    known: bool
    reasons: tuple[str, ...]

    @property
    def genuine(self) -> bool:
        """Untouched, and known to the evidence log."""
        return self.verdict.intact and self.known


def recognise(*, pdf: bytes) -> Recognition:
    """Compare a PDF of anybody's with the rows and the evidence log, by the SHA-256 of the whole file."""
    verdict = verify(pdf)
    document = Document.objects.filter(sha256=verdict.sha256).first()
    known = document is not None and _issued(document)
    reasons = list(verdict.reasons)
    if document is None:
        reasons.append(_("no document with these bytes was issued here"))
    elif not known:
        reasons.append(_("the evidence log has no entry that this document was issued"))
    return Recognition(verdict=verdict, document=document, known=known, reasons=tuple(reasons))


def _issued(document: Document) -> bool:
    entries = EvidenceEntry.objects.filter(kind=EvidenceKind.DOCUMENT_ISSUED, case=document.case)
    bodies = entries.values_list("body", flat=True)
    return any(json.loads(body)["facts"].get("sha256") == document.sha256 for body in bodies)
