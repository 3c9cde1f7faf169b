"""The verb that proves a screening: a signed document with counts and hashes, once for each state of a list."""

import hashlib
from datetime import datetime

from django.utils import translation

from consents.actions.screening_runs import refreshed
from consents.choices import ContactChannel, ListStatus
from consents.documents.screening import ScreenedList, ScreenedReason, ScreeningProof, screening_pdf, screening_title
from consents.models import ScreeningRun
from registers.actions.documents import issue_document, issuer, signing_identity
from registers.choices import DocumentKind, LegalStatus
from registers.documents.pages import LANGUAGE
from registers.documents.signing import sign
from registers.documents.wording import file_name
from registers.models import Document


def prove_screening(*, run: ScreeningRun, at: datetime) -> Document:
    """The signed proof of the list as it is handed out now; asking again gives the same until somebody objects.

    Raises ListMoved when the list is not screened or no longer there, DocumentError.
    """
    run = refreshed(run=run, at=at)
    name = {"kind": DocumentKind.SCREENING_PROOF, "case": run.uid, "subkind": run.allowed_sha256[:40]}
    made = Document.objects.filter(**name, purged_at=None).first()
    if made is not None:
        return made
    with translation.override(LANGUAGE):
        content, title = proof_content(run=run, at=at), screening_title()
    pdf = screening_pdf(content)
    return issue_document(
        kind=DocumentKind.SCREENING_PROOF,
        case=run.uid,
        subkind=run.allowed_sha256[:40],
        title=title,
        filename=file_name(DocumentKind.SCREENING_PROOF, str(run.uid)[:8]),
        unsigned_sha256=hashlib.sha256(pdf).hexdigest(),
        personal=False,
        content=sign(pdf=pdf, identity=signing_identity(at=at), at=at),
        at=at,
    )


def proof_content(*, run: ScreeningRun, at: datetime) -> ScreeningProof:
    """What the proof says, in the language that is active."""
    told = run.told
    return ScreeningProof(
        issuer=issuer(at=at),
        file=ScreenedList(
            case=run.uid,
            list_sha256=run.list_sha256,
            allowed_sha256=run.allowed_sha256,
            refused_sha256=run.refused_sha256,
        ),
        issued_at=at,
        sender=f"{run.sender.legal_name} ({run.sender.key})",
        purpose=f"{run.purpose.title} ({run.purpose.key})",
        channel=str(ContactChannel(run.channel).label),
        about_at=run.about_at,
        offer=run.offer,
        screened_at=run.looked_at or at,
        position=run.position,
        rows=told["counts"]["in"],
        counts=tuple((str(status.label), told["counts"][status.value]) for status in ListStatus),
        reasons=tuple(_reason(one) for one in told["reasons"]),
        moved=told["moved"],
    )


def _reason(one: dict[str, str]) -> ScreenedReason:
    return ScreenedReason(
        outcome=str(ListStatus(one["status"]).label),
        reason=one["reason"],
        rule=one["rule"],
        article=one["article"],
        source=one["source"],
        status=str(LegalStatus(one["legal_status"]).label) if one["legal_status"] else "",
        ruleset=one["ruleset"],
        rules_sha256=one["rules_sha256"],
        rows=int(one["rows"]),
    )
