"""Tables without transactions (MyISAM): cut off before the first change there or after it, and done again."""

import datetime as dt

import pytest
from django.db.models import F

from subjects.choices import Right, StepStatus
from subjects.errors import LeaseLost
from subjects.faultpoints import FaultInjected
from subjects.models import Step
from tests.journeys.road import Road
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build, Shop

SANNE = "sanne@example.nl"
LOG = """- name: old_log
  activity: Verkoop
  ground: 6(1)(b)
  key: [id]
  erasure: treat
  anonymisation: treat
  fields:
  - {name: id}
  - {name: customer_id}
  - {name: note, category: contact, erasure: &note {treatment: constant, value: weg}, anonymisation: *note}
links:
- {child: {table: old_log, columns: [customer_id]}, parent: {table: customer, columns: [id]}}"""
ROWS = (
    *HOUSEHOLD,
    "CREATE TABLE old_log (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, note VARCHAR(40),"
    " INDEX (customer_id)) ENGINE=MyISAM",
    "INSERT INTO old_log VALUES (20, 0, 'belde'), (21, 0, 'belde weer'), (22, 1, 'belde')",
)
DONE = [(20, 0, "weg"), (21, 0, "weg"), (22, 1, "belde")]


@pytest.fixture
def shop(fresh_mariadb: str, road: Road, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Sanne, her namesake, and what both said in a table that can't roll back."""
    return Build(url=fresh_mariadb, road=road, patch=monkeypatch)(
        *ROWS, text=HOUSEHOLD_MAP.replace("\nlinks:", f"\n{LOG}")
    )


def cut_off(road: Road, patch: pytest.MonkeyPatch, point: str) -> Step:
    """The step of a request whose first attempt went wrong at that point; the next attempt may begin."""
    request = road.planned(Right.ERASURE, email=SANNE)
    patch.setenv("WAARBORG_FAULT", f"{point}:raise")
    with pytest.raises(FaultInjected):
        road.run(request)
    patch.delenv("WAARBORG_FAULT")
    road.at += dt.timedelta(minutes=10)
    return Step.objects.get(plan__request=request, source="shop")


@pytest.mark.parametrize("point", ["step.after_intent", "rewrite.before_change", "rewrite.mid"])
def test_a_row_that_changes_after_an_attempt_without_effect_is_noticed(
    shop: Shop, road: Road, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    step = cut_off(road, monkeypatch, point)
    shop.run("UPDATE old_log SET note = 'belde over iets anders' WHERE id = 21")
    before = shop.rows()

    road.work()

    step.refresh_from_db()
    assert (step.status, step.error_code, step.unsafe_at) == (StepStatus.BLOCKED, "plan-stale", None)
    assert shop.rows() == before


@pytest.mark.parametrize(
    "point", ["rewrite.before_change", "rewrite.mid", "rewrite.before_commit", "rewrite.committed"]
)
def test_wherever_it_is_cut_off_it_ends_the_same(
    shop: Shop, road: Road, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    step = cut_off(road, monkeypatch, point)

    road.work()

    step.refresh_from_db()
    assert (step.status, step.unsafe_at is None) == (StepStatus.DONE, False)
    assert shop.rows()["old_log"] == DONE
    assert shop.rows()["orders"] == [(12, 1, "Dorpsstraat 1")]
    assert shop.rows()["customer"][1] == (1, "Sanne de Vries", "sanne.jr@example.nl", "0612345678")


def test_the_change_without_a_way_back_is_noted_before_it_is_made(
    shop: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = cut_off(road, monkeypatch, "rewrite.before_commit")

    assert (step.status, step.unsafe_at) == (StepStatus.PENDING, road.at - dt.timedelta(minutes=10))
    assert shop.rows()["old_log"] == DONE
    assert shop.rows()["customer"][0][1] == "Sanne de Vries"


def test_a_plan_that_is_stale_after_such_a_change_does_not_forget_it(
    shop: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = cut_off(road, monkeypatch, "rewrite.before_commit")
    shop.run("UPDATE customer SET phone = '0687654321' WHERE id = 0")

    road.work()

    step.refresh_from_db()
    assert (step.status, step.error_code) == (StepStatus.BLOCKED, "plan-stale")
    assert None not in (step.intended_at, step.unsafe_at)


def test_a_worker_that_was_taken_over_changes_nothing_there(
    shop: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    before = shop.rows()

    def taken_over(name: str) -> None:
        if name == "rewrite.before_change":
            Step.objects.filter(source="shop").update(fencing=F("fencing") + 1)

    monkeypatch.setattr("subjects.actions.rewriting.faultpoint", taken_over)
    with pytest.raises(LeaseLost):
        road.run(request)

    assert shop.rows() == before
