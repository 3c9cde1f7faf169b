"""Which treatment fits which column: refused before anything runs, with the way out."""

from typing import Any

import pytest

from registers.choices import Coarseness, Scope, Treatment
from registers.datamap import FieldTreatment
from subjects.planning.catalog import (
    Catalog,
    CatalogColumn,
    CatalogForeignKey,
    CatalogIndex,
    CatalogTable,
    Family,
    TableKind,
)
from subjects.planning.fitness import misfit

NULL = FieldTreatment(treatment=Treatment.NULL)
TOKEN = FieldTreatment(treatment=Treatment.SURROGATE)
TOKEN_PER_PERSON = FieldTreatment(treatment=Treatment.SURROGATE, per=Scope.PERSON)
REDACT = FieldTreatment(treatment=Treatment.REDACT)
FILE = FieldTreatment(treatment=Treatment.FILE)
KEEP = FieldTreatment(treatment=Treatment.KEEP, reason="law")
UNIQUE = CatalogIndex(name="t_c", columns=("c",), unique=True)
UNIQUE_LOWER = CatalogIndex(name="t_lower_c", columns=(), expressions=("lower(c)",), unique=True)
PARENT = CatalogForeignKey(name="fk", columns=("c",), referred="p", referred_columns=("id",))


def constant(value: str | int | bool) -> FieldTreatment:
    return FieldTreatment(treatment=Treatment.CONSTANT, value=value)


def coarser(to: Coarseness, step: int | None = None) -> FieldTreatment:
    return FieldTreatment(treatment=Treatment.GENERALISE, to=to, step=step)


def judge(treatment: FieldTreatment, family: Family = Family.TEXT, *, dialect: str = "postgresql", **facts: Any) -> str:
    """Why the treatment doesn't fit column ``c``; '' when it does. ``of_table`` are facts of its table."""
    of_table: dict[str, Any] = facts.pop("of_table", {})
    column = CatalogColumn(name="c", family=family, type=facts.pop("type", family.value), **facts)
    table = CatalogTable(name="t", columns=(column,), **of_table)
    return misfit(column, table, treatment, Catalog(dialect=dialect, tables=(table,))) or ""


def test_keep_always_fits() -> None:
    assert judge(KEEP, generated=True, of_table={"primary_key": ("c",)}) == ""


@pytest.mark.parametrize("treatment", [NULL, TOKEN, constant("x"), REDACT, FILE])
@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"of_table": {"kind": TableKind.VIEW}}, "view is never rewritten"),
        ({"generated": True}, "the columns it is made of"),
        ({"of_table": {"primary_key": ("c",)}}, "part of the primary key"),
        ({"of_table": {"primary_key": ("c",), "kind": TableKind.PARTITIONED}}, "part of the primary key"),
        ({"identity": True}, "numbers this column itself"),
    ],
)
def test_some_columns_take_no_treatment_at_all(treatment: FieldTreatment, facts: dict[str, Any], why: str) -> None:
    assert why in judge(treatment, **facts)


def test_a_column_that_others_refer_to_is_left_alone() -> None:
    column = CatalogColumn(name="c", family=Family.TEXT, type="text")
    parent = CatalogTable(name="t", columns=(column,))
    key = CatalogForeignKey(name="fk", columns=("x",), referred="t", referred_columns=("c",))
    child = CatalogTable(name="child", foreign_keys=(key,))

    why = misfit(column, parent, TOKEN, Catalog(dialect="sqlite", tables=(parent, child)))

    assert why == "rows of child refer to this column: delete the row, or keep the column with a reason"


def test_null_fits_what_may_be_empty_foreign_keys_and_unique_columns_included() -> None:
    assert judge(NULL, of_table={"foreign_keys": (PARENT,), "indexes": (UNIQUE,)}) == ""


def test_null_does_not_fit_not_null() -> None:
    assert "NOT NULL" in judge(NULL, nullable=False)


def test_null_does_not_fit_a_check_that_wants_a_value() -> None:
    assert "check constraint" in judge(NULL, of_table={"checks": ("c IS NOT NULL OR d IS NOT NULL",)})


def test_null_under_unique_does_not_fit_sql_server() -> None:
    assert "SQL Server" in judge(NULL, dialect="mssql", of_table={"indexes": (UNIQUE,)})


