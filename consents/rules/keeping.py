"""How long somebody stays in the ledger: why a key stays after an erasure, and when nothing keeps the values. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from consents.choices import EventKind, KeepingGround, Standing
from consents.rules.facts import Relation
from consents.rules.folding import Event, State

_CONSENTS = frozenset({EventKind.GIVEN, EventKind.RENEWED})


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """The ground and its last day; None is without end."""

    ground: KeepingGround
    until: dt.date | None = None

    def stands_on(self, day: dt.date) -> bool:
        """Whether the key may still be there on a day."""
        return self.until is None or day <= self.until


def keeping(states: Iterable[State], events: Iterable[Event], *, years: int, day: dt.date) -> Keeping | None:
    """The ground to keep the keys of somebody on a day; None when nothing holds them.

    An objection has to keep working (art. 21(3)); a consent that somebody relied on has to be provable (art. 7(1),
    17(3)(e)) until ``years`` after its end.
    """
    held = list(states)
    if any(state.objected for state in held):
        return Keeping(ground=KeepingGround.OBJECTION)
    if not any(event.kind in _CONSENTS for event in events):
        return None
    end = max((_ended_on(state, day) for state in held), default=day)
    found = Keeping(ground=KeepingGround.PROOF, until=end + relativedelta(years=years))
    return found if found.stands_on(day) else None


def over_on(
    states: Iterable[State], events: Iterable[Event], relations: Iterable[Relation], *, years: int
) -> dt.date | None:
    """The first day on which nothing of what was said keeps somebody's values any longer; None when it never comes.

    It comes ``years`` after the last word about a consent that has ended, and after every relation. It never comes for
    who objected (art. 21(3)), while a consent stands, also one that ended unnoted, and for a relation that goes on. The
    term is one of proof: who never consented has none, and the no that they said goes on working.
    """
    held, said, tied = list(states), list(events), list(relations)
    if not held or any(state.objected or state.standing == Standing.GIVEN for state in held):
        return None
    if not any(event.kind in _CONSENTS for event in said):
        return None
    proven = max(event.stated_at.date() for event in said) + relativedelta(years=years)
    ends = [end for relation in tied if (end := _tied_until(relation, years))]
    return max([proven, *ends]) + dt.timedelta(days=1) if len(ends) == len(tied) else None


def _tied_until(relation: Relation, years: int) -> dt.date | None:
    """The last day on which a relation counts: as long as proof, or longer where a committee decided so."""
    longer = relation.longer_months if relation.longer_decision else 0
    return relation.ended_on + relativedelta(months=max(12 * years, longer)) if relation.ended_on else None


def _ended_on(state: State, day: dt.date) -> dt.date:
    """The day on which a consent ended; one that stands ends today at the earliest."""
    if state.standing == Standing.GIVEN:
        return min(state.valid_until, day) if state.valid_until else day
    return state.since.date() if state.since else dt.date.min
