"""An entry of the catalogue as a frozen value. What it refers to is in it, for each of the countries that it knows."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from registers.canonical import sha256_of
from registers.choices import DataCategory, LegalStatus
from registers.register_choices import (
    ActivityRole,
    Answer,
    DataSource,
    DpiaCriterion,
    DpiaKind,
    EndFate,
    LadderAnswer,
    LegalBasis,
    Presence,
    RecipientKind,
    SpecialCondition,
)

Country = Literal["NL", "BE"]
COUNTRIES: tuple[Country, ...] = ("NL", "BE")
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Part(BaseModel):
    """A piece of an entry. ``only`` limits it to one country; None is both."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    only: Country | None = None


class Fact(Part):
    """A fact of law or practice that somebody has to know, with its source and how sure it is."""

    text: Text
    source: Text
    status: LegalStatus


class ProposedPurpose(Part):
    """A purpose with a proposed legal basis, and why that one (art. 6(1))."""

    key: Key
    text: Text
    basis: LegalBasis
    why: Text
    statute: str = ""
    interest: str = ""
    necessity: str = ""
    balancing: str = ""

    @model_validator(mode="after")
    def _founded(self) -> Self:
        if self.basis == LegalBasis.LEGITIMATE and not (self.interest and self.necessity and self.balancing):
            raise ValueError(f"purpose {self.key}: give interest, necessity and balancing (art. 6(1)(f))")
        if self.basis in {LegalBasis.LEGAL_DUTY, LegalBasis.PUBLIC_TASK} and not self.statute:
            raise ValueError(f"purpose {self.key}: give the statute (art. 6(3))")
        return self


class ProposedRetention(Part):
    """A range of months to choose from, or a criterion; ``least`` is what a copy begins with."""

    key: Key
    name: Text
    least: int | None = Field(default=None, ge=0, le=600)
    most: int | None = Field(default=None, ge=0, le=600)
    criterion: str = ""
    start: str = ""
    why: Text
    source: Text
    status: LegalStatus
    duty: str = ""
    fate: EndFate = EndFate.DESTROY

    @model_validator(mode="after")
    def _countable(self) -> Self:
        ranged = self.least is not None and self.most is not None and self.least <= self.most and bool(self.start)
        unranged = self.least is None and self.most is None and bool(self.criterion)
        if not ranged and not unranged:
            raise ValueError(f"retention {self.key}: give least, most and start, or only a criterion")
        return self


class ProposedLine(Part):
    """Whose data, which data, for which purpose, how long, where from."""

    key: Key
    subjects: Text
    category: DataCategory
    data: Text
    purpose: Key
    retention: Key
    origin: DataSource
    origin_text: str = ""
    obliged: Answer = Answer.UNKNOWN
    refusal: str = ""
    special: Presence = Presence.UNKNOWN
    special_kinds: str = ""
    condition: SpecialCondition | None = None
    criminal: Presence = Presence.UNKNOWN
    criminal_law: str = ""
    national_id: Presence = Presence.UNKNOWN


class ProposedRecipient(Part):
    """To whom data go (art. 30(1)(d))."""

    key: Key
    text: Text
    sort: RecipientKind


class ProposedMeasure(Part):
    """A measure of security (art. 32)."""

    key: Key
    name: Text
    text: Text


class Dpia(Part):
    """What points to a DPIA (art. 35). Whether one is needed the organisation answers itself.

    ``kinds`` and ``listed``, which explains them, are of the list of the Dutch authority.
    """

    ladder: tuple[LadderAnswer, ...] = ()
    kinds: tuple[DpiaKind, ...] = ()
    criteria: tuple[DpiaCriterion, ...] = ()
    why: Text
    listed: str = ""

    def kinds_in(self, country: str) -> tuple[DpiaKind, ...]:
        """The kinds on the list of that country; only the Dutch list is known."""
        return self.kinds if country == "NL" else ()

    def reasons(self, country: str) -> list[str]:
        """Why, in that country."""
        return [self.why, *([self.listed] if self.listed and country == "NL" else [])]


class Question(Part):
    """What only the organisation can answer; ``field`` is the field of the activity that stays open until it does."""

    field: str = ""
    text: Text


class Entry(Part):
    """A ready activity. ``affirms`` names the questions of the activity that it answers with yes; never with no."""

    key: Key
    version: dt.date
    number: Annotated[str, StringConstraints(pattern=r"^CC-[0-9]{2}$")]
    name: Text
    group: Text
    role: ActivityRole = ActivityRole.CONTROLLER
    description: Text
    security: Text
    informing: Text
    rights: Text
    purposes: tuple[ProposedPurpose, ...] = ()
    retentions: tuple[ProposedRetention, ...] = ()
    lines: tuple[ProposedLine, ...] = ()
    recipients: tuple[ProposedRecipient, ...] = ()
    processors: tuple[Text, ...] = ()
    measures: tuple[ProposedMeasure, ...] = Field(min_length=1)
    dpia: Dpia
    affirms: tuple[Literal["recipients", "automated", "profiling", "ai_used"], ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1)
    facts: tuple[Fact, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for country in COUNTRIES:
            faults = list(_faults(self, country))
            if faults:
                raise ValueError("; ".join(faults))
        return self

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of the canonical JSON of the entry."""
        return sha256_of(self.model_dump(mode="json"))

    @property
    def unconfirmed(self) -> int:
        """How many of its facts and terms no source has confirmed."""
        told = (*(fact.status for fact in self.facts), *(term.status for term in self.retentions))
        return sum(status == LegalStatus.TO_CHECK for status in told)


P = TypeVar("P", bound=Part)


def for_country(parts: tuple[P, ...], country: str) -> tuple[P, ...]:
    """The parts that hold in that country."""
    return tuple(part for part in parts if part.only in {None, country})


def _faults(entry: Entry, country: Country) -> Iterator[str]:
    purposes = [part.key for part in for_country(entry.purposes, country)]
    retentions = [part.key for part in for_country(entry.retentions, country)]
    lines = [part.key for part in for_country(entry.lines, country)]
    for keys in (purposes, retentions, lines):
        yield from (f"{country}: {key} stands there twice" for key in set(keys) if keys.count(key) > 1)
    for line in for_country(entry.lines, country):
        if line.purpose not in purposes:
            yield f"{country}: line {line.key} names purpose {line.purpose}, which is not there"
        if line.retention not in retentions:
            yield f"{country}: line {line.key} names retention {line.retention}, which is not there"
    if entry.role == ActivityRole.CONTROLLER and not (purposes and lines):
        yield f"{country}: a controller needs purposes and lines (art. 30(1)(b), (c))"
