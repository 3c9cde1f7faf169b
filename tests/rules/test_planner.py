"""What a plan says and what it refuses, on small examples; ``test_planner_properties`` tries the rest."""

import datetime as dt

import pytest

from registers.choices import DataCategory, Fate, Treatment
from registers.datamap import DataMap, DutyMap, FieldMap, FieldTreatment, TableDuty, TableMap
from subjects.choices import Right
from subjects.errors import PlanRefused
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogForeignKey, CatalogTable, Family, TableKind
from subjects.planning.findings import FoundRow, Reference, SourceFinding, TableFinding
from subjects.planning.planner import SourceInput, make_plan
from subjects.planning.values import Action, SourcePlan

TODAY = dt.date(2026, 11, 21)
NULL = FieldTreatment(treatment=Treatment.NULL)
DUTY = DutyMap(name="bewaren", label="Bewaarplicht", law="Awr", years=7, starts="end_of_year")
FOREIGN = CatalogForeignKey(name="fk", columns=("customer_id",), referred="customer", referred_columns=("id",))


def field(name: str, treatment: FieldTreatment | None = NULL) -> FieldMap:
    return FieldMap(name=name, category=DataCategory.CONTACT, erasure=treatment, anonymisation=treatment)


def mapped(name: str, *fields: FieldMap, fate: Fate = Fate.DELETE, duty: TableDuty | None = None) -> TableMap:
    ident = FieldMap(name="id")
    reason = "nodig" if fate == Fate.KEEP else ""
    return TableMap(
        name=name, key=("id",), erasure=fate, anonymisation=fate, reason=reason, duty=duty, fields=(ident, *fields)
    )


def live(name: str, *columns: str, nullable: bool = True, **more: object) -> CatalogTable:
    known = [CatalogColumn(name="id", type="integer", family=Family.INTEGER, nullable=False)]
    known += [CatalogColumn(name=one, type="text", family=Family.TEXT, nullable=nullable) for one in columns]
    return CatalogTable(name=name, columns=tuple(known), primary_key=("id",), **more)  # type: ignore[arg-type]


def found(name: str, *keys: int, day: dt.date | None = None, references: tuple[Reference, ...] = ()) -> TableFinding:
    rows = tuple(FoundRow(key=(key,), duty_start=day) for key in keys)
    return TableFinding(table=name, rows=rows, fingerprint="f", references=references)


def reference(child: int | None, parent: int, *, mine: bool = True) -> Reference:
    key = None if child is None else (child,)
    return Reference(child_table="orders", foreign_key="fk", child_key=key, parent_key=(parent,), found=mine)


def planned(
    tables: list[TableMap], catalog: list[CatalogTable], findings: list[TableFinding], right: Right = Right.ERASURE
) -> SourcePlan:
    datamap = DataMap(name="shop", url_env="SHOP_URL", tables=tuple(tables), duties=(DUTY,))
    given = SourceInput(
        datamap=datamap,
        catalog=Catalog(dialect="postgresql", tables=tuple(catalog)),
        finding=SourceFinding(source="shop", tables=tuple(findings), others=(("customer", (9,)),)),
    )
    return make_plan(right=right, nonce="n", made_on=TODAY, inputs=[given]).sources[0]


def short(plan: SourcePlan) -> list[tuple[str, str, list[object]]]:
    return [(op.action.value, op.table, [key[0] for key in op.keys]) for op in plan.operations]


def test_access_shows_every_found_row_and_changes_none() -> None:
    plan = planned(
        [mapped("customer", field("name"))], [live("customer", "name")], [found("customer", 1)], Right.ACCESS
    )

    assert short(plan) == [("show", "customer", [1])]


def test_the_plan_names_the_rows_as_they_were_and_what_is_somebody_elses() -> None:
    plan = planned([mapped("customer", field("name"))], [live("customer", "name")], [found("customer", 1)])

    assert [(state.table, state.keys, state.fingerprint) for state in plan.states] == [("customer", ((1,),), "f")]
    assert plan.others == (("customer", (9,)),)


def test_a_row_to_which_somebody_elses_row_refers_becomes_a_shell() -> None:
    orders = live("orders", "customer_id", foreign_keys=(FOREIGN,))
    customers = found("customer", 1, 2, references=(reference(10, 1, mine=False),))

    plan = planned(
        [mapped("customer", field("name")), mapped("orders")], [live("customer", "name"), orders], [customers]
    )

    assert short(plan) == [("treat", "customer", [1]), ("delete", "customer", [2])]


