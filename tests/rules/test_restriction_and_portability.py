"""What holds for every plan that marks rows (art. 18) or takes data along (art. 20), on made-up databases."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registers.choices import DataCategory, Provided
from registers.datamap import DataMap, FieldMap, RestrictionMark, TableMap, map_from_yaml, map_to_yaml
from registers.errors import MapInvalid
from registers.publishing.grounds import ActivityBasis
from subjects.choices import Right
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogTable, Family
from subjects.planning.checking import check
from subjects.planning.marking import BEFORE, BY_HAND, MARKED, SHARED, Marks, Place, state_of
from subjects.planning.planner import make_plan
from subjects.planning.porting import PORTABLE, plain_ground, unsaid, why_field_stays, why_table_stays
from subjects.planning.serialising import plan_from_json, plan_to_json
from subjects.planning.values import Action, Plan, SourcePlan
from tests.rules.planner_worlds import MADE_ON, World, worlds

many = settings(max_examples=150, deadline=None)
GROUNDS = ["6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(f)", "9(2)(a)"]


@st.composite
def restricted(draw: st.DrawFn) -> World:
    """A world in which some tables have a mark, and some rows were marked before."""
    world = draw(worlds())
    with_mark = [draw(st.booleans()) for _table in world.tables]
    mark = RestrictionMark(column="mark", value="dicht", lifted="open")
    world.tables = tuple(
        _markable(table, mark) if has else table for table, has in zip(world.tables, with_mark, strict=True)
    )
    places = [(table.name, key) for table in world.tables if table.restriction for key in world.mine[table.name]]
    found = frozenset(draw(st.sets(st.sampled_from(places)))) if places else frozenset()
    world.marks = Marks(article="18(1)(a)", found=found)
    return world


def _markable(table: TableMap, mark: RestrictionMark) -> TableMap:
    return table.model_copy(update={"fields": (*table.fields, FieldMap(name="mark")), "restriction": mark})


@st.composite
def portable(draw: st.DrawFn) -> World:
    """A world in which tables rest on grounds, and fields say how they came here."""
    world = draw(worlds())
    said = st.sampled_from([None, *Provided])
    tables = []
    for table in world.tables:
        fields = tuple(one.model_copy(update={"provided": draw(said)}) for one in table.fields)
        ground = draw(st.sampled_from(GROUNDS))
        tables.append(table.model_copy(update={"fields": fields, "provided": draw(said), "ground": ground}))
    world.tables = tuple(tables)
    world.bases = {table.activity: _basis(table, draw(st.sets(st.sampled_from(GROUNDS)))) for table in tables}
    return world


def _basis(table: TableMap, grounds: set[str]) -> ActivityBasis:
    return ActivityBasis(
        number="VA-001", name=table.activity, version=2, sha256="a" * 64, grounds=tuple(sorted(grounds))
    )


def planned(world: World, right: Right) -> SourcePlan:
    return whole(world, right).sources[0]


def whole(world: World, right: Right) -> Plan:
    return make_plan(right=right, nonce="n", made_on=MADE_ON, inputs=[world.given])


@many
@given(restricted())
def test_every_found_row_is_restricted_in_one_way(world: World) -> None:
    plan = planned(world, Right.RESTRICTION)

    told = Counter((one.table, key) for one in plan.kept for key in one.keys)
    assert told == Counter({(name, key): 1 for name, keys in world.mine.items() for key in keys})


@many
@given(restricted())
def test_only_unmarked_rows_of_the_person_alone_are_marked(world: World) -> None:
    plan = planned(world, Right.RESTRICTION)

    for op in plan.operations:
        assert op.action == Action.MARK
        assert [change.column for change in op.columns] == ["mark"]
        for key in op.keys:
            assert not world.mine[op.table][key].shared
            assert (op.table, key) not in world.marks.found


@many
@given(restricted())
def test_what_is_said_to_be_marked_is_marked_and_the_rest_is_named(world: World) -> None:
    plan = planned(world, Right.RESTRICTION)

    marked = {(op.table, key) for op in plan.operations for key in op.keys}
    told: dict[str, set[Place]] = {reason: set() for reason in (MARKED, BEFORE, BY_HAND, SHARED)}
    for one in plan.kept:
        told[one.reason] |= {(one.table, key) for key in one.keys}
    assert told[MARKED] == marked
    assert told[BEFORE] == world.marks.found


@many
@given(portable())
def test_nothing_goes_along_that_is_not_provided_on_consent_or_contract(world: World) -> None:
    plan = planned(world, Right.PORTABILITY)

    assert {one.table for one in plan.basis if not one.left} == {op.table for op in plan.operations}
    for op in plan.operations:
        table = next(one for one in world.tables if one.name == op.table)
        taken = [one for one in table.fields if one.personal and not why_field_stays(table, one)]
        assert {table.provided_of(one) for one in taken} <= {Provided.GIVEN, Provided.OBSERVED}
        assert taken
        assert PORTABLE & set(world.bases[table.activity].grounds)
        assert table.ground in PORTABLE


@many
@given(portable())
def test_every_found_table_with_personal_data_has_its_basis(world: World) -> None:
    plan = planned(world, Right.PORTABILITY)

    wanted = {one.name for one in world.tables if world.mine[one.name] and any(f.personal for f in one.fields)}
    assert {one.table for one in plan.basis} == wanted
    assert all(one.rows == len(world.mine[one.table]) for one in plan.basis)


@many
@given(portable())
def test_a_basis_survives_the_json_of_its_plan(world: World) -> None:
    plan = whole(world, Right.PORTABILITY)

    assert plan_from_json(plan_to_json(plan)) == plan


MARK = RestrictionMark(column="stand", value=1, lifted=0)


@pytest.mark.parametrize(
    ("stored", "state"), [(1, True), ("1", True), (True, True), (0, False), (None, False), (2, None), ("x", None)]
)
def test_a_value_is_set_lifted_or_neither(stored: object, state: bool | None) -> None:
    assert state_of(stored, MARK) is state


def test_truth_is_read_as_a_number_too() -> None:
    mark = RestrictionMark(column="stil", value=True, lifted=False)

    assert [state_of(value, mark) for value in (1, 0, None, 7)] == [True, False, False, None]


TABLE = TableMap(
    name="klant",
    key=("id",),
    activity="Klantbeheer",
    ground="art. 6(1)(b)",
    restriction=MARK,
    fields=(FieldMap(name="id"), FieldMap(name="naam", category=DataCategory.IDENTITY), FieldMap(name="stand")),
)


def catalog(**column: object) -> Catalog:
    columns = [
        CatalogColumn(name="id", type="integer", family=Family.INTEGER, nullable=False),
        CatalogColumn(name="naam", type="text", family=Family.TEXT),
        CatalogColumn(**{"name": "stand", "type": "smallint", "family": Family.INTEGER, **column}),  # type: ignore[arg-type]
    ]
    table = CatalogTable(name="klant", columns=tuple(columns), primary_key=("id",))
    return Catalog(dialect="postgresql", tables=(table,))


def codes(table: TableMap, live: Catalog) -> set[str]:
    return {gap.code for gap in check(DataMap(name="w", url_env="W_URL", tables=(table,)), live)}


def test_a_mark_that_fits_is_no_gap() -> None:
    assert not any(code.startswith("restriction") for code in codes(TABLE, catalog()))


@pytest.mark.parametrize(
    "column",
    [
        {"type": "date", "family": Family.DATE},
        {"family": Family.BOOLEAN, "type": "boolean", "generated": True},
        {"type": "enum", "family": Family.ENUM, "enum_values": ("0", "2")},
    ],
)
def test_a_mark_that_the_column_cannot_take_is_a_gap(column: dict[str, object]) -> None:
    assert "restriction-misfit" in codes(TABLE, catalog(**column))


def test_a_mark_in_a_column_that_is_gone_is_a_gap() -> None:
    live = catalog()
    without = replace(live.tables[0], columns=live.tables[0].columns[:2])

    assert "column-missing" in codes(TABLE, replace(live, tables=(without,)))


def test_the_words_of_both_rights_survive_yaml() -> None:
    table = TABLE.model_copy(update={"provided": Provided.OBSERVED})
    datamap = DataMap(name="w", url_env="W_URL", tables=(table,))

    assert map_from_yaml(map_to_yaml(datamap)) == datamap


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("lifted: 0", "lifted: 1", "have to differ"), ("column: stand", "column: weg", "unknown field weg")],
)
def test_a_mark_that_tells_nothing_is_refused(old: str, new: str, told: str) -> None:
    text = map_to_yaml(DataMap(name="w", url_env="W_URL", tables=(TABLE,)))

    with pytest.raises(MapInvalid, match=told):
        map_from_yaml(text.replace(old, new))


def test_what_the_map_does_not_say_is_a_note_and_no_gap() -> None:
    assert unsaid(DataMap(name="w", url_env="W_URL", tables=(TABLE,))) == [
        "klant: art. 20 leaves out what `provided` says nothing about: naam"
    ]
    assert not any(
        "provided" in gap.message for gap in check(DataMap(name="w", url_env="W", tables=(TABLE,)), catalog())
    )


@pytest.mark.parametrize("text", ["6(1)(b)", "Art. 6(1)(b) AVG", " art 6 (1)(b)"])
def test_a_ground_is_read_in_any_spelling(text: str) -> None:
    assert plain_ground(text) == "6(1)(b)"


def test_a_table_about_somebody_else_stays() -> None:
    table = TABLE.model_copy(update={"third_party": "van een ander", "provided": Provided.GIVEN})

    assert why_table_stays(table, ("6(1)(b)",)) == "third_party"
