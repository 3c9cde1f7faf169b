"""What holds for every plan, whatever the map, the foreign keys and the rows: tried on made-up databases."""

import json
from collections import Counter

from hypothesis import assume, given, settings

from registers.choices import Treatment
from subjects.choices import Right
from subjects.errors import PlanRefused
from subjects.planning.planner import make_plan
from subjects.planning.serialising import plan_from_json, plan_sha256, plan_to_json
from subjects.planning.values import Action, Plan, SourcePlan
from tests.rules.planner_worlds import MADE_ON, Database, World, worlds

many = settings(max_examples=250, deadline=None)


def planned(world: World) -> SourcePlan:
    """The plan; worlds whose plan is refused are left out."""
    return whole(world).sources[0]


def whole(world: World) -> Plan:
    try:
        return make_plan(right=Right.ERASURE, nonce="n", made_on=MADE_ON, inputs=[world.given])
    except PlanRefused:
        assume(False)
        raise


@many
@given(worlds())
def test_every_personal_column_of_every_found_row_is_treated_kept_on_a_ground_or_gone(world: World) -> None:
    plan = planned(world)

    gone = {(op.table, key) for op in plan.operations if op.action == Action.DELETE for key in op.keys}
    done = {(op.table, key, c.column) for op in plan.operations for key in op.keys for c in op.columns}
    done |= {(one.table, key, name) for one in plan.kept if one.reason for key in one.keys for name in one.columns}
    for table in world.tables:
        for key in world.mine[table.name]:
            open_ = [f.name for f in table.fields if f.personal and (table.name, key, f.name) not in done]
            assert not open_ or (table.name, key) in gone


@many
@given(worlds())
def test_no_row_is_told_two_things(world: World) -> None:
    plan = planned(world)

    changed = [op for op in plan.operations if op.action == Action.TREAT]
    deleted = Counter((op.table, key) for op in plan.operations if op.action == Action.DELETE for key in op.keys)
    treated = Counter((op.table, key, c.column) for op in changed for key in op.keys for c in op.columns)
    kept = {(one.table, key, name) for one in plan.kept for key in one.keys for name in one.columns}
    assert all(count == 1 for count in [*deleted.values(), *treated.values()])
    assert not {(table, key) for table, key, _column in [*treated, *kept]} & set(deleted)
    assert not kept & set(treated)


@many
@given(worlds())
def test_only_rows_of_the_person_are_named_and_shared_or_kept_ones_are_left(world: World) -> None:
    plan = planned(world)

    for op in plan.operations:
        table = next(one for one in world.tables if one.name == op.table)
        rows = [world.mine[op.table][key] for key in op.keys]
        assert not any(row.shared and table.shared == "keep" for row in rows)
        assert table.erasure != "keep"


@many
@given(worlds())
def test_a_database_accepts_every_statement_and_changes_no_other_row_by_itself(world: World) -> None:
    plan = planned(world)
    database = Database.of(world)

    for operation in plan.operations:
        database.apply(operation)

    assert all((name, key) in database.rows for name, keys in world.strangers.items() for key in keys)


@many
@given(worlds())
def test_what_waits_for_a_duty_goes_on_its_day_and_is_whole_until_then(world: World) -> None:
    plan = planned(world)
    database = Database.of(world)
    for operation in plan.operations:
        database.apply(operation)
    held = {(one.table, key, name) for one in plan.kept if one.until for key in one.keys for name in one.columns}
    assert not {(*place, name) for place, names in database.changed.items() for name in names} & held

    for deferral in plan.deferrals:
        for operation in deferral.operations:
            database.apply(operation)

    for name, key, column in held:
        table = next(one for one in world.tables if one.name == name)
        field = table.field(column)
        stays = field is None or not field.personal or (field.erasure and field.erasure.treatment == Treatment.KEEP)
        left = (name, key) in database.rows and column not in database.changed.get((name, key), set())
        assert stays or not left or _pinned(database, name, key)


@many
@given(worlds())
def test_nothing_under_a_hold_changes_before_it_ends(world: World) -> None:
    plan = planned(world)

    until = {
        table.name: max((one.until for one in world.holds if one.covers(table)), default=MADE_ON)
        for table in world.tables
    }
    assert not [op.table for op in plan.operations if until[op.table] > MADE_ON]
    for deferral in plan.deferrals:
        assert not [op.table for op in deferral.operations if until[op.table] > deferral.on]


def _pinned(database: Database, name: str, key: object) -> bool:
    """Whether another row still points here, so that the row can't go."""
    return any(
        target == key and link.parent == name and (link.table, child) in database.rows
        for (link, child), target in database.refs.items()
    )


@many
@given(worlds())
def test_a_plan_is_the_same_every_time_and_survives_its_own_json(world: World) -> None:
    plan = whole(world)

    again = plan_from_json(json.loads(json.dumps(plan_to_json(plan))))
    assert again == plan
    assert plan_sha256(again) == plan_sha256(plan) == plan_sha256(whole(world))
