"""Made-up databases for the planner: tables, foreign keys of every kind, rows of the person and rows of strangers.

A ``World`` is the truth about a small database. From it follow what the planner is given, and ``Database``, on which a
plan can be tried out by the rules that real databases follow.
"""

import datetime as dt
from dataclasses import dataclass, field

from hypothesis import strategies as st

from registers.choices import DataCategory, DutyStart, Fate, TableRole, Treatment
from registers.datamap import DataMap, DutyMap, FieldMap, FieldTreatment, TableDuty, TableMap
from registers.publishing.grounds import ActivityBasis
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogForeignKey, CatalogTable, Family
from subjects.planning.findings import FoundRow, Reference, SourceFinding, TableFinding
from subjects.planning.keys import Key
from subjects.planning.marking import Marks
from subjects.planning.planner import SourceInput
from subjects.planning.splitting import Holding
from subjects.planning.values import Action, Operation

MADE_ON = dt.date(2026, 11, 21)
DUTY = DutyMap(name="bewaren", label="Bewaren", law="wet", years=7, starts=DutyStart.END_OF_YEAR)
Place = tuple[str, Key]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A foreign key; ``column`` of ``table`` holds the id of a row of ``parent``."""

    table: str
    column: str
    parent: str
    nullable: bool
    on_delete: str


@dataclass(kw_only=True)
class World:
    """Tables with their map, and rows: ``refs`` says where each row points to by each link."""

    dialect: str
    tables: tuple[TableMap, ...]
    links: tuple[Link, ...]
    mine: dict[str, dict[Key, FoundRow]]
    strangers: dict[str, list[Key]]
    refs: dict[tuple[Link, Key], Key | None] = field(default_factory=dict)
    holds: tuple[Holding, ...] = ()
    marks: Marks = field(default_factory=Marks)
    bases: dict[str, ActivityBasis] = field(default_factory=dict)

    @property
    def given(self) -> SourceInput:
        """What the planner is given."""
        datamap = DataMap(name="w", url_env="W_URL", tables=self.tables, duties=(DUTY,))
        findings = tuple(
            TableFinding(
                table=table.name,
                rows=tuple(self.mine[table.name].values()),
                fingerprint="f",
                references=tuple(self._references(table.name)),
            )
            for table in self.tables
            if self.mine[table.name]
        )
        finding = SourceFinding(source="w", tables=findings)
        return SourceInput(
            datamap=datamap,
            catalog=self.catalog,
            finding=finding,
            holds=self.holds,
            marks=self.marks,
            bases=self.bases,
        )

    @property
    def catalog(self) -> Catalog:
        return Catalog(dialect=self.dialect, tables=tuple(self._catalog_table(table) for table in self.tables))

    def _catalog_table(self, table: TableMap) -> CatalogTable:
        own = [link for link in self.links if link.table == table.name]
        nullable = {link.column: link.nullable for link in own}
        columns = [
            CatalogColumn(
                name=one.name,
                type="integer" if one.name in {"id", *nullable} else "date" if one.name == "d" else "text",
                family=Family.INTEGER
                if one.name in {"id", *nullable}
                else Family.DATE
                if one.name == "d"
                else Family.TEXT,
                nullable=nullable.get(one.name, one.name != "id"),
            )
            for one in table.fields
        ]
        keys = [
            CatalogForeignKey(
                name=link.column,
                columns=(link.column,),
                referred=link.parent,
                referred_columns=("id",),
                on_delete=link.on_delete,
            )
            for link in own
        ]
        return CatalogTable(name=table.name, columns=tuple(columns), primary_key=("id",), foreign_keys=tuple(keys))

    def _references(self, parent: str) -> list[Reference]:
        return [
            Reference(
                child_table=link.table,
                foreign_key=link.column,
                child_key=child,
                parent_key=target,
                found=child in self.mine[link.table],
            )
            for (link, child), target in self.refs.items()
            if link.parent == parent and target in self.mine[parent]
        ]


@dataclass(kw_only=True)
class Database:
    """The rows of a world as they change."""

    world: World
    rows: set[Place]
    refs: dict[tuple[Link, Key], Key | None]
    changed: dict[Place, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World) -> "Database":
        rows = {(name, key) for name, keys in world.mine.items() for key in keys}
        rows |= {(name, key) for name, keys in world.strangers.items() for key in keys}
        return cls(world=world, rows=rows, refs=dict(world.refs))

    def apply(self, operation: Operation) -> None:
        """One statement. Fails where a real database would refuse it, or would change a row that it does not name."""
        places = {(operation.table, key) for key in operation.keys}
        assert places <= self.rows, "a statement counts fewer rows than planned"
        if operation.action == Action.DELETE:
            self._delete(operation.table, places)
            return
        for change in operation.columns:
            for place in places:
                self.changed.setdefault(place, set()).add(change.column)
            self._empty(operation, change.column)

    def _empty(self, operation: Operation, column: str) -> None:
        for link, child in self.refs:
            if (link.table, link.column) == (operation.table, column) and child in operation.keys:
                assert link.nullable
                self.refs[link, child] = None

    def _delete(self, table: str, places: set[Place]) -> None:
        for (link, child), target in self.refs.items():
            pointed = link.parent == table and (table, target) in places and (link.table, child) in self.rows
            if not pointed:
                continue
            inside = (link.table, child) in places
            assert inside, f"{link.table} still points to a deleted row ({link.on_delete})"
            if self.world.dialect == "mariadb":
                assert child == target, "InnoDB checks row by row: this order can't be relied on"
        self.rows -= places


_CHANGES = [
    FieldTreatment(treatment=Treatment.NULL),
    FieldTreatment(treatment=Treatment.CONSTANT, value="x"),
    FieldTreatment(treatment=Treatment.SURROGATE),
    FieldTreatment(treatment=Treatment.KEEP, reason="nodig"),
    None,
]
_LINK_CHANGES = [
    FieldTreatment(treatment=Treatment.NULL),
    FieldTreatment(treatment=Treatment.KEEP, reason="nodig"),
    None,
]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to four tables and four rows in each, with any foreign keys, rings and self-references among them."""
    names = [f"t{place}" for place in range(draw(st.integers(1, 4)))]
    links = tuple(draw(_links(name, names)) for name in names for _ in range(draw(st.integers(0, 2))))
    links = tuple({(link.table, link.column): link for link in links}.values())
    world = World(
        dialect=draw(st.sampled_from(["postgresql", "mariadb"])),
        tables=tuple(draw(_tables(name, [link for link in links if link.table == name])) for name in names),
        links=links,
        mine={name: {} for name in names},
        strangers={name: [] for name in names},
        holds=draw(_holds(names)),
    )
    for table in world.tables:
        _add_rows(draw, world, table)
    for link in links:
        _point(draw, world, link)
    return world


