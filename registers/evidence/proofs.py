"""Proofs that travel: one entry with its path to a signed root, and the newest seal as a checkpoint. JSON-safe dicts.

These two shapes are public: certificates carry them, and the stand-alone verifier reads them.
"""

import json
from typing import Any

from django.utils.translation import gettext as _

from registers.errors import EvidenceBroken
from registers.evidence.merkle import inclusion_proof, leaf_hash, verify_inclusion
from registers.evidence.sealing import SealBody, key_id, read_seal, seal_hash, signature_holds

VERSION = 1


def leaf_of(body: str) -> bytes:
    """The leaf hash of the exact text of an entry."""
    return leaf_hash(body.encode())


def build_proof(*, position: int, body: str, leaves: list[bytes], seal: str, signature: str) -> dict[str, Any]:
    """The proof of the entry at ``position``; ``leaves`` are the leaf hashes of its whole batch, in order."""
    said = read_seal(seal)
    index = position - said.first
    return {
        "v": VERSION,
        "entry": {"position": position, "body": body},
        "index": index,
        "batch": len(leaves),
        "path": [step.hex() for step in inclusion_proof(leaves, index)],
        "seal": {"body": seal, "signature": signature},
        "public_key": said.public_key,
    }


def build_checkpoint(*, seal: str, signature: str) -> dict[str, Any]:
    """A seal as an outside witness keeps it: number, log size, moment, hash, and what checks its signature."""
    said = read_seal(seal)
    return {
        "v": VERSION,
        "number": said.number,
        "size": said.size,
        "at": said.at,
        "hash": seal_hash(seal),
        "key": said.key,
        "public_key": said.public_key,
        "body": seal,
        "signature": signature,
    }


def check_proof(proof: dict[str, Any]) -> dict[str, Any]:
    """The entry (parsed) that the proof proves. Raises EvidenceBroken when it proves nothing.

    Says nothing about whose key it is: compare ``proof["public_key"]`` with the organisation's.
    """
    try:
        seal, signature = proof["seal"]["body"], proof["seal"]["signature"]
        position, body = proof["entry"]["position"], proof["entry"]["body"]
        path = [bytes.fromhex(step) for step in proof["path"]]
        said = _signed_seal(seal, signature, proof["public_key"])
        root = bytes.fromhex(said.root)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise EvidenceBroken(_("the proof cannot be read")) from None
    size = said.last - said.first + 1
    if not verify_inclusion(leaf_of(body), index=position - said.first, size=size, path=path, root=root):
        told = _("entry %(entry)s is not under the root of seal %(seal)s")
        raise EvidenceBroken(told % {"entry": position, "seal": said.number})
    entry: dict[str, Any] = json.loads(body)
    return entry


def check_checkpoint(checkpoint: dict[str, Any]) -> SealBody:
    """The seal of a checkpoint. Raises EvidenceBroken when the signature or one of the figures is wrong."""
    try:
        said = _signed_seal(checkpoint["body"], checkpoint["signature"], checkpoint["public_key"])
        agrees = build_checkpoint(seal=checkpoint["body"], signature=checkpoint["signature"]) == checkpoint
    except (KeyError, TypeError, AttributeError):
        raise EvidenceBroken(_("the checkpoint cannot be read")) from None
    if not agrees:
        raise EvidenceBroken(_("the checkpoint says something else than seal %(seal)s") % {"seal": said.number})
    return said


def _signed_seal(text: str, signature: str, public_key: str) -> SealBody:
    said = read_seal(text)
    if said.public_key != public_key or key_id(public_key) != said.key:
        raise EvidenceBroken(_("seal %(seal)s names another key than the proof") % {"seal": said.number})
    if not signature_holds(public_key, signature, text):
        raise EvidenceBroken(_("the signature of seal %(seal)s is not good") % {"seal": said.number})
    return said
