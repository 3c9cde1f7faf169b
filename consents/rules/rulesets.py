"""Contact rules as dated data: what a rule file may hold, read and checked. Pure.

A set of rules belongs to a country and to channels and is valid from a day until another (that day excluded). Its
rules are tried in order and the first that fits decides; the last one fits always. Every rule names its article, its
source and whether that was confirmed.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from consents.choices import (
    ContactChannel,
    Outcome,
    PartyKind,
    PurposeKind,
    RelationKind,
    ScreeningListKind,
    SenderKind,
)
from consents.errors import RulesInvalid
from registers.choices import LegalStatus

Text = Annotated[str, Field(min_length=1, max_length=500)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Clock = Annotated[str, Field(pattern=r"^(?:[01]\d|2[0-4]):[0-5]\d$")]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAYS: tuple[Day, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST = 200_000


class Part(BaseModel):
    """Strict, unchangeable piece of a rule file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class CustomerTerm(Part):
    """The customer exception: which relations count, for how many months after the end, and until when it was open."""

    relations: tuple[RelationKind, ...]
    months: int | None = Field(default=None, ge=1, le=120)


class When(Part):
    """Conditions; each one that is named has to hold."""

    channels: tuple[ContactChannel, ...] | None = None
    purposes: tuple[PurposeKind, ...] | None = None
    parties: tuple[PartyKind, ...] | None = None
    senders: tuple[SenderKind, ...] | None = None
    objected: bool | None = None
    minor: bool | None = None
    several_people: bool | None = None
    consent: tuple[Literal["verified", "given", "none"], ...] | None = None
    customer: CustomerTerm | None = None
    listed: tuple[ScreeningListKind, ...] | None = None
    unscreened: tuple[ScreeningListKind, ...] | None = None


class Rule(Part):
    """One rule: when it fits, what it says and why. ``window`` tells whether the hours apply."""

    id: Code
    when: When = When()
    outcome: Outcome
    reason: Text
    article: Text
    source: Text
    status: LegalStatus
    window: bool = False


class Hours(Part):
    """Minutes in which may be called, as clock times of the country; ``24:00`` is the end of the day."""

    start: Clock
    end: Clock

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start >= self.end:
            raise ValueError("the end has to lie after the start")
        return self


class Window(Part):
    """Calling hours per day of the week, without public holidays where so said, shorter on named days (MM-DD)."""

    article: Text
    source: Text
    status: LegalStatus
    timezone: Text
    days: dict[Day, Hours]
    holidays: bool = False
    until_on: dict[Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")], Clock] = Field(default_factory=dict)
    closed_on: tuple[dt.date, ...] = ()


class RuleSet(Part):
    """One dated set of rules. ``until`` is excluded; empty is open."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z0-9-]+$", max_length=40)]
    title: Text
    country: Country
    channels: tuple[ContactChannel, ...] = Field(min_length=1)
    valid_from: dt.date
    valid_until: dt.date | None = None
    rules: tuple[Rule, ...] = Field(min_length=1)
    window: Window | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        problems = []
        ids = [rule.id for rule in self.rules]
        if len(ids) != len(set(ids)):
            problems.append("two rules have the same id")
        last = self.rules[-1]
        if last.outcome != Outcome.REFUSED or last.when != When():
            problems.append("the last rule has to refuse without any condition")
        if any(rule.when == When() for rule in self.rules[:-1]):
            problems.append("only the last rule may be without conditions")
        if any(rule.window for rule in self.rules) and self.window is None:
            problems.append("a rule names calling hours and the set has none")
        if self.valid_until and self.valid_until <= self.valid_from:
            problems.append("the set ends before it begins")
        if not self._objection_first():
            problems.append("the first rule has to refuse whoever objected, for every purpose and channel")
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _objection_first(self) -> bool:
        """No order of rules may let an objection be overtaken (art. 21(3))."""
        first = self.rules[0]
        return first.outcome == Outcome.REFUSED and first.when == When(objected=True)

    def holds_on(self, day: dt.date) -> bool:
        """Whether the set is valid on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def read_rules(text: str) -> RuleSet:
    """A set of rules from YAML. Raises RulesInvalid that names every place, without executing anything in the text."""
    if len(text) > LONGEST:
        raise RulesInvalid(["the file is longer than 200,000 signs"])
    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise RulesInvalid([f"no YAML (line {mark.line + 1})" if mark else "no YAML"]) from None
    try:
        return RuleSet.model_validate(value)
    except ValidationError as error:
        raise RulesInvalid([_place(problem) for problem in error.errors(include_input=False)]) from None


def _place(problem: object) -> str:
    assert isinstance(problem, dict)
    place = ".".join(str(step) for step in problem["loc"]) or "file"
    return f"{place}: {problem['msg'].removeprefix('Value error, ')}"


def ruleset_for(sets: Iterable[RuleSet], *, country: str, channel: ContactChannel, day: dt.date) -> RuleSet | None:
    """The set for a country, channel and day; None when nobody wrote rules for it. Of two the one that began later."""
    fitting = [each for each in sets if each.country == country and channel in each.channels and each.holds_on(day)]
    return max(fitting, key=lambda each: each.valid_from, default=None)


def clipped(rules: RuleSet, *, begin: dt.date, end: dt.date | None) -> RuleSet | None:
    """The set as valid within [begin, end) only; None when nothing is left."""
    start = max(rules.valid_from, begin)
    stops = [day for day in (rules.valid_until, end) if day]
    stop = min(stops, default=None)
    if stop is not None and stop <= start:
        return None
    return rules.model_copy(update={"valid_from": start, "valid_until": stop})
