"""More rows than travel as parameters: the same tokens, the same checks, and nobody else's byte."""

from registers.choices import IdentifierKind
from registers.datamap import DataMap
from subjects.errors import CountMismatch, PlanStale, PostConditionFailed
from subjects.planning.keys import Key
from subjects.sources.staging import INLINE_LIMIT
from tests.engines.rewriting.world import NULL, SURROGATE, World, mapped, raises, treat

MANY = INLINE_LIMIT + 20
ODD_KEYS = ("nul\\", "tab\t", "regel\n", "wagen\r", "", "0", "ünïcødé 😀", "%s :x", "\\.", "\\N")
RESTORES = (
    "CREATE FUNCTION restore() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF pg_trigger_depth() = 1 THEN"
    " UPDATE contact SET caller = OLD.caller WHERE id = 300 AND id = OLD.id; END IF; RETURN NULL; END $$",
    "CREATE TRIGGER restoring AFTER UPDATE ON contact FOR EACH ROW EXECUTE FUNCTION restore()",
)
CHANGES = {"caller": SURROGATE, "number": SURROGATE, "ref": SURROGATE, "body": NULL}


def with_contacts(world: World) -> World:
    """``MANY`` contacts of Sanne with even numbers from -100 on, and as many of her namesake between them."""
    rows = ", ".join(f"({number}, '0612345678', {number}, 'Sanne', 'belde')" for number in range(-100, 2 * MANY - 100))
    fields = mapped("contact", "number", "ref", "body", caller=IdentifierKind.PHONE)
    world.datamap = DataMap(name="shop", url_env="SHOP_URL", tables=(fields,))
    world.run(
        "CREATE TABLE contact (id INTEGER PRIMARY KEY, caller VARCHAR(20), number BIGINT, ref VARCHAR(40),"
        " body VARCHAR(40))",
        f"INSERT INTO contact VALUES {rows}",
    )
    return world


def keys() -> list[Key]:
    return [(number,) for number in range(-100, 2 * MANY - 100, 2)]


def test_many_rows_get_the_tokens_that_few_get(world: World) -> None:
    world = with_contacts(world)
    namesake = world.dump("contact", "id % 2 <> 0")
    world.rewrite(world.order(treat("contact", keys()[:30], **CHANGES)))
    few = world.dump("contact", "id < -40 AND id % 2 = 0")

    outcome = world.rewrite(world.order(treat("contact", keys(), **CHANGES)))

    assert outcome.operations[0].verified == MANY
    assert world.dump("contact", "id < -40 AND id % 2 = 0") == few
    assert len({row[1] for row in world.dump("contact", "id % 2 = 0")}) == MANY
    assert world.dump("contact", "id % 2 <> 0") == namesake


def test_many_keys_of_text_reach_their_rows_whatever_they_hold(postgresql_world: World) -> None:
    world = postgresql_world
    world.datamap = DataMap(name="shop", url_env="SHOP_URL", tables=(mapped("coded", "name", key=("code",)),))
    codes = [*ODD_KEYS, *(f"k{number}" for number in range(MANY))]
    quoted = ", ".join(f"('{code}', 'Sanne'), ('{code}!', 'Sanne')" for code in codes)
    world.run("CREATE TABLE coded (code TEXT PRIMARY KEY, name TEXT)", f"INSERT INTO coded VALUES {quoted}")
    world.rewrite(world.order(treat("coded", [(code,) for code in ODD_KEYS], name=SURROGATE)))
    few = {row for row in world.dump("coded") if row[0] in ODD_KEYS}

    world.rewrite(world.order(treat("coded", [(code,) for code in codes], name=SURROGATE)))

    after = dict(world.dump("coded"))
    assert {(code, after[code]) for code in ODD_KEYS} == few
    assert {code for code, name in after.items() if name == "Sanne"} == {f"{code}!" for code in codes}


def test_a_trigger_that_restores_one_of_many_is_noticed(postgresql_world: World) -> None:
    world = with_contacts(postgresql_world)
    world.run(*RESTORES)
    before = world.dump("contact")

    with raises(PostConditionFailed, table="contact", column="caller"):
        world.rewrite(world.order(treat("contact", keys(), **CHANGES)))

    assert world.dump("contact") == before


def test_one_changed_row_of_many_makes_the_plan_stale(world: World) -> None:
    world = with_contacts(world)
    order = world.order(treat("contact", keys(), **CHANGES))
    world.run("UPDATE contact SET body = 'belde weer' WHERE id = 300")
    before = world.dump("contact")

    with raises(PlanStale, table="contact"):
        world.rewrite(order)

    assert world.dump("contact") == before


def test_one_row_of_many_that_a_trigger_passes_over_is_counted(postgresql_world: World) -> None:
    world = with_contacts(postgresql_world)
    world.run(
        "CREATE FUNCTION pass_over() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF OLD.id = 300 THEN RETURN NULL; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER passing BEFORE UPDATE ON contact FOR EACH ROW EXECUTE FUNCTION pass_over()",
    )
    before = world.dump("contact")

    with raises(CountMismatch, planned=MANY, affected=MANY - 1):
        world.rewrite(world.order(treat("contact", keys(), **CHANGES)))

    assert world.dump("contact") == before
