"""A legal claim keeps data from erasure until it ends (art. 17(3)(e)): in the plan, at the start and years later."""

import datetime as dt

import pytest

from registers.choices import IdentifierKind
from registers.models import HeldPerson, Hold, ProcessingActivity
from subjects.actions import running
from subjects.actions.deferring import run_due_deferrals
from subjects.choices import DeferredStatus, Right
from subjects.errors import PlanRefused, RequestError
from subjects.models import DeferredErasure, RequestIdentifier
from subjects.selectors import plan_value
from tests.journeys.road import Road, difference
from tests.journeys.shops import Shop

SANNE = "sanne@example.nl"


@pytest.fixture
def activity(db: None) -> ProcessingActivity:
    return ProcessingActivity.objects.create(number="VA-001", name="Verkoop")


def held(road: Road, *, days: int = 100, activity: ProcessingActivity | None = None) -> Hold:
    today = road.at.date()
    return Hold.objects.create(
        label="Zaak 2026-4", owner="Jurist", activity=activity, starts_on=today, ends_on=today + dt.timedelta(days=days)
    )


def test_an_activity_under_a_hold_stays_whole_and_the_rest_is_erased(
    small_household: Shop, road: Road, activity: ProcessingActivity
) -> None:
    hold = held(road, activity=activity)
    before = small_household.rows()

    request = road.run(road.planned(Right.ERASURE, email=SANNE))

    gone = difference(before, small_household.rows())
    assert set(gone) == {"customer"}
    (deferral,) = DeferredErasure.objects.filter(request=request)
    assert (deferral.on, deferral.rows, deferral.duty) == (hold.ends_on, 2, "hold")
    (kept,) = [one for one in plan_value(request.plans.get()).sources[0].kept if one.ground == "17(3)(e)"]
    assert (kept.table, kept.until) == ("orders", hold.ends_on)


def test_when_the_hold_ends_the_rest_goes_by_itself_and_the_namesake_stays(
    small_household: Shop, road: Road, activity: ProcessingActivity
) -> None:
    hold = held(road, activity=activity)
    road.run(road.planned(Right.ERASURE, email=SANNE))
    before = small_household.rows()
    road.at = dt.datetime.combine(hold.ends_on, dt.time(12), tzinfo=dt.UTC)

    started = run_due_deferrals(at=road.at)
    road.work()

    gone = difference(before, small_household.rows())
    assert started == 1
    assert [row[0] for row in gone["orders"]] == [10, 11]
    assert set(gone) == {"orders"}


def test_a_hold_that_lasts_longer_postpones(small_household: Shop, road: Road, activity: ProcessingActivity) -> None:
    hold = held(road, activity=activity)
    road.run(road.planned(Right.ERASURE, email=SANNE))
    day = hold.ends_on
    Hold.objects.update(ends_on=day + dt.timedelta(days=30))

    started = run_due_deferrals(at=dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC))

    deferral = DeferredErasure.objects.get()
    assert (started, deferral.status, deferral.on) == (0, DeferredStatus.WAITING, day + dt.timedelta(days=30))


def test_a_hold_set_after_the_plan_stops_it(small_household: Shop, road: Road, activity: ProcessingActivity) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    held(road, activity=activity)
    before = small_household.rows()

    with pytest.raises(RequestError, match="Zaak 2026-4"):
        running.start(request=request, at=road.at)

    assert small_household.rows() == before


def test_a_hold_on_one_person_leaves_others_alone(small_household: Shop, road: Road) -> None:
    hold = held(road)
    other = road.open(Right.ERASURE, email="sanne.jr@example.nl")
    index = RequestIdentifier.objects.get(request=other).index
    HeldPerson.objects.create(hold=hold, kind=IdentifierKind.EMAIL, index=index)

    mine, theirs = road.planned(Right.ERASURE, email=SANNE), road.locate(other)

    assert plan_value(mine.plans.get()).rows == 3
    with pytest.raises(PlanRefused, match="everything that was found is kept"):
        road.plan(theirs)


def test_a_hold_that_is_over_holds_nothing(small_household: Shop, road: Road, activity: ProcessingActivity) -> None:
    hold = held(road, activity=activity)
    Hold.objects.filter(pk=hold.pk).update(starts_on=road.at.date() - dt.timedelta(days=9), ends_on=road.at.date())

    assert plan_value(road.planned(Right.ERASURE, email=SANNE).plans.get()).rows == 3
