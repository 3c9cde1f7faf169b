#!/usr/bin/env python3
"""Verify Waarborg's evidence without Waarborg: an exported log, or the proofs inside one document.

    python verify_evidence.py EXPORT.jsonl [--key ID] [--checkpoint SEAL:HASH ...]
    python verify_evidence.py --document FILE.pdf [--key ID] [--log EXPORT.jsonl]

Needs Python 3.11 and the package ``cryptography``, no network and no database. It was written apart from the program
that makes the log and shares no code with it. Exit status 0: everything holds; 1: something does not; 2: unreadable.

What it can show: that nothing was changed, removed or reordered since it was sealed, and by which key it was sealed.
What it cannot show by itself: whose key that is (compare the id with the one the organisation published, --key), and
that the log was not rolled back as a whole (compare with a checkpoint printed on any later document, --checkpoint).

The format, in short. Entry: a text. Leaf: SHA-256(0x00 || text). Node: SHA-256(0x01 || left || right), RFC 9162.
Seal: a text (JSON) that names the root over entries first..last, the SHA-256 of the text of the seal before, the
signing key and the key that signs next; signed with Ed25519. Another key may sign next only after an entry
``key.rotated`` in that batch, in which both keys signed the change.
"""

import argparse
import hashlib
import json
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SEAL_FIELDS = {"type", "v", "number", "first", "last", "size", "root", "previous", "key", "public_key", "next", "at"}
LARGEST_ATTACHMENT = 64 * 1024 * 1024
SHOWN = 50


class Unreadable(Exception):
    """The file cannot be read as what it should be."""


