"""The state of a consent: a pure fold of events that no order of arrival and no repetition can loosen."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from consents.choices import EventKind, Standing
from consents.rules.folding import Event, Scope, State, covers, fold, rows_of, standing_at
from tests.rules.consents.samples import KINDS, NOON, VOICE, event, ledgers, scopes

E = EventKind


def callable_at(state: State, day: dt.date) -> bool:
    """Whether a consent stands and no objection."""
    return state.standing_on(day) == Standing.GIVEN and not state.objected


@given(ledgers(), st.randoms())
def test_the_order_of_arrival_makes_no_difference(events: list[Event], random: object) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert fold(shuffled, VOICE) == fold(events, VOICE)


@given(ledgers())
def test_an_event_that_comes_twice_counts_once(events: list[Event]) -> None:
    assert fold([*events, *events], VOICE) == fold(events, VOICE)


@given(ledgers())
def test_only_the_person_ends_an_objection(events: list[Event]) -> None:
    objections = [each for each in events if each.kind == E.OBJECTED and covers(each, VOICE, KINDS["aanbod"])]
    last = max((each.stated_at for each in objections), default=None)
    void = {each.refers_to for each in events if each.kind == E.INVALIDATED}
    lifted = [
        each
        for each in events
        if each.kind == E.LIFTED and each.own_initiative and covers(each, VOICE, KINDS["aanbod"])
        if last and each.stated_at > last and each.uid not in void
    ]

    state = fold(events, VOICE)

    assert not objections or lifted or state.objected


@given(ledgers(), scopes)
def test_the_rows_of_the_projection_say_what_the_fold_says(events: list[Event], scope: Scope) -> None:
    rows = rows_of(events, KINDS)

    for channel in ("voice", "email", "sms"):
        asked = Scope(sender=scope.sender or "ander", purpose=scope.purpose or "aanbod", channel=channel)
        kind = KINDS[asked.purpose]
        assert standing_at(rows, asked, kind=kind) == fold(events, asked, kind=kind)


@given(ledgers(), st.sampled_from([E.WITHDRAWN, E.REFUSED, E.OBJECTED]))
def test_a_late_no_of_the_latest_moment_closes_what_was_open(events: list[Event], no: EventKind) -> None:
    latest = event(no, 6, uid="late")

    assert not callable_at(fold([*events, latest], VOICE), NOON.date())


def test_of_one_moment_the_restrictive_event_wins() -> None:
    events = [event(E.WITHDRAWN, uid="a"), event(E.GIVEN, uid="z")]

    assert fold(events, VOICE).standing == Standing.WITHDRAWN


def test_a_new_consent_does_not_end_an_objection() -> None:
    events = [event(E.OBJECTED, 0), event(E.GIVEN, 1), event(E.VERIFIED, 2, refers_to="given-1")]

    state = fold(events, VOICE)

    assert state.standing == Standing.GIVEN
    assert state.objected


def test_lifting_one_channel_leaves_the_others_objected() -> None:
    everything = event(E.OBJECTED, scope=Scope())
    lifted = event(E.LIFTED, 1, scope=Scope(channel="email"), own_initiative=True)

    assert fold([everything, lifted], VOICE).objected
    assert not fold([everything, lifted], Scope(sender="energie", purpose="aanbod", channel="email")).objected


def test_what_was_withdrawn_can_not_be_renewed() -> None:
    events = [event(E.GIVEN), event(E.WITHDRAWN, 1), event(E.RENEWED, 2)]

    assert fold(events, VOICE).standing == Standing.WITHDRAWN


def test_what_expired_at_midnight_by_our_clock_can_not_be_renewed() -> None:
    given = event(E.GIVEN, valid_until=NOON.date())
    before, after = event(E.RENEWED, 9, uid="before"), event(E.RENEWED, 11, uid="after")

    assert fold([given, before], VOICE).event == "before"
    assert fold([given, after], VOICE).event == "given-0"


def test_a_yes_whose_proof_does_not_hold_never_was_one() -> None:
    events = [event(E.GIVEN, uid="bought"), event(E.INVALIDATED, 3, refers_to="bought")]

    assert fold(events, VOICE).standing == Standing.INVALID


def test_a_no_stands_even_when_somebody_declares_it_invalid() -> None:
    events = [event(E.GIVEN), event(E.OBJECTED, 1, uid="no"), event(E.INVALIDATED, 2, refers_to="no")]

    assert fold(events, VOICE).objected


def test_consent_ends_after_its_last_day() -> None:
    state = fold([event(E.GIVEN, valid_until=NOON.date())], VOICE)

    assert state.standing_on(NOON.date()) == Standing.GIVEN
    assert state.standing_on(NOON.date() + dt.timedelta(days=1)) == Standing.EXPIRED


def test_an_objection_to_marketing_leaves_service_open() -> None:
    everything = event(E.OBJECTED, scope=Scope())
    service = Scope(sender="energie", purpose="storing", channel="voice")

    assert not fold([everything], service, kind=KINDS["storing"]).objected
