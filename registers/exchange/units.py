"""What passes through the room: the original as it stood in the file, and the unit of the register made of it.

A unit is what is stored or refused together: an activity with its purposes and lines, an agreement with its clauses,
an organisation. ``Remark`` says by code and path what somebody should know; it never holds a value of the file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from registers.book.records import Record


class Weight(StrEnum):
    """What a remark does to the verdict of its unit."""

    NOTE = "note"
    DOUBT = "doubt"
    REFUSAL = "refusal"


class Verdict(StrEnum):
    """What is thought of a unit: it fits, it is taken over with doubts, or it is not taken over."""

    FITS = "fits"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One thing to know about a unit. ``path`` is the place in the original (or the field); ``facts`` fill the text."""

    code: str
    path: str = ""
    weight: Weight = Weight.DOUBT
    facts: dict[str, str | int] = field(default_factory=dict)

    def as_value(self) -> dict[str, Any]:
        """The remark as plain values, for the table and for a machine."""
        return {"code": self.code, "path": self.path, "weight": self.weight.value, "facts": dict(self.facts)}


def refusal(code: str, path: str = "", **facts: str | int) -> Remark:
    """A remark that keeps its unit out."""
    return Remark(code=code, path=path, weight=Weight.REFUSAL, facts=facts)


def doubt(code: str, path: str = "", **facts: str | int) -> Remark:
    """A remark that somebody should look at."""
    return Remark(code=code, path=path, facts=facts)


def note(code: str, path: str = "", **facts: str | int) -> Remark:
    """A remark that needs nobody."""
    return Remark(code=code, path=path, weight=Weight.NOTE, facts=facts)


@dataclass(frozen=True, kw_only=True)
class Original:
    """What stood in the file, before anybody judged it. ``value`` is JSON-safe and is kept encrypted.

    ``position`` counts from 1; ``place`` is where a person finds it; ``rows`` is how many rows of the file it covers.
    """

    position: int
    place: str
    rows: int
    value: dict[str, Any]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What an original comes to in the register. ``head`` is the record that the others hang on.

    ``foreign``: the file comes from another register, so it is matched on ``source_system`` and ``source_id``; else it
    is our own and is matched on uid. ``nameless``: organisations have no id in the file and are known by their name.
    ``not_taken``: paths of values that went into no field. ``silent``: fields, by kind and name, of which the file says
    nothing at all (its column is not there); an existing record keeps them.
    """

    original: Original
    source_system: str = ""
    source_id: str = ""
    records: tuple[Record, ...] = ()
    remarks: tuple[Remark, ...] = ()
    not_taken: tuple[str, ...] = ()
    foreign: bool = True
    nameless: bool = False
    silent: frozenset[tuple[str, str]] = frozenset()

    @property
    def head(self) -> Record | None:
        """The activity, the agreement, or else the first record."""
        heads = [record for record in self.records if record.kind in {"activities", "agreements"}]
        return next(iter([*heads, *self.records]), None)

    @property
    def refused(self) -> bool:
        """Whether the file itself already keeps it out."""
        return any(remark.weight is Weight.REFUSAL for remark in self.remarks)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An opened file: its originals one by one, and how an original becomes a unit.

    ``notes`` tell about the file as a whole and may grow while it is read. ``rows`` says how many rows were read so
    far, counted where they are read and not where they are judged.
    """

    format: str
    originals: Iterator[Original]
    interpret: Callable[[Original], Unit]
    notes: list[Remark]
    rows: Callable[[], int]
    known_here: frozenset[str] = frozenset()
    exported_at: str = ""