@pytest.mark.parametrize(
    ("family", "value"),
    [
        (Family.TEXT, "verwijderd"),
        (Family.INTEGER, 0),
        (Family.DECIMAL, "0.00"),
        (Family.BOOLEAN, False),
        (Family.BOOLEAN, 0),
        (Family.DATE, "1900-01-01"),
        (Family.DATETIME, "1900-01-01T00:00:00"),
        (Family.TIME, "00:00:00"),
        (Family.JSON, "{}"),
        (Family.UUID, "00000000-0000-0000-0000-000000000000"),
        (Family.NETWORK, "10.0.0.0/8"),
    ],
)
def test_a_constant_of_the_right_type_fits(family: Family, value: str | int | bool) -> None:
    assert judge(constant(value), family) == ""


@pytest.mark.parametrize(
    ("family", "value"),
    [
        (Family.TEXT, 5),
        (Family.INTEGER, "vijf"),
        (Family.INTEGER, 2**70),
        (Family.INTEGER, True),
        (Family.DECIMAL, "NaN"),
        (Family.BOOLEAN, "ja"),
        (Family.DATE, "31-12-2020"),
        (Family.DATE, 0),
        (Family.JSON, "{"),
        (Family.UUID, "x"),
        (Family.NETWORK, "overal"),
        (Family.BINARY, "x"),
        (Family.ARRAY, "{}"),
        (Family.ENUM, "ander"),
    ],
)
def test_a_constant_of_the_wrong_type_does_not_fit(family: Family, value: str | int | bool) -> None:
    assert judge(constant(value), family, enum_values=("gold",) if family == Family.ENUM else ()) != ""


def test_a_constant_of_an_enum_must_be_one_of_its_values() -> None:
    assert judge(constant("gold"), Family.ENUM, enum_values=("gold", "plain")) == ""


def test_a_constant_may_not_be_too_long() -> None:
    assert "10 characters and the column holds 5" in judge(constant("verwijderd"), length=5)


def test_a_constant_may_not_be_too_large() -> None:
    assert judge(constant(40_000), Family.INTEGER, type="smallint") != ""
    assert judge(constant(1000), Family.DECIMAL, precision=5, scale=2) != ""


@pytest.mark.parametrize("index", [UNIQUE, UNIQUE_LOWER])
def test_a_constant_collides_under_unique(index: CatalogIndex) -> None:
    assert f"unique index {index.name}" in judge(constant("x"), of_table={"indexes": (index,)})


@pytest.mark.parametrize("treatment", [constant("x"), TOKEN, coarser(Coarseness.POSTCODE4), REDACT])
def test_a_foreign_key_can_only_be_made_empty(treatment: FieldTreatment) -> None:
    assert "foreign key" in judge(treatment, of_table={"foreign_keys": (PARENT,)})


@pytest.mark.parametrize(
    ("check", "value", "fits"),
    [
        ("c IN ('gold', 'plain')", "plain", True),
        ("c IN ('gold', 'plain')", "verwijderd", False),
        ("((c)::text = ANY ((ARRAY['gold'::character varying])::text[]))", "gold", True),
        ("((c)::text = ANY ((ARRAY['gold'::character varying])::text[]))", "zilver", False),
        ("length(c) BETWEEN 3 AND 5", "abcd", True),
        ("length(c) BETWEEN 3 AND 5", "ab", False),
        ("char_length(c) <= 5", "abcdef", False),
        ("(c <> ''::text)", "", False),
        ("c LIKE '%@%'", "niemand", False),
        ("c LIKE '%@%'", "niemand@example.org", True),
        ("d IN ('c')", "x", True),
    ],
)
def test_a_constant_must_pass_the_checks_that_are_understood(check: str, value: str, fits: bool) -> None:
    assert (judge(constant(value), of_table={"checks": (check,)}) == "") is fits


def test_a_constant_number_must_lie_within_its_bounds() -> None:
    bounds = {"checks": ("((c >= 0) AND (c <= 100))",)}

    assert judge(constant(100), Family.INTEGER, of_table=bounds) == ""
    assert judge(constant(101), Family.INTEGER, of_table=bounds) != ""


