"""The stand-alone script on one document: the evidence that travels inside a certificate."""

import json
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pikepdf
import pytest

from registers.documents.content import EvidenceExtract
from registers.evidence.facts import entry_body
from tests.engines.evidence.logs import (
    AT,
    CASE,
    Record,
    body,
    evidence_of,
    honest_log,
    key,
    log_of,
    stand_alone,
    write_log,
)


def attach(pdf: pikepdf.Pdf, name: str, content: Record) -> None:
    pdf.attachments[name] = pikepdf.AttachedFileSpec(
        pdf,
        json.dumps(content).encode(),
        description="",
        filename=name,
        mime_type="application/json",
        creation_date="",
        mod_date="",
    )


def certificate(path: Path, content: Record, *, compressed: bool = True) -> Path:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    attach(pdf, "bewijs.json", content)
    pdf.save(path, compress_streams=compressed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return path


def content(*positions: int) -> dict[str, Any]:
    return {"case": str(CASE), "evidence": evidence_of(honest_log(), *positions)}


@pytest.mark.parametrize("compressed", [True, False])
def test_a_certificate_holds(tmp_path: Path, compressed: bool, capsys: pytest.CaptureFixture[str]) -> None:
    path = certificate(tmp_path / "certificate.pdf", content(1, 4, 6), compressed=compressed)

    status = stand_alone().main(["--document", str(path)])

    assert status == 0, capsys.readouterr().err
    assert "3 entries of case" in capsys.readouterr().out


def test_the_attached_json_alone_holds(tmp_path: Path) -> None:
    path = tmp_path / "bewijs.json"
    path.write_text(json.dumps(content(2)))

    assert stand_alone().main(["--document", str(path)]) == 0


def changed_body(evidence: Record) -> None:
    entry = evidence["proofs"][0]["entry"]
    entry["body"] = entry["body"].replace('"rows":1', '"rows":9')


def wrong_path(evidence: Record) -> None:
    evidence["proofs"][0]["path"][0] = "ab" * 32


def longer_path(evidence: Record) -> None:
    evidence["proofs"][0]["path"].append("ab" * 32)


def shorter_path(evidence: Record) -> None:
    evidence["proofs"][0]["path"].pop()


def proof_of_another_entry(evidence: Record) -> None:
    evidence["proofs"][0]["path"] = evidence_of(honest_log(), 2)["proofs"][0]["path"]


def other_position(evidence: Record) -> None:
    evidence["proofs"][0]["entry"]["position"] = 2


def seal_of_another_batch(evidence: Record) -> None:
    evidence["proofs"][0]["seal"] = evidence_of(honest_log(), 4)["proofs"][0]["seal"]


def forged_signature(evidence: Record) -> None:
    evidence["proofs"][0]["seal"]["signature"] = "ab" * 64


def other_public_key(evidence: Record) -> None:
    evidence["proofs"][0]["public_key"] = "ab" * 32


def changed_checkpoint(evidence: Record) -> None:
    evidence["checkpoint"]["hash"] = "ab" * 32


def no_checkpoint(evidence: Record) -> None:
    del evidence["checkpoint"]


def no_proof(evidence: Record) -> None:
    evidence["proofs"][0] = {}


@pytest.mark.parametrize(
    "tampering",
    [
        changed_body,
        wrong_path,
        longer_path,
        shorter_path,
        proof_of_another_entry,
        other_position,
        seal_of_another_batch,
        forged_signature,
        other_public_key,
        changed_checkpoint,
        no_checkpoint,
        no_proof,
    ],
    ids=lambda tampering: tampering.__name__,
)
def test_tampering_with_the_evidence_of_a_document_is_found(tmp_path: Path, tampering: Any) -> None:
    document = content(1, 4)
    tampering(document["evidence"])
    path = certificate(tmp_path / "certificate.pdf", document)

    assert stand_alone().main(["--document", str(path)]) == 1


def test_proofs_of_another_case_do_not_make_a_certificate(tmp_path: Path) -> None:
    document = content(1, 4) | {"case": str(uuid4())}
    path = certificate(tmp_path / "certificate.pdf", document)

    assert stand_alone().main(["--document", str(path)]) == 1


@pytest.mark.parametrize("document", [{"case": str(CASE)}, {"evidence": {"proofs": [], "checkpoint": {}}}])
def test_a_document_without_evidence_cannot_be_read(tmp_path: Path, document: Record) -> None:
    path = certificate(tmp_path / "certificate.pdf", document)

    assert stand_alone().main(["--document", str(path)]) == 2


def test_a_second_attachment_with_evidence_is_not_chosen_between(tmp_path: Path) -> None:
    path = certificate(tmp_path / "certificate.pdf", content(1))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        attach(pdf, "meer.json", content(2))
        pdf.save(path)

    assert stand_alone().main(["--document", str(path)]) == 2


def test_a_document_agrees_with_the_log_that_knows_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = certificate(tmp_path / "certificate.pdf", content(1, 4))
    issued = entry_body(
        kind="document.issued", case=CASE, facts={"sha256": sha256(path.read_bytes()).hexdigest()}, at=AT
    )
    batches = [[body(1), body(2), body(3)], [body(4)], [body(5), body(6), body(7)], [issued]]
    log = write_log(tmp_path / "log.jsonl", log_of(*((batch, key()) for batch in batches)))

    status = stand_alone().main(["--document", str(path), "--log", str(log)])

    assert status == 0
    assert "knows the file by its SHA-256: entry 8" in capsys.readouterr().out


def test_a_document_that_the_log_does_not_name_is_found(tmp_path: Path) -> None:
    path = tmp_path / "bewijs.json"
    path.write_text(json.dumps({**content(1, 4), "number": "made up"}))
    log = write_log(tmp_path / "log.jsonl", honest_log())

    assert stand_alone().main(["--document", str(path), "--log", str(log)]) == 1


def test_the_script_reads_what_documents_carry() -> None:
    assert set(evidence_of(honest_log(), 1)) == {field.name for field in fields(EvidenceExtract)}


def test_a_document_of_another_log_is_found(tmp_path: Path) -> None:
    path = certificate(tmp_path / "certificate.pdf", content(1, 4))
    log = write_log(tmp_path / "log.jsonl", log_of(([body(1), body(2)], key())))

    assert stand_alone().main(["--document", str(path), "--log", str(log)]) == 1
