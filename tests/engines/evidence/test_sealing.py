"""Seals, keys and rotations, without a database."""

import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from registers.errors import EvidenceBroken
from registers.evidence.errors import SealingKeyError
from registers.evidence.keys import load_key, make_key, take_over, waiting
from registers.evidence.proofs import check_checkpoint, check_proof
from registers.evidence.sealing import key_id, next_key, public_hex, read_seal, sign, signature_holds
from tests.engines.evidence.logs import body, evidence_of, honest_log, key, rotation, seal_record


def test_a_seal_says_what_was_sealed_and_is_signed() -> None:
    record = seal_record([body(1), body(2)], signer=key())

    said = read_seal(record["body"])

    assert (said.number, said.first, said.last, said.size) == (1, 1, 2, 2)
    assert signature_holds(said.public_key, record["signature"], record["body"])


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"type":"waarborg-seal","v":1}', "not json"])
def test_another_text_is_no_seal(text: str) -> None:
    with pytest.raises(EvidenceBroken):
        read_seal(text)


@pytest.mark.parametrize(("field", "value"), [("number", "1"), ("last", True), ("root", None), ("type", "x"), ("v", 2)])
def test_a_seal_with_a_field_of_another_type_is_no_seal(field: str, value: object) -> None:
    fields = json.loads(seal_record([body(1)], signer=key())["body"])

    with pytest.raises(EvidenceBroken):
        read_seal(json.dumps(fields | {field: value}))


@pytest.mark.parametrize("signature", ["", "zz", "00" * 64, "00"])
def test_a_malformed_signature_does_not_hold(signature: str) -> None:
    assert not signature_holds(public_hex(key()), signature, "text")


def test_a_rotation_signed_by_both_keys_changes_the_next_key() -> None:
    bodies = [body(1), rotation(key(1), key(2)), rotation(key(2), key(3)), body(2)]

    assert next_key(key_id(public_hex(key(1))), bodies) == key_id(public_hex(key(3)))


def test_a_rotation_from_a_key_that_does_not_hold_changes_nothing() -> None:
    current = key_id(public_hex(key(1)))

    assert next_key(current, [rotation(key(2), key(3))]) == current


@pytest.mark.parametrize("signature", ["signed_by_old", "signed_by_new"])
def test_a_rotation_without_one_of_the_signatures_changes_nothing(signature: str) -> None:
    entry = json.loads(rotation(key(1), key(2)))
    entry["facts"][signature] = sign(key(3), "something else")
    current = key_id(public_hex(key(1)))

    text = json.dumps(entry, separators=(",", ":"))

    assert next_key(current, [text]) == current


def test_a_key_file_is_for_its_owner_only_and_made_once(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "evidence.pem"

    first, second = make_key(path), make_key(path)

    assert public_hex(first) == public_hex(second) == public_hex(load_key(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["evidence.pem"]


def test_a_waiting_key_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "evidence.pem"
    make_key(path)
    new = make_key(waiting(path))

    take_over(path)

    assert public_hex(load_key(path)) == public_hex(new)
    assert not waiting(path).exists()


def test_a_missing_key_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(SealingKeyError, match="WAARBORG_EVIDENCE_KEY_FILE"):
        load_key(tmp_path / "none.pem")


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evidence.pem").write_text("hello")

    with pytest.raises(SealingKeyError, match="PEM"):
        load_key(tmp_path / "evidence.pem")


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "evidence.pem").write_bytes(pem)

    with pytest.raises(SealingKeyError, match="Ed25519"):
        load_key(tmp_path / "evidence.pem")


def test_a_proof_gives_the_entry_it_proves() -> None:
    evidence = evidence_of(honest_log(), 2, 7)

    entries = [check_proof(json.loads(json.dumps(proof))) for proof in evidence["proofs"]]

    assert [entry["facts"]["rows"] for entry in entries] == [2, 7]
    assert check_checkpoint(evidence["checkpoint"]).number == 3


@pytest.mark.parametrize(
    "change", [{"path": []}, {"entry": {"position": 2, "body": "{}"}}, {"public_key": "00" * 32}, {"seal": None}]
)
def test_a_proof_that_was_changed_proves_nothing(change: dict[str, object]) -> None:
    proof = evidence_of(honest_log(), 2)["proofs"][0] | change

    with pytest.raises(EvidenceBroken):
        check_proof(proof)


@pytest.mark.parametrize("change", [{"number": 4}, {"hash": "00" * 32}, {"at": "2020-01-01"}, {"signature": "00" * 64}])
def test_a_checkpoint_that_was_changed_does_not_hold(change: dict[str, object]) -> None:
    checkpoint = evidence_of(honest_log(), 2)["checkpoint"] | change

    with pytest.raises(EvidenceBroken):
        check_checkpoint(checkpoint)