@pytest.mark.parametrize("family", [Family.TEXT, Family.INTEGER, Family.DECIMAL, Family.UUID])
def test_a_surrogate_fits_texts_and_numbers(family: Family) -> None:
    assert judge(TOKEN, family) == ""


@pytest.mark.parametrize("family", [Family.DATE, Family.DATETIME, Family.BOOLEAN, Family.JSON, Family.ENUM])
def test_a_surrogate_fits_nothing_else(family: Family) -> None:
    assert "text or numbers" in judge(TOKEN, family)


def test_a_surrogate_under_unique_needs_room() -> None:
    assert judge(TOKEN, length=12, of_table={"indexes": (UNIQUE,)}) == ""
    assert "need 12 characters" in judge(TOKEN, length=11, of_table={"indexes": (UNIQUE_LOWER,)})
    assert judge(TOKEN, length=1) == ""


@pytest.mark.parametrize(
    ("declared", "dialect", "fits"),
    [("bigint", "postgresql", True), ("integer", "postgresql", False), ("int(11)", "mariadb", False),
     ("INTEGER", "sqlite", True)],
)  # fmt: skip
def test_unique_numbers_need_a_wide_type(declared: str, dialect: str, fits: bool) -> None:
    why = judge(TOKEN, Family.INTEGER, type=declared, dialect=dialect, of_table={"indexes": (UNIQUE,)})

    assert (why == "") is fits


def test_one_token_for_a_person_does_not_fit_unique() -> None:
    assert "per: row" in judge(TOKEN_PER_PERSON, of_table={"indexes": (UNIQUE,)})
    assert judge(TOKEN_PER_PERSON) == ""


@pytest.mark.parametrize("check", ["c ~ '^[0-9]+$'", "c IN ('gold')", "c = lower(c)", "length(c) > 20"])
def test_a_surrogate_does_not_fit_a_check_that_limits_or_is_not_understood(check: str) -> None:
    assert "check constraint" in judge(TOKEN, of_table={"checks": (check,)})


@pytest.mark.parametrize("check", ["c <> ''", "c LIKE '%@%'", "length(c) <= 20", "d > 5", "c IS NOT NULL"])
def test_a_surrogate_fits_a_check_that_every_token_passes(check: str) -> None:
    assert judge(TOKEN, length=20, of_table={"checks": (check,)}) == ""


@pytest.mark.parametrize(
    ("to", "family", "fits"),
    [
        (Coarseness.YEAR, Family.DATE, True),
        (Coarseness.MONTH, Family.DATETIME, True),
        (Coarseness.YEAR, Family.TEXT, False),
        (Coarseness.POSTCODE4, Family.TEXT, True),
        (Coarseness.POSTCODE4, Family.INTEGER, False),
        (Coarseness.BAND, Family.DECIMAL, True),
        (Coarseness.BAND, Family.DATE, False),
        (Coarseness.NETWORK, Family.NETWORK, True),
        (Coarseness.NETWORK, Family.BINARY, False),
    ],
)
def test_generalising_fits_its_own_families(to: Coarseness, family: Family, fits: bool) -> None:
    assert (judge(coarser(to, step=16), family) == "") is fits


def test_generalising_collides_under_unique() -> None:
    assert "unique index" in judge(coarser(Coarseness.YEAR), Family.DATE, of_table={"indexes": (UNIQUE,)})


@pytest.mark.parametrize(("step", "fits"), [(5, True), (10, True), (4, False)])
def test_a_band_may_not_fall_below_its_lower_bound(step: int, fits: bool) -> None:
    why = judge(coarser(Coarseness.BAND, step), Family.INTEGER, of_table={"checks": ("c BETWEEN 10 AND 90",)})

    assert (why == "") is fits


def test_redacting_fits_text_only_and_advises_for_json() -> None:
    assert judge(REDACT) == ""
    assert "constant such as {}" in judge(REDACT, Family.JSON)
    assert "needs a column of text" in judge(REDACT, Family.DATE)


def test_a_file_column_is_text_that_may_be_empty() -> None:
    assert judge(FILE) == ""
    assert "NOT NULL" in judge(FILE, nullable=False)
    assert "path or address" in judge(FILE, Family.BINARY)
