"""A worker was killed after the commit and rows came before the restart: what was done is told, and they are too."""

from typing import Any

import pytest

from subjects.errors import PlanStale, StillFindable
from subjects.rewriting.running import NEW_ROWS
from tests.engines.rewriting.test_whole_person import FOUND, others, whole_person
from tests.engines.rewriting.world import NULL, World, constant, raises, treat

NEWCOMER = "INSERT INTO customer (id, name, email) VALUES (9, 'Sanne de Vries', 'sanne@example.nl')"


def killed_after_the_commit(world: World, order: Any) -> Any:
    """The order with which the next worker resumes."""

    def fault(name: str) -> None:
        if name == "rewrite.committed":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        world.rewrite(order, fault=fault)
    return type(order)(**{**order.__dict__, "maybe_applied": True})


def found(_connection: Any) -> list[Any]:
    return [("customer", (9,))]


def test_a_row_that_an_identifier_finds_does_not_undo_what_was_done(world: World) -> None:
    order, neighbours = whole_person(world), others(world)
    resumed = killed_after_the_commit(world, order)
    world.run(NEWCOMER)
    before = [world.dump(table) for table in FOUND]

    outcome = world.rewrite(resumed, again=found)

    assert [(done.table, done.affected) for done in outcome.operations] == [
        (operation.table, operation.rows) for operation in order.operations
    ]
    assert (outcome.found_again, outcome.explained, outcome.arrived) == (0, 0, frozenset())
    assert [world.dump(table) for table in FOUND] == before
    assert [row for row in others(world)[0] if row[0] != 9] == neighbours[0]


def test_a_row_that_hangs_on_the_persons_is_told_by_its_key(world: World) -> None:
    order, neighbours = whole_person(world), others(world)
    resumed = killed_after_the_commit(world, order)
    world.run("INSERT INTO orders VALUES (13, 0, 'Dorpsstraat 1', 1)")

    outcome = world.rewrite(resumed)

    assert outcome.arrived == {("orders", (13,))}
    assert world.value("orders", "address", "id = 13") == "Dorpsstraat 1"
    assert others(world) == neighbours


@pytest.mark.parametrize("arrival", [NEWCOMER, "INSERT INTO orders VALUES (13, 0, 'Dorpsstraat 1', 1)"])
def test_what_cannot_be_rolled_back_is_told_too(mariadb_world: World, arrival: str) -> None:
    world = mariadb_world
    world.run("ALTER TABLE orders DROP FOREIGN KEY orders_ibfk_1", "ALTER TABLE orders ENGINE=MyISAM")
    resumed = killed_after_the_commit(world, world.order(treat("orders", [(10,), (11,)], address=NULL)))
    world.run(arrival)
    before = [world.dump(table) for table in FOUND]

    outcome = world.rewrite(resumed, again=found if arrival == NEWCOMER else lambda _connection: [])

    assert outcome.arrived == (frozenset() if arrival == NEWCOMER else {("orders", (13,))})
    assert [world.dump(table) for table in FOUND] == before


def test_a_row_that_came_before_the_work_was_done_stops_it(world: World) -> None:
    order = whole_person(world, maybe_applied=True)
    world.run(NEWCOMER)
    before = [world.dump(table) for table in FOUND]

    with raises(StillFindable, table="customer", rows=1):
        world.rewrite(order, again=found)

    assert [world.dump(table) for table in FOUND] == before


def test_work_that_would_change_nothing_is_not_taken_for_done(world: World) -> None:
    world.run("UPDATE customer SET name = 'verwijderd' WHERE id = 0")
    order = world.order(treat("customer", [(0,)], name=constant("verwijderd")), maybe_applied=True)
    world.run("INSERT INTO orders VALUES (13, 0, 'Dorpsstraat 1', 1)")

    with raises(PlanStale, table="orders", why=NEW_ROWS):
        world.rewrite(order)
