"""What a signature shows: one changed bit, one added byte, and who set it. Nothing makes the verifier raise."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registers.documents import signing_apart
from registers.documents.pages import certificate_pdf
from registers.documents.signing import SigningIdentity, load_identity, make_identity, sign, sign_file
from registers.documents.signing_apart import sign_document
from registers.documents.verification import verify
from registers.errors import RenderWorkerStopped, SigningIdentityInvalid
from tests.engines.documents import samples


@pytest.fixture(scope="module")
def signed(identity: SigningIdentity) -> bytes:
    return sign(pdf=certificate_pdf(samples.certificate()), identity=identity, at=samples.AT)


def test_an_untouched_document_is_intact_and_says_what_it_is(signed: bytes) -> None:
    verdict = verify(signed)

    assert (verdict.signed, verdict.intact, verdict.covers_entire_file, verdict.reasons) == (True, True, True, ())
    assert (verdict.signer, verdict.self_made) == ("Voorbeeldorganisatie B.V.", True)
    assert verdict.signed_at == samples.AT
    assert verdict.metadata["kind"] == "erasure_certificate"
    assert verdict.metadata["case"] == str(samples.CASE)


def test_flipped_bits_in_the_signed_bytes_are_all_seen(signed: bytes) -> None:
    dice = random.Random(20261121)
    container = range(signed.index(b"/Contents <") + 11, signed.index(b"/Contents <") + 11 + 8192)
    places = [place for place in dice.sample(range(len(signed)), 150) if place not in container]

    intact = [place for place in places if verify(flipped(signed, place, dice.randrange(8))).intact]

    assert len(places) > 80
    assert intact == []


def flipped(content: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 1 << bit
    return bytes(changed)


@pytest.mark.parametrize("junk", [b"\n", b" ", b"junk", b"%%EOF\n"])
def test_anything_added_after_the_end_is_seen(signed: bytes, junk: bytes) -> None:
    verdict = verify(signed + junk)

    assert not verdict.intact
    assert not verdict.covers_entire_file
    assert verdict.reasons


def test_a_second_signature_is_not_accepted(signed: bytes, identity: SigningIdentity) -> None:
    other = make_identity(organisation="Iemand anders", at=samples.AT)

    with pytest.raises(Exception, match=r"."):  # pyHanko refuses: no change is allowed
        sign(pdf=signed, identity=other, at=samples.AT)


def test_an_unsigned_document_is_not_intact() -> None:
    verdict = verify(certificate_pdf(samples.certificate()))

    assert (verdict.is_pdf, verdict.signed, verdict.intact) == (True, False, False)


@settings(max_examples=60, deadline=None)
@given(tail=st.binary(max_size=400), cut=st.integers(min_value=0, max_value=30_000))
def test_garbage_never_makes_the_verifier_raise(signed: bytes, tail: bytes, cut: int) -> None:
    assert not verify(b"%PDF-1.7\n" + tail).intact
    assert not verify(signed[:cut] + tail).intact
    assert not verify(tail).intact


def test_the_signature_claims_the_time_it_was_given(identity: SigningIdentity) -> None:
    later = samples.AT + timedelta(days=3)

    assert verify(sign(pdf=certificate_pdf(samples.certificate()), identity=identity, at=later)).signed_at == later


def test_signing_a_file_gives_an_intact_document(tmp_path: Path, identity: SigningIdentity) -> None:
    source, target = tmp_path / "unsigned.pdf", tmp_path / "signed.pdf"
    source.write_bytes(certificate_pdf(samples.certificate()))

    sign_file(source=source, target=target, identity=identity, at=samples.AT)

    assert verify(target.read_bytes()).intact


@pytest.mark.parametrize("here", [0, 10**9])
def test_a_document_of_any_length_is_signed(
    tmp_path: Path, identity: SigningIdentity, monkeypatch: pytest.MonkeyPatch, here: int
) -> None:
    monkeypatch.setattr(signing_apart, "HERE", here)
    source, target = tmp_path / "unsigned.pdf", tmp_path / "signed.pdf"
    source.write_bytes(certificate_pdf(samples.certificate()))

    sign_document(source=source, target=target, identity=identity, at=samples.AT)

    told = verify(target.read_bytes())
    assert (told.intact, told.signed_at) == (True, samples.AT)


def test_a_process_that_cannot_sign_is_told(
    tmp_path: Path, identity: SigningIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_apart, "HERE", 0)
    source = tmp_path / "unsigned.pdf"
    source.write_bytes(b"no document")

    with pytest.raises(RenderWorkerStopped):
        sign_document(source=source, target=tmp_path / "signed.pdf", identity=identity, at=samples.AT)


def test_a_key_of_another_certificate_is_refused(identity: SigningIdentity) -> None:
    other = make_identity(organisation="Iemand anders", at=samples.AT)

    with pytest.raises(SigningIdentityInvalid, match="does not belong"):
        SigningIdentity(key_pem=identity.key_pem, certificates_pem=other.certificates_pem)


def test_files_that_are_no_identity_are_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("geen sleutel")

    with pytest.raises(SigningIdentityInvalid, match="not PEM"):
        load_identity(key_file=tmp_path / "key.pem", certificate_file=tmp_path / "key.pem")
    with pytest.raises(SigningIdentityInvalid, match="cannot be read"):
        load_identity(key_file=tmp_path / "nothing.pem", certificate_file=tmp_path / "key.pem")
