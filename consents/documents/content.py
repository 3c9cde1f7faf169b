"""What the proof of a consent says, as frozen values in the language that is active."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from registers.documents.content import EvidenceExtract, Issuer


@dataclass(frozen=True, kw_only=True)
class ConsentFile:
    """The request for proof. ``case`` is its random id; ``asked_by`` names the kind of value, never the value."""

    case: UUID
    received_on: date
    due: date
    asked_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProvenConsent:
    """A consent with everything that proves it (art. 7(1); Code Telemarketing). '' and None are not known.

    ``reached_by`` is the kind of value that the channel reaches; ``ended_how`` and ``ended_at`` tell its end.
    """

    receipt_id: str
    principal: str
    sender: str
    trade_name: str
    sender_contact: str
    on_behalf: bool
    purpose: str
    purpose_kind: str
    products: str
    channel: str
    channel_label: str
    wording: str
    wording_version: str
    wording_sha256: str
    language: str
    policy_url: str
    standalone: bool
    given_at: datetime
    method: str
    reached_by: str
    verified_at: datetime | None
    verified_how: str
    valid_until: date | None
    first_contact_on: date | None
    campaign: str
    campaign_url: str
    suppliers: tuple[str, ...]
    ended_at: datetime | None
    ended_how: str
    digest: str
    authorised_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ToldMoment:
    """One event of the ledger in words."""

    at: datetime
    what: str
    sender: str
    purpose: str
    channel: str
    method: str


@dataclass(frozen=True, kw_only=True)
class ConsentProof:
    """The answer to somebody who asks for the proof of their consent."""

    schema: ClassVar[str] = "waarborg/consent-proof/1"

    number: str
    issuer: Issuer
    file: ConsentFile
    issued_at: datetime
    jurisdiction: str
    consents: tuple[ProvenConsent, ...]
    moments: tuple[ToldMoment, ...]
    forgotten: bool = False
    evidence: EvidenceExtract = field(default_factory=EvidenceExtract)
