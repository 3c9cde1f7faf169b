"""Objections written into a suppression table, on every database: once, counted, read again, nothing overwritten."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from registers.choices import IdentifierKind
from registers.map_suppression import SuppressionMap
from subjects.errors import PostConditionFailed, SourceRefused, SuppressionClash
from subjects.planning.suppressing import Suppressed, suppression_plan
from subjects.rewriting.suppressing import SuppressionOrder, SuppressionOutcome, standing, suppress
from subjects.sources.reflecting import reflect

AT = dt.datetime(2026, 7, 1, 10, 30, 15, 250_000, tzinfo=dt.UTC)
SANNE, NAMESAKE, FOREIGN = "+31612345678", "+31687654321", "+3225551234"
NATIONAL: dict[str, Any] = {
    "column": "nummer",
    "spelling": "national",
    "also": [
        {"column": "reden", "holds": "fixed", "value": "VERZET"},
        {"column": "sinds", "holds": "moment"},
        {"column": "herkomst", "holds": "reference"},
    ],
}
SCHEMA = (
    "CREATE TABLE bel_niet (nummer VARCHAR(20) NOT NULL UNIQUE, reden VARCHAR(20) NOT NULL, sinds TIMESTAMP NULL,"
    " herkomst VARCHAR(40), actief INTEGER NOT NULL DEFAULT 1)"
)


class Table:
    """A dialler's table with one row of its own, of the namesake."""

    def __init__(self, url: str, schema: str = SCHEMA) -> None:
        self.engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
        self.marks: list[bool] = []
        self.run(schema)

    def run(self, statement: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(sa.text(statement))

    def rows(self, columns: str = "nummer, reden, actief") -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(f"SELECT {columns} FROM bel_niet ORDER BY 1"))]

    def order(self, *people: Suppressed, told: dict[str, Any] | None = None, **given: Any) -> SuppressionOrder:
        with self.engine.connect() as connection:
            catalog = reflect(connection)
        live = catalog.table("bel_niet")
        assert live
        plan = suppression_plan(SuppressionMap.model_validate(told or NATIONAL), live, people, home="NL")
        return SuppressionOrder(source="dialler", catalog=catalog, plan=plan, **given)

    def write(self, order: SuppressionOrder, fault: Any = lambda _name: None) -> SuppressionOutcome:
        return suppress(self.engine, order, may_change=self.marks.append, faultpoint=fault)


def person(text: str) -> Suppressed:
    return Suppressed(uid=str(uuid4()), text=text, objected_at=AT)


@pytest.fixture
def table(fresh_source: str) -> Iterator[Table]:
    made = Table(fresh_source)
    made.run("INSERT INTO bel_niet (nummer, reden, actief) VALUES ('0687654321', 'EIGEN', 1)")
    yield made
    made.engine.dispose()


def test_a_number_is_written_as_the_table_spells_it_and_the_row_of_the_namesake_stays(table: Table) -> None:
    sanne, foreign = person(SANNE), person(FOREIGN)

    outcome = table.write(table.order(sanne, foreign))

    assert outcome.written == {sanne.uid, foreign.uid}
    assert table.rows() == [
        ("003225551234", "VERZET", 1),
        ("0612345678", "VERZET", 1),
        ("0687654321", "EIGEN", 1),
    ]


def test_the_moment_and_the_name_of_the_row_are_written_too(table: Table) -> None:
    sanne = person(SANNE)

    table.write(table.order(sanne))

    sinds, herkomst = table.rows("nummer, sinds, herkomst")[0][1:]
    assert str(sinds) == str(AT.astimezone().replace(microsecond=0, tzinfo=None))
    assert herkomst == sanne.uid


def test_what_stands_there_already_is_left_as_it_is(table: Table) -> None:
    sanne, namesake = person(SANNE), person(NAMESAKE)

    outcome = table.write(table.order(sanne, namesake))

    assert outcome == SuppressionOutcome(written=frozenset({sanne.uid}), already_there=frozenset({namesake.uid}))
    assert ("0687654321", "EIGEN", 1) in table.rows()


def test_writing_twice_is_writing_once_with_the_same_outcome(table: Table) -> None:
    order = table.order(person(SANNE), person(NAMESAKE))
    there = standing(table.engine, order)
    first = table.write(order)
    before = table.rows("nummer, reden, sinds, herkomst, actief")

    second = table.write(order)

    assert (second, table.rows("nummer, reden, sinds, herkomst, actief")) == (first, before)
    assert there == first.already_there


