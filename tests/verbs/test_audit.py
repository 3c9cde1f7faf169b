"""What an auditor could once make Waarborg lie about: rows that changed hands, reused keys, tampered books."""

import hashlib
import json

import pytest
from django.core.management import call_command
from django.db import connection

from registers.datamap import map_from_yaml
from registers.errors import MapInvalid
from registers.models import Document
from subjects.actions import running
from subjects.actions.deferring import accept, run_due_deferrals
from subjects.actions.replaying import replay
from subjects.choices import CandidateStatus, DeferredStatus, Right, Status
from subjects.errors import PlanRefused, RequestError, UndecidedCandidates
from subjects.models import DeferredErasure, Plan, Receipt, SubjectRequest
from subjects.selectors import plan_value
from tests.journeys.road import Road, noon
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build, Shop
from tests.verbs.test_deferring import ROWS, TEXT

SANNE = "sanne@example.nl"
JOINT = "NL91ABNA0417164300"
PAYER_MAP = HOUSEHOLD_MAP.replace(
    "\nlinks:",
    """
- name: payer
  role: person
  activity: Verkoop
  ground: 6(1)(b)
  key: [id]
  erasure: delete
  anonymisation: treat
  fields:
  - {name: id}
  - {name: iban, category: financial, identifies: iban, scan: true, erasure: *none, anonymisation: *none}
links:""",
).replace(
    "  - {name: phone,",
    "  - {name: iban, category: financial, identifies: iban, scan: true,\n"
    "     erasure: &empty {treatment: 'null'}, anonymisation: *empty}\n  - {name: phone,",
)
PAYERS = (
    *HOUSEHOLD,
    "ALTER TABLE customer ADD COLUMN iban VARCHAR(34)",
    "CREATE TABLE payer (id INTEGER PRIMARY KEY, iban VARCHAR(34))",
    f"UPDATE customer SET iban = '{JOINT}' WHERE id = 0",
    f"INSERT INTO payer VALUES (7, '{JOINT}')",
)
FIRST_DAY = noon(2028, 1, 1)


@pytest.fixture
def shop(build_small: Build, road: Road) -> Shop:
    """Sanne (0) with invoices of 2015, 2020 and 2024, her namesake (1) with one; it is November 2026."""
    return build_small(*ROWS, text=TEXT)


def first_deferral(request: SubjectRequest) -> DeferredErasure:
    return request.deferrals.order_by("on")[0]


def due(road: Road) -> int:
    """What the clock and a worker do on the first day."""
    road.at = FIRST_DAY
    started = run_due_deferrals(at=road.at)
    road.work()
    return started


CHANGED_HANDS = {
    "linked to the neighbour": ["UPDATE invoice SET customer_id = 1 WHERE id = 2"],
    "key reused": ["DELETE FROM invoice WHERE id = 2", "INSERT INTO invoice VALUES (2, 1, '2027-05-05', 99, 'nieuw')"],
    "amount changed": ["UPDATE invoice SET amount = 21 WHERE id = 2"],
}


@pytest.mark.parametrize("statements", CHANGED_HANDS.values(), ids=list(CHANGED_HANDS))
def test_a_deferral_of_a_row_that_changed_blocks_and_touches_nothing(
    shop: Shop, road: Road, statements: list[str]
) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)
    shop.run(*statements)
    before = shop.rows()

    started = due(road)

    assert (started, first_deferral(request).status) == (0, DeferredStatus.BLOCKED)
    assert "plan-stale" in list(request.events.values_list("note", flat=True))
    assert shop.rows() == before


def test_a_blocked_deferral_that_somebody_accepts_waits_again_and_runs(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)
    shop.run("UPDATE invoice SET amount = 21 WHERE id = 2")
    due(road)

    accept(deferral=first_deferral(request), actor=road.planner, at=road.at)
    waiting = first_deferral(request).status
    due(road)

    assert (waiting, first_deferral(request).status) == (DeferredStatus.WAITING, DeferredStatus.DONE)
    assert [row[0] for row in shop.rows()["invoice"]] == [3, 4]


def test_what_was_accepted_and_changes_again_blocks_again(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)
    shop.run("UPDATE invoice SET amount = 21 WHERE id = 2")
    due(road)
    accept(deferral=first_deferral(request), actor=road.planner, at=road.at)
    shop.run("UPDATE invoice SET customer_id = 1 WHERE id = 2")
    before = shop.rows()

    due(road)

    assert first_deferral(request).status == DeferredStatus.BLOCKED
    assert shop.rows() == before


