"""Seals: the signed text over a batch, and the Ed25519 keys that sign it. Pure; key files are read and made in keys.py.

A seal names the Merkle root of its batch, the hash of the seal before it and the key that must sign the next one, so
that removing, reordering or exchanging a seal breaks the chain. A key changes only by a rotation that both keys sign.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext as _

from registers.canonical import canonical_json
from registers.choices import EvidenceKind
from registers.errors import EvidenceBroken

VERSION = 1
SEAL = "waarborg-seal"
ROTATION = "waarborg-key-rotation"
NO_SEAL = "0" * 64


@dataclass(frozen=True, kw_only=True)
class SealBody:
    """What a seal says. Positions count from 1; hashes and keys are lower-case hex."""

    number: int
    first: int
    last: int
    size: int  # entries in the whole log, this batch included
    root: str
    previous: str  # SHA-256 of the text of the seal before, NO_SEAL for the first
    key: str  # id of the signing key: SHA-256 of its 32 public bytes
    public_key: str
    next: str  # id of the key that must sign the next seal
    at: str


def seal_text(body: SealBody) -> str:
    """The exact text that is signed and stored."""
    return canonical_json({"type": SEAL, "v": VERSION, **asdict(body)})


def read_seal(text: str) -> SealBody:
    """The seal of a text. Raises EvidenceBroken when it is not one."""
    try:
        fields = json.loads(text)
        kind, version = fields.pop("type"), fields.pop("v")
        body = SealBody(**fields)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise EvidenceBroken(_("the text of a seal cannot be read")) from None
    numbers = (body.number, body.first, body.last, body.size)
    texts = (body.root, body.previous, body.key, body.public_key, body.next, body.at)
    if (kind, version) != (SEAL, VERSION) or not all(type(number) is int for number in numbers):
        raise EvidenceBroken(_("the text of a seal cannot be read"))
    if not all(isinstance(text, str) for text in texts):
        raise EvidenceBroken(_("the text of a seal cannot be read"))
    return body


def seal_hash(text: str) -> str:
    """SHA-256 (hex) of the text of a seal; the next seal names it."""
    return sha256(text.encode()).hexdigest()


def public_hex(key: Ed25519PrivateKey) -> str:
    """The 32 public bytes of a key, in hex."""
    return key.public_key().public_bytes_raw().hex()


def key_id(public: str) -> str:
    """The id of a public key (hex): SHA-256 of its bytes."""
    return sha256(bytes.fromhex(public)).hexdigest()


def sign(key: Ed25519PrivateKey, text: str) -> str:
    """The Ed25519 signature over the text, in hex."""
    return key.sign(text.encode()).hex()


def signature_holds(public: str, signature: str, text: str) -> bool:
    """Whether the signature over the text is by this public key; malformed hex is no signature."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _rotation_text(old: str, new: str) -> str:
    return canonical_json({"type": ROTATION, "v": VERSION, "old": old, "new": new})


def rotation_facts(*, old: Ed25519PrivateKey, new: Ed25519PrivateKey) -> dict[str, str]:
    """The facts of a rotation entry: both public keys, and the statement signed by both."""
    text = _rotation_text(public_hex(old), public_hex(new))
    return {
        "old_key": public_hex(old),
        "new_key": public_hex(new),
        "signed_by_old": sign(old, text),
        "signed_by_new": sign(new, text),
    }


def next_key(current: str, bodies: Iterable[str]) -> str:
    """The id of the key that signs after a batch: ``current`` (an id) led through the rotations among its entries.

    A rotation counts only when it starts from the key that then holds and both signatures are good; another one is an
    ordinary entry without effect, so that nobody can change the key by writing a row.
    """
    for body in bodies:
        if f'"kind":"{EvidenceKind.KEY_ROTATED.value}"' in body:
            current = _after_rotation(current, body)
    return current


def _after_rotation(current: str, body: str) -> str:
    try:
        entry: dict[str, Any] = json.loads(body)
        facts = entry["facts"]
        old, new = str(facts["old_key"]), str(facts["new_key"])
        text = _rotation_text(old, new)
        good = entry["kind"] == EvidenceKind.KEY_ROTATED.value and key_id(old) == current
        good = good and signature_holds(old, str(facts["signed_by_old"]), text)
        good = good and signature_holds(new, str(facts["signed_by_new"]), text)
        return key_id(new) if good else current
    except (ValueError, TypeError, KeyError):
        return current
