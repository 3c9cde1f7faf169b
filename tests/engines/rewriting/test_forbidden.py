"""What forbids a change from outside the source stops it before the first statement and before the commit."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from subjects.errors import PlanRefused, PostConditionFailed
from subjects.faultpoints import FaultInjected
from tests.engines.rewriting.test_correcting import corrections, cut_at
from tests.engines.rewriting.world import NULL, World, treat


def forbidden_from(time: int) -> Any:
    """Nothing stands in the way until it is asked for that time."""
    asked = count(1)

    def demand_allowed() -> None:
        if next(asked) >= time:
            raise PlanRefused(["restricted"])

    return demand_allowed


@pytest.mark.parametrize("time", [1, 2])
def test_what_is_forbidden_before_the_commit_leaves_everything_as_it_was(world: World, time: int) -> None:
    order = world.order(treat("customer", [(0,)], note=NULL))
    before = world.dump("customer")

    with pytest.raises(PlanRefused):
        world.rewrite(order, allowed=forbidden_from(time))

    assert world.dump("customer") == before


def test_what_was_committed_is_told_whatever_is_forbidden_since(world: World) -> None:
    order = world.order(treat("customer", [(0,)], note=NULL))
    with pytest.raises(FaultInjected):
        world.rewrite(order, fault=cut_at("rewrite.committed"))

    outcome = world.rewrite(replace(order, maybe_applied=True), allowed=forbidden_from(1))

    assert outcome.operations[0].verified == 1


def test_a_trigger_that_waits_for_the_commit_to_put_the_old_value_back_is_noticed(postgresql_world: World) -> None:
    postgresql_world.run(
        "CREATE FUNCTION sly() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN UPDATE customer SET name = OLD.name WHERE id = NEW.id AND name <> OLD.name; RETURN NULL; END $$",
        "CREATE CONSTRAINT TRIGGER later AFTER UPDATE OF name ON customer DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW WHEN (OLD.name <> NEW.name AND NEW.name = 'Sanne de Wit') EXECUTE FUNCTION sly()",
    )

    with pytest.raises(PostConditionFailed):
        postgresql_world.rewrite(corrections(postgresql_world, name="Sanne de Wit"))

    assert postgresql_world.value("customer", "name", "id = 0") == "Sanne de Vries"
