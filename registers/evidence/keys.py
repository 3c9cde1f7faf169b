"""Files of sealing keys: Ed25519 in PEM, readable by their owner only, replaced whole or not at all.

During a rotation the new key waits beside the old one under the name ``<file>.next``.
"""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.utils.translation import gettext as _

from registers.evidence.errors import SealingKeyError


def load_key(path: Path) -> Ed25519PrivateKey:
    """The key in a PEM file. Raises SealingKeyError when there is none, or it is not an unencrypted Ed25519 key."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError:
        told = _(
            "the sealing key %(path)s cannot be read; put it back, "
            "or let WAARBORG_EVIDENCE_KEY_FILE name the right file"
        )
        raise SealingKeyError(told % {"path": path}) from None
    except (ValueError, TypeError):
        raise SealingKeyError(_("%(path)s is not an unencrypted private key in PEM") % {"path": path}) from None
    if not isinstance(key, Ed25519PrivateKey):
        told = _("%(path)s holds another kind of key; the evidence log is sealed with Ed25519")
        raise SealingKeyError(told % {"path": path})
    return key


def make_key(path: Path) -> Ed25519PrivateKey:
    """A new key in ``path`` (mode 0600); the key that is there when another was first. Raises SealingKeyError."""
    candidate = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_private(candidate, pem)
    except OSError:
        told = _("no sealing key can be made in %(folder)s; see to the rights of the folder")
        raise SealingKeyError(told % {"folder": path.parent}) from None
    try:
        path.hardlink_to(candidate)
    except FileExistsError:
        pass
    finally:
        candidate.unlink()
    return load_key(path)


def _write_private(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def waiting(path: Path) -> Path:
    """Where the new key waits while a rotation is under way."""
    return path.with_name(path.name + ".next")


def take_over(path: Path) -> None:
    """The waiting key takes the place of the old one, which is gone afterwards. Raises SealingKeyError."""
    try:
        waiting(path).replace(path)
    except OSError:
        told = _(
            "the new key %(new)s cannot take the place of %(path)s; see to the rights of the folder and run "
            "`manage.py evidence rotate-key` again"
        )
        raise SealingKeyError(told % {"new": waiting(path), "path": path}) from None
