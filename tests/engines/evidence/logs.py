"""Logs made without a database, sealed by keys of the test, to be tampered with."""

import importlib.util
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from registers.evidence.facts import entry_body, utc_text
from registers.evidence.merkle import root_of
from registers.evidence.proofs import build_checkpoint, build_proof, leaf_of
from registers.evidence.sealing import (
    NO_SEAL,
    SealBody,
    key_id,
    next_key,
    public_hex,
    rotation_facts,
    seal_hash,
    seal_text,
    sign,
)

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
CASE = UUID("5b0c3f52-7d0a-4b6e-9a51-0c7d3f8e2a11")
ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "docs" / "verify_evidence.py"
Record = dict[str, Any]


def key(seed: int = 1) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


def body(number: int, case: UUID = CASE) -> str:
    return entry_body(kind="step.receipt", case=case, facts={"rows": number}, at=AT)


def rotation(old: Ed25519PrivateKey, new: Ed25519PrivateKey) -> str:
    return entry_body(kind="key.rotated", case=CASE, facts=dict(rotation_facts(old=old, new=new)), at=AT)


def seal_record(
    bodies: Sequence[str], *, number: int = 1, first: int = 1, previous: str = NO_SEAL, signer: Ed25519PrivateKey
) -> Record:
    public = public_hex(signer)
    last = first + len(bodies) - 1
    text = seal_text(
        SealBody(
            number=number,
            first=first,
            last=last,
            size=last,
            root=root_of([leaf_of(text) for text in bodies]).hex(),
            previous=previous,
            key=key_id(public),
            public_key=public,
            next=next_key(key_id(public), bodies),
            at=utc_text(AT),
        )
    )
    return {"type": "seal", "body": text, "signature": sign(signer, text)}


def log_of(*batches: tuple[Sequence[str], Ed25519PrivateKey]) -> list[Record]:
    """The records of an export: per batch the texts of its entries and the key that seals it."""
    records: list[Record] = []
    previous, first, seen = NO_SEAL, 1, set()
    for number, (bodies, signer) in enumerate(batches, start=1):
        places = enumerate(bodies, start=first)
        records += [{"type": "entry", "position": position, "body": text} for position, text in places]
        seal = seal_record(bodies, number=number, first=first, previous=previous, signer=signer)
        public = public_hex(signer)
        if public not in seen:
            records.append({"type": "key", "key": key_id(public), "public_key": public})
        seen.add(public)
        records.append(seal)
        previous, first = seal_hash(seal["body"]), first + len(bodies)
    return [{"type": "log", "v": 1, "entries": first - 1, "seals": len(batches)}, *records]


def honest_log() -> list[Record]:
    """Seven entries under three seals of one key."""
    batches = ([body(1), body(2), body(3)], [body(4)], [body(5), body(6), body(7)])
    return log_of(*((batch, key()) for batch in batches))


def evidence_of(records: list[Record], *positions: int) -> Record:
    """What a certificate carries: proofs of these entries, and the newest seal as its checkpoint."""
    seals = [record for record in records if record["type"] == "seal"]
    bodies = {record["position"]: record["body"] for record in records if record["type"] == "entry"}
    newest = build_checkpoint(seal=seals[-1]["body"], signature=seals[-1]["signature"])
    return {"proofs": [_proof(seals, bodies, position) for position in positions], "checkpoint": newest}


def _proof(seals: list[Record], bodies: dict[int, str], position: int) -> Record:
    said = [(json.loads(seal["body"]), seal) for seal in seals]
    fields, seal = next(pair for pair in said if pair[0]["first"] <= position <= pair[0]["last"])
    leaves = [leaf_of(bodies[place]) for place in range(fields["first"], fields["last"] + 1)]
    return build_proof(
        position=position, body=bodies[position], leaves=leaves, seal=seal["body"], signature=seal["signature"]
    )


def write_log(path: Path, records: list[Record]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def stand_alone() -> ModuleType:
    """The verifier of docs/, loaded as the script it is."""
    spec = importlib.util.spec_from_file_location("verify_evidence", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
