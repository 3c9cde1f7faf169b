"""The state of an agreement as a fold of its events. Pure: no tables, no clock.

Events are folded by the time they state; of one moment the restrictive one wins; the order in which they arrived makes
no difference. An objection stands until the person lifts it (art. 21(3)); nothing else ends it, not even a new consent.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from consents.choices import EventKind, PurposeKind, Standing

_ZONE = ZoneInfo("Europe/Amsterdam")
"""In which the last day of a consent ends; the clock of Brussels is the same."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Sender, purpose and channel by their keys. In an event '' means every one, for purposes every marketing one."""

    sender: str = ""
    purpose: str = ""
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One row of the ledger as far as the state depends on it. ``stated_at`` is aware; ``refers_to`` an event's uid."""

    uid: str
    kind: EventKind
    stated_at: dt.datetime
    scope: Scope
    refers_to: str = ""
    text: str = ""
    valid_until: dt.date | None = None
    own_initiative: bool = False


@dataclass(frozen=True, kw_only=True)
class State:
    """Where one person stands for one sender, purpose and channel. ``event`` explains it; '' is no event."""

    standing: Standing = Standing.NONE
    since: dt.datetime | None = None
    event: str = ""
    text: str = ""
    verified: bool = False
    valid_until: dt.date | None = None
    objection: str = ""
    objected_at: dt.datetime | None = None

    @property
    def objected(self) -> bool:
        """Whether an objection stands."""
        return bool(self.objection)

    def standing_on(self, day: dt.date) -> Standing:
        """The standing on a day: a consent whose last day has passed is expired, whether or not somebody noted it."""
        past = self.valid_until is not None and day > self.valid_until
        return Standing.EXPIRED if self.standing == Standing.GIVEN and past else self.standing


def covers(event: Event, scope: Scope, kind: PurposeKind) -> bool:
    """Whether an event speaks about a scope. Without a purpose it speaks about all marketing."""
    spoken = event.scope
    purpose = spoken.purpose == scope.purpose or (not spoken.purpose and kind == PurposeKind.MARKETING)
    return purpose and spoken.sender in {"", scope.sender} and spoken.channel in {"", scope.channel}


def fold(events: Iterable[Event], scope: Scope, *, kind: PurposeKind = PurposeKind.MARKETING) -> State:
    """The state for a scope that names sender, purpose and channel. Events of other scopes are left out.

    An event counts once, also when it comes twice (by uid). Whatever was declared invalid never counted.
    """
    return _folded([event for event in _ordered(events) if covers(event, scope, kind)])


def _ordered(events: Iterable[Event]) -> list[Event]:
    return sorted({event.uid: event for event in events}.values(), key=_order)


def _folded(spoken: Sequence[Event]) -> State:
    """The state after events in their order."""
    void = {event.refers_to for event in spoken if event.kind == EventKind.INVALIDATED}
    state = State()
    for event in spoken:
        state = _invalid(state, event) if event.uid in void else _after(state, event)
    return state


def _order(event: Event) -> tuple[dt.datetime, int, str]:
    return event.stated_at, event.kind.weight, event.uid


def _invalid(state: State, event: Event) -> State:
    """What a void event leaves: a void yes is no yes; a void no changes nothing, so that the no stands."""
    if event.kind in {EventKind.GIVEN, EventKind.RENEWED} and state.standing in {Standing.NONE, Standing.REQUESTED}:
        return _moved(state, event, Standing.INVALID)
    return _after(state, event) if not event.kind.permits else state


def _after(state: State, event: Event) -> State:
    return _STEPS[event.kind](state, event)


def _requested(state: State, event: Event) -> State:
    return _moved(state, event, Standing.REQUESTED) if state.standing == Standing.NONE else state


def _given(state: State, event: Event) -> State:
    return _moved(state, event, Standing.GIVEN, text=event.text, verified=False, valid_until=event.valid_until)


def _renewed(state: State, event: Event) -> State:
    """Only what stands can be renewed; what was withdrawn or has expired is asked anew."""
    if state.standing_on(event.stated_at.astimezone(_ZONE).date()) != Standing.GIVEN:
        return state
    return _moved(state, event, Standing.GIVEN, text=event.text or state.text, valid_until=event.valid_until)


