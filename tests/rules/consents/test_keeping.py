"""Why a suppression key stays after an erasure."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from consents.choices import EventKind, KeepingGround, RelationKind, Standing
from consents.rules.facts import Relation
from consents.rules.folding import Event, Scope, State
from consents.rules.keeping import keeping, over_on

DAY = dt.date(2026, 7, 1)
MOMENT = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
GIVEN = Event(uid="1", kind=EventKind.GIVEN, stated_at=MOMENT, scope=Scope())
ENDED = State(standing=Standing.WITHDRAWN, since=MOMENT)


def test_nothing_was_ever_given_so_nothing_is_kept() -> None:
    asked = Event(uid="1", kind=EventKind.REQUESTED, stated_at=MOMENT, scope=Scope())

    assert keeping([State(standing=Standing.REQUESTED)], [asked], years=5, day=DAY) is None


@given(day=st.dates(dt.date(2024, 3, 1), dt.date(2060, 1, 1)), years=st.integers(0, 20))
def test_the_proof_of_an_ended_consent_is_kept_for_its_term_to_the_day(day: dt.date, years: int) -> None:
    found = keeping([ENDED], [GIVEN], years=years, day=day)

    last = dt.date(2024 + years, 3, 1)
    assert (found is not None) == (day <= last)
    assert found is None or (found.ground, found.until) == (KeepingGround.PROOF, last)


@given(day=st.dates(dt.date(2024, 3, 1), dt.date(2200, 1, 1)), events=st.sampled_from([[], [GIVEN]]))
def test_an_objection_keeps_its_key_whatever_else_ends(day: dt.date, events: list[Event]) -> None:
    objected = State(objection="2", objected_at=MOMENT)

    found = keeping([ENDED, objected], events, years=0, day=day)

    assert found is not None
    assert (found.ground, found.until) == (KeepingGround.OBJECTION, None)


KINDS = st.sampled_from(list(EventKind))
MOMENTS = st.integers(0, 4000).map(lambda days: dt.datetime(2015, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=days))
STATES = st.builds(
    State,
    standing=st.sampled_from(list(Standing)),
    since=MOMENTS,
    objection=st.sampled_from(["", "", "", "9"]),
)
EVENTS = st.builds(
    Event,
    uid=st.uuids().map(str),
    kind=KINDS,
    stated_at=MOMENTS,
    scope=st.just(Scope()),
)
RELATIONS = st.builds(
    Relation,
    kind=st.just(RelationKind.CUSTOMER),
    ended_on=st.none() | st.dates(dt.date(2015, 1, 1), dt.date(2026, 1, 1)),
)


def test_values_go_the_day_after_the_term_of_the_last_word() -> None:
    said = [GIVEN, Event(uid="2", kind=EventKind.WITHDRAWN, stated_at=MOMENT.replace(year=2025), scope=Scope())]

    assert over_on([ENDED], said, [], years=5) == dt.date(2030, 3, 2)


@given(
    states=st.lists(STATES, max_size=4),
    events=st.lists(EVENTS, max_size=5),
    relations=st.lists(RELATIONS, max_size=2),
    years=st.integers(0, 20),
)
def test_whoever_is_over_has_no_ground_left_and_nothing_that_stands(
    states: list[State], events: list[Event], relations: list[Relation], years: int
) -> None:
    spoken = [*events, *(_said(state) for state in states)]
    over = over_on(states, spoken, relations, years=years)

    if over is None:
        return
    assert keeping(states, spoken, years=years, day=over) is None
    assert not any(state.objected or state.standing == Standing.GIVEN for state in states)
    assert {EventKind.GIVEN, EventKind.RENEWED} & {event.kind for event in spoken}
    assert all(relation.ended_on and relation.ended_on < over for relation in relations)


def _said(state: State) -> Event:
    """What a state came from."""
    assert state.since is not None
    return Event(uid="0", kind=EventKind.REFUSED, stated_at=state.since, scope=Scope())


@given(states=st.lists(STATES, max_size=3), events=st.lists(EVENTS, min_size=1, max_size=4), years=st.integers(0, 20))
def test_one_word_more_never_brings_the_day_nearer(states: list[State], events: list[Event], years: int) -> None:
    before, after = (over_on(states, said, [], years=years) for said in ([*events[1:], GIVEN], [*events, GIVEN]))

    assert (before is None) == (after is None)
    assert before is None or after is None or after >= before


def test_a_longer_term_of_a_relation_counts_where_a_committee_decided_it() -> None:
    ended_on = dt.date(2024, 3, 1)
    plain, longer = (
        Relation(kind=RelationKind.DONOR, ended_on=ended_on, longer_months=84, longer_decision=decision)
        for decision in ("", "B-12")
    )

    assert over_on([ENDED], [GIVEN], [plain], years=5) == dt.date(2029, 3, 2)
    assert over_on([ENDED], [GIVEN], [longer], years=5) == dt.date(2031, 3, 2)