def test_without_a_name_of_the_row_the_first_look_tells_ours_from_theirs(table: Table) -> None:
    plain = {"column": "nummer", "spelling": "national", "also": NATIONAL["also"][:1]}
    sanne, namesake = person(SANNE), person(NAMESAKE)
    there = standing(table.engine, table.order(sanne, namesake, told=plain))
    order = table.order(sanne, namesake, told=plain, there=there)

    outcomes = [table.write(order), table.write(order)]

    told = SuppressionOutcome(written=frozenset({sanne.uid}), already_there=frozenset({namesake.uid}))
    assert outcomes == [told, told]


@pytest.mark.parametrize("place", ["suppress.begun", "suppress.written", "suppress.before_commit"])
def test_a_fault_before_the_commit_leaves_the_table_as_it_was(table: Table, place: str) -> None:
    before = table.rows()

    def fault(name: str) -> None:
        if name == place:
            raise RuntimeError(name)

    with pytest.raises(RuntimeError):
        table.write(table.order(person(SANNE)), fault)

    assert (table.rows(), True in table.marks) == (before, False)


def test_a_number_that_somebody_writes_at_this_moment_is_no_fault(table: Table) -> None:
    sanne, namesake = person(SANNE), person(NAMESAKE)
    once: list[str] = []

    def arrive(name: str) -> None:
        if name == "suppress.begun" and not once and table.engine.dialect.name != "sqlite":
            once.append(name)
            table.run("INSERT INTO bel_niet (nummer, reden) VALUES ('0612345678', 'EIGEN')")

    outcome = table.write(table.order(sanne, namesake), arrive)

    assert outcome.written | outcome.already_there == {sanne.uid, namesake.uid}
    assert [row[0] for row in table.rows()] == ["0612345678", "0687654321"]


def test_a_row_that_blocks_nobody_is_said_and_not_overwritten(table: Table) -> None:
    deciding = {"column": "actief", "holds": "fixed", "value": 1, "decides": True}
    table.run("UPDATE bel_niet SET actief = 0")
    before = table.rows()

    with pytest.raises(SuppressionClash) as caught:
        table.write(
            table.order(person(SANNE), person(NAMESAKE), told={**NATIONAL, "also": [deciding, NATIONAL["also"][0]]})
        )

    assert (caught.value.rows, table.rows()) == (1, before)
    assert "612345678" not in str(caught.value)


def test_a_trigger_that_changes_what_was_written_is_found_out(fresh_sqlite: str) -> None:
    table = Table(fresh_sqlite)
    table.run("CREATE TRIGGER spelling AFTER INSERT ON bel_niet BEGIN UPDATE bel_niet SET nummer = '+' || nummer; END")

    with pytest.raises(PostConditionFailed):
        table.write(table.order(person(SANNE)))

    assert table.rows() == []


def test_a_table_that_may_not_be_written_is_refused_by_name(fresh_postgresql: str) -> None:
    table = Table(fresh_postgresql)
    table.run("CREATE ROLE wb_reader")
    try:
        table.run("GRANT SELECT ON bel_niet TO wb_reader")
        reader = sa.create_engine(
            fresh_postgresql, connect_args={"options": "-c role=wb_reader"}, poolclass=sa.pool.NullPool
        )
        with pytest.raises(SourceRefused):
            suppress(reader, table.order(person(SANNE)), may_change=table.marks.append, faultpoint=lambda _name: None)
    finally:
        table.run("DROP OWNED BY wb_reader")
        table.run("DROP ROLE wb_reader")

    assert (table.rows(), True in table.marks) == ([], False)


def test_addresses_that_are_one_to_the_collation_are_written_once(fresh_mariadb: str) -> None:
    table = Table(
        fresh_mariadb,
        "CREATE TABLE bel_niet (nummer VARCHAR(254) COLLATE utf8mb4_general_ci NOT NULL UNIQUE)",
    )
    told = {"kind": IdentifierKind.EMAIL, "column": "nummer"}
    both = (person("jose@example.nl"), person("josé@example.nl"))

    outcome = table.write(table.order(*both, told=told))

    assert len(table.rows("nummer")) == 1
    assert outcome.written | outcome.already_there == {one.uid for one in both}


def test_many_numbers_are_written_in_one_transaction(table: Table) -> None:
    people = [person(f"+316{place:08d}") for place in range(20_000_000, 20_000_500)]

    outcome = table.write(table.order(*people))

    assert (len(outcome.written), len(table.rows())) == (500, 501)