def _verified(state: State, event: Event) -> State:
    return replace(state, verified=True) if event.refers_to and event.refers_to == state.event else state


def _expired(state: State, event: Event) -> State:
    """What expired is the consent that is named; one that was renewed or given anew before that day stands."""
    other = event.refers_to not in {"", state.event}
    return state if other or state.standing != Standing.GIVEN else _ended(state, event, Standing.EXPIRED)


def _objected(state: State, event: Event) -> State:
    return replace(state, objection=event.uid, objected_at=event.stated_at)


def _lifted(state: State, event: Event) -> State:
    return replace(state, objection="", objected_at=None) if event.own_initiative else state


def _moved(state: State, event: Event, standing: Standing, **also: Any) -> State:
    return replace(state, standing=standing, since=event.stated_at, event=event.uid, **also)


def _ended(state: State, event: Event, standing: Standing) -> State:
    return _moved(state, event, standing, text="", verified=False, valid_until=None)


_STEPS: dict[EventKind, Callable[[State, Event], State]] = {
    EventKind.REQUESTED: _requested,
    EventKind.GIVEN: _given,
    EventKind.RENEWED: _renewed,
    EventKind.VERIFIED: _verified,
    EventKind.REFUSED: lambda state, event: _ended(state, event, Standing.REFUSED),
    EventKind.WITHDRAWN: lambda state, event: _ended(state, event, Standing.WITHDRAWN),
    EventKind.EXPIRED: _expired,
    EventKind.OBJECTED: _objected,
    EventKind.LIFTED: _lifted,
    EventKind.INVALIDATED: lambda state, _event: state,
}


def rows_of(events: Iterable[Event], kinds: Mapping[str, PurposeKind]) -> dict[Scope, State]:
    """The states of every scope that was spoken of, '' for every other value; what ``standing_at`` reads.

    ``kinds`` gives the kind of each purpose. A row that says what a wider row says too is left out.
    """
    held = _ordered(events)
    axes = [{"", *(getattr(event.scope, axis) for event in held)} for axis in ("sender", "purpose", "channel")]
    rows: dict[Scope, State] = {}
    for sender, purpose, channel in sorted(product(*axes), key=_narrowness):
        scope = Scope(sender=sender, purpose=purpose, channel=channel)
        kind = kinds.get(purpose, PurposeKind.MARKETING)
        spoken = [event for event in held if covers(event, scope, kind)]
        if not spoken:
            continue  # nor does a wider row say anything about it: whatever covers that covers this
        state = _folded(spoken)
        if state != standing_at(rows, scope, kind=kind):
            rows[scope] = state
    return rows


def standing_at(rows: Mapping[Scope, State], scope: Scope, *, kind: PurposeKind) -> State:
    """The state for a scope out of its rows: the narrowest that covers it; sender first, then purpose and channel."""
    purposes = (scope.purpose, "") if kind == PurposeKind.MARKETING else (scope.purpose,)
    for sender, purpose, channel in product((scope.sender, ""), purposes, (scope.channel, "")):
        found = rows.get(Scope(sender=sender, purpose=purpose, channel=channel))
        if found is not None:
            return found
    return State()


def standing_for(rows: Mapping[Scope, State], scope: Scope, *, kind: PurposeKind, offer: bool) -> State:
    """The state that counts for a contact. ``kind`` is that of the purpose; ``offer``: something is offered in it.

    An offer is marketing. A consent to a purpose that is none says nothing about it, and an objection to either stands.
    """
    told = standing_at(rows, scope, kind=kind)
    if not offer or kind == PurposeKind.MARKETING:
        return told
    state = standing_at(rows, replace(scope, purpose=""), kind=PurposeKind.MARKETING)
    if state.objected or not told.objected:
        return state
    return replace(state, objection=told.objection, objected_at=told.objected_at)


def _narrowness(values: tuple[str, str, str]) -> tuple[bool, bool, bool]:
    sender, purpose, channel = values
    return bool(sender), bool(purpose), bool(channel)
