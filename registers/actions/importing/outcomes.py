"""What is told of an import: of each record what became of it, and of the file how many of each."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from registers.exchange.units import Remark, Verdict, Weight


class Effect(StrEnum):
    """What taking a record over does to the register."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """An organisation of the file that may be one we know: somebody decides. ``uid`` is how it is accepted."""

    uid: str
    name: str
    into: str
    into_name: str
    place: str
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One record of the file. ``rows`` is how many rows it covers; ``title`` names it for people."""

    position: int
    place: str
    rows: int
    source_id: str
    title: str
    verdict: Verdict
    effect: Effect
    record: str = ""
    remarks: tuple[Remark, ...] = ()
    not_taken: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    def as_value(self) -> dict[str, Any]:
        """The outcome as plain values, for a machine."""
        return {
            "position": self.position,
            "place": self.place,
            "rows": self.rows,
            "source_id": self.source_id,
            "title": self.title,
            "verdict": self.verdict.value,
            "effect": self.effect.value,
            "record": self.record,
            "remarks": [remark.as_value() for remark in self.remarks],
            "not_taken": list(self.not_taken),
        }


@dataclass(kw_only=True)
class Report:
    """A file as a whole. ``rows`` were read; every one of them is in the rows of one verdict."""

    run: UUID
    filename: str
    sha256: str
    format: str
    applied: bool
    rows: int = 0
    by_verdict: Counter[str] = field(default_factory=Counter)
    rows_by_verdict: Counter[str] = field(default_factory=Counter)
    by_effect: Counter[str] = field(default_factory=Counter)
    proposals: list[Proposal] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    merged: dict[str, str] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> None:
        """Add a record."""
        self.by_verdict[outcome.verdict.value] += 1
        self.rows_by_verdict[outcome.verdict.value] += outcome.rows
        self.by_effect[outcome.effect.value] += 1
        self.proposals += outcome.proposals

    def counts(self) -> dict[str, Any]:
        """How many of each, in records and in rows."""
        verdicts = [verdict.value for verdict in Verdict]
        return {
            "rows": self.rows,
            "records": {name: self.by_verdict[name] for name in verdicts},
            "rows_by_verdict": {name: self.rows_by_verdict[name] for name in verdicts},
            "effects": {effect.value: self.by_effect[effect.value] for effect in Effect},
            "merged": dict(self.merged),
        }

    @property
    def refused(self) -> int:
        """How many records were not taken over."""
        return self.by_verdict[Verdict.REFUSED.value]

    def as_value(self) -> dict[str, Any]:
        """The report as plain values, for a machine."""
        return {
            "run": str(self.run),
            "file": self.filename,
            "sha256": self.sha256,
            "format": self.format,
            "applied": self.applied,
            **self.counts(),
            "notes": [remark.as_value() for remark in self.notes],
            "proposals": [vars(proposal) for proposal in self.proposals],
        }


def verdict_of(remarks: tuple[Remark, ...]) -> Verdict:
    """The heaviest remark decides."""
    weights = {remark.weight for remark in remarks}
    if Weight.REFUSAL in weights:
        return Verdict.REFUSED
    return Verdict.DOUBTFUL if Weight.DOUBT in weights else Verdict.FITS
