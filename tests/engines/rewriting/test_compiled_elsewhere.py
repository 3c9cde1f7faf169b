"""SQL Server and Oracle: the statements compile by the same code. They are not run against a server anywhere."""

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import registry

from registers.choices import IdentifierKind
from registers.datamap import FieldTreatment
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogTable, Family
from subjects.rewriting import statements
from subjects.rewriting.expressions import Change, Place
from subjects.sources.fingerprints import fingerprint_select
from subjects.sources.staging import Stage, StageShape, creation
from subjects.sources.tables import table_of
from tests.engines.rewriting.world import NULL, SURROGATE, constant, generalise

DIALECTS: dict[str, sa.Dialect] = {name: registry.load(name)() for name in ("mssql", "oracle", "mysql")}
CHANGES: list[tuple[str, FieldTreatment]] = [
    ("name", NULL), ("email", SURROGATE), ("phone", SURROGATE), ("visits", SURROGATE), ("born", generalise("month")),
    ("name", constant("x")), ("visits", generalise("band", 5)), ("postcode", generalise("postcode4")),
]  # fmt: skip


def place_on(dialect: str) -> tuple[Place, dict[str, CatalogColumn]]:
    families = {"id": Family.INTEGER, "tenant": Family.INTEGER, "visits": Family.INTEGER, "born": Family.DATE}
    names = ["id", "tenant", "name", "email", "phone", "postcode", "visits", "born"]
    columns = {
        name: CatalogColumn(name=name, type="INTEGER", family=families.get(name, Family.TEXT), length=80)
        for name in names
    }
    known = CatalogTable(name="Customer", columns=tuple(columns.values()), primary_key=("id", "tenant"))
    table = table_of(Catalog(dialect=dialect, tables=(known,)), "Customer")
    return Place(dialect=dialect, table=table, qualified="Customer", keys=("id", "tenant")), columns


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(("column", "treatment"), CHANGES)
def test_treating_and_verifying_compile(dialect: str, column: str, treatment: FieldTreatment) -> None:
    place, columns = place_on(dialect)
    kinds = {"email": IdentifierKind.EMAIL, "phone": IdentifierKind.PHONE}
    change = Change(column=columns[column], treatment=treatment, identifies=kinds.get(column, ""))
    stage = StageShape(name="stage", table=place.table, key_columns=place.keys, inline=False)

    update = str(statements.treat(place, (change,), stage).compile(dialect=DIALECTS[dialect]))
    check = str(statements.verify(place, (change,), stage).compile(dialect=DIALECTS[dialect]))

    assert update.startswith("UPDATE")
    assert "count(*)" in check


@pytest.mark.parametrize("dialect", DIALECTS)
def test_deleting_staging_and_fingerprinting_compile(dialect: str) -> None:
    place, _columns = place_on(dialect)
    stage = StageShape(name="stage", table=place.table, key_columns=place.keys, inline=False)
    empty = Stage(
        name="stage",
        table=place.table,
        key_columns=place.keys,
        rows=(),
        connection=sa.Connection.__new__(sa.Connection),
        inline=False,
    )

    assert str(statements.delete(place, stage).compile(dialect=DIALECTS[dialect])).startswith("DELETE")
    assert "count(*)" in str(fingerprint_select(dialect, place.table, stage).compile(dialect=DIALECTS[dialect]))
    assert creation(empty, DIALECTS[dialect])