@st.composite
def _holds(draw: st.DrawFn, names: list[str]) -> tuple[Holding, ...]:
    """Mostly none; else one or two, on some of the tables or on all, some of them over already."""
    days = st.dates(dt.date(2026, 10, 1), dt.date(2036, 1, 1))
    chosen = st.frozensets(st.sampled_from(names))
    count = draw(st.sampled_from([0, 0, 1, 2]))
    return tuple(Holding(name=f"zaak {n}", until=draw(days), activities=draw(chosen)) for n in range(count))


@st.composite
def _links(draw: st.DrawFn, name: str, names: list[str]) -> Link:
    parent = draw(st.sampled_from(names))
    nullable = draw(st.booleans())
    rules = ["NO ACTION", "CASCADE", *(["SET NULL"] if nullable else [])]
    return Link(
        table=name, column=f"{parent}_id", parent=parent, nullable=nullable, on_delete=draw(st.sampled_from(rules))
    )


@st.composite
def _tables(draw: st.DrawFn, name: str, links: list[Link]) -> TableMap:
    fields = [FieldMap(name="id"), FieldMap(name="d")]
    fields += [draw(_fields(f"c{place}", _CHANGES)) for place in range(draw(st.integers(0, 3)))]
    for link in links:
        options = _LINK_CHANGES if link.nullable else _LINK_CHANGES[1:]
        fields.append(draw(_fields(link.column, options)))
    fate = draw(st.sampled_from(list(Fate)))
    columns = [one.name for one in fields[1:]]
    duty = TableDuty(name="bewaren", start="d", keep=tuple(draw(st.sets(st.sampled_from(columns), min_size=1))))
    return TableMap(
        name=name,
        key=("id",),
        activity=name,
        role=TableRole.PERSON if name == "t0" else TableRole.DEPENDENT,
        erasure=fate,
        anonymisation=fate,
        reason="nodig" if fate == Fate.KEEP else "",
        shared=draw(st.sampled_from(["keep", "treat"])),
        duty=duty if draw(st.booleans()) else None,
        fields=tuple(fields),
    )


@st.composite
def _fields(draw: st.DrawFn, name: str, options: list[FieldTreatment | None]) -> FieldMap:
    if draw(st.integers(0, 3)) == 0:
        return FieldMap(name=name)
    # Most columns have a treatment: otherwise nearly every plan would be refused.
    treatment = draw(st.sampled_from([*options[:-1] * 3, options[-1]]))
    return FieldMap(name=name, category=DataCategory.CONTACT, erasure=treatment, anonymisation=treatment)


def _add_rows(draw: st.DrawFn, world: World, table: TableMap) -> None:
    days = st.one_of(st.just(None), st.dates(dt.date(2010, 1, 1), dt.date(2026, 11, 20)))
    some_day = st.dates(dt.date(2010, 1, 1), dt.date(2026, 11, 20))
    for number in range(draw(st.integers(1, 4))):
        key: Key = (number,)
        if draw(st.integers(0, 2)) == 0:
            world.strangers[table.name].append(key)
            continue
        day = draw(days if draw(st.integers(0, 9)) == 0 else some_day) if table.duty else None
        world.mine[table.name][key] = FoundRow(key=key, duty_start=day, shared=draw(st.integers(0, 5)) == 0)


def _point(draw: st.DrawFn, world: World, link: Link) -> None:
    targets: list[Key | None] = [*world.mine[link.parent], *world.strangers[link.parent]]
    if link.nullable:
        targets.append(None)
    for child in [*world.mine[link.table], *world.strangers[link.table]]:
        world.refs[link, child] = draw(st.sampled_from(targets))
