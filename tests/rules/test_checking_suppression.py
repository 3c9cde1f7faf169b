"""Whether a table can take objections: every misfit has its sentence, and a table that can has none."""

from dataclasses import replace
from typing import Any

import pytest

from registers.choices import DataCategory, Fate, IdentifierKind, TableRole
from registers.datamap import DataMap, FieldMap, TableMap
from registers.errors import MapInvalid
from registers.map_suppression import SuppressionMap
from subjects.planning.catalog import (
    Catalog,
    CatalogColumn,
    CatalogForeignKey,
    CatalogIndex,
    CatalogTable,
    Family,
    TableKind,
)
from subjects.planning.checking import check
from subjects.planning.gaps import Severity
from tests.rules.test_checking import changed

NUMBER = CatalogColumn(name="nummer", type="varchar(20)", family=Family.TEXT, length=20, nullable=False)
REASON = CatalogColumn(name="reden", type="varchar(10)", family=Family.TEXT, length=10, nullable=False)
SINCE = CatalogColumn(name="sinds", type="timestamp", family=Family.DATETIME)
NAME = CatalogColumn(name="herkomst", type="varchar(40)", family=Family.TEXT, length=40)
ONCE = CatalogIndex(name="eens", columns=("nummer",), unique=True)
LIVE = CatalogTable(name="bel_niet", columns=(NUMBER, REASON, SINCE, NAME), primary_key=("nummer",), indexes=(ONCE,))
ALSO: list[dict[str, Any]] = [
    {"column": "reden", "holds": "fixed", "value": "VERZET"},
    {"column": "sinds", "holds": "moment"},
    {"column": "herkomst", "holds": "reference"},
]
TABLE = TableMap(
    name="bel_niet",
    activity="bellen",
    ground="6(1)(f)",
    role=TableRole.PERSON,
    key=("nummer",),
    erasure=Fate.KEEP,
    anonymisation=Fate.KEEP,
    reason="art. 21(3)",
    suppression=SuppressionMap.model_validate({"column": "nummer", "also": ALSO}),
    fields=(
        FieldMap(name="nummer", category=DataCategory.CONTACT, identifies=IdentifierKind.PHONE, scan=True),
        *(FieldMap(name=name) for name in ("reden", "sinds", "herkomst")),
    ),
)


def told(**words: Any) -> TableMap:
    return changed(TABLE, suppression={"column": "nummer", "also": ALSO, **words})


def column(old: CatalogColumn, **facts: Any) -> CatalogTable:
    columns = tuple(replace(one, **facts) if one is old else one for one in LIVE.columns)
    return replace(LIVE, columns=columns)


def misfits(table: TableMap = TABLE, live: CatalogTable = LIVE, dialect: str = "postgresql") -> list[tuple[str, str]]:
    datamap = DataMap(name="dialler", url_env="DIALLER_URL", tables=(table,))
    found = check(datamap, Catalog(dialect=dialect, tables=(live,)))
    return [(gap.column, gap.message) for gap in found if gap.code.startswith("suppression")]


def test_a_table_that_can_take_objections_has_no_gap() -> None:
    assert misfits() == []


EXTRA = CatalogColumn(name="campagne", type="text", family=Family.TEXT, nullable=False)
ON_REASON = CatalogIndex(name="reden_eens", columns=("reden",), unique=True)
TO_REASONS = CatalogForeignKey(name="fk", columns=("reden",), referred="redenen", referred_columns=("code",))
WRONG_TABLES = {
    "gets no value": replace(LIVE, columns=(*LIVE.columns, EXTRA)),
    "needs 17 characters": column(NUMBER, length=12),
    "does not hold the number": replace(LIVE, indexes=(ONCE, ON_REASON)),
    "refers to another table": replace(LIVE, foreign_keys=(TO_REASONS,)),
    "a view is never written": replace(LIVE, kind=TableKind.VIEW),
    "a moment needs": column(SINCE, family=Family.INTEGER, type="integer"),
    "the name of the row needs": column(NAME, length=20),
    "a column of numbers loses": column(NUMBER, family=Family.INTEGER, type="bigint", length=None),
    "fills this column itself": column(NAME, generated=True),
    "can't hold this": column(NUMBER, family=Family.BINARY, type="bytea", length=None),
    "the column holds 4": column(REASON, length=4),
    "allows only": replace(LIVE, checks=("reden in ('KLANT', 'DOOD')",)),
}


@pytest.mark.parametrize("words", WRONG_TABLES)
def test_a_table_that_can_not_take_them_is_refused_with_the_reason(words: str) -> None:
    found = misfits(live=WRONG_TABLES[words])

    assert any(words in message for _column, message in found), found


WRONG_MAPS = {
    "would take the objection away": changed(TABLE, erasure="delete"),
    "an inzage has to look into it": changed(TABLE, role="reference"),
    "so that an inzage finds the row": changed(
        TABLE, fields=[{**one.model_dump(), "identifies": None} for one in TABLE.fields]
    ),
    "for this kind there are": told(channels=["email"]),
    "needs 254 characters": told(kind="email"),
}


@pytest.mark.parametrize("words", WRONG_MAPS)
def test_a_map_that_would_let_somebody_be_called_is_refused(words: str) -> None:
    found = misfits(WRONG_MAPS[words])

    assert any(words in message for _column, message in found), found


@pytest.mark.parametrize(
    ("dialect", "kind", "fits"),
    [("postgresql", "bigint", True), ("postgresql", "integer", False), ("sqlite", "INTEGER", True)],
)
def test_a_column_of_numbers_has_to_be_wide_enough(dialect: str, kind: str, fits: bool) -> None:
    live = column(NUMBER, family=Family.INTEGER, type=kind, length=None)

    assert (misfits(told(spelling="digits"), live, dialect) == []) is fits


def test_a_column_that_may_stay_empty_or_fills_itself_needs_no_value() -> None:
    extra = (
        replace(EXTRA, nullable=True),
        CatalogColumn(name="id", type="bigint", family=Family.INTEGER, nullable=False, identity=True),
    )
    live = replace(LIVE, columns=(*LIVE.columns, *extra))

    assert misfits(live=live) == []


def test_a_check_that_was_not_understood_is_a_warning() -> None:
    live = replace(LIVE, checks=("nummer ~ '^[+][0-9]+$'",))

    found = check(
        DataMap(name="dialler", url_env="DIALLER_URL", tables=(TABLE,)), Catalog(dialect="postgresql", tables=(live,))
    )

    assert [(gap.code, gap.severity) for gap in found] == [("suppression-check", Severity.WARNING)]


@pytest.mark.parametrize(
    "words",
    [
        {"column": "telefoon"},
        {"kind": "iban"},
        {"also": [{"column": "reden", "holds": "fixed"}]},
        {"also": [{"column": "sinds", "holds": "moment", "value": "x"}]},
        {"also": [{"column": "sinds", "holds": "moment", "decides": True}]},
        {"also": [{"column": "nummer", "holds": "moment"}]},
    ],
)
def test_a_map_that_does_not_add_up_is_not_read(words: dict[str, Any]) -> None:
    with pytest.raises((ValueError, MapInvalid)):
        told(**words)
