"""What staff type ends as the database's own value, of every type that can be corrected."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from registers.choices import CorrectionWay, DataCategory
from registers.datamap import DataMap, FieldMap
from subjects.errors import CorrectionInvalid, SourceFault
from subjects.planning.stated import equal, stated_value
from subjects.planning.values import Action, ColumnCorrection, Operation
from subjects.rewriting.work import Amendment
from tests.engines.rewriting.world import World, mapped

TYPES: dict[str, dict[str, tuple[str, str, str, str | None]]] = {
    "postgresql": {
        "feeling": ("mood", "'kalm'", "blij", "blij"),
        "token": ("uuid", "gen_random_uuid()", "6f1c2f6e-0d6f-4d52-9f4a-0c1f6f6b7c11", None),
        "agrees": ("boolean", "false", "ja", "True"),
        "amount": ("numeric(8,2)", "1", "1.250,50", "1250.50"),
        "seen": ("timestamptz", "now()", "19-05-1980 14:30", None),
        "at": ("time", "'10:00'", "14:30", "14:30:00"),
        "address": ("inet", "'10.0.0.1'", "192.0.2.7", "192.0.2.7"),
        "place": ("short", "'x'", "Gouda", "Gouda"),
        "code": ("char(6)", "'x'", "ab", None),
        "wide": ("bigint", "1", "9.000.000.000", "9000000000"),
    },
    "mariadb": {
        "feeling": ("enum('kalm','blij')", "'kalm'", "blij", "blij"),
        "agrees": ("boolean", "false", "ja", "1"),
        "amount": ("decimal(8,2)", "1", "1.250,50", "1250.50"),
        "seen": ("datetime", "now()", "19-05-1980 14:30", "1980-05-19 14:30:00"),
        "at": ("time", "'10:00'", "14:30", "14:30:00"),
        "code": ("char(6)", "'x'", "ab", "ab"),
        "notes": ("longtext", "'x'", "één regel\nen nog één", "één regel\nen nog één"),
        "day": ("date", "'1980-01-01'", "19 mei 1980", "1980-05-19"),
    },
}
SETUP: dict[str, tuple[str, ...]] = {
    "postgresql": (
        "CREATE TYPE mood AS ENUM ('kalm','blij')",
        "CREATE DOMAIN short AS varchar(20) CHECK (VALUE <> 'nee')",
    ),
    "mariadb": (),
}


@pytest.fixture(params=["postgresql", "mariadb"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """One row of the person and one of somebody else, with a column of every type."""
    dialect = request.param
    engine = sa.create_engine(request.getfixturevalue(f"fresh_{dialect}"), poolclass=sa.pool.NullPool)
    types = TYPES[dialect]
    made = World(engine=engine, datamap=DataMap(name="s", url_env="S_URL", tables=(mapped("t", *types),)))
    columns = ", ".join(f"{name} {kind[0]}" for name, kind in types.items())
    values = ", ".join(kind[1] for kind in types.values())
    rows = (f"INSERT INTO t VALUES ({number}, {values})" for number in (0, 1))
    made.run(*SETUP[dialect], f"CREATE TABLE t (id INTEGER PRIMARY KEY, {columns})", *rows)
    yield made
    engine.dispose()


def read(world: World, name: str, text: str) -> Any:
    table = world.catalog().tables[0]
    column = table.column(name)
    assert column is not None
    return stated_value(text, column=column, field=FieldMap(name=name, category=DataCategory.CONTACT), table=table)


def write(world: World, **values: Any) -> None:
    changes = tuple(ColumnCorrection(column=name, way=CorrectionWay.REPLACE, digest=name) for name in values)
    order = world.order(Operation(table="t", action=Action.CORRECT, keys=((0,),), corrections=changes))
    world.rewrite(replace(order, amendments={name: Amendment(value=value) for name, value in values.items()}))


def test_every_type_takes_what_was_typed_and_the_neighbour_keeps_his(world: World) -> None:
    types = TYPES[{"mysql": "mariadb"}.get(world.engine.dialect.name, world.engine.dialect.name)]
    neighbour = world.dump("t", "id = 1")
    values = {name: read(world, name, kind[2]) for name, kind in types.items()}

    write(world, **values)

    stands = {name: world.value("t", name, "id = 0") for name in types}
    assert {name: str(value) for name, value in stands.items() if types[name][3]} == {
        name: kind[3] for name, kind in types.items() if kind[3]
    }
    assert all(equal(stands[name], value) for name, value in values.items() if name not in {"seen", "code", "at"})
    assert world.dump("t", "id = 1") == neighbour


@pytest.mark.parametrize(("name", "text"), [("feeling", "boos"), ("amount", "12345678"), ("code", "te lang woord")])
def test_what_a_type_cannot_hold_is_refused_beforehand(world: World, name: str, text: str) -> None:
    with pytest.raises(CorrectionInvalid):
        read(world, name, text)


def test_a_check_that_nobody_understood_leaves_everything_as_it_was(world: World) -> None:
    if world.engine.dialect.name == "postgresql":
        world.run("ALTER TABLE t ADD CHECK (reverse(place) <> 'een')")
        before = world.dump("t")

        with pytest.raises(SourceFault):
            write(world, place="nee")

        assert world.dump("t") == before
