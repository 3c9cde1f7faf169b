"""What schemas throw in the way: references, unique values, domains, generated columns, partitions, triggers."""

import pytest

from registers.choices import IdentifierKind
from registers.datamap import DataMap
from subjects.errors import CountMismatch, SourceFault, StillFindable
from subjects.rewriting.detectors import SubjectTerms
from tests.engines.rewriting.world import (
    NULL,
    REDACT,
    SURROGATE,
    World,
    constant,
    delete,
    detach,
    generalise,
    link,
    mapped,
    raises,
    treat,
)


def with_tables(world: World, datamap: DataMap) -> World:
    world.datamap = datamap
    return world


def test_children_go_before_parents(world: World) -> None:
    order = world.order(
        detach("ticket", [(20,), (21,)], "parent_id"),
        delete("ticket", [(20,), (21,)]),
        delete("orders", [(10,), (11,)]),
        delete("customer", [(0,)]),
    )

    world.rewrite(order)

    assert [len(world.dump(table)) for table in ("ticket", "orders", "customer")] == [1, 1, 1]


def test_a_parent_that_somebody_elses_row_needs_rolls_back(world: World) -> None:
    world.run("INSERT INTO ticket VALUES (23, 1, 21, 'zie ook')")
    before = world.dump("ticket")

    with pytest.raises(SourceFault):
        world.rewrite(world.order(detach("ticket", [(21,)], "parent_id"), delete("ticket", [(21,)])))

    assert world.dump("ticket") == before


@pytest.mark.parametrize("collision", [True, False])
def test_unique_lower_email(world: World, collision: bool) -> None:
    if world.engine.dialect.name == "mysql":
        world.run("CREATE UNIQUE INDEX one_email ON customer (email)")
    else:
        world.run("CREATE UNIQUE INDEX one_email ON customer (lower(email))")
    before = world.dump("customer")
    treatment = constant("Sanne.JR@example.nl") if collision else SURROGATE

    if collision:
        with pytest.raises(SourceFault):
            world.rewrite(world.order(treat("customer", [(0,)], email=treatment, note=NULL)))
    else:
        world.rewrite(world.order(treat("customer", [(0,)], email=treatment)))

    assert (world.dump("customer") == before) is collision
    assert world.dump("customer", "id = 1") == before[1:]


def test_a_row_that_the_database_refuses_to_touch_is_counted(postgresql_world: World) -> None:
    world = postgresql_world
    world.run(
        "CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$",
        "CREATE TRIGGER skip BEFORE UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION skip()",
    )

    with raises(CountMismatch, affected=0, planned=1):
        world.rewrite(world.order(treat("customer", [(0,)], note=NULL)))


def test_a_trigger_that_copies_the_old_row_into_a_mapped_table_is_caught(sqlite_world: World) -> None:
    world = sqlite_world
    world.run(
        "CREATE TABLE audit (id INTEGER PRIMARY KEY, customer_id INTEGER, email VARCHAR(80))",
        "CREATE TRIGGER keep_old AFTER UPDATE ON customer BEGIN"
        " INSERT INTO audit (customer_id, email) VALUES (old.id, old.email); END",
    )
    world.datamap = DataMap(
        name="shop",
        url_env="SHOP_URL",
        tables=(*world.datamap.tables, mapped("audit", "email")),
        links=(link("audit", "customer_id", "customer"),),
    )

    with raises(StillFindable, table="audit", rows=1):
        world.rewrite(world.order(treat("customer", [(0,)], email=SURROGATE)))

    assert world.dump("audit") == []
    assert world.value("customer", "email", "id = 0") == "sanne@example.nl"


def test_a_logical_link_on_a_value_that_the_treatment_changes_is_still_followed(sqlite_world: World) -> None:
    world = sqlite_world
    world.run(
        "CREATE TABLE mailing (id INTEGER PRIMARY KEY, address VARCHAR(80))",
        "CREATE TRIGGER copy AFTER UPDATE ON customer BEGIN INSERT INTO mailing (address) VALUES (old.email); END",
    )
    world.datamap = DataMap(
        name="shop",
        url_env="SHOP_URL",
        tables=(*world.datamap.tables, mapped("mailing", "address")),
        links=(link("mailing", "address", "customer", "email"),),
    )

    with raises(StillFindable, table="mailing", rows=1):
        world.rewrite(world.order(treat("customer", [(0,)], email=SURROGATE)))


