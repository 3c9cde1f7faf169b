"""Corrections on real databases: the cell gets its value, the row keeps the rest, and the namesake keeps everything."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from registers.choices import CorrectionWay
from subjects.errors import PlanStale, PostConditionFailed, StillFindable
from subjects.faultpoints import FaultInjected
from subjects.planning.values import Action, ColumnCorrection, Operation
from subjects.rewriting.work import Amendment, RewriteOrder
from tests.engines.rewriting.world import World, raises

SANNE = ((0,),)
STATEMENT = "[Aanvulling] Sanne zegt dat dit niet klopt."


def corrections(world: World, *, again: bool = False, **values: Any) -> RewriteOrder:
    """An order to write these values in the row of the person; an Amendment adds to the text."""
    given = {name: one if isinstance(one, Amendment) else Amendment(value=one) for name, one in values.items()}
    ways = {True: CorrectionWay.SUPPLEMENT, False: CorrectionWay.REPLACE}
    changes = tuple(
        ColumnCorrection(column=name, way=ways[one.adds], digest=f"d-{name}") for name, one in given.items()
    )
    operation = Operation(table="customer", action=Action.CORRECT, keys=SANNE, corrections=changes)
    order = world.order(operation, maybe_applied=again)
    return replace(order, amendments={f"d-{name}": one for name, one in given.items()})


@contextmanager
def namesake_untouched(world: World) -> Iterator[None]:
    before = world.dump("customer", "id = 1"), world.dump("orders"), world.dump("ticket")
    yield
    assert (world.dump("customer", "id = 1"), world.dump("orders"), world.dump("ticket")) == before


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("name", "Sanne d'Vries; DROP TABLE customer", "Sanne d'Vries; DROP TABLE customer"),
        ("name", "Zoë Müller 漢", "Zoë Müller 漢"),
        ("email", None, "None"),
        ("born", dt.date(1981, 6, 18), "1981-06-18"),
        ("visits", 12, "12"),
    ],
)
def test_a_cell_gets_its_value_and_nothing_else_changes(world: World, column: str, value: Any, text: str) -> None:
    order = corrections(world, **{column: value})
    before = world.value("customer", column, "id = 1")

    with namesake_untouched(world):
        outcome = world.rewrite(order)

    assert str(world.value("customer", column, "id = 0")) == text and outcome.operations[0].verified == 1
    assert world.value("customer", column, "id = 1") == before


def test_several_fields_go_in_one_statement(world: World) -> None:
    with namesake_untouched(world):
        world.rewrite(corrections(world, name="Sanne de Wit", phone="0687654321", born=dt.date(1981, 1, 1)))

    assert world.value("customer", "name", "id = 0") == "Sanne de Wit"
    assert world.value("customer", "phone", "id = 0") == "0687654321"


def test_capitals_alone_are_a_correction_too(world: World) -> None:
    with namesake_untouched(world):
        world.rewrite(corrections(world, name="SANNE DE VRIES"))

    assert world.value("customer", "name", "id = 0") == "SANNE DE VRIES"


def test_a_statement_stands_behind_the_text(world: World) -> None:
    with namesake_untouched(world):
        world.rewrite(corrections(world, note=Amendment(value=STATEMENT, adds=True)))

    assert world.value("customer", "note", "id = 0") == f"Sanne belt zelf\n\n{STATEMENT}"


def test_done_twice_equals_done_once_after_a_commit_without_a_receipt(world: World) -> None:
    amendment = Amendment(value=STATEMENT, adds=True)
    order = corrections(world, note=amendment, email="sanne@elders.example")
    with pytest.raises(FaultInjected):
        world.rewrite(order, fault=cut_at("rewrite.committed"))
    once = world.dump("customer")

    outcome = world.rewrite(replace(order, maybe_applied=True))

    assert world.dump("customer") == once and outcome.operations[0].affected == 1


def test_cut_off_before_the_commit_nothing_has_changed(world: World) -> None:
    before = world.dump("customer")

    with pytest.raises(FaultInjected):
        world.rewrite(corrections(world, email="sanne@elders.example"), fault=cut_at("rewrite.before_commit"))

    assert world.dump("customer") == before


def test_a_row_that_changed_since_the_plan_is_left(world: World) -> None:
    order = corrections(world, email="sanne@elders.example")
    world.run("UPDATE customer SET note = 'net gebeld' WHERE id = 0")

    with raises(PlanStale, table="customer"):
        world.rewrite(order)

    assert world.value("customer", "email", "id = 0") == "sanne@example.nl"


def test_a_correction_that_is_not_the_one_of_the_plan_is_not_written(world: World) -> None:
    order = replace(corrections(world, email="sanne@elders.example"), amendments={"d-other": Amendment(value="x")})

    with raises(PlanStale, table="customer"):
        world.rewrite(order)


def test_an_order_that_came_in_between_stops_no_correction(world: World) -> None:
    order = corrections(world, email="sanne@elders.example")
    world.run("INSERT INTO ticket VALUES (23, 0, NULL, 'nieuw')")

    world.rewrite(replace(order, plan=replace(order.plan, states=order.plan.states[:1])))

    assert world.value("customer", "email", "id = 0") == "sanne@elders.example"


def test_a_row_that_the_search_calls_misplaced_rolls_everything_back(world: World) -> None:
    before = world.dump("customer")

    with raises(StillFindable, table="customer"):
        world.rewrite(corrections(world, email="sanne@elders.example"), again=lambda _: {("customer", (0,))})

    assert world.dump("customer") == before


def test_a_change_of_another_field_that_nothing_explains_rolls_everything_back(sqlite_world: World) -> None:
    sqlite_world.run(
        "CREATE TRIGGER sly AFTER UPDATE OF email ON customer BEGIN"
        " UPDATE customer SET note = 'x' WHERE id = NEW.id; END"
    )
    order = corrections(sqlite_world, email="sanne@elders.example")
    tables = tuple(replace(table, triggers=()) for table in order.catalog.tables)

    with raises(PostConditionFailed, column="note"):
        sqlite_world.rewrite(replace(order, catalog=replace(order.catalog, tables=tables)))

    assert sqlite_world.value("customer", "email", "id = 0") == "sanne@example.nl"


def test_a_trigger_that_puts_the_old_value_back_is_noticed(sqlite_world: World) -> None:
    sqlite_world.run(
        "CREATE TRIGGER sly AFTER UPDATE OF email ON customer BEGIN"
        " UPDATE customer SET email = OLD.email WHERE id = NEW.id; END"
    )

    with raises(PostConditionFailed, column="email"):
        sqlite_world.rewrite(corrections(sqlite_world, email="sanne@elders.example"))


def cut_at(point: str) -> Any:
    def fault(name: str) -> None:
        if name == point:
            raise FaultInjected(name)

    return fault
