"""The verbs of a proof of consent: note that somebody asks for it, and answer within the dated term."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from consents.actions.people import everyone
from consents.choices import CollectionMethod
from consents.documents.content import ConsentFile, ConsentProof
from consents.documents.proof import proof_pdf, proof_title
from consents.errors import EventRefused
from consents.identifying import Value
from consents.law_selectors import Number, number_on
from consents.models import ProofRequest
from consents.proof_selectors import moments_of, proven_consents
from consents.rules.terms import last_day
from registers.actions.documents import issue_document, issuer, signing_identity
from registers.actions.evidence import record, seal_through
from registers.choices import DocumentKind, EvidenceKind, IdentifierKind
from registers.documents.content import EvidenceExtract
from registers.documents.pages import LANGUAGE
from registers.documents.signing import sign
from registers.documents.wording import file_name
from registers.models import Document
from registers.selectors import checkpoint, entries_of, proofs_for


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody asks for the proof of their consent: by which values, how, and on which day it came in."""

    values: Sequence[Value]
    method: CollectionMethod
    received_on: date


def receive_proof_request(*, asked: Asked, at: datetime) -> ProofRequest:
    """Open a request; its last day follows from the term in force on the day of receipt.

    Raises EventRefused when the values lead to several people, NumberMissing.
    """
    if asked.received_on > at.astimezone().date():
        raise EventRefused(field="received_on", why=_("the day of receipt lies in the future"))
    term = number_on(Number.PROOF_DAYS, asked.received_on)
    due = last_day(asked.received_on, working_days=term.value, country=settings.ENVIRONMENT.country)
    with transaction.atomic():
        found = everyone(asked.values)
        if len(found) > 1:
            why = _("these values lead to several people; give a second value, such as the e-mail address")
            raise EventRefused(field="identifiers", why=why)
        request = ProofRequest(
            person=found[0] if found else None,
            kinds=list(dict.fromkeys(value.kind.value for value in asked.values)),
            method=asked.method,
            received_on=asked.received_on,
            due=due,
            rule=f"{term.code}: {term.value} {term.unit}",
            created_at=at,
        )
        request.full_clean()
        request.save(force_insert=True)
        facts = {"deed": "proof_asked", "due": due.isoformat(), "rule": request.rule, "known": bool(found)}
        record(kind=EvidenceKind.CONSENT_RECORDED, case=request.uid, facts=facts, at=at)
    return request


def answer_proof_request(*, request: ProofRequest, at: datetime) -> Document:
    """Make and issue the signed proof; answering twice gives the same document. Raises DocumentError, EvidenceError."""
    if request.document is not None:
        return request.document
    cases = [request.uid, *([request.person.uid] if request.person else [])]
    seal_through([entry for case in cases for entry in entries_of(case)], at)
    with translation.override(LANGUAGE):
        content = proof_content(request=request, at=at)
        title = f"{proof_title()} {content.number}"
    pdf = proof_pdf(content)
    document = issue_document(
        kind=DocumentKind.CONSENT_PROOF,
        case=request.uid,
        title=title,
        filename=file_name(DocumentKind.CONSENT_PROOF, content.number),
        unsigned_sha256=hashlib.sha256(pdf).hexdigest(),
        personal=True,
        content=sign(pdf=pdf, identity=signing_identity(at=at), at=at),
        at=at,
    )
    with transaction.atomic():
        ProofRequest.objects.filter(pk=request.pk, answered_at=None).update(answered_at=at, document=document)
        facts = {"deed": "proof_given", "sha256": document.sha256, "late": at.astimezone().date() > request.due}
        record(kind=EvidenceKind.CONSENT_RECORDED, case=request.uid, facts=facts, at=at)
    request.refresh_from_db()
    return document


def proof_content(*, request: ProofRequest, at: datetime) -> ConsentProof:
    """What the proof says, in the language that is active. Raises EvidenceError when facts are not sealed yet."""
    person = request.person
    kinds = [str(IdentifierKind(kind).label) for kind in request.kinds]
    proofs = tuple(proofs_for(entries_of(person.uid if person else request.uid)))
    return ConsentProof(
        number=f"T{request.created_at:%y}-{str(request.uid)[:8].upper()}",
        issuer=issuer(at=at),
        file=ConsentFile(case=request.uid, received_on=request.received_on, due=request.due, asked_by=tuple(kinds)),
        issued_at=at,
        jurisdiction=settings.ENVIRONMENT.country,
        consents=proven_consents(person) if person else (),
        moments=moments_of(person) if person else (),
        forgotten=bool(person and person.forgotten_at),
        evidence=EvidenceExtract(proofs=proofs, checkpoint=checkpoint()),
    )
