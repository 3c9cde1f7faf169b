"""Rows of the person that come after the commit: told by the receipt, never certified over, always with a way on."""

import json
from datetime import timedelta

import pytest

from registers.choices import DocumentKind
from subjects.actions.replaying import replay
from subjects.choices import CandidateStatus, Right, Status
from subjects.errors import NothingFound, RequestError, UndecidedCandidates
from subjects.faultpoints import FaultInjected
from subjects.models import Receipt, SubjectRequest
from tests.journeys.road import Road, Rows, documents_of
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build, Shop

SANNE = "sanne@example.nl"
NEWCOMER = f"INSERT INTO customer VALUES (9, 'Sanne de Vries', '{SANNE}', NULL)"
ARRIVALS = {
    "by an address": (HOUSEHOLD_MAP.replace("erasure: treat", "erasure: delete"), NEWCOMER),
    "by a link": (HOUSEHOLD_MAP, "INSERT INTO orders VALUES (90, 0, 'Dorpsstraat 1')"),
}


def cut_off(
    road: Road, request: SubjectRequest, patch: pytest.MonkeyPatch, *, point: str = "rewrite.committed"
) -> None:
    """The worker is lost, after the commit in the source; ten minutes later another one may come."""
    patch.setenv("WAARBORG_FAULT", f"{point}:raise")
    with pytest.raises(FaultInjected):
        road.run(request)
    patch.delenv("WAARBORG_FAULT")
    road.at += timedelta(minutes=10)


def blocked(road: Road, shop: Shop, patch: pytest.MonkeyPatch) -> SubjectRequest:
    """A request whose commit has its receipt, which tells of the newcomer."""
    request = road.planned(Right.ERASURE, email=SANNE)
    cut_off(road, request, patch)
    shop.run(NEWCOMER)
    road.work()
    request.refresh_from_db()
    return request


def namesake(rows: Rows) -> list[object]:
    return rows_with(rows, customer=1, orders=12)


def newcomer(rows: Rows) -> list[object]:
    """Who stands under the keys that the person had."""
    return rows_with(rows, customer=0, orders=10)


def rows_with(rows: Rows, **keys: int) -> list[object]:
    return [row for table, key in keys.items() for row in rows[table] if row[0] == key]


@pytest.mark.parametrize("arrival", ARRIVALS)
def test_what_was_committed_gets_its_receipt_and_the_arrival_blocks(
    build: Build, road: Road, monkeypatch: pytest.MonkeyPatch, arrival: str
) -> None:
    text, statement = ARRIVALS[arrival]
    shop = build(*HOUSEHOLD, text=text)
    neighbour = namesake(shop.rows())
    request = road.planned(Right.ERASURE, email=SANNE)
    cut_off(road, request, monkeypatch)
    shop.run(statement)

    road.work()

    request.refresh_from_db()
    body = json.loads(Receipt.objects.get(step__plan__request=request).body)
    assert (request.status, request.block_code, documents_of(request)) == (Status.BLOCKED, "arrived", {})
    assert sorted((done["planned"], done["affected"]) for done in body["operations"]) == [(1, 1), (2, 2)]
    assert body["arrived"] == 1
    assert namesake(shop.rows()) == neighbour


