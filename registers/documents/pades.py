"""pyHanko at work for ``signing``: a certifying signature (PAdES B-B), its field, and a clock that is given."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from asn1crypto import keys  # type: ignore[import-untyped]  # has no stubs
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from registers.documents.signing import SigningIdentity

FIELD = "Waarborg"


def signer_of(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, chain: Sequence[x509.Certificate]
) -> signers.SimpleSigner:
    """The signer of a key and its certificates, its own one first."""
    certificates = [asn1_x509.Certificate.load(c.public_bytes(serialization.Encoding.DER)) for c in chain]
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # its constructor has no hints
    store.register_multiple(certificates)
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signers.SimpleSigner(
        signing_cert=certificates[0], signing_key=keys.PrivateKeyInfo.load(der), cert_registry=store
    )


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


def sign(*, source: BinaryIO, target: BinaryIO, identity: SigningIdentity, at: datetime) -> None:
    """Sign from one stream to another."""
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
