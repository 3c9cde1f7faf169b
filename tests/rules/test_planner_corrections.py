"""What a plan of corrections writes (art. 16): the person's own rows, the column that was named, and nothing else."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.choices import CorrectionWay, DataCategory, DutyStart
from registers.datamap import DataMap, DutyMap, FieldMap, LinkEnd, LinkMap, TableDuty, TableMap
from subjects.choices import Right
from subjects.errors import PlanRefused
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogIndex, CatalogTable, Family
from subjects.planning.checking import check
from subjects.planning.correcting import Correction, CorrectionInput, Holder
from subjects.planning.findings import FoundRow, SourceFinding, TableFinding
from subjects.planning.planner import SourceInput, make_plan
from subjects.planning.serialising import plan_from_json, plan_to_json
from subjects.planning.splitting import Holding
from subjects.planning.values import Plan

TODAY = dt.date(2026, 11, 16)
NAMES = ("city", "email", "notes", "owner")
DUTY = DutyMap(name="fiscaal", label="Fiscale bewaarplicht", law="AWR", years=7, starts=DutyStart.EVENT)


def table(**more: Any) -> TableMap:
    fields = [FieldMap(name="id"), *(FieldMap(name=name, category=DataCategory.CONTACT) for name in NAMES)]
    return TableMap(name="t", key=("id",), activity="t", statement="notes", fields=tuple(fields), **more)


def world(*rows: FoundRow, of: TableMap | None = None, unique: tuple[str, ...] = ()) -> SourceInput:
    columns = [CatalogColumn(name="id", type="integer", family=Family.INTEGER, nullable=False)]
    columns += [CatalogColumn(name=name, type="varchar(40)", family=Family.TEXT, length=40) for name in NAMES]
    index = (CatalogIndex(name="once", columns=unique, unique=True),) if unique else ()
    live = CatalogTable(name="t", columns=tuple(columns), primary_key=("id",), indexes=index)
    link = LinkMap(
        child=LinkEnd(table="t", columns=("owner",)), parent=LinkEnd(table="t", columns=("id",)), belongs=False
    )
    return SourceInput(
        datamap=DataMap(name="s", url_env="S_URL", tables=(of or table(),), duties=(DUTY,), links=(link,)),
        catalog=Catalog(dialect="sqlite", tables=(live,)),
        finding=SourceFinding(source="s", tables=(TableFinding(table="t", rows=rows, fingerprint="f"),)),
    )


def asked(text: str, cells: dict[int, Any], column: str = "city", **more: Any) -> CorrectionInput:
    holders = more.pop("holders", ())
    wanted = {
        "table": "t",
        "column": column,
        "way": CorrectionWay.REPLACE,
        "text": text,
        "digest": f"d-{column}",
        **more,
    }
    return CorrectionInput(correction=Correction(**wanted), cells={(k,): v for k, v in cells.items()}, holders=holders)


def planned(given_: SourceInput, *inputs: CorrectionInput) -> Plan:
    return make_plan(right=Right.RECTIFICATION, nonce="n", made_on=TODAY, inputs=[replace(given_, corrections=inputs)])


def refusal(given_: SourceInput, *inputs: CorrectionInput) -> str:
    with pytest.raises(PlanRefused) as caught:
        planned(given_, *inputs)
    return str(caught.value)


MINE = FoundRow(key=(1,))


def test_the_plan_names_row_column_and_digest_and_no_value() -> None:
    plan = planned(world(MINE), asked("Gouda", {1: "Goudda"}))

    (operation,) = plan.sources[0].operations
    assert operation.keys == ((1,),) and operation.deeds == [["city", "replace"]]
    assert "Gou" not in str(plan_to_json(plan)) and "d-city" in str(plan_to_json(plan))


@given(st.lists(st.tuples(st.sampled_from(["Goudda", "Gouda", "Delft", None]), st.booleans()), min_size=1, max_size=6))
def test_no_other_row_and_no_other_column_is_ever_named(drawn: list[tuple[str | None, bool]]) -> None:
    rows = [FoundRow(key=(number,), shared=shared) for number, (_cell, shared) in enumerate(drawn)]
    cells = {number: cell for number, (cell, _shared) in enumerate(drawn)}
    wrong = {(number,) for number, (cell, shared) in enumerate(drawn) if cell == "Goudda" and not shared}
    try:
        plan = planned(world(*rows), asked("Gouda", cells, present="Goudda"))
    except PlanRefused:
        assert not wrong
        return

    named = {
        (op.table, one.column, key) for op in plan.sources[0].operations for one in op.corrections for key in op.keys
    }
    assert named == {("t", "city", key) for key in wrong}
    assert plan_from_json(plan_to_json(plan)) == plan


def test_a_row_of_several_people_is_left_unless_somebody_says_whose_the_value_is() -> None:
    shared = FoundRow(key=(1,), shared=True)

    assert "also about somebody else" in refusal(world(shared), asked("Gouda", {1: "Goudda"}))
    plan = planned(world(shared), asked("Gouda", {1: "Goudda"}, shared=True))
    assert plan.sources[0].operations[0].keys == ((1,),)


def test_a_row_that_holds_the_right_value_already_is_left() -> None:
    plan = planned(world(MINE), asked("Gouda", {1: "Gouda"}))

    assert plan.sources[0].operations == () and plan.sources[0].states == ()


def test_a_present_value_that_stands_nowhere_is_refused() -> None:
    assert "present value" in refusal(world(MINE), asked("Gouda", {1: "Delft"}, present="Goudda"))


def test_what_a_duty_keeps_is_not_overwritten_but_takes_a_statement() -> None:
    kept = table(duty=TableDuty(name="fiscaal", start="city", keep=("email", "city")))
    row = FoundRow(key=(1,), duty_start=dt.date(2025, 1, 1))

    assert "supplementary statement" in refusal(world(row, of=kept), asked("x", {1: "y"}, "email"))
    added = asked("Klopt niet", {1: "oud"}, "notes", way=CorrectionWay.SUPPLEMENT)
    assert planned(world(row, of=kept), added).sources[0].operations[0].deeds == [["notes", "supplement"]]


def test_a_duty_that_is_over_or_keeps_other_columns_stands_in_no_way() -> None:
    kept = table(duty=TableDuty(name="fiscaal", start="city", keep=("email", "city")))
    old, new = (FoundRow(key=(1,), duty_start=dt.date(year, 1, 1)) for year in (2010, 2025))

    assert planned(world(old, of=kept), asked("x", {1: "y"}, "email")).rows == 1
    assert planned(world(new, of=kept), asked("x", {1: "y"}, "notes")).rows == 1


def test_a_row_whose_duty_has_no_date_counts_as_kept() -> None:
    kept = table(duty=TableDuty(name="fiscaal", start="city", keep=("email",)))

    assert "not overwritten" in refusal(world(MINE, of=kept), asked("x", {1: "y"}, "email"))


def test_held_data_are_not_corrected() -> None:
    held = replace(world(MINE), holds=(Holding(name="zaak", until=dt.date(2027, 1, 1)),))

    assert "zaak" in refusal(held, asked("Gouda", {1: "Goudda"}))


@pytest.mark.parametrize("column", ["id", "owner", "vreemd"])
def test_keys_links_and_unknown_columns_are_refused(column: str) -> None:
    assert column in refusal(world(MINE), asked("7", {1: "8"}, column))


def test_a_value_that_another_row_holds_is_refused_where_only_one_may() -> None:
    taken = (Holder(index="once", key=(9,)),)

    assert "once" in refusal(world(MINE, unique=("email",)), asked("a@b.nl", {1: "x"}, "email", holders=taken))


def test_two_rows_do_not_get_one_value_where_only_one_may() -> None:
    both = world(MINE, FoundRow(key=(2,)), unique=("email",))

    assert "same value" in refusal(both, asked("a@b.nl", {1: "x", 2: "y"}, "email"))


def test_the_own_row_is_no_holder_of_its_own_value() -> None:
    own = (Holder(index="once", key=(1,)),)

    assert planned(world(MINE, unique=("email",)), asked("a@B.nl", {1: "a@b.nl"}, "email", holders=own)).rows == 1


def test_two_corrections_of_one_cell_are_refused() -> None:
    first, second = asked("Gouda", {1: "x"}, digest="1"), asked("Delft", {1: "x"}, digest="2")

    assert "same row" in refusal(world(MINE), first, second)


def test_a_statement_goes_only_where_the_map_says_and_only_where_it_fits() -> None:
    way = CorrectionWay.SUPPLEMENT

    assert "statement" in refusal(world(MINE), asked("x", {1: "y"}, "city", way=way))
    assert "40" in refusal(world(MINE), asked("x" * 30, {1: "y" * 20}, "notes", way=way))


@pytest.mark.parametrize(("statement", "codes"), [("notes", []), ("id", ["statement"]), ("owner", ["statement"])])
def test_a_map_that_names_a_field_which_takes_no_statement_is_told(statement: str, codes: list[str]) -> None:
    given_ = world(MINE, of=table().model_copy(update={"statement": statement}))

    gaps = check(given_.datamap, given_.catalog)

    assert [gap.code for gap in gaps if gap.code == "statement"] == codes
