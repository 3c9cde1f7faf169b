"""Does a log hold? One pass over the records of an export or of the live log, in constant memory per batch.

Records are dicts, in this order: ``log`` (what to expect), then per seal its ``entry`` records and the ``seal``, with a
``key`` record before the first seal of a key; ``unsealed`` records (live log only) at the end. A record of the live log
also carries ``row``: what the columns beside the text say.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from registers.errors import EvidenceBroken
from registers.evidence.merkle import root_of
from registers.evidence.proofs import leaf_of
from registers.evidence.sealing import NO_SEAL, SealBody, key_id, next_key, read_seal, seal_hash, signature_holds

MOST_PROBLEMS = 100

MEANINGS = {
    "record-unreadable": _("a record cannot be read"),
    "log-empty": _("the file does not begin as an export of the evidence log"),
    "log-short": _("the log says how long it is, and it is shorter or longer"),
    "entry-position": _("an entry is missing, doubled or out of order"),
    "entry-unreadable": _("the text of an entry cannot be read"),
    "entry-row": _("the columns of an entry say something else than its hashed text"),
    "entry-outside": _("an entry stands behind the last seal"),
    "seal-unreadable": _("the text of a seal cannot be read"),
    "seal-row": _("the columns of a seal say something else than its signed text"),
    "seal-number": _("a seal is missing, doubled or out of order"),
    "seal-chain": _("a seal does not follow from the seal before it"),
    "seal-range": _("a seal covers other positions than the entries that are there"),
    "seal-root": _("the entries are not the ones that were sealed"),
    "seal-signature": _("the signature of a seal is not good"),
    "seal-key": _("a seal was signed with a key that is not the one announced"),
    "key-row": _("a public key does not fit its number"),
    "guard-missing": _("a trigger that refuses changes is missing or switched off"),
    "key-unexpected": _("the log is sealed with another key than the one in the key file"),
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong: a code of MEANINGS, and where."""

    code: str
    place: str

    def __str__(self) -> str:
        return f"{self.place}: {MEANINGS[self.code]} ({self.code})"


@dataclass(frozen=True, kw_only=True)
class LogReport:
    """What a verification saw. ``keys`` are ids in order of use; ``newest`` hashes the last seal, '' if none."""

    entries: int
    seals: int
    unsealed: int
    keys: tuple[str, ...]
    next_key: str
    newest: str
    problems: tuple[Problem, ...]

    @property
    def intact(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems


def verify_log(records: Iterable[dict[str, Any]]) -> LogReport:
    """Read all records and report; never raises for what a record says."""
    verifier = _LogVerifier()
    for record in records:
        verifier.take(record)
    return verifier.report()


def verify_lines(lines: Iterable[str]) -> LogReport:
    """The same for the lines of an export file."""
    return verify_log(_parsed(line) for line in lines if line.strip())


def _parsed(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


class _LogVerifier:
    """The state of one pass: what was seen, and what the next seal must say."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.expected: tuple[Any, Any] | None = None
        self.entries = self.seals = self.unsealed = 0
        self.keys: dict[str, str] = {}
        self.batch: list[tuple[Any, str]] = []
        self.previous = NO_SEAL
        self.next_key = ""

    def take(self, record: dict[str, Any]) -> None:
        """One record, by its type."""
        takers = {
            "log": self._take_log,
            "key": self._take_key,
            "entry": self._take_entry,
            "seal": self._take_seal,
            "unsealed": self._take_unsealed,
        }
        taker = takers.get(str(record.get("type")))
        if taker is None:
            self._wrong("record-unreadable", f"record after entry {self.entries}")
            return
        try:
            taker(record)
        except (KeyError, TypeError, ValueError, AttributeError):
            self._wrong("record-unreadable", f"{record['type']} after entry {self.entries}")

    def report(self) -> LogReport:
        """What was seen, once all records were taken."""
        if self.batch:
            self._wrong("entry-outside", f"position {self.batch[0][0]}")
        if self.expected is None:
            self._wrong("log-empty", "begin")
        elif self.expected != (self.entries, self.seals):
            self._wrong("log-short", "end")
        return LogReport(
            entries=self.entries,
            seals=self.seals,
            unsealed=self.unsealed,
            keys=tuple(self.keys),
            next_key=self.next_key,
            newest="" if self.previous == NO_SEAL else self.previous,
            problems=tuple(self.problems),
        )

    def _wrong(self, code: str, place: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(code=code, place=place))

    def _take_log(self, record: dict[str, Any]) -> None:
        self.expected = (record["entries"], record["seals"])

    def _take_key(self, record: dict[str, Any]) -> None:
        if key_id(record["public_key"]) != record["key"]:
            self._wrong("key-row", f"key {str(record['key'])[:16]}")

    def _take_unsealed(self, record: dict[str, Any]) -> None:
        self.unsealed += 1
        self._compare_entry(record, f"unsealed entry {self.unsealed}")

    def _take_entry(self, record: dict[str, Any]) -> None:
        self.entries += 1
        position = record["position"]
        if position != self.entries:
            self._wrong("entry-position", f"position {position}")
        self._compare_entry(record, f"position {position}")
        self.batch.append((position, record["body"]))

    def _compare_entry(self, record: dict[str, Any], place: str) -> None:
        try:
            entry = json.loads(record["body"])
            said = [entry["kind"], entry["case"], entry["at"]]
        except (ValueError, KeyError, TypeError):
            self._wrong("entry-unreadable", place)
            return
        if "row" in record and record["row"] != said:
            self._wrong("entry-row", place)

    def _take_seal(self, record: dict[str, Any]) -> None:
        self.seals += 1
        batch, self.batch = self.batch, []
        text, place = record["body"], f"seal {self.seals}"
        try:
            said = read_seal(text)
        except EvidenceBroken:
            self._wrong("seal-unreadable", place)
            return
        self._check_place(said, batch, place)
        self._check_key(said, record["signature"], text, place)
        if root_of([leaf_of(body) for _position, body in batch]).hex() != said.root:
            self._wrong("seal-root", place)
        row = [said.number, said.first, said.last, said.root, said.previous, said.key, said.at]
        if "row" in record and record["row"] != row:
            self._wrong("seal-row", place)
        self._expect_next_key(said, batch, place)
        self.previous = seal_hash(text)

    def _check_place(self, said: SealBody, batch: list[tuple[Any, str]], place: str) -> None:
        if said.number != self.seals:
            self._wrong("seal-number", place)
        if said.previous != self.previous:
            self._wrong("seal-chain", place)
        positions = [position for position, _body in batch]
        if said.size != said.last or positions != list(range(said.first, said.last + 1)):
            self._wrong("seal-range", place)

    def _check_key(self, said: SealBody, signature: str, text: str, place: str) -> None:
        if not signature_holds(said.public_key, signature, text):
            self._wrong("seal-signature", place)
        if key_id(said.public_key) != said.key or (self.next_key and said.key != self.next_key):
            self._wrong("seal-key", place)
        self.keys.setdefault(said.key, said.public_key)

    def _expect_next_key(self, said: SealBody, batch: list[tuple[Any, str]], place: str) -> None:
        self.next_key = next_key(said.key, (body for _position, body in batch))
        if said.next != self.next_key:
            self._wrong("seal-key", place)
