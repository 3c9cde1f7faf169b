"""Secrets at work: a ring of keys for values that must be readable again, a keyed index for what must be findable.

Pure: keys come in as arguments. The newest key writes, every key reads; rotation writes again what an old key wrote.
"""

import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from registers.errors import KeyMissing


class KeyRing:
    """Encrypts and decrypts text with a ring of Fernet keys, newest first."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._ring = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, text: str) -> str:
        """The text as a token; '' stays ''."""
        return self._ring.encrypt(text.encode()).decode() if text else ""

    def decrypt(self, token: str) -> str:
        """The text of a token. Raises KeyMissing when no key of the ring fits."""
        if not token:
            return ""
        try:
            return self._ring.decrypt(token.encode()).decode()
        except InvalidToken:
            raise KeyMissing() from None

    def encrypt_bytes(self, content: bytes) -> bytes:
        """The bytes as a token."""
        return self._ring.encrypt(content)

    def decrypt_bytes(self, token: bytes) -> bytes:
        """The bytes of a token. Raises KeyMissing when no key of the ring fits."""
        try:
            return self._ring.decrypt(token)
        except InvalidToken:
            raise KeyMissing() from None

    def rotate(self, token: str) -> str:
        """The same text under the newest key."""
        return self._ring.rotate(token.encode()).decode() if token else ""


def keyed_index(secret: str, kind: str, value: str) -> str:
    """HMAC-SHA-256 of a normalised identifier, in hex: findable with the secret, not reversible without it."""
    return hmac.new(secret.encode(), f"{kind}\x1f{value}".encode(), hashlib.sha256).hexdigest()


def keyed_indexes(secrets: Sequence[str], kind: str, value: str) -> tuple[str, ...]:
    """The same under each of these secrets, in their order: how a value is looked up while keys are being changed."""
    return tuple(keyed_index(secret, kind, value) for secret in secrets)
