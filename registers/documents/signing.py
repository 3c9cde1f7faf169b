"""The organisation's signature on a document: PAdES B-B, certifying, after which no change is allowed.

An organisation that has no certificate yet gets a self-made one, which says so in its subject and issuer; documents
say so too (``SigningIdentity.self_made``).
"""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from asn1crypto import keys  # type: ignore[import-untyped]  # has no stubs
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from registers.errors import SigningIdentityInvalid

FIELD = "Waarborg"
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
    def signer(self) -> signers.SimpleSigner:
        """pyHanko's signer, made once."""
        chain = [asn1_x509.Certificate.load(c.public_bytes(serialization.Encoding.DER)) for c in self._chain]
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # its constructor has no hints
        store.register_multiple(chain)
        der = self._key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return signers.SimpleSigner(
            signing_cert=chain[0], signing_key=keys.PrivateKeyInfo.load(der), cert_registry=store
        )


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
    _sign(source=io.BytesIO(pdf), target=target, identity=identity, at=at)
    return target.getvalue()


def sign_file(*, source: Path, target: Path, identity: SigningIdentity, at: datetime) -> None:
    """As ``sign``, from file to file, for a document that is better not held in memory."""
    with source.open("rb") as reading, target.open("w+b") as writing:
        _sign(source=reading, target=writing, identity=identity, at=at)


class _SignerAt(signers.PdfSigner):
    """pyHanko's signer, with the time given instead of read from the clock."""

    at: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


class _Writer(IncrementalPdfFileWriter):
    """pyHanko's writer, leaving the metadata alone: it would put its own name, and the clock's time, in them."""

    def _update_meta(self) -> None:
        return


def _sign(*, source: BinaryIO, target: BinaryIO, identity: SigningIdentity, at: datetime) -> None:
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        name=identity.name,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    signer = _SignerAt(metadata, signer=identity.signer, new_field_spec=_field())
    signer.at = at
    signer.sign_pdf(_Writer(source), output=target, bytes_reserved=identity.bytes_reserved)


def _field() -> fields.SigFieldSpec:
    """A field that cannot be seen: outside the page, the one place where PDF/A and PDF/UA both allow it untagged."""
    return fields.SigFieldSpec(
        FIELD,
        invis_sig_settings=fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True),
    )


def _name_of(name: x509.Name) -> str:
    for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        for attribute in name.get_attributes_for_oid(oid):
            return str(attribute.value)
    return ""
