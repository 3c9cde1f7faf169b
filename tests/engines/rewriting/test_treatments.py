"""Every treatment on the types it serves, on each dialect; the namesake's row is compared byte for byte."""

import re
from typing import Any

import pytest
import sqlalchemy as sa

from registers.choices import IdentifierKind, Scope, Treatment
from registers.datamap import DataMap, FieldTreatment
from subjects.errors import PlanRefused, PostConditionFailed, SourceError
from subjects.rewriting.detectors import SubjectTerms
from tests.engines.rewriting.world import NULL, REDACT, SURROGATE, World, constant, generalise, mapped, raises, treat

TYPES = {
    "postgresql": {"dt": "timestamp", "tz": "timestamptz", "bin": "bytea", "double": "double precision"},
    "mysql": {"dt": "datetime", "tz": "timestamp", "bin": "varbinary(20)", "double": "double"},
    "sqlite": {"dt": "datetime", "tz": "datetime", "bin": "blob", "double": "double"},
}
ROW = (
    "'Sanne de Vries', 'sanne@example.nl', '06-12345678', 'NL91ABNA0417164300', '1234 AB', 612345678, 42, 7, 12.34,"
    " 1.5, '1980-05-17', '2024-03-05 12:34:56', '2024-03-05 12:34:56', '10.20.30.40', 'Sanne belde 06-12345678.', '{}'"
)


@pytest.fixture
def typed(world: World) -> World:
    """Two rows of many types: the person's and her namesake's, equal but for the key."""
    words = TYPES[world.engine.dialect.name]
    world.run(
        "CREATE TABLE typed (id INTEGER PRIMARY KEY, name VARCHAR(60), email VARCHAR(80), phone VARCHAR(15),"
        " iban VARCHAR(34), postcode CHAR(7), phone_number BIGINT, small SMALLINT, whole INTEGER, price NUMERIC(8,2),"
        f" ratio {words['double']}, born DATE, seen {words['dt']}, at {words['tz']} NULL, ip VARCHAR(45),"
        " note VARCHAR(300), extra VARCHAR(20))",
        f"INSERT INTO typed VALUES (0, {ROW})",
        f"INSERT INTO typed VALUES (1, {ROW})",
    )
    kinds: dict[str, Any] = {"email": IdentifierKind.EMAIL, "phone": IdentifierKind.PHONE, "iban": IdentifierKind.IBAN}
    table = mapped("typed", "name", "postcode", "phone_number", "small", "whole", "price", "ratio", "born", **kinds)
    world.datamap = DataMap(name="shop", url_env="SHOP_URL", tables=(*world.datamap.tables, table))
    world.terms = SubjectTerms(names=("Sanne de Vries",))
    return world


def after(world: World, column: str, treatment: FieldTreatment) -> Any:
    """The new value of the person's column; everything else of both rows must be as it was."""
    before = world.dump("typed")

    world.rewrite(world.order(treat("typed", [(0,)], **{column: treatment})))

    rows = world.dump("typed")
    with world.engine.connect() as connection:
        at = list(connection.execute(sa.text("SELECT * FROM typed")).keys()).index(column)
    assert [row for row in rows if row[0] == 1] == [row for row in before if row[0] == 1]
    mine, old = (next(row for row in found if row[0] == 0) for found in (rows, before))
    assert (*mine[:at], *mine[at + 1 :]) == (*old[:at], *old[at + 1 :])
    return mine[at]


@pytest.mark.parametrize(
    "column",
    ["name", "postcode", "phone_number", "small", "whole", "price", "ratio", "born", "seen", "at", "note"],
)
def test_null_empties_any_type(typed: World, column: str) -> None:
    assert after(typed, column, NULL) is None


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("name", "verwijderd", "verwijderd"), ("whole", 0, "0"), ("name", 7, "7"), ("price", 0, "0"),
        ("born", "1900-01-01", "1900-01-01"),
        ("seen", "1900-01-01 00:00:00", "1900-01-01 00:00:00"), ("extra", "", ""),
        ("name", "100% O'Brien :x", "100% O'Brien :x"),
    ],
)  # fmt: skip
def test_constant_writes_one_value(typed: World, column: str, value: Any, expected: str) -> None:
    found = str(after(typed, column, constant(value)))

    assert found.removesuffix(".00").removesuffix(".0") == expected