def test_a_row_without_a_key_that_refers_counts_as_somebody_elses() -> None:
    orders = live("orders", "customer_id", foreign_keys=(FOREIGN,))
    customers = found("customer", 1, references=(reference(None, 1, mine=False),))

    plan = planned(
        [mapped("customer", field("name")), mapped("orders")], [live("customer", "name"), orders], [customers]
    )

    assert short(plan) == [("treat", "customer", [1])]


def invoices(keep: tuple[str, ...]) -> tuple[SourcePlan, list[tuple[str, str, object]]]:
    """A customer with one invoice under a duty until 2032; ``keep`` are the columns that the law demands."""
    duty = TableDuty(name="bewaren", start="day", keep=keep)
    orders = mapped("orders", field("day"), field("customer_id"), duty=duty)
    catalog = [live("customer", "name"), live("orders", "day", "customer_id", foreign_keys=(FOREIGN,))]
    findings = [
        found("customer", 1, references=(reference(10, 1),)),
        found("orders", 10, day=dt.date(2024, 1, 1)),
    ]
    plan = planned([mapped("customer", field("name")), orders], catalog, findings)
    later: list[tuple[str, str, object]] = []
    for deferral in plan.deferrals:
        later += [(op.action.value, op.table, op.keys[0][0]) for op in deferral.operations]
    return plan, later


def test_a_retained_invoice_keeps_its_customer_as_a_shell_until_it_goes() -> None:
    plan, later = invoices(keep=("day", "customer_id"))

    assert short(plan) == [("treat", "customer", [1])]
    assert later == [("delete", "orders", 10), ("delete", "customer", 1)]
    assert [deferral.on for deferral in plan.deferrals] == [dt.date(2032, 1, 1)]


def test_a_retained_invoice_that_is_cut_from_its_customer_lets_the_customer_go() -> None:
    plan, later = invoices(keep=("day",))

    assert short(plan) == [("treat", "orders", [10]), ("delete", "customer", [1])]
    assert later == [("delete", "orders", 10)]


def test_a_treatment_that_does_not_fit_is_refused_with_its_column() -> None:
    with pytest.raises(PlanRefused) as refused:
        planned(
            [mapped("customer", field("name"), fate=Fate.TREAT)],
            [live("customer", "name", nullable=False)],
            [found("customer", 1)],
        )

    assert "customer" in refused.value.reasons[0]
    assert "name" in refused.value.reasons[0]


def test_every_reason_is_told_at_once() -> None:
    fields = [field("name", None), field("email", None)]

    with pytest.raises(PlanRefused) as refused:
        planned(
            [mapped("customer", *fields, fate=Fate.TREAT)], [live("customer", "name", "email")], [found("customer", 1)]
        )

    text = " ".join(refused.value.reasons)
    assert "name" in text
    assert "email" in text


def test_rows_of_a_table_that_is_not_in_the_map_are_refused() -> None:
    with pytest.raises(PlanRefused, match="secret"):
        planned([mapped("customer")], [live("customer")], [found("secret", 1)])


def test_a_view_is_named_and_left_to_the_tables_behind_it() -> None:
    view = live("active", "name", kind=TableKind.VIEW)

    plan = planned([mapped("active", field("name"), fate=Fate.KEEP)], [view], [found("active", 1)])

    assert short(plan) == []
    assert plan.notes == ("view active",)


def test_free_text_is_said_to_be_searched_for_what_is_known_now() -> None:
    redact = FieldTreatment(treatment=Treatment.REDACT)
    tables = [mapped("visit", field("note", redact), fate=Fate.TREAT), mapped("customer", field("name"))]

    plan = planned(tables, [live("visit", "note"), live("customer", "name")], [found("visit", 1), found("customer", 1)])

    assert plan.notes == ("as-known-now visit",)


def test_triggers_engines_without_rollback_and_row_security_are_named() -> None:
    table = live("customer", "name", triggers=("copy",), engine="MyISAM", transactional=False, row_security=True)

    plan = planned([mapped("customer", field("name"))], [table], [found("customer", 1)])

    assert plan.notes == ("trigger customer copy", "no-rollback customer MyISAM", "row-security customer")


def test_detaching_is_planned_for_rows_that_refer_to_each_other() -> None:
    own = CatalogForeignKey(name="fk", columns=("parent",), referred="ticket", referred_columns=("id",))
    ticket = live("ticket", "parent", foreign_keys=(own,))

    plan = planned([mapped("ticket", FieldMap(name="parent"))], [ticket], [found("ticket", 1, 2)])

    assert [op.action for op in plan.operations] == [Action.DETACH, Action.DELETE]
