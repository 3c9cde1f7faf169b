"""What a restriction holds back for later, whom it tells, and what it leaves in the evidence log."""

import json

import pytest

from registers.models import Document, EvidenceEntry, Party, Recipient
from registers.register_choices import RecipientKind
from subjects.actions import ending, lifting, running
from subjects.actions.deferring import run_due_deferrals
from subjects.actions.moving import block
from subjects.choices import DeferredStatus, NoticeStatus, Right, Status, StepKind
from subjects.errors import PlanRefused, RequestError
from subjects.models import DeferredErasure, Step, SubjectRequest
from subjects.planning.serialising import operations_to_json
from subjects.planning.values import Action, Operation
from tests.journeys.registers import activity
from tests.journeys.restricted import SANNE, marked_map, marked_shop, planned, restricted
from tests.journeys.road import Road
from tests.journeys.shops import Build, Shop


@pytest.fixture
def shop(build_small: Build) -> Shop:
    return marked_shop(build_small)


def deferred(road: Road, shop: Shop) -> DeferredErasure:
    """Orders that an earlier erasure left to a day that has come."""
    earlier = road.open(Right.ERASURE, email="sanne.jr@example.nl")
    operation = Operation(table="orders", action=Action.DELETE, keys=((10,), (11,)))
    body = {"operations": operations_to_json((operation,)), "marks": {}}
    return DeferredErasure.objects.create(request=earlier, source="shop", on=road.at.date(), rows=2, body=body)


def test_a_deferred_erasure_waits_and_says_so_once(shop: Shop, road: Road) -> None:
    later = deferred(road, shop)
    restricted(road)

    started = [run_due_deferrals(at=road.at) for _hour in range(2)]

    later.refresh_from_db()
    assert (started, later.status) == ([0, 0], DeferredStatus.WAITING)
    assert later.request.events.filter(verb="restricted").count() == 1
    assert shop.value("SELECT count(*) FROM orders") == 3


def test_recipients_are_told_of_marked_and_of_other_rows(shop: Shop, road: Road) -> None:
    made = activity("Verkoop", "6(1)(b)")
    party = Party.objects.create(name="Postbode", email="avg@postbode.example")
    Recipient.objects.create(activity=made, text="bezorgt", sort=RecipientKind.CONTROLLER, party=party)

    request = restricted(road)

    (notice,) = request.notices.all()
    assert (notice.name, notice.status) == ("Postbode", NoticeStatus.QUEUED)


def test_every_change_of_a_restriction_is_a_fact_without_data(shop: Shop, road: Road) -> None:
    request = restricted(road)
    end(road, request)

    bodies = list(EvidenceEntry.objects.filter(case=request.case, kind="hold.changed").values_list("body", flat=True))
    assert [json.loads(body)["facts"]["edit"] for body in bodies] == [
        *("restricted", "announced", "told", "lifting", "lifted")
    ]
    assert not any(SANNE in body or "Vries" in body for body in bodies)


def end(road: Road, request: SubjectRequest) -> None:
    lifting.announce(request=request, reason="Klaar.", actor=road.planner, at=road.at)
    lifting.note_told(request=request, actor=road.planner, at=road.at)
    lifting.lift(request=request, actor=road.approver, at=road.at)
    road.work()


def test_a_map_that_says_no_more_how_to_unmark_stops_the_lifting(shop: Shop, road: Road) -> None:
    request = restricted(road)
    shop.load(marked_map("customer"))

    with pytest.raises(RequestError, match="put `restriction` back"):
        end(road, request)

    assert shop.value("SELECT count(*) FROM orders WHERE stand = 'geblokkeerd'") == 2


def test_a_lifting_that_stopped_is_taken_up_again(shop: Shop, road: Road) -> None:
    request = restricted(road)
    lifting.announce(request=request, reason="Klaar.", actor=road.planner, at=road.at)
    lifting.note_told(request=request, actor=road.planner, at=road.at)
    lifting.lift(request=request, actor=road.approver, at=road.at)
    shop.run("UPDATE customer SET phone = '0' WHERE id = 0")
    road.work()
    stopped = Step.objects.filter(plan__purpose="lifting", status="blocked").exists()

    lifting.lift(request=request, actor=road.approver, at=road.at)
    road.work()

    assert stopped
    assert shop.value("SELECT geblokkeerd FROM customer WHERE id = 0") == 0


def test_a_restriction_can_be_lifted_after_its_request_was_closed(shop: Shop, road: Road) -> None:

    request = restricted(road)
    ending.answer(request=request, actor=road.planner, at=road.at)
    ending.close(request=request, actor=road.planner, at=road.at)

    end(road, request)

    request.refresh_from_db()
    assert request.status == Status.CLOSED
    assert shop.value("SELECT count(*) FROM customer WHERE geblokkeerd = 1") == 0


def half_done(road: Road) -> SubjectRequest:
    """A restriction whose marks are set and whose documents can't be made."""
    request = planned(road)
    road.approve(request)
    running.start(request=request, at=road.at)
    road.work([StepKind.REWRITE])
    block(request=request, code="plan-stale", reason="x", at=road.at)
    return request


def test_marks_that_are_set_hold_an_erasure_back_before_the_certificate(shop: Shop, road: Road) -> None:
    request = half_done(road)

    with pytest.raises(PlanRefused, match=request.reference):
        road.planned(Right.ERASURE, email=SANNE)


def test_marks_of_a_request_that_was_withdrawn_halfway_can_be_lifted(shop: Shop, road: Road) -> None:
    before = shop.rows()
    request = half_done(road)
    with pytest.raises(RequestError, match="not finished"):
        lifting.announce(request=request, reason="Klaar.", actor=road.planner, at=road.at)
    ending.withdraw(request=request, actor=road.planner, at=road.at)

    end(road, request)

    assert shop.rows() == before
    assert Document.objects.filter(case=request.case, kind="restriction_certificate").count() == 1
