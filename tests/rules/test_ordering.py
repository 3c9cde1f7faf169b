"""The order of operations: children before parents, rings opened, tables without rollback last."""

import itertools

import pytest

from registers.choices import Treatment
from registers.datamap import FieldTreatment
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogForeignKey, CatalogTable, Family
from subjects.planning.ordering import ordered
from subjects.planning.values import Action, ColumnChange, Operation


def table(name: str, *parents: str, nullable: bool = False, transactional: bool = True) -> CatalogTable:
    """``parents`` are tables that its column of that name refers to."""
    columns = [CatalogColumn(name="id", type="integer", family=Family.INTEGER, nullable=False)]
    columns += [
        CatalogColumn(name=f"{parent}_id", type="integer", family=Family.INTEGER, nullable=nullable)
        for parent in parents
    ]
    keys = [
        CatalogForeignKey(name=parent, columns=(f"{parent}_id",), referred=parent, referred_columns=("id",))
        for parent in parents
    ]
    return CatalogTable(
        name=name,
        columns=tuple(columns),
        primary_key=("id",),
        foreign_keys=tuple(keys),
        engine="InnoDB" if transactional else "MyISAM",
        transactional=transactional,
    )


def catalog(*tables: CatalogTable, dialect: str = "postgresql") -> Catalog:
    return Catalog(dialect=dialect, tables=tables)


def delete(name: str) -> Operation:
    return Operation(table=name, action=Action.DELETE, keys=((1,), (2,)))


def treat(name: str) -> Operation:
    change = ColumnChange(column="note", treatment=FieldTreatment(treatment=Treatment.NULL))
    return Operation(table=name, action=Action.TREAT, keys=((1,),), columns=(change,))


def names(operations: tuple[Operation, ...]) -> list[str]:
    return [f"{op.action.value} {op.table}" for op in operations]


@pytest.mark.parametrize("given", list(itertools.permutations(["customer", "orders", "line", "note"])))
def test_children_go_before_their_parents_whatever_the_order_given(given: tuple[str, ...]) -> None:
    world = catalog(table("customer"), table("orders", "customer"), table("line", "orders"), table("note", "customer"))

    order, reasons = ordered([delete(name) for name in given], world)

    place = {op.table: number for number, op in enumerate(order)}
    assert place["line"] < place["orders"] < place["customer"] > place["note"]
    assert reasons == ()


def test_treating_comes_before_deleting() -> None:
    order, _reasons = ordered([delete("a"), treat("b")], catalog(table("a"), table("b")))

    assert names(order) == ["treat b", "delete a"]


def test_a_self_reference_is_made_empty_first() -> None:
    order, reasons = ordered([delete("ticket")], catalog(table("ticket", "ticket", nullable=True)))

    assert names(order) == ["detach ticket", "delete ticket"]
    assert [change.column for change in order[0].columns] == ["ticket_id"]
    assert order[0].keys == order[1].keys
    assert reasons == ()


@pytest.mark.parametrize(("dialect", "refused"), [("postgresql", 0), ("sqlite", 0), ("mariadb", 1), ("mysql", 1)])
def test_a_self_reference_that_can_not_be_empty_goes_only_where_one_statement_is_checked_as_a_whole(
    dialect: str, refused: int
) -> None:
    _order, reasons = ordered([delete("ticket")], catalog(table("ticket", "ticket"), dialect=dialect))

    assert len(reasons) == refused


def test_a_ring_is_opened_where_a_column_can_be_empty() -> None:
    world = catalog(table("a", "b"), table("b", "c", nullable=True), table("c", "a"))

    order, reasons = ordered([delete("a"), delete("b"), delete("c")], world)

    assert names(order) == ["detach b", "delete c", "delete a", "delete b"] or _fits(order, world)
    assert reasons == ()


def _fits(order: tuple[Operation, ...], world: Catalog) -> bool:
    cut = {(op.table, c.column) for op in order if op.action == Action.DETACH for c in op.columns}
    place = {op.table: number for number, op in enumerate(order) if op.action == Action.DELETE}
    return all(
        (one.name, key.columns[0]) in cut or place[one.name] < place[key.referred]
        for one in world.tables
        for key in one.foreign_keys
    )


def test_every_ring_is_opened_when_there_are_several() -> None:
    world = catalog(table("a", "b", "c", nullable=True), table("b", "a", "c"), table("c", "a", "b", nullable=True))

    order, reasons = ordered([delete("a"), delete("b"), delete("c")], world)

    assert _fits(order, world)
    assert reasons == ()


def test_a_ring_that_can_not_be_opened_is_a_reason_to_refuse() -> None:
    _order, reasons = ordered([delete("a"), delete("b")], catalog(table("a", "b"), table("b", "a")))

    assert len(reasons) == 1
    assert all(name in reasons[0] for name in ("a", "b"))


def test_a_table_without_rollback_comes_last_even_when_it_is_treated() -> None:
    world = catalog(table("a"), table("log", transactional=False))

    order, _reasons = ordered([treat("log"), delete("a")], world)

    assert names(order) == ["delete a", "treat log"]