def test_the_old_plan_does_not_run_again_and_a_new_one_takes_the_arrival_along(
    build: Build, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = build(*HOUSEHOLD, text=ARRIVALS["by an address"][0])
    neighbour = namesake(shop.rows())
    request = blocked(road, shop, monkeypatch)

    with pytest.raises(RequestError):
        road.run(request)
    road.run(road.replanned(road.locate(request)))

    assert request.status == Status.EXECUTED
    assert DocumentKind.ERASURE_CERTIFICATE in documents_of(request)
    assert [row[0] for row in shop.rows()["customer"]] == [1]
    assert namesake(shop.rows()) == neighbour


@pytest.mark.parametrize("located", ["located while it was there", "located afterwards"])
def test_an_arrival_that_vanished_again_leaves_a_way_on(
    build: Build, road: Road, monkeypatch: pytest.MonkeyPatch, located: str
) -> None:
    shop = build(*HOUSEHOLD, text=ARRIVALS["by an address"][0])
    neighbour = namesake(shop.rows())
    request = blocked(road, shop, monkeypatch)
    if located == "located while it was there":
        road.locate(request)
    shop.run("DELETE FROM customer WHERE id = 9")

    road.run(road.replanned(road.locate(request)))

    first, last = request.plans.order_by("number")
    assert (request.status, first.summary["rows"], last.summary["rows"]) == (Status.EXECUTED, 3, 0)
    assert set(documents_of(request)) == {DocumentKind.ERASURE_CERTIFICATE, DocumentKind.LETTER}
    assert namesake(shop.rows()) == neighbour


def test_what_an_earlier_plan_erased_is_erased_again_after_a_restore(
    build_small: Build, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = build_small(*HOUSEHOLD, text=ARRIVALS["by an address"][0])
    neighbour = namesake(shop.rows())
    request = blocked(road, shop, monkeypatch)
    road.run(road.replanned(road.locate(request)))
    shop.run(
        f"INSERT INTO customer VALUES (0, 'Sanne de Vries', '{SANNE}', NULL)", "INSERT INTO orders VALUES (10, 0, 'D')"
    )

    replay(source="shop", since=road.at.date(), at=road.at)
    road.work()

    assert ([row[0] for row in shop.rows()["customer"]], [row[0] for row in shop.rows()["orders"]]) == ([1], [12])
    assert namesake(shop.rows()) == neighbour


def test_nothing_to_be_found_is_no_plan_as_long_as_nothing_was_carried_out(build_small: Build, road: Road) -> None:
    shop = build_small(*HOUSEHOLD, text=ARRIVALS["by an address"][0])
    request = road.locate(road.open(Right.ERASURE, email=SANNE))
    shop.run("DELETE FROM orders WHERE customer_id = 0", "DELETE FROM customer WHERE id = 0")

    with pytest.raises(NothingFound):
        road.plan(request)

    assert not request.plans.exists()


def test_a_stranger_under_the_key_of_a_row_that_was_deleted_is_left_alone(
    build: Build, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = build(*HOUSEHOLD, text=ARRIVALS["by an address"][0])
    neighbour = namesake(shop.rows())
    request = blocked(road, shop, monkeypatch)
    shop.run("INSERT INTO customer VALUES (0, 'Noor Nieuw', 'noor@example.nl', NULL)")
    shop.run("INSERT INTO orders VALUES (10, 0, 'Kade 2')")
    stranger = newcomer(shop.rows())

    road.run(road.replanned(road.locate(request)))

    assert request.status == Status.EXECUTED
    assert newcomer(shop.rows()) == stranger
    assert namesake(shop.rows()) == neighbour


def test_a_newcomer_of_the_household_under_a_deleted_key_waits_for_a_decision(
    build_small: Build, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = build_small(*HOUSEHOLD, text=ARRIVALS["by an address"][0])
    request = road.locate(road.open(Right.ERASURE, email=SANNE, phone="0612345678"))
    for candidate in request.candidates.all():
        road.decide(request, candidate.number, is_subject=candidate.key == [[0]])
    cut_off(road, road.replanned(request), monkeypatch)
    shop.run(NEWCOMER)
    road.work()
    request.refresh_from_db()
    shop.run("INSERT INTO customer VALUES (0, 'Noor de Vries', 'noor@example.nl', '0612345678')")

    with pytest.raises(UndecidedCandidates):
        road.plan(road.locate(request))

    waiting = request.candidates.filter(status=CandidateStatus.OPEN)
    assert [0] in [key for candidate in waiting for key in candidate.key]
