"""Why a suppression key stays after an erasure."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from consents.choices import EventKind, KeepingGround, Standing
from consents.rules.folding import Event, Scope, State
from consents.rules.keeping import keeping

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
