"""A hold or a restriction that is set while an erasure is queued stops it, with the source as it was."""

import datetime as dt

import pytest

from registers.models import Hold
from subjects.actions import planning, running
from subjects.actions.replaying import replay
from subjects.choices import Right, Status, StepKind, StepStatus
from subjects.faultpoints import FaultInjected
from subjects.hold_selectors import row_index
from subjects.models import RestrictedRow, Restriction, Step, SubjectRequest
from tests.journeys.restricted import MEASURE, SANNE, marked_map, marked_shop, restricted_after_measure
from tests.journeys.road import Road
from tests.journeys.shops import Build, Shop


@pytest.fixture
def shop(build: Build) -> Shop:
    """A shop in which nothing can be marked, so that a restriction leaves no trace in the rows themselves."""
    shop = marked_shop(build)
    shop.load(marked_map())
    return shop


def queued(road: Road) -> SubjectRequest:
    """An erasure whose steps wait for a worker."""
    request = road.planned(Right.ERASURE, email=SANNE)
    running.start(request=request, at=road.at)
    return request


def restrict_by_hand(road: Road, shop: Shop) -> SubjectRequest:
    """A restriction by a measure of the organisation; nothing but its documents is made."""
    request = restricted_after_measure(road, shop, without=("customer", "orders"))
    planning.approve(request=request, actor=road.approver, at=road.at, measure=MEASURE)
    running.start(request=request, at=road.at)
    road.work([StepKind.RENDER])
    return request


def blocked(request: SubjectRequest) -> tuple[str, str]:
    request.refresh_from_db()
    step = Step.objects.get(plan__request=request, kind=StepKind.REWRITE)
    assert step.unsafe_at is None and step.status == StepStatus.BLOCKED
    return request.status, step.error_code


def test_a_restriction_stops_an_erasure_that_was_queued_before(shop: Shop, road: Road) -> None:
    erasure = queued(road)
    restrict_by_hand(road, shop)
    before = shop.rows()

    road.work()

    assert blocked(erasure) == (Status.BLOCKED, "plan-refused")
    assert shop.rows() == before


def test_a_hold_stops_an_erasure_that_was_queued_before(shop: Shop, road: Road) -> None:
    erasure = queued(road)
    ends_on = road.at.date() + dt.timedelta(days=30)
    Hold.objects.create(label="Claim", owner="Jurist", starts_on=road.at.date(), ends_on=ends_on)
    before = shop.rows()

    road.work()

    assert blocked(erasure) == (Status.BLOCKED, "request-error")
    assert shop.rows() == before


def test_an_erasure_that_was_committed_before_the_restriction_still_gets_its_receipt(
    shop: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    erasure = queued(road)
    monkeypatch.setenv("WAARBORG_FAULT", "step.before_receipt:raise")
    with pytest.raises(FaultInjected):
        road.work()
    monkeypatch.delenv("WAARBORG_FAULT")
    restricted_meanwhile(road)

    road.at += dt.timedelta(minutes=10)
    road.work()

    erasure.refresh_from_db()
    assert erasure.status == Status.EXECUTED


def test_a_restored_backup_is_not_erased_again_while_its_rows_are_restricted(shop: Shop, road: Road) -> None:
    road.carry_out(Right.ERASURE, email=SANNE)
    shop.run(
        "UPDATE customer SET name = 'Sanne de Vries', email = 'Sanne@Example.nl', phone = '06-12345678' WHERE id = 0"
    )
    shop.run("INSERT INTO orders VALUES (10, 0, 'Dorpsstraat 1', 'actief'), (11, 0, 'Dorpsstraat 1', 'actief')")
    restrict_by_hand(road, shop)
    before = shop.rows()

    replay(source="shop", since=road.at.date(), at=road.at)
    road.work()

    assert shop.rows() == before
    assert Step.objects.get(plan__purpose="replay", kind=StepKind.REWRITE).status == StepStatus.BLOCKED


def restricted_meanwhile(road: Road) -> None:
    """A restriction over a row of the person, as another worker notes it."""
    other = road.open(Right.ACCESS, email=SANNE)
    restriction = Restriction.objects.create(request=other, set_at=road.at)
    RestrictedRow.objects.create(restriction=restriction, index=row_index("shop", "customer", (0,)), marked=False)
