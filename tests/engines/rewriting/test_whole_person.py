"""The road through one source: treated, deleted, counted, read again; the namesake stays as she was."""

from typing import Any

import pytest

from subjects.errors import CountMismatch, PlanStale, StillFindable
from subjects.planning.values import Kept
from tests.engines.rewriting.world import NULL, SURROGATE, World, constant, delete, detach, generalise, raises, treat

SANNE = ((0,),)
FOUND = {"customer": SANNE, "orders": ((10,), (11,)), "ticket": ((20,), (21,))}


def others(world: World) -> list[Any]:
    return [
        world.dump("customer", "id <> 0"),
        world.dump("orders", "customer_id <> 0"),
        world.dump("ticket", "customer_id <> 0"),
    ]


def whole_person(world: World, **options: Any) -> Any:
    return world.order(
        detach("ticket", [(20,), (21,)], "parent_id"),
        treat(
            "customer",
            SANNE,
            name=constant("verwijderd"),
            email=SURROGATE,
            phone=SURROGATE,
            postcode=generalise("postcode4"),
            born=generalise("year"),
            note=NULL,
        ),
        treat("orders", [(10,), (11,)], address=NULL),
        delete("ticket", [(20,), (21,)]),
        **options,
    )


def test_a_person_is_rewritten_and_the_namesake_stays(world: World) -> None:
    order, before = whole_person(world), others(world)

    outcome = world.rewrite(order)

    assert others(world) == before
    assert [(op.table, op.planned, op.affected) for op in outcome.operations] == [
        ("ticket", 2, 2),
        ("customer", 1, 1),
        ("orders", 2, 2),
        ("ticket", 2, 2),
    ]
    ((_id, name, email, phone, postcode, born, note, visits),) = world.dump("customer", "id = 0")
    assert (name, postcode, str(born), note, visits) == ("verwijderd", "1234", "1980-01-01", None, 7)
    assert email.endswith("@verwijderd.invalid")
    assert phone.isdigit()
    assert phone != "0612345678"
    assert world.dump("ticket", "customer_id = 0") == []


def test_running_twice_gives_the_rows_and_the_outcome_of_running_once(world: World) -> None:
    first = world.rewrite(whole_person(world))
    order = _as_first_planned(world)
    once = [world.dump(table) for table in FOUND]

    second = world.rewrite(order)

    assert second == first
    assert [world.dump(table) for table in FOUND] == once


def _as_first_planned(world: World) -> Any:
    """The order of a resumed step: the states of before, and an intent that was written."""
    done = whole_person(world, maybe_applied=True)
    stale = tuple(type(state)(table=state.table, keys=state.keys, fingerprint="9:9") for state in done.plan.states)
    plan = type(done.plan)(**{**done.plan.__dict__, "states": stale})
    return type(done)(**{**done.__dict__, "plan": plan})


@pytest.mark.parametrize("point", ["rewrite.begun", "rewrite.before_change", "rewrite.mid", "rewrite.before_commit"])
def test_a_kill_before_the_commit_leaves_the_old_rows(world: World, point: str) -> None:
    order = whole_person(world)
    before = [world.dump(table) for table in FOUND]

    with pytest.raises(KeyboardInterrupt):
        world.rewrite(order, fault=_kill_at(point))

    assert [world.dump(table) for table in FOUND] == before


def test_a_kill_after_the_commit_leaves_the_new_rows(world: World) -> None:
    order = whole_person(world)

    with pytest.raises(KeyboardInterrupt):
        world.rewrite(order, fault=_kill_at("rewrite.committed"))

    assert world.dump("ticket", "customer_id = 0") == []


def _kill_at(point: str) -> Any:
    def fault(name: str) -> None:
        if name == point:
            raise KeyboardInterrupt

    return fault


def test_a_row_that_changed_since_the_plan_stops_everything(world: World) -> None:
    order = whole_person(world)
    world.run("UPDATE customer SET visits = 8 WHERE id = 0")
    before = [world.dump(table) for table in FOUND]

    with raises(PlanStale, table="customer", why="rows changed"):
        world.rewrite(order)

    assert [world.dump(table) for table in FOUND] == before


def test_null_and_an_empty_text_are_a_change(world: World) -> None:
    world.run("UPDATE customer SET note = NULL WHERE id = 0")
    order = whole_person(world)
    world.run("UPDATE customer SET note = '' WHERE id = 0")

    with raises(PlanStale, why="rows changed"):
        world.rewrite(order)


def test_a_row_that_vanished_since_the_plan_stops_everything(world: World) -> None:
    order = whole_person(world)
    world.run("DELETE FROM orders WHERE id = 10")
    before = [world.dump(table) for table in FOUND]

    with raises(PlanStale, table="orders", why="rows vanished"):
        world.rewrite(order)

    assert [world.dump(table) for table in FOUND] == before


def test_a_row_that_arrived_since_the_plan_stops_everything(world: World) -> None:
    order = whole_person(world)
    world.run("INSERT INTO orders VALUES (13, 0, 'Dorpsstraat 1', 1)")
    before = [world.dump(table) for table in FOUND]

    with raises(PlanStale, table="orders", why="new rows"):
        world.rewrite(order)

    assert [world.dump(table) for table in FOUND] == before


def test_a_row_that_was_decided_to_be_somebody_elses_is_no_new_row(world: World) -> None:
    world.run("INSERT INTO orders VALUES (13, 0, 'Dorpsstraat 1', 1)")
    world.others = (("orders", (13,)),)

    outcome = world.rewrite(whole_person(world))

    assert len(outcome.operations) == 4
    assert world.value("orders", "address", "id = 13") == "Dorpsstraat 1"


def test_half_applied_after_an_intent_is_stale_and_never_guessed(world: World) -> None:
    order = _as_first_planned(world)
    world.run("UPDATE orders SET address = NULL WHERE customer_id = 0")
    before = [world.dump(table) for table in FOUND]

    with pytest.raises(PlanStale):
        world.rewrite(order)

    assert [world.dump(table) for table in FOUND] == before


def test_a_found_row_that_the_plan_does_not_explain_rolls_back(world: World) -> None:
    order = whole_person(world)
    before = [world.dump(table) for table in FOUND]

    with raises(StillFindable, table="customer", rows=1):
        world.rewrite(order, again=lambda _connection: [("customer", (0,))])

    assert [world.dump(table) for table in FOUND] == before


def test_rows_kept_on_a_ground_and_rows_of_others_are_explained(world: World) -> None:
    world.kept = (Kept(table="orders", columns=("total",), keys=((10,),), ground="17(3)(b)", reason="invoice"),)
    world.others = (("customer", (1,)),)

    outcome = world.rewrite(whole_person(world), again=lambda _connection: [("orders", (10,)), ("customer", (1,))])

    assert (outcome.found_again, outcome.explained) == (2, 2)


def test_a_key_that_does_not_exist_is_refused(world: World) -> None:
    order = world.order(treat("customer", [(0,), (99,)], note=NULL))

    with pytest.raises((PlanStale, CountMismatch)):
        world.rewrite(order)

    assert world.value("customer", "note", "id = 0") == "Sanne belt zelf"
