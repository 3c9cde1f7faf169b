"""Made-up situations for trying a version of contact rules: every combination of what rules look at. Pure."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from consents.choices import PartyKind, PurposeKind, RelationKind, ScreeningListKind, SenderKind, Standing
from consents.rules.deciding import Decision, decide
from consents.rules.facts import Facts, Relation
from consents.rules.folding import State
from consents.rules.rulesets import RuleSet

CONSENTS = (
    State(),
    State(standing=Standing.GIVEN, event="imagined"),
    State(standing=Standing.GIVEN, event="imagined", verified=True),
    State(standing=Standing.GIVEN, event="imagined", verified=True, objection="imagined"),
)
LOADED = frozenset(ScreeningListKind)
LISTS: tuple[dict[str, Any], ...] = (
    {"lists_known": LOADED},
    {"lists_known": LOADED, "lists": LOADED},
    {"lists_known": frozenset[ScreeningListKind]()},
)


@dataclass(kw_only=True)
class Shift:
    """Situations in which another rule decides: from which to which, how many, and one of them."""

    before: Decision
    after: Decision
    example: Facts
    count: int = 0

    @property
    def turns(self) -> bool:
        """Whether the answer itself turns."""
        return self.before.outcome != self.after.outcome


@dataclass(kw_only=True)
class Tried:
    """What trying two sets on the same situations gave."""

    looked: int = 0
    shifts: dict[tuple[str, str, bool], Shift] = field(default_factory=dict)

    @property
    def turned(self) -> int:
        """In how many situations the answer itself turns."""
        return sum(shift.count for shift in self.shifts.values() if shift.turns)


def situations(rules: RuleSet, at: dt.datetime) -> Iterator[Facts]:
    """Every combination of purpose, kind of sender, party, consent, relation, age, household and list at a moment."""
    axes = (rules.channels, PurposeKind, SenderKind, PartyKind, CONSENTS, _relations(at), (False, True), (1, 2), LISTS)
    for channel, purpose, sender, party, state, relation, minor, people, lists in product(*axes):
        yield Facts(
            at=at,
            channel=channel,
            purpose=purpose,
            country=rules.country,
            sender_kind=sender,
            party=party,
            state=state,
            relation=relation,
            minor=minor,
            people=people,
            **lists,
        )


def _relations(at: dt.datetime) -> tuple[Relation | None, ...]:
    whole: dict[str, Any] = {"collected_in_sale": True, "opt_out_offered": True, "similar": True}
    long_ago = at.date() - dt.timedelta(days=4 * 366)
    return (
        None,
        Relation(kind=RelationKind.CUSTOMER, **whole),
        Relation(kind=RelationKind.CUSTOMER, ended_on=long_ago, **whole),
        Relation(kind=RelationKind.DONOR, **whole),
    )


def tried(before: RuleSet | None, after: RuleSet, facts: Iterator[Facts]) -> Tried:
    """Decide every situation by both sets, and count where another rule decides."""
    found = Tried()
    for each in facts:
        found.looked += 1
        old, new = decide(each, before), decide(each, after)
        if (old.rule, old.outcome, old.reason) == (new.rule, new.outcome, new.reason):
            continue
        key = (old.rule, new.rule, old.outcome != new.outcome)
        shift = found.shifts.setdefault(key, Shift(before=old, after=new, example=each))
        shift.count += 1
    return found
