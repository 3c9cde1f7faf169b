"""Restriction (art. 18): a mark on exactly the rows of the person, else a measure, and nothing erased meanwhile."""

import pytest

from registers.choices import IdentifierKind
from registers.models import Document
from subjects.actions import intake, lifting, planning, running
from subjects.actions.deferring import run_due_deferrals
from subjects.actions.purging import purge_expired
from subjects.choices import RestrictionGround, Right, Status
from subjects.errors import ApprovalRefused, PlanRefused, RequestError
from subjects.models import Approval, RestrictedRow, Restriction, SubjectRequest
from subjects.planning.marking import BEFORE, BY_HAND, MARKED
from subjects.selectors import plan_value
from tests.journeys.restricted import MEASURE, SANNE, marked_shop, planned, restricted, restricted_after_measure
from tests.journeys.road import Road, difference
from tests.journeys.shops import Build, Shop

ORDERS_MARKED = "SELECT count(*) FROM orders WHERE stand = 'geblokkeerd'"
CUSTOMERS_MARKED = "SELECT count(*) FROM customer WHERE geblokkeerd = 1"


@pytest.fixture
def shop(build_small: Build) -> Shop:
    return marked_shop(build_small)


def kept(request: SubjectRequest) -> dict[tuple[str, str], int]:
    (source,) = plan_value(request.plans.order_by("-number")[0]).sources
    return {(one.table, one.reason): len(one.keys) for one in source.kept}


def test_a_restriction_without_a_ground_is_refused(shop: Shop, road: Road) -> None:
    what = intake.Intake(
        right=Right.RESTRICTION, received_on=road.at.date(), identifiers=[(IdentifierKind.EMAIL, SANNE)]
    )

    with pytest.raises(RequestError, match="needs its ground"):
        intake.receive(intake=what, at=road.at)


def test_another_right_takes_no_ground(shop: Shop, road: Road) -> None:
    what = intake.Intake(
        right=Right.ERASURE,
        received_on=road.at.date(),
        identifiers=[(IdentifierKind.EMAIL, SANNE)],
        ground=RestrictionGround.CLAIM,
    )

    with pytest.raises(RequestError, match="leave the ground empty"):
        intake.receive(intake=what, at=road.at)


def test_exactly_the_rows_of_the_person_are_marked(shop: Shop, road: Road) -> None:
    before = shop.rows()

    request = restricted(road)

    gone = difference(before, shop.rows())
    assert {table: [row[0] for row in rows] for table, rows in gone.items()} == {"customer": [0], "orders": [10, 11]}
    assert request.status == Status.EXECUTED
    assert Restriction.objects.get(request=request).rows.filter(marked=True).count() == 3


def test_the_certificate_and_the_letter_are_issued(shop: Shop, road: Road) -> None:
    request = restricted(road)

    kinds = set(Document.objects.filter(case=request.case).values_list("kind", "subkind"))
    assert kinds == {("restriction_certificate", ""), ("letter", "answer")}


def test_a_table_without_a_mark_needs_a_measure_before_the_approval(shop: Shop, road: Road) -> None:
    request = restricted_after_measure(road, shop)

    with pytest.raises(ApprovalRefused, match="2 rows are not marked by Waarborg"):
        planning.approve(request=request, actor=road.approver, at=road.at)

    assert kept(request) == {("customer", MARKED): 1, ("orders", BY_HAND): 2}


def test_a_measure_with_data_of_a_person_is_refused(shop: Shop, road: Road) -> None:
    request = restricted_after_measure(road, shop)

    with pytest.raises(ApprovalRefused, match="an e-mail address"):
        planning.approve(request=request, actor=road.approver, at=road.at, measure=f"map van {SANNE} op slot")


def test_the_measure_stands_with_the_approval_and_the_rows_count_as_restricted(shop: Shop, road: Road) -> None:
    request = restricted_after_measure(road, shop)
    planning.approve(request=request, actor=road.approver, at=road.at, measure=MEASURE)

    road.run(request)

    assert Approval.objects.get().measure == MEASURE
    assert list(RestrictedRow.objects.values_list("marked", flat=True).order_by("marked")) == [False, False, True]


def test_a_database_in_which_nothing_can_be_marked_is_restricted_by_the_measure_alone(shop: Shop, road: Road) -> None:
    request = restricted_after_measure(road, shop, without=("customer", "orders"))
    planning.approve(request=request, actor=road.approver, at=road.at, measure=MEASURE)
    before = shop.rows()

    road.run(request)

    assert request.status == Status.EXECUTED
    assert shop.rows() == before
    assert RestrictedRow.objects.count() == 3


def test_a_value_that_is_neither_set_nor_lifted_is_not_overwritten(shop: Shop, road: Road) -> None:
    shop.run("UPDATE orders SET stand = 'retour' WHERE id = 10")

    with pytest.raises(PlanRefused, match="1 rows hold another value"):
        restricted(road)


def test_a_row_that_the_organisation_marked_before_stays_as_it_is(shop: Shop, road: Road) -> None:
    shop.run("UPDATE orders SET stand = 'geblokkeerd' WHERE id = 10")

    request = restricted(road)

    assert kept(request) == {("customer", MARKED): 1, ("orders", MARKED): 1, ("orders", BEFORE): 1}
    assert RestrictedRow.objects.filter(marked=False).count() == 1


@pytest.mark.parametrize("right", [Right.ERASURE, Right.ANONYMISATION])
def test_a_restricted_person_is_not_erased(shop: Shop, road: Road, right: Right) -> None:
    request = restricted(road)

    with pytest.raises(PlanRefused, match=request.reference):
        road.planned(right, email=SANNE)


