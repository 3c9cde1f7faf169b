"""Why a suppression key stays after an erasure, and until when. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from consents.choices import EventKind, KeepingGround, Standing
from consents.rules.folding import Event, State


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
    if not any(event.kind in {EventKind.GIVEN, EventKind.RENEWED} for event in events):
        return None
    end = max((_ended_on(state, day) for state in held), default=day)
    found = Keeping(ground=KeepingGround.PROOF, until=end + relativedelta(years=years))
    return found if found.stands_on(day) else None


def _ended_on(state: State, day: dt.date) -> dt.date:
    """The day on which a consent ended; one that stands ends today at the earliest."""
    if state.standing == Standing.GIVEN:
        return min(state.valid_until, day) if state.valid_until else day
    return state.since.date() if state.since else dt.date.min