@pytest.mark.parametrize(
    ("column", "shape"),
    [
        ("name", r"verwijderd-[0-9a-f]{16}"), ("email", r"[0-9a-f]{16}@verwijderd\.invalid"), ("phone", r"00\d{13}"),
        ("iban", r"[0-9a-f]{32}"), ("postcode", r"[0-9a-f]{7}"), ("phone_number", r"\d{1,16}"), ("small", r"\d{1,5}"),
        ("whole", r"\d{1,16}"), ("price", r"\d{1,6}(\.0+)?"), ("ratio", r"\d{1,7}(\.0)?"),
    ],
)  # fmt: skip
def test_surrogate_fits_the_column_and_its_kind(typed: World, column: str, shape: str) -> None:
    found = str(after(typed, column, SURROGATE))

    assert re.fullmatch(shape, found)


def test_surrogates_are_per_row_or_per_person_and_not_of_the_value(typed: World) -> None:
    per_person = FieldTreatment(treatment=Treatment.SURROGATE, per=Scope.PERSON)

    typed.rewrite(typed.order(treat("typed", [(0,), (1,)], name=SURROGATE, iban=per_person)))

    first, second = typed.dump("typed")
    assert first[1] != second[1]
    assert first[4] == second[4]


@pytest.mark.parametrize(
    ("column", "treatment", "expected"),
    [
        ("born", generalise("month"), "1980-05-01"), ("born", generalise("year"), "1980-01-01"),
        ("seen", generalise("month"), "2024-03-01 00:00:00"), ("at", generalise("year"), "2024-01-01 00:00:00"),
        ("postcode", generalise("postcode4"), "1234"), ("whole", generalise("band", 5), "5"),
        ("price", generalise("band", 5), "10"), ("ratio", generalise("band", 10), "0"),
        ("ip", generalise("network", 24), "10.20.30.0"),
    ],
)  # fmt: skip
def test_generalise_makes_coarser(typed: World, column: str, treatment: FieldTreatment, expected: str) -> None:
    found = str(after(typed, column, treatment)).strip()

    assert re.sub(r"(\d)\.0+$", r"\1", found.partition("+")[0]) == re.sub(r"(\d)\.0+$", r"\1", expected)


def test_redact_removes_what_identifies_and_keeps_the_rest(typed: World) -> None:
    found = after(typed, "note", REDACT)

    assert found == "[verwijderd: naam] belde [verwijderd: telefoonnummer]."


def test_redact_and_what_the_database_computes_go_in_one_statement(typed: World) -> None:
    statements: list[str] = []
    sa.event.listen(typed.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))

    typed.rewrite(typed.order(treat("typed", [(0,)], note=REDACT, name=SURROGATE, ip=generalise("network", 16))))

    assert len([text for text in statements if text.startswith("UPDATE")]) == 1
    assert typed.value("typed", "ip", "id = 0") == "10.20.0.0"


def test_an_empty_text_is_redacted_to_an_empty_text_and_null_stays_null(typed: World) -> None:
    typed.run("UPDATE typed SET note = '', name = NULL WHERE id = 0")

    typed.rewrite(typed.order(treat("typed", [(0,)], note=REDACT, name=REDACT)))

    assert typed.value("typed", "note", "id = 0") == ""
    assert typed.value("typed", "name", "id = 0") is None


def test_a_treatment_that_does_not_fit_is_refused_before_anything_changes(typed: World) -> None:
    before = typed.dump("typed")

    with pytest.raises(PlanRefused):
        typed.rewrite(typed.order(treat("typed", [(0,)], name=NULL, born=SURROGATE)))

    assert typed.dump("typed") == before


def test_not_null_refused_by_the_database_rolls_back_wholly(world: World) -> None:
    before = [world.dump(table) for table in ("customer", "orders", "ticket")]

    with pytest.raises(SourceError):
        world.rewrite(world.order(treat("orders", [(10,)], address=NULL), treat("customer", [(0,)], name=NULL)))

    assert [world.dump(table) for table in ("customer", "orders", "ticket")] == before


def test_a_trigger_that_puts_the_old_value_back_is_noticed(sqlite_world: World) -> None:
    sqlite_world.run(
        "CREATE TRIGGER stubborn AFTER UPDATE OF note ON customer BEGIN"
        " UPDATE customer SET note = old.note WHERE id = old.id; END"
    )
    before = sqlite_world.dump("customer")

    with raises(PostConditionFailed, column="note"):
        sqlite_world.rewrite(sqlite_world.order(treat("customer", [(0,)], name=constant("x"), note=NULL)))

    assert sqlite_world.dump("customer") == before