RICH = (
    "CREATE TYPE \"Mood\" AS ENUM ('blij', 'onbekend')",
    "CREATE DOMAIN email AS text CHECK (VALUE ~ '@')",
    'CREATE TABLE rich (id INTEGER PRIMARY KEY, mood "Mood" NOT NULL, mail email NOT NULL, tags text[],'
    " extra jsonb, doc json, ip inet, name text, low text GENERATED ALWAYS AS (lower(name)) STORED)",
    "INSERT INTO rich (id, mood, mail, tags, extra, doc, ip, name) SELECT n, 'blij', 'a@b.nl', '{sanne,x}',"
    """ '{"n": "Sanne"}', '{"tel": 612345678}', '10.20.30.40', 'Sanne' FROM generate_series(0, 1) n""",
)


def rich_world(world: World) -> World:
    world.run(*RICH)
    table = mapped("rich", "mood", "tags", "extra", "doc", "ip", "name", mail=IdentifierKind.EMAIL)
    world = with_tables(world, DataMap(name="shop", url_env="U", tables=(table,)))
    world.terms = SubjectTerms(names=("Sanne",), phones=("0612345678",))
    return world


def test_enums_domains_generated_columns_json_and_arrays(postgresql_world: World) -> None:
    world = rich_world(postgresql_world)
    before = world.dump("rich", "id = 1")
    texts = dict.fromkeys(("tags", "extra", "doc"), REDACT)
    others = {"mood": constant("onbekend"), "ip": generalise("network", 24), "mail": SURROGATE, "name": SURROGATE}

    world.rewrite(world.order(treat("rich", [(0,)], **texts, **others)))

    assert world.dump("rich", "id = 1") == before
    ((_id, mood, mail, tags, extra, doc, ip, name, low),) = world.dump("rich", "id = 0")
    assert (mood, tags, extra) == ("onbekend", ["[verwijderd: naam]", "x"], {"n": "[verwijderd: naam]"})
    assert (doc, str(ip).split("/")[0], low) == ({"tel": "[verwijderd: telefoonnummer]"}, "10.20.30.0", name)
    assert mail.endswith("@verwijderd.invalid")


def test_partitions_and_a_schema(postgresql_world: World) -> None:
    world = postgresql_world
    world.run(
        "CREATE TABLE log (id INTEGER, at DATE, note TEXT, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
        "CREATE TABLE log_24 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
        "CREATE TABLE log_25 PARTITION OF log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        "INSERT INTO log VALUES (0, '2024-05-01', 'a'), (0, '2025-05-01', 'a'), (1, '2024-05-01', 'a')",
    )
    world = with_tables(world, DataMap(name="shop", url_env="U", tables=(mapped("log", "note", key=("id", "at")),)))
    keys = [row[:2] for row in world.dump("log", "id = 0")]

    world.rewrite(world.order(treat("log", keys[:1], note=NULL), delete("log", keys[1:])))

    assert [row[2] for row in world.dump("log")] == [None, "a"]


def test_a_table_that_can_not_roll_back_is_repeated_until_it_is_done(mariadb_world: World) -> None:
    world = mariadb_world
    world.run(
        "CREATE TABLE old_log (id INTEGER PRIMARY KEY, note VARCHAR(40), agent VARCHAR(40)) ENGINE=MyISAM",
        "INSERT INTO old_log VALUES (0, 'Sanne', 'a'), (1, 'Sanne', 'a'), (2, 'Sanne', 'a')",
    )
    world.datamap = DataMap(name="shop", url_env="U", tables=(*world.datamap.tables, mapped("old_log", "note")))
    operations = (
        treat("customer", [(0,)], note=NULL),
        treat("old_log", [(0,)], note=constant("x")),
        delete("old_log", [(2,)]),
    )
    first = world.order(*operations)
    world.run("UPDATE old_log SET note = 'x' WHERE id = 0")  # a first attempt was killed half way

    order = type(first)(**{**first.__dict__, "maybe_applied": True})
    outcome = world.rewrite(order)
    again = world.rewrite(order)

    assert again == outcome
    assert world.dump("old_log") == [(0, "x", "a"), (1, "Sanne", "a")]