def test_a_deferral_that_is_not_blocked_is_not_accepted(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)

    with pytest.raises(RequestError):
        accept(deferral=first_deferral(request), actor=road.planner, at=road.at)


def test_of_two_deferrals_on_a_day_the_command_accepts_the_blocked_one(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)
    first, last = request.deferrals.order_by("on")
    DeferredErasure.objects.filter(pk=first.pk).update(on=last.on, status=DeferredStatus.DONE, body=None)
    DeferredErasure.objects.filter(pk=last.pk).update(status=DeferredStatus.BLOCKED)

    call_command("erasures", "accept", request.reference, "--on", "2032-01-01", "--by", road.planner.username)

    assert sorted(request.deferrals.values_list("status", flat=True)) == [DeferredStatus.DONE, DeferredStatus.WAITING]


def test_each_day_runs_when_its_rows_are_as_they_were_left(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)
    due(road)
    road.at = noon(2032, 1, 1)
    run_due_deferrals(at=road.at)
    road.work()

    assert set(request.deferrals.values_list("status", flat=True)) == {DeferredStatus.DONE}
    assert [row[0] for row in shop.rows()["invoice"]] == [4]


def test_a_deferral_whose_rows_are_gone_closes(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)
    shop.run("DELETE FROM invoice WHERE id = 2")

    started = due(road)

    assert (started, first_deferral(request).status) == (0, DeferredStatus.DONE)


