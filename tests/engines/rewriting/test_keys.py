"""Keys of every sort lead to exactly their rows: zero, empty, false, composite, padded, quoted, many."""

import uuid
from typing import Any

import pytest

from registers.datamap import DataMap
from subjects.planning.keys import Key
from tests.engines.rewriting.world import NULL, REDACT, SURROGATE, World, constant, delete, mapped, treat


def with_table(world: World, name: str, key: tuple[str, ...], *fields: str) -> World:
    world.datamap = DataMap(name="shop", url_env="SHOP_URL", tables=(mapped(name, *fields, key=key),))
    return world


@pytest.mark.parametrize(
    "key", [(0, "", False), (0, "", True), (0, "a", False), (1, "", False), (0, "0", False)], ids=repr
)
@pytest.mark.parametrize("gone", [True, False], ids=["delete", "treat"])
def test_a_composite_key_with_nothing_in_its_parts_hits_one_row(world: World, key: Key, gone: bool) -> None:
    world = with_table(world, "member", ("tenant", "code", "main"), "name")
    world.run(
        "CREATE TABLE member (tenant INTEGER NOT NULL, code VARCHAR(8) NOT NULL, main BOOLEAN NOT NULL,"
        " name VARCHAR(40), PRIMARY KEY (tenant, code, main))",
        *(
            f"INSERT INTO member VALUES ({tenant}, '{code}', {main}, 'Sanne de Vries')"
            for tenant in (0, 1)
            for code in ("", "a", "0")
            for main in ("true", "false")
        ),
    )
    before = world.dump("member")

    world.rewrite(world.order(delete("member", [key]) if gone else treat("member", [key], name=SURROGATE)))

    same = [row for row in world.dump("member") if row in before]
    assert len(same) == 11
    assert all((row[0], row[1], bool(row[2])) != key for row in same)


def test_quoted_mixed_case_and_reserved_names(world: World) -> None:
    quote = world.engine.dialect.identifier_preparer.quote
    table, key, column = quote("Order Lines"), quote("select"), quote("E-Mail %").replace("%%", "%")
    world.run(
        f"CREATE TABLE {table} ({key} INTEGER PRIMARY KEY, {column} VARCHAR(60), {quote('group')} VARCHAR(60))",
        f"INSERT INTO {table} VALUES (0, 'a', 'Sanne'), (1, 'a', 'Sanne')",
    )
    world = with_table(world, "Order Lines", ("select",), "E-Mail %", "group")

    world.rewrite(world.order(treat("Order Lines", [(0,)], **{"E-Mail %": constant("x"), "group": REDACT})))

    assert world.dump("Order Lines")[0][:2] == (0, "x")
    assert world.dump("Order Lines")[1] == (1, "a", "Sanne")


def test_a_padded_char_key(world: World) -> None:
    world = with_table(world, "coded", ("code",), "name")
    world.run(
        "CREATE TABLE coded (code CHAR(6) PRIMARY KEY, name VARCHAR(40))",
        "INSERT INTO coded VALUES ('ab', 'Sanne'), ('abc', 'Sanne')",
    )
    (key,) = [row[:1] for row in world.dump("coded") if row[0].strip() == "ab"]

    world.rewrite(world.order(treat("coded", [key], name=NULL)))

    assert {row[0].strip(): row[1] for row in world.dump("coded")} == {"ab": None, "abc": "Sanne"}


def test_a_uuid_key_and_a_uuid_surrogate(postgresql_world: World) -> None:
    world = with_table(postgresql_world, "token", ("id",), "device")
    mine, hers = uuid.UUID(int=0), uuid.UUID(int=1)
    world.run(
        "CREATE TABLE token (id UUID PRIMARY KEY, device UUID)",
        f"INSERT INTO token VALUES ('{mine}', '{mine}'), ('{hers}', '{mine}')",
    )

    world.rewrite(world.order(treat("token", [(mine,)], device=SURROGATE)))

    found = dict(world.dump("token"))
    assert found[hers] == mine
    assert found[mine] != mine


@pytest.mark.parametrize("rows", [3, 1500])
def test_few_and_many_keys_do_the_same(world: World, rows: int) -> None:
    world = with_table(world, "log", ("id",), "note", "agent")
    values = ", ".join(f"({number}, 'Sanne 06-12345678', 'x')" for number in range(2 * rows))
    world.run(
        "CREATE TABLE log (id INTEGER PRIMARY KEY, note VARCHAR(200), agent VARCHAR(60))",
        f"INSERT INTO log VALUES {values}",
    )
    mine: list[Key] = [(number,) for number in range(0, 2 * rows, 2)]

    outcome = world.rewrite(world.order(treat("log", mine, note=REDACT, agent=SURROGATE)))

    assert outcome.operations[0].affected == rows
    assert len(world.dump("log", "note = 'Sanne [verwijderd: telefoonnummer]' AND agent <> 'x'")) == rows
    assert len(world.dump("log", "note = 'Sanne 06-12345678' AND agent = 'x'")) == rows


def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(world: World) -> None:
    import sqlalchemy as sa

    world = with_table(world, "log", ("id",), "note", "agent")
    values = ", ".join(f"({number}, 'Sanne 06-12345678', 'x')" for number in range(3000))
    world.run(
        "CREATE TABLE log (id INTEGER PRIMARY KEY, note VARCHAR(200), agent VARCHAR(60))",
        f"INSERT INTO log VALUES {values}",
    )
    statements: list[str] = []

    def counted(first: int, last: int) -> int:
        keys: list[Any] = [(number,) for number in range(first, last)]
        order = world.order(treat("log", keys, note=REDACT, agent=SURROGATE))
        statements.clear()
        world.rewrite(order)
        return len(statements)

    sa.event.listen(world.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))

    assert counted(0, 600) == counted(600, 3000)