def sha(data: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    return hashlib.sha256(data).digest()


def signed_by(public: str, signature: str, text: str) -> bool:
    """Whether the Ed25519 signature (hex) over the UTF-8 text is by the public key (hex)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def fingerprint(public: str) -> str:
    """The id of a public key."""
    return sha(bytes.fromhex(public)).hex()


def tree_root(texts: list[str]) -> bytes:
    """The Merkle tree hash, straight from its definition: split at the largest power of two below the size."""

    def over(low: int, high: int) -> bytes:
        if high - low == 1:
            return sha(b"\x00" + texts[low].encode())
        half = 1
        while half * 2 < high - low:
            half *= 2
        return sha(b"\x01" + over(low, low + half) + over(low + half, high))

    return over(0, len(texts)) if texts else sha(b"")


def root_by_path(text: str, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that a path leads to, from the leaf up. Raises ValueError when the path has the wrong length."""

    def climb(index: int, size: int, path: list[bytes]) -> bytes:
        if size == 1:
            if path:
                raise ValueError("path too long")
            return sha(b"\x00" + text.encode())
        half = 1
        while half * 2 < size:
            half *= 2
        if not path:
            raise ValueError("path too short")
        if index < half:
            return sha(b"\x01" + climb(index, half, path[:-1]) + path[-1])
        return sha(b"\x01" + path[-1] + climb(index - half, size - half, path[:-1]))

    if not 0 <= index < size:
        raise ValueError("no such place in the tree")
    return climb(index, size, path)


def parse_seal(text: Any) -> dict[str, Any]:
    """The fields of a seal's text. Raises ValueError."""
    seal = json.loads(text) if isinstance(text, str) else None
    if not isinstance(seal, dict) or set(seal) != SEAL_FIELDS or (seal["type"], seal["v"]) != ("waarborg-seal", 1):
        raise ValueError("not a seal")
    if not all(type(seal[name]) is int for name in ("number", "first", "last", "size")):
        raise ValueError("not a seal")
    return seal


def signature_problems(seal: dict[str, Any], text: str, signature: str) -> Iterator[str]:
    """What is wrong with the signature or the key that a seal names."""
    if fingerprint(seal["public_key"]) != seal["key"]:
        yield f"seal {seal['number']}: the public key does not fit the id of the key"
    if not signed_by(seal["public_key"], signature, text):
        yield f"seal {seal['number']}: the signature is not good"


def key_after(batch: list[str], key: str) -> str:
    """The id of the key that signs after a batch: changed only by rotations that both keys signed."""
    for text in batch:
        entry = json.loads(text) if "key.rotated" in text else {}
        if entry.get("kind") != "key.rotated":
            continue
        facts = entry["facts"]
        old, new = facts["old_key"], facts["new_key"]
        said = f'{{"new":"{new}","old":"{old}","type":"waarborg-key-rotation","v":1}}'
        both = signed_by(old, facts["signed_by_old"], said) and signed_by(new, facts["signed_by_new"], said)
        if both and fingerprint(old) == key:
            key = fingerprint(new)
    return key


class Log:
    """One pass over an export. ``problems`` grows as records are read."""

    def __init__(self, look_for: str = "") -> None:
        self.problems: list[str] = []
        self.entries = 0
        self.hashes: dict[int, str] = {}
        self.keys: list[str] = []
        self.look_for = look_for
        self.found_at: list[int] = []
        self._batch: list[tuple[Any, str]] = []
        self._header: dict[str, Any] | None = None
        self._previous = "0" * 64
        self._next_key = ""

    def read(self, path: Path) -> None:
        """Take every line of the file. Raises Unreadable."""
        try:
            with path.open(encoding="utf-8") as file:
                for number, line in enumerate(file, start=1):
                    if line.strip():
                        self._line(number, line)
        except (OSError, UnicodeDecodeError) as error:
            raise Unreadable(f"{path}: {error}") from None
        self._end()

    def _line(self, number: int, line: str) -> None:
        try:
            record = json.loads(line)
            take = {"log": self._log, "key": self._key, "entry": self._entry, "seal": self._seal}[record["type"]]
            take(record)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.problems.append(f"line {number}: cannot be read")

    def _log(self, record: dict[str, Any]) -> None:
        self._header = record

    def _key(self, record: dict[str, Any]) -> None:
        if fingerprint(record["public_key"]) != record["key"]:
            self.problems.append(f"key {record['key']}: another public key stands beside it")

    def _entry(self, record: dict[str, Any]) -> None:
        self.entries += 1
        if record["position"] != self.entries:
            self.problems.append(f"position {record['position']}: entry {self.entries} was expected")
        if self.look_for and self.look_for in record["body"]:
            self.found_at.append(self.entries)
        self._batch.append((record["position"], record["body"]))

    def _seal(self, record: dict[str, Any]) -> None:
        batch, self._batch = self._batch, []
        number = len(self.hashes) + 1
        text = record["body"]
        self.hashes[number] = sha(text.encode()).hex()
        seal = parse_seal(text)
        self.problems += signature_problems(seal, text, record["signature"])
        texts = [body for _position, body in batch]
        wrong = {
            f"seal {seal['number']}: seal {number} was expected": seal["number"] != number,
            f"seal {number}: does not follow from the seal before it": seal["previous"] != self._previous,
            f"seal {number}: signed with a key that was not announced": self._next_key not in ("", seal["key"]),
            f"seal {number}: the entries are not the ones that were sealed": tree_root(texts).hex() != seal["root"],
            f"seal {number}: covers {seal['first']}-{seal['last']}, other entries are there": (
                [position for position, _body in batch] != list(range(seal["first"], seal["last"] + 1))
                or seal["size"] != seal["last"]
            ),
        }
        self.problems += [problem for problem, holds in wrong.items() if holds]
        self._previous = self.hashes[number]
        self._next_key = seal["next"]
        if not self.keys or self.keys[-1] != seal["key"]:
            self.keys.append(seal["key"])
        if key_after(texts, seal["key"]) != seal["next"]:
            self.problems.append(f"seal {number}: announces a key that no rotation signed by both keys names")

    def _end(self) -> None:
        if self._batch:
            self.problems.append(f"position {self._batch[0][0]}: entries stand behind the last seal")
        if self._header is None:
            self.problems.append("the file does not begin as an export of the evidence log")
        elif (self._header.get("entries"), self._header.get("seals")) != (self.entries, len(self.hashes)):
            self.problems.append("the export is shorter or longer than its first line says")


def proof_problems(proof: Any) -> Iterator[str]:
    """What is wrong with one inclusion proof."""
    try:
        text, signature = proof["seal"]["body"], proof["seal"]["signature"]
        body, position = proof["entry"]["body"], proof["entry"]["position"]
        seal = parse_seal(text)
        path = [bytes.fromhex(step) for step in proof["path"]]
        yield from signature_problems(seal, text, signature)
        if proof["public_key"] != seal["public_key"]:
            yield f"entry {position}: the proof names another key than its seal"
        try:
            root = root_by_path(body, position - seal["first"], seal["last"] - seal["first"] + 1, path)
        except ValueError:
            root = b""
        if root.hex() != seal["root"]:
            yield f"entry {position}: is not what seal {seal['number']} covers at that place"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield "a proof cannot be read"


def checkpoint_problems(checkpoint: Any) -> Iterator[str]:
    """What is wrong with the checkpoint of a document."""
    try:
        text = checkpoint["body"]
        seal = parse_seal(text)
        yield from signature_problems(seal, text, checkpoint["signature"])
        for name, value in {"hash": sha(text.encode()).hex(), **seal}.items():
            if name in checkpoint and name not in ("v", "type") and checkpoint[name] != value:
                yield f"checkpoint: its {name} is not that of seal {seal['number']}"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield "the checkpoint cannot be read"


def attached_json(path: Path) -> dict[str, Any]:
    """The machine-readable part of a document: a JSON file, or the one JSON with evidence attached to a PDF."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path}: {error}") from None
    found = [content] if content.lstrip()[:1] == b"{" else _streams(content)
    documents = []
    for text in found:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and isinstance(value.get("evidence"), dict):
            documents.append(value)
    if len(documents) != 1:
        raise Unreadable(f"{path}: holds {len(documents)} attachments with evidence; exactly one was expected")
    return documents[0]


def _streams(pdf: bytes) -> Iterator[bytes]:
    """Every stream of a PDF that begins as JSON, unpacked. Streams never stand inside other objects."""
    for match in re.finditer(rb"stream\r?\n", pdf):
        if pdf[match.start() - 3 : match.start()] == b"end":
            continue
        start = match.end()
        try:
            unpack = zlib.decompressobj()
            text = unpack.decompress(pdf[start : start + 4096], 1024)
            if text.lstrip()[:1] == b"{":
                text = zlib.decompressobj().decompress(pdf[start:], LARGEST_ATTACHMENT)
        except zlib.error:
            text = pdf[start : pdf.find(b"endstream", start)]
        if text.lstrip()[:1] == b"{":
            yield text


def verify_document(options: argparse.Namespace) -> tuple[list[str], list[str]]:
    """The problems and the findings of one document."""
    path: Path = options.document
    document = attached_json(path)
    evidence = document["evidence"]
    proofs, checkpoint = evidence.get("proofs"), evidence.get("checkpoint")
    if not isinstance(proofs, list) or not proofs:
        raise Unreadable(f"{path}: names no entries of the evidence log")
    problems = [problem for proof in proofs for problem in proof_problems(proof)]
    problems += checkpoint_problems(checkpoint)
    if problems:
        return problems, []
    entries = [json.loads(proof["entry"]["body"]) for proof in proofs]
    cases = sorted({str(entry.get("case")) for entry in entries} | {str(document.get("case", entries[0].get("case")))})
    if len(cases) != 1:
        problems.append(f"the proofs belong to {len(cases)} cases; a document is about one: {', '.join(cases)}")
    keys = sorted(
        {parse_seal(proof["seal"]["body"])["key"] for proof in proofs} | {parse_seal(checkpoint["body"])["key"]}
    )
    problems += _key_problems(keys, options.key)
    said = [f"{len(proofs)} entries of case {cases[0]}, each under a signed root:"]
    said += [f"  {entry['at']}  {entry['kind']}" for entry in entries]
    said += [f"sealed with key {key}" for key in keys]
    said.append(f"checkpoint on the document: seal {checkpoint['number']}, {checkpoint['hash']}")
    if not options.log:
        said.append("only the proofs were judged: give --log to know whether these very bytes were issued")
    else:
        _compare_with_log(options, proofs, checkpoint, problems, said)
    return problems, said


def _compare_with_log(
    options: argparse.Namespace, proofs: list[Any], checkpoint: Any, problems: list[str], said: list[str]
) -> None:
    """The document against an export: does the log hold, does it hold these seals, does it know the file?"""
    log = Log(look_for=hashlib.sha256(options.document.read_bytes()).hexdigest())
    log.read(options.log)
    problems += log.problems
    texts = [checkpoint["body"], *(proof["seal"]["body"] for proof in proofs)]
    for text in dict.fromkeys(texts):
        number = parse_seal(text)["number"]
        if log.hashes.get(number) != sha(text.encode()).hex():
            problems.append(f"seal {number}: the log does not hold the seal that the document carries")
    if not log.found_at:
        problems.append("the log does not name this file: it was made or changed elsewhere, or is only a part of one")
        return
    said.append(f"the log knows the file by its SHA-256: {', '.join(f'entry {place}' for place in log.found_at)}")


def _key_problems(keys: list[str], expected: str | None) -> list[str]:
    if expected and expected.lower() not in keys:
        return [f"sealed with {', '.join(keys) or 'no key'}, not with {expected}"]
    return []


def verify_export(options: argparse.Namespace) -> tuple[list[str], list[str]]:
    """The problems and the findings of an export."""
    log = Log()
    log.read(options.export)
    problems = log.problems + _key_problems(log.keys, options.key)
    for wanted in options.checkpoint:
        number, _colon, value = wanted.partition(":")
        if not number.isdigit() or log.hashes.get(int(number)) != value.lower():
            problems.append(f"checkpoint {wanted}: the log does not hold that seal; it was rolled back or rewritten")
    said = [f"{log.entries} entries under {len(log.hashes)} seals"]
    said += [f"sealed with key {key}" for key in log.keys]
    if log.hashes:
        newest = max(log.hashes)
        said.append(f"newest checkpoint: {newest}:{log.hashes[newest]}")
    return problems, said


def main(arguments: list[str] | None = None) -> int:
    """The command line; gives the exit status."""
    parser = argparse.ArgumentParser(description="Verify Waarborg's evidence log or one document, offline.")
    parser.add_argument("export", nargs="?", type=Path, help="file made by: manage.py evidence export")
    parser.add_argument("--document", type=Path, help="a certificate (PDF), or the JSON attached to it")
    parser.add_argument("--log", type=Path, help="with --document: an export the document must agree with")
    parser.add_argument("--key", help="id of the key that the organisation published")
    parser.add_argument(
        "--checkpoint", action="append", default=[], metavar="SEAL:HASH", help="as printed on a document"
    )
    options = parser.parse_args(arguments)
    if (options.export is None) == (options.document is None):
        parser.error("name an export, or --document FILE")
    try:
        problems, said = verify_document(options) if options.document else verify_export(options)
    except Unreadable as error:
        sys.stderr.write(f"cannot be read: {error}\n")
        return 2
    sys.stdout.writelines(f"{line}\n" for line in said)
    sys.stderr.writelines(f"WRONG  {problem}\n" for problem in problems[:SHOWN])
    if problems:
        sys.stderr.write(f"DOES NOT HOLD: {len(problems)} problems\n")
        return 1
    sys.stdout.write("HOLDS\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
