"""A request does not end while a worker is at it, nor while a source may have changed and no receipt says so."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from subjects.actions import ending, leases, running
from subjects.actions.leases import Lease
from subjects.actions.moving import block
from subjects.choices import Right, Status, StepKind
from subjects.errors import LeaseLost, WorkOpen
from subjects.models import Step, SubjectRequest
from tests.journeys.road import Road, documents_of
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build, Shop
from tests.verbs.test_arriving import ARRIVALS, SANNE, cut_off, namesake

End = Callable[[], object]
ENDS = ["withdraw", "refuse"]
BACK = f"UPDATE customer SET email = '{SANNE}' WHERE id = 0"
ALL_GOES = ARRIVALS["by an address"][0]


def end_of(request: SubjectRequest, road: Road, verb: str) -> End:
    if verb == "withdraw":
        return partial(ending.withdraw, request=request, actor=road.planner, at=road.at)
    return partial(ending.refuse, request=request, article="12(5)", reason="Herhaald.", actor=road.planner, at=road.at)


def work_of(request: SubjectRequest) -> Step:
    return Step.objects.get(plan__request=request, plan__superseded=False, kind=StepKind.REWRITE)


def unsure(road: Road, shop: Shop, patch: pytest.MonkeyPatch, *change: str) -> SubjectRequest:
    """Blocked: a worker was lost after its commit, and rows changed before the next one came."""
    request = road.planned(Right.ERASURE, email=SANNE)
    cut_off(road, request, patch)
    shop.run(*change)
    road.work()
    request.refresh_from_db()
    assert (request.status, request.block_code) == (Status.BLOCKED, "plan-stale")
    return request


def held(road: Road) -> tuple[SubjectRequest, Lease]:
    """Blocked, for instance by another source, while a worker is at a step."""
    request = road.planned(Right.ERASURE, email=SANNE)
    running.start(request=request, at=road.at)
    lease = leases.claim(step_id=work_of(request).pk, worker="asleep", at=road.at)
    block(request=request, code="source-refused", reason="another source", at=road.at)
    return request, lease


@pytest.mark.parametrize("verb", ENDS)
def test_a_request_does_not_end_while_a_worker_is_at_it(small_household: Shop, road: Road, verb: str) -> None:
    request, lease = held(road)

    with pytest.raises(WorkOpen):
        end_of(request, road, verb)()

    assert request.status == SubjectRequest.objects.get(pk=request.pk).status == Status.BLOCKED
    leases.write_as_owner(lease, progress=1)
    assert documents_of(request) == {}


@pytest.mark.parametrize("verb", ENDS)
def test_it_ends_when_the_lease_is_over_and_the_worker_may_not_go_on(
    small_household: Shop, road: Road, verb: str
) -> None:
    request, lease = held(road)
    road.at += timedelta(minutes=10)

    end_of(request, road, verb)()

    assert request.status in {Status.WITHDRAWN, Status.REFUSED}
    with pytest.raises(LeaseLost):
        leases.write_as_owner(lease, progress=1)


@pytest.mark.parametrize("verb", ENDS)
def test_a_request_does_not_end_while_a_source_may_have_changed_without_a_receipt(
    small_household: Shop, road: Road, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    neighbour = namesake(small_household.rows())
    request = unsure(road, small_household, monkeypatch, BACK)

    with pytest.raises(WorkOpen, match="shop"):
        end_of(request, road, verb)()
    road.run(road.replanned(road.locate(request)))

    assert request.status == Status.EXECUTED
    assert small_household.value("SELECT email FROM customer WHERE id = 0") != SANNE
    assert namesake(small_household.rows()) == neighbour


@pytest.mark.parametrize("verb", ENDS)
def test_what_was_rolled_back_is_not_open(small_household: Shop, road: Road, verb: str) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    small_household.run("INSERT INTO orders VALUES (90, 0, 'Dorpsstraat 1')")
    before = small_household.rows()
    road.run(request)

    end_of(request, road, verb)()

    assert work_of(request).intended_at is None
    assert small_household.rows() == before


def test_a_worker_lost_before_the_point_of_no_return_leaves_nothing_open(
    build_small: Build, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = build_small(*HOUSEHOLD, text=HOUSEHOLD_MAP)
    before = shop.rows()
    request = road.planned(Right.ERASURE, email=SANNE)
    cut_off(road, request, monkeypatch, point="rewrite.before_commit")
    block(request=request, code="source-refused", reason="another source", at=road.at)

    ending.withdraw(request=request, actor=road.planner, at=road.at)

    assert (request.status, shop.rows()) == (Status.WITHDRAWN, before)
    assert (work_of(request).intended_at, work_of(request).intent) == (None, None)


def test_what_a_new_plan_finds_nothing_of_is_settled(
    build_small: Build, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = build_small(*HOUSEHOLD, text=ALL_GOES)
    neighbour = namesake(shop.rows())
    request = unsure(road, shop, monkeypatch, f"INSERT INTO customer VALUES (0, 'Sanne', '{SANNE}', NULL)")
    shop.run("DELETE FROM customer WHERE id = 0")

    road.plan(road.locate(request))
    ending.withdraw(request=request, actor=road.planner, at=road.at)

    assert request.status == Status.WITHDRAWN
    assert namesake(shop.rows()) == neighbour


def test_an_empty_plan_without_any_receipt_certifies_nothing(
    build_small: Build, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = build_small(*HOUSEHOLD, text=ALL_GOES)
    request = unsure(road, shop, monkeypatch, f"INSERT INTO customer VALUES (0, 'Sanne', '{SANNE}', NULL)")
    shop.run("DELETE FROM customer WHERE id = 0")

    road.run(road.replanned(road.locate(request)))

    assert (request.status, request.block_code, documents_of(request)) == (Status.BLOCKED, "not-proven", {})
