"""Proofs of what somebody said, as a file: kept encrypted under its hash, which the event then names.

They have a folder of their own in the document store: the sweep of documents knows no events.
"""

from django.conf import settings

from consents.errors import ProofRefused
from registers.documents.sniffing import sniffed
from registers.documents.store import DocumentStore
from registers.models.fields import key_ring

LARGEST = 25 * 1024 * 1024
"""Bytes of one proof."""

SOUNDS = (b"ID3", b"OggS", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")


def keep_proof(*, content: bytes) -> str:
    """The SHA-256 under which a proof is kept.

    Raises ProofRefused for an empty file, one over LARGEST or of an unknown sort, and DocumentStoreFull.
    """
    if not content or len(content) > LARGEST or not (sniffed(content) or _is_sound(content) or _is_message(content)):
        raise ProofRefused()
    return proof_store().put(content, personal=True)


def proof_store() -> DocumentStore:
    """The store of proofs."""
    return DocumentStore(settings.ENVIRONMENT.documents / "proofs", key_ring())


def _is_sound(content: bytes) -> bool:
    """MP3, OGG, FLAC, WAV or M4A: a recorded call."""
    wave = content.startswith(b"RIFF") and content[8:12] == b"WAVE"
    return wave or content.startswith(SOUNDS) or content[4:8] == b"ftyp"


def _is_message(content: bytes) -> bool:
    """A saved e-mail: text that begins with header lines."""
    first = content[:4096].partition(b"\n")[0].rstrip(b"\r")
    name, sign, _value = first.partition(b":")
    return bool(sign) and b"\0" not in content[:4096] and name.replace(b"-", b"").isalnum()