def test_a_plan_to_erase_of_before_the_restriction_does_not_start(shop: Shop, road: Road) -> None:
    erasure = road.planned(Right.ERASURE, email=SANNE)
    restricted(road)
    before = shop.rows()

    with pytest.raises(PlanRefused, match="restricted"):
        running.start(request=erasure, at=road.at)

    assert shop.rows() == before


def test_the_namesake_can_still_be_erased(shop: Shop, road: Road) -> None:
    restricted(road)

    request = road.carry_out(Right.ERASURE, email="sanne.jr@example.nl")

    assert request.status == Status.EXECUTED


def test_nothing_waits_for_a_restriction_that_was_lifted(shop: Shop, road: Road) -> None:
    request = restricted(road)
    lifted(road, request)

    assert road.carry_out(Right.ERASURE, email=SANNE).status == Status.EXECUTED
    assert run_due_deferrals(at=road.at) == 0


def lifted(road: Road, request: SubjectRequest) -> None:
    lifting.announce(request=request, reason="Uw gegevens kloppen weer.", actor=road.planner, at=road.at)
    lifting.note_told(request=request, actor=road.planner, at=road.at)
    lifting.lift(request=request, actor=road.approver, at=road.at)
    road.work()


def test_lifting_puts_every_value_back(shop: Shop, road: Road) -> None:
    before = shop.rows()
    request = restricted(road)

    lifted(road, request)

    assert shop.rows() == before
    assert Restriction.objects.get().lifted_at == road.at
    assert Document.objects.filter(case=request.case, kind="restriction_certificate").count() == 2


def test_the_person_is_told_before_the_restriction_is_lifted(shop: Shop, road: Road) -> None:
    request = restricted(road)
    lifting.announce(request=request, reason="Klaar.", actor=road.planner, at=road.at)

    with pytest.raises(RequestError, match="told first"):
        lifting.lift(request=request, actor=road.approver, at=road.at)

    assert Document.objects.filter(case=request.case, subkind="lifting").exists()


def test_who_announced_the_end_cannot_lift(shop: Shop, road: Road) -> None:
    request = restricted(road)
    lifting.announce(request=request, reason="Klaar.", actor=road.planner, at=road.at)
    lifting.note_told(request=request, actor=road.approver, at=road.at)

    with pytest.raises(ApprovalRefused, match="four eyes"):
        lifting.lift(request=request, actor=road.planner, at=road.at)


def test_a_row_that_the_organisation_marked_before_stays_marked_after_lifting(shop: Shop, road: Road) -> None:
    shop.run("UPDATE orders SET stand = 'geblokkeerd' WHERE id = 10")

    lifted(road, restricted(road))

    assert shop.value("SELECT stand FROM orders WHERE id = 10") == "geblokkeerd"
    assert shop.value("SELECT stand FROM orders WHERE id = 11") == "actief"


def test_a_mark_that_somebody_changed_meanwhile_is_left_alone(shop: Shop, road: Road) -> None:
    request = restricted(road)
    shop.run("UPDATE orders SET stand = 'retour' WHERE id = 11")

    lifted(road, request)

    assert shop.value("SELECT stand FROM orders WHERE id = 11") == "retour"
    assert shop.value(CUSTOMERS_MARKED) == 0


def test_a_second_restriction_keeps_its_rows_marked_until_it_is_lifted_too(shop: Shop, road: Road) -> None:
    first = restricted(road)
    second = restricted(road, ground=RestrictionGround.CLAIM)

    lifted(road, first)
    between = (shop.value(CUSTOMERS_MARKED), shop.value(ORDERS_MARKED))
    lifted(road, second)

    assert between == (1, 2)
    assert (shop.value(CUSTOMERS_MARKED), shop.value(ORDERS_MARKED)) == (0, 0)


def test_the_keys_of_a_standing_restriction_are_not_purged(shop: Shop, road: Road) -> None:
    request = restricted(road)
    SubjectRequest.objects.update(status=Status.CLOSED)

    purged = purge_expired(at=road.at.replace(year=2040))

    assert purged == 0
    request.refresh_from_db()
    lifted(road, request)
    assert shop.value(CUSTOMERS_MARKED) == 0


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO orders VALUES (13, 0, 'Dorpsstraat 1', 'actief')",
        "DELETE FROM orders WHERE id = 11",
        "UPDATE orders SET stand = 'actief' WHERE id = 10",
    ],
)
def test_what_no_step_marks_is_looked_up_again_before_it_is_certified(shop: Shop, road: Road, change: str) -> None:
    shop.run(
        "UPDATE customer SET geblokkeerd = 1 WHERE id = 0", "UPDATE orders SET stand = 'geblokkeerd' WHERE id < 12"
    )
    request = planned(road)
    road.approve(request)
    shop.run(change)

    road.run(request)

    assert (request.status, request.block_code) == (Status.BLOCKED, "plan-stale")
    assert not Document.objects.filter(case=request.case).exists()
    assert not Restriction.objects.exists()


def test_other_news_of_the_person_stops_no_restriction_by_hand(shop: Shop, road: Road) -> None:
    request = restricted_after_measure(road, shop, without=("customer", "orders"))
    planning.approve(request=request, actor=road.approver, at=road.at, measure=MEASURE)
    shop.run(
        "UPDATE customer SET phone = '020-1234567' WHERE id = 0", "INSERT INTO orders VALUES (13, 1, 'x', 'actief')"
    )

    road.run(request)

    assert request.status == Status.EXECUTED
