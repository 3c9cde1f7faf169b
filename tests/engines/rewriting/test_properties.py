"""For generated tables and treatments: nobody else's byte changes, every treated value is as its treatment says."""

import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registers.choices import Coarseness, IdentifierKind
from registers.datamap import DataMap, FieldTreatment
from subjects.rewriting.detectors import SubjectTerms, redact
from subjects.rewriting.generalising import generalised
from tests.engines.rewriting.world import NULL, REDACT, SURROGATE, World, constant, delete, generalise, mapped, treat

TERMS = SubjectTerms(names=("Sanne de Vries",), phones=("0612345678",), emails=("sanne@example.nl",))
TEXTS = st.sampled_from(
    ["", "Sanne de Vries", "bel 06-12345678", "sanne@example.nl", "niets", "1234 AB", "O'Brien", "ünïcødé 😀", "%s :x"]
) | st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
DAYS = st.dates().map(lambda day: day.isoformat())
COLUMNS: dict[str, tuple[str, Any, list[FieldTreatment]]] = {
    "text": ("VARCHAR(400)", TEXTS, [NULL, REDACT, SURROGATE, constant("weg"), generalise("postcode4")]),
    "number": ("INTEGER", st.integers(-(2**40), 2**40), [NULL, SURROGATE, constant(0), generalise("band", 10)]),
    "day": ("DATE", DAYS, [NULL, constant("1900-01-01"), generalise("month"), generalise("year")]),
}

KINDS = st.sampled_from(sorted(COLUMNS))
SHAPES = st.lists(KINDS, min_size=1, max_size=5)


@st.composite
def scenes(draw: st.DrawFn) -> tuple[list[str], list[FieldTreatment], list[tuple[Any, ...]], set[int]]:
    """Column kinds, a treatment for each, rows, and which rows are the person's."""
    kinds = draw(SHAPES)
    chosen = [draw(st.sampled_from(COLUMNS[kind][2])) for kind in kinds]
    count = draw(st.integers(2, 8))
    values = [tuple(draw(st.none() | COLUMNS[kind][1]) for kind in kinds) for _ in range(count)]
    mine = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count - 1))
    return kinds, chosen, values, mine


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scene=scenes(), doubles=st.booleans())
def test_others_are_byte_identical_and_the_person_is_as_treated(
    scene: tuple[list[str], list[FieldTreatment], list[tuple[Any, ...]], set[int]], doubles: bool
) -> None:
    kinds, treatments, values, mine = scene
    rows = [values[0]] * len(values) if doubles else values
    with tempfile.TemporaryDirectory() as folder:
        world = made(Path(folder), kinds, rows)
        before = {row[:2]: row for row in world.dump("data")}
        keys = [(number % 2, f"{number}") for number in sorted(mine)]
        changes = {f"c{place}": treatment for place, treatment in enumerate(treatments)}

        world.rewrite(world.order(treat("data", keys, **changes)))

        after = {row[:2]: row for row in world.dump("data")}
        world.engine.dispose()
    for key, row in before.items():
        if key not in keys:
            assert after[key] == row
            continue
        for old, new, kind, treatment in zip(row[2:], after[key][2:], kinds, treatments, strict=True):
            assert as_it_must_be(old, new, kind, treatment)


def made(folder: Path, kinds: list[str], rows: list[tuple[Any, ...]]) -> World:
    engine = sa.create_engine(f"sqlite:///{folder / 'data.sqlite3'}", poolclass=sa.pool.NullPool)
    names = [f"c{place}" for place in range(len(kinds))]
    fields: dict[str, IdentifierKind] = {}
    table = mapped("data", *names, key=("tenant", "id"), **fields)
    world = World(engine=engine, datamap=DataMap(name="shop", url_env="U", tables=(table,)), terms=TERMS)
    columns = ", ".join(f"{name} {COLUMNS[kind][0]}" for name, kind in zip(names, kinds, strict=True))
    world.run(f"CREATE TABLE data (tenant INTEGER, id VARCHAR(10), {columns}, PRIMARY KEY (tenant, id))")
    marks = ", ".join("?" for _ in range(len(kinds) + 2))
    with engine.begin() as connection:
        for number, row in enumerate(rows):
            connection.exec_driver_sql(f"INSERT INTO data VALUES ({marks})", (number % 2, f"{number}", *row))
    return world


def as_it_must_be(old: Any, new: Any, kind: str, treatment: FieldTreatment) -> bool:
    """Reasoned apart from the engine's SQL: what each treatment promises of the new value."""
    if treatment == NULL:
        return new is None
    if treatment == REDACT:
        return bool(new == (None if old is None else redact(old, TERMS)))
    if treatment == SURROGATE:
        return bool(new != old and (new > 0 if kind == "number" else len(new) >= 12))
    if treatment.to is not None:
        return bool(new == generalised(old, Coarseness(treatment.to), treatment.step))
    return bool(new == treatment.value)


def test_a_generated_delete_takes_only_its_rows(tmp_path: Path) -> None:
    world = made(tmp_path, ["text"], [("Sanne",)] * 6)
    before = world.dump("data")

    world.rewrite(world.order(delete("data", [(0, "0"), (1, "5")])))

    assert world.dump("data") == [row for row in before if row[:2] not in {(0, "0"), (1, "5")}]
