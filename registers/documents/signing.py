"""The organisation's signature on a document: PAdES B-B, certifying, after which no change is allowed.

An organisation that has no certificate yet gets a self-made one, which says so in its subject and issuer; documents
say so too (``SigningIdentity.self_made``).
"""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _

from registers.errors import SigningIdentityInvalid

BYTES_RESERVED = 8192
SELF_MADE_UNIT = "Self-made certificate / zelfgemaakt certificaat"
SELF_MADE_YEARS = 10


@dataclass(frozen=True, kw_only=True)
class SigningIdentity:
    """A private key and its certificate with any intermediate ones, all in PEM."""

    key_pem: bytes
    certificates_pem: bytes

    def __post_init__(self) -> None:
        if self._key.public_key() != self._certificate.public_key():
            raise SigningIdentityInvalid(_("the certificate does not belong to the signing key"))

    @property
    def name(self) -> str:
        """The organisation in the certificate, else its common name."""
        return _name_of(self._certificate.subject)

    @property
    def self_made(self) -> bool:
        """Whether the certificate vouches for itself."""
        return self._certificate.issuer == self._certificate.subject

    @cached_property
    def _key(self) -> ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey:
        key = serialization.load_pem_private_key(self.key_pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise SigningIdentityInvalid(_("the signing key is neither an elliptic-curve nor an RSA key"))
        return key

    @property
    def bytes_reserved(self) -> int:
        """Room for the signature in the file, in hexadecimal digits."""
        return max(BYTES_RESERVED, 2 * len(self.certificates_pem) + 4096)

    @property
    def _certificate(self) -> x509.Certificate:
        return self._chain[0]

    @cached_property
    def _chain(self) -> list[x509.Certificate]:
        return x509.load_pem_x509_certificates(self.certificates_pem)

    @cached_property
    def signer(self) -> Any:
        """pyHanko's signer, made once."""
        from registers.documents.pades import signer_of

        return signer_of(self._key, self._chain)


def load_identity(*, key_file: Path, certificate_file: Path) -> SigningIdentity:
    """The identity in two PEM files. Raises SigningIdentityInvalid when they are no usable pair."""
    try:
        return SigningIdentity(key_pem=key_file.read_bytes(), certificates_pem=certificate_file.read_bytes())
    except OSError as error:
        told = _("the signing key or certificate cannot be read: %(error)s")
        raise SigningIdentityInvalid(told % {"error": error.strerror}) from None
    except (ValueError, TypeError):
        raise SigningIdentityInvalid(_("the signing key or certificate is not PEM, or has a password")) from None


def make_identity(*, organisation: str, at: datetime) -> SigningIdentity:
    """A new EC P-256 key with a certificate that says of itself that nobody else vouches for it; ten years valid."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, SELF_MADE_UNIT),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{organisation[:40]} (zelfgemaakt)"),
        ]
    )
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    ) | {"encipher_only": False, "decipher_only": False}
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=366 * SELF_MADE_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    return SigningIdentity(
        key_pem=key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        certificates_pem=certificate.public_bytes(serialization.Encoding.PEM),
    )


def sign(*, pdf: bytes, identity: SigningIdentity, at: datetime) -> bytes:
    """The same document with a certifying signature. ``at`` (aware) is the time the signature claims."""
    target = io.BytesIO()
    _engine().sign(source=io.BytesIO(pdf), target=target, identity=identity, at=at)
    return target.getvalue()


def sign_file(*, source: Path, target: Path, identity: SigningIdentity, at: datetime) -> None:
    """As ``sign``, from file to file, for a document that is better not held in memory."""
    with source.open("rb") as reading, target.open("w+b") as writing:
        _engine().sign(source=reading, target=writing, identity=identity, at=at)


def _engine() -> ModuleType:
    """pyHanko takes a third of a second to load: only a process that signs loads it."""
    from registers.documents import pades

    return pades


def _name_of(name: x509.Name) -> str:
    for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        for attribute in name.get_attributes_for_oid(oid):
            return str(attribute.value)
    return ""
