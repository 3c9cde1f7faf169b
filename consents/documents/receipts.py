"""A consent as a receipt for machines: the fields of Kantara Consent Receipt 1.1, and ours for art. 7 and telephone.

docs/toestemmingsbewijs.md maps every field, also to ISO/IEC TS 27560. No value that says who somebody is.
"""

from typing import Any

from consents.documents.content import ConsentProof, ProvenConsent
from registers.documents.content import Issuer

VERSION = "KI-CR-v1.1.0"


def receipt(consent: ProvenConsent, *, issuer: Issuer, jurisdiction: str) -> dict[str, Any]:
    """One consent, JSON-safe."""
    return {
        "version": VERSION,
        "jurisdiction": jurisdiction,
        "consentTimestamp": int(consent.given_at.timestamp()),
        "collectionMethod": consent.method,
        "consentReceiptID": consent.receipt_id,
        "language": consent.language,
        "piiPrincipalId": consent.principal,
        "piiControllers": [
            {
                "piiController": consent.sender or issuer.name,
                "onBehalf": consent.on_behalf,
                "contact": consent.sender_contact or issuer.contact,
                "address": issuer.address,
            }
        ],
        "policyUrl": consent.policy_url,
        "services": [{"service": consent.channel_label, "purposes": [_purpose(consent)]}],
        "sensitive": False,
        "spiCat": [],
        "waarborg": _own(consent),
    }


def receipts_of(proof: ConsentProof) -> list[dict[str, Any]]:
    """Every consent of a proof."""
    return [receipt(one, issuer=proof.issuer, jurisdiction=proof.jurisdiction) for one in proof.consents]


def _purpose(consent: ProvenConsent) -> dict[str, Any]:
    return {
        "purpose": consent.purpose,
        "purposeCategory": [consent.purpose_kind],
        "consentType": "EXPLICIT",
        "piiCategory": [consent.reached_by],
        "primaryPurpose": True,
        "termination": consent.ended_how or (consent.valid_until.isoformat() if consent.valid_until else "withdrawal"),
        "thirdPartyDisclosure": bool(consent.suppliers),
        "thirdPartyName": ", ".join(consent.suppliers),
    }


def _own(consent: ProvenConsent) -> dict[str, Any]:
    """What Kantara has no field for."""
    return {
        "channel": consent.channel,
        "products": consent.products,
        "tradeName": consent.trade_name,
        "notice": {
            "text": consent.wording,
            "version": consent.wording_version,
            "sha256": consent.wording_sha256,
            "standalone": consent.standalone,
        },
        "verified": {"at": _moment(consent.verified_at), "method": consent.verified_how},
        "authorisedAt": _moment(consent.authorised_at),
        "validUntil": consent.valid_until.isoformat() if consent.valid_until else None,
        "firstContactOn": consent.first_contact_on.isoformat() if consent.first_contact_on else None,
        "campaign": {"name": consent.campaign, "url": consent.campaign_url},
        "ended": {"at": _moment(consent.ended_at), "how": consent.ended_how},
        "eventSha256": consent.digest,
    }


def _moment(value: Any) -> str | None:
    return value.isoformat() if value else None
