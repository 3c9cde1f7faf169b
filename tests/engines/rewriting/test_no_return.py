"""The point of no return: told just before the source can change for good, and taken back when it surely did not."""

from typing import Any

import pytest

from subjects.errors import ExecutionError, LeaseLost, PlanStale, SourceError, SourceFault, StillFindable
from tests.engines.rewriting.test_arriving import killed_after_the_commit
from tests.engines.rewriting.test_whole_person import FOUND, whole_person
from tests.engines.rewriting.world import NULL, World, delete, treat


def told(world: World, order: Any, **options: Any) -> list[object]:
    """What the engine tells of the point of no return; last the error, if that is how it ends."""
    heard: list[object] = []
    try:
        world.rewrite(order, change=heard.append, **options)
    except (ExecutionError, SourceError) as error:
        heard.append(type(error))
    return heard


def test_it_is_told_once_before_the_commit(world: World) -> None:
    assert told(world, whole_person(world)) == [True]


def test_what_goes_wrong_before_it_tells_nothing(world: World) -> None:
    heard = told(world, whole_person(world), again=lambda _connection: [("customer", (0,))])

    assert heard == [StillFindable]


def test_a_worker_that_may_not_go_on_changes_nothing(world: World) -> None:
    order, before = whole_person(world), [world.dump(table) for table in FOUND]

    def refuse(_may: bool) -> None:
        raise LeaseLost()

    with pytest.raises(LeaseLost):
        world.rewrite(order, change=refuse)

    assert [world.dump(table) for table in FOUND] == before


def test_a_resumed_run_that_finds_all_as_planned_takes_it_back_first(world: World) -> None:
    order = whole_person(world, maybe_applied=True)

    assert told(world, order) == [False, True]


def test_a_resumed_run_that_finds_it_done_does_not_take_it_back(world: World) -> None:
    resumed = killed_after_the_commit(world, whole_person(world))

    assert told(world, resumed) == [True]


def test_a_resumed_run_that_finds_rows_changed_leaves_it_as_it_is(world: World) -> None:
    resumed = killed_after_the_commit(world, whole_person(world))
    world.run("UPDATE customer SET note = 'weer' WHERE id = 0")

    assert told(world, resumed) == [PlanStale]


def test_a_commit_that_the_database_refuses_takes_it_back(sqlite_world: World) -> None:
    world = sqlite_world
    late = "ticket_id INTEGER REFERENCES ticket (id) DEFERRABLE INITIALLY DEFERRED"
    world.run(f"CREATE TABLE late (id INTEGER PRIMARY KEY, {late})", "INSERT INTO late VALUES (1, 21)")
    order = world.order(delete("ticket", [(21,)]))
    before = world.dump("ticket")

    heard = told(world, order)

    assert heard == [True, False, SourceFault]
    assert world.dump("ticket") == before


def test_what_postgresql_would_refuse_at_the_commit_it_refuses_before(postgresql_world: World) -> None:
    world = postgresql_world
    world.run("ALTER TABLE ticket ALTER CONSTRAINT ticket_parent_id_fkey DEFERRABLE INITIALLY DEFERRED")
    order = world.order(delete("ticket", [(20,)]))
    before = world.dump("ticket")

    heard = told(world, order)

    assert heard == [SourceFault]
    assert world.dump("ticket") == before


def test_a_table_without_rollback_is_told_before_it_changes(mariadb_world: World) -> None:
    world = mariadb_world
    world.run("ALTER TABLE orders DROP FOREIGN KEY orders_ibfk_1", "ALTER TABLE orders ENGINE=MyISAM")
    seen: list[Any] = []
    order = world.order(treat("customer", [(0,)], note=NULL), treat("orders", [(10,), (11,)], address=NULL))

    world.rewrite(order, change=lambda _may: seen.append(world.dump("orders", "address IS NULL")))

    assert seen[0] == []
    assert len(seen[-1]) == 2
