"""The verbs that prove a screening: a signed document with counts and hashes, once for each state of a list."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.utils import translation

from consents.actions.judging import Campaign
from consents.actions.screening_files import Given, screen_to_folder, write_file
from consents.actions.screening_runs import campaign_of, refreshed
from consents.choices import ListStatus
from consents.documents.screening import ScreenedList, ScreenedReason, ScreeningProof, screening_pdf, screening_title
from consents.models import ScreeningRun
from registers.actions.documents import document_store, issue_document, issuer, signing_identity
from registers.choices import DocumentKind, LegalStatus
from registers.documents.pages import LANGUAGE
from registers.documents.signing import sign
from registers.documents.wording import file_name
from registers.models import Document


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A list as it is handed out: its hashes, what was asked, what came of it (counts and reasons), as of when."""

    file: ScreenedList
    campaign: Campaign
    told: dict[str, Any]
    looked_at: datetime


def prove_screening(*, run: ScreeningRun, at: datetime) -> Document:
    """The signed proof of the list as it is handed out now; asking again gives the same until somebody objects.

    Raises ListMoved when the list is not screened or no longer there, DocumentError.
    """
    run = refreshed(run=run, at=at)
    name = {"kind": DocumentKind.SCREENING_PROOF, "case": run.uid, "subkind": run.allowed_sha256[:40]}
    made = Document.objects.filter(**name, purged_at=None).first()
    return made or _issued(handed_of(run, at), at)


def screen_and_prove(
    *, given: Given, campaign: Campaign, folder: Path, at: datetime, actor: User | None = None
) -> dict[str, Any]:
    """Screen a list into a folder, and put the signed proof beside it; the summary.

    Raises OSError, DocumentError, and as ``screen``. When only the proof fails, the two files are there.
    """
    told = screen_to_folder(given=given, campaign=campaign, folder=folder, at=at, actor=actor)
    hashes = {name: told[name] for name in ("list_sha256", "allowed_sha256", "refused_sha256")}
    file = ScreenedList(case=UUID(told["case"]), **hashes)
    document = _issued(Handed(file=file, campaign=campaign, told=told, looked_at=at), at)
    proof = folder / f"{given.stem}-bewijs.pdf"
    write_file(proof, document_store().get(document.sha256))
    return {**told, "files": {**told["files"], "proof": str(proof)}}


def handed_of(run: ScreeningRun, at: datetime) -> Handed:
    """A list of the admin as it is handed out."""
    file = ScreenedList(
        case=run.uid,
        list_sha256=run.list_sha256,
        allowed_sha256=run.allowed_sha256,
        refused_sha256=run.refused_sha256,
    )
    told = {**run.told, "position": run.position}
    return Handed(file=file, campaign=campaign_of(run), told=told, looked_at=run.looked_at or at)


def _issued(handed: Handed, at: datetime) -> Document:
    with translation.override(LANGUAGE):
        content, title = proof_content(handed=handed, at=at), screening_title()
    pdf = screening_pdf(content)
    return issue_document(
        kind=DocumentKind.SCREENING_PROOF,
        case=handed.file.case,
        subkind=handed.file.allowed_sha256[:40],
        title=title,
        filename=file_name(DocumentKind.SCREENING_PROOF, str(handed.file.case)[:8]),
        unsigned_sha256=hashlib.sha256(pdf).hexdigest(),
        personal=False,
        content=sign(pdf=pdf, identity=signing_identity(at=at), at=at),
        at=at,
    )


def proof_content(*, handed: Handed, at: datetime) -> ScreeningProof:
    """What the proof says, in the language that is active."""
    told, campaign = handed.told, handed.campaign
    return ScreeningProof(
        issuer=issuer(at=at),
        file=handed.file,
        issued_at=at,
        sender=f"{campaign.sender.legal_name} ({campaign.sender.key})",
        purpose=f"{campaign.purpose.title} ({campaign.purpose.key})",
        channel=str(campaign.channel.label),
        about_at=campaign.at,
        offer=campaign.offer,
        screened_at=handed.looked_at,
        position=told["position"],
        rows=told["counts"]["in"],
        counts=tuple((str(status.label), told["counts"][status.value]) for status in ListStatus),
        reasons=tuple(_reason(one) for one in told["reasons"]),
        moved=told["moved"],
        origin=told.get("origin", ""),
        left_out=told.get("left_out", 0),
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