def test_a_stale_row_without_rollback_stays_stale_on_the_next_attempt(
    fresh_mariadb: str, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements = [one.replace("address VARCHAR(80))", "address VARCHAR(80)) ENGINE=MyISAM") for one in HOUSEHOLD]
    shop = Build(url=fresh_mariadb, road=road, patch=monkeypatch)(*statements, text=HOUSEHOLD_MAP)
    request = road.planned(Right.ERASURE, email=SANNE)
    shop.run("UPDATE orders SET customer_id = 1 WHERE id = 10")
    before = shop.rows()

    seen = [(road.run(request).status, request.block_code) for _attempt in range(2)]

    assert seen == [(Status.BLOCKED, "plan-stale")] * 2
    assert shop.rows() == before


@pytest.mark.parametrize("role", ["person", "dependent"])
def test_an_account_that_was_only_learned_makes_nobody_certain(build_small: Build, road: Road, role: str) -> None:
    name = "- name: payer\n  role: "
    build_small(*PAYERS, text=PAYER_MAP.replace(f"{name}person", f"{name}{role}"))
    request = road.locate(road.open(Right.ERASURE, email=SANNE))

    with pytest.raises(UndecidedCandidates):
        road.plan(request)

    statuses = dict(request.candidates.values_list("table", "status"))
    assert statuses == {"customer": CandidateStatus.SUBJECT, "payer": CandidateStatus.OPEN}


def test_an_account_that_was_given_makes_certain(build_small: Build, road: Road) -> None:
    build_small(*PAYERS, text=PAYER_MAP)
    request = road.locate(road.open(Right.ERASURE, email=SANNE, iban=JOINT))

    plan = road.plan(request)

    (source,) = plan_value(plan).sources
    assert ("payer", ((7,),)) in [(operation.table, operation.keys) for operation in source.operations]


def test_a_plan_that_keeps_everything_is_refused_with_a_way_on(build_small: Build, road: Road) -> None:
    text = HOUSEHOLD_MAP
    for erasure in ("treat", "delete"):
        text = text.replace(f"\n  erasure: {erasure}", "\n  erasure: keep\n  reason: lopend geschil")
    build_small(*HOUSEHOLD, text=text)
    request = road.locate(road.open(Right.ERASURE, email=SANNE))

    with pytest.raises(PlanRefused) as refused:
        road.plan(request)

    assert len(str(refused.value)) > len(PlanRefused.__doc__ or "")
    assert (request.status, request.plans.count()) == (Status.LOCATED, 0)


@pytest.mark.parametrize("field", ["url_env: WAARBORG_DATABASE_URL", "url_env: SHOP_URL\nfiles_env: WAARBORG_VAR"])
def test_a_variable_of_ours_is_no_address_in_a_map(field: str) -> None:
    with pytest.raises(MapInvalid):
        map_from_yaml(HOUSEHOLD_MAP.replace("url_env: SHOP_URL", field))


def test_a_receipt_that_was_tampered_with_becomes_no_document(small_household: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, prove=False, email=SANNE)
    (receipt,) = Receipt.objects.filter(step__plan__request=request)
    body = json.loads(receipt.body)
    body["operations"][0]["affected"] += 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE subjects_receipt SET body = %s WHERE id = %s", [json.dumps(body), receipt.pk])

    road.work()

    request.refresh_from_db()
    assert (request.status, request.block_code) == (Status.BLOCKED, "evidence-broken")
    assert not Document.objects.filter(case=request.case).exists()


def test_a_receipt_with_a_hash_of_its_own_making_becomes_no_document(small_household: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, prove=False, email=SANNE)
    (receipt,) = Receipt.objects.filter(step__plan__request=request)
    forged = receipt.body.replace('"affected":1', '"affected":9')
    digest = hashlib.sha256(forged.encode()).hexdigest()
    Receipt.objects.filter(pk=receipt.pk).update(body=forged, sha256=digest)

    road.work()

    request.refresh_from_db()
    assert forged != receipt.body
    assert (request.status, request.block_code) == (Status.BLOCKED, "evidence-broken")
    assert not Document.objects.filter(case=request.case).exists()


def test_an_approved_plan_that_was_swapped_changes_nothing(small_household: Shop, road: Road) -> None:
    other = road.planned(Right.ERASURE, email="sanne.jr@example.nl")
    request = road.planned(Right.ERASURE, email=SANNE)
    Plan.objects.filter(request=request).update(body=other.plans.get().body)
    before = small_household.rows()

    with pytest.raises(RequestError):
        road.run(request)

    assert small_household.rows() == before


def test_a_plan_that_was_swapped_after_the_start_changes_nothing(small_household: Shop, road: Road) -> None:
    other = road.planned(Right.ERASURE, email="sanne.jr@example.nl")
    request = road.planned(Right.ERASURE, email=SANNE)
    before = small_household.rows()

    running.start(request=request, at=road.at)
    Plan.objects.filter(request=request).update(body=other.plans.get().body)
    road.work()

    request.refresh_from_db()
    assert (request.status, request.block_code) == (Status.BLOCKED, "request-error")
    assert small_household.rows() == before


def test_a_plan_that_was_swapped_after_the_work_defers_nothing(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, prove=False, email=SANNE)
    (plan,) = request.plans.all()
    body = json.loads(json.dumps(plan.body).replace('"2028-01-01"', '"2027-01-01"'))
    Plan.objects.filter(pk=plan.pk).update(body=body)

    road.work()

    request.refresh_from_db()
    assert body != plan.body
    assert (request.status, request.deferrals.count()) == (Status.BLOCKED, 0)


def test_a_plan_that_was_swapped_is_not_repeated_after_a_restore(small_household: Shop, road: Road) -> None:
    other = road.planned(Right.ERASURE, email="sanne.jr@example.nl")
    request = road.carry_out(Right.ERASURE, email=SANNE)
    Plan.objects.filter(request=request).update(body=other.plans.get().body)
    before = small_household.rows()

    with pytest.raises(RequestError):
        replay(source="shop", since=road.at.date(), at=road.at)

    assert small_household.rows() == before


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01"])
def test_a_date_that_stands_for_no_date_is_no_start_of_a_duty(shop: Shop, road: Road, day: str) -> None:
    shop.run(f"UPDATE invoice SET day = '{day}' WHERE id = 2")
    request = road.locate(road.open(Right.ERASURE, email=SANNE))

    with pytest.raises(PlanRefused, match="invoice"):
        road.plan(request)


@pytest.mark.parametrize("between", ["\u2011", "\u2013", "\u202f"])
def test_a_phone_is_found_whatever_stands_between_its_digits(small_household: Shop, road: Road, between: str) -> None:
    small_household.run(f"UPDATE customer SET phone = '06{between}12{between}345678' WHERE id = 0")

    request = road.locate(road.open(Right.ERASURE, phone="0612345678"))

    assert [candidate.key for candidate in request.candidates.order_by("number")] == [[[0]], [[1]]]


def test_a_preview_leaves_no_candidates(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, email="nieuw@example.nl"))
    small_household.run("INSERT INTO customer VALUES (5, 'Noor Nieuw', 'nieuw@example.nl', NULL)")

    call_command("request", "plan", request.reference, "--preview")

    assert not request.candidates.exists()
    assert not request.plans.exists()
