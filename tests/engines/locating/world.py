"""Customer databases small enough to read in a test, and the search as the locate verb runs it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from registers.choices import DataCategory, Fate, IdentifierKind, PhoneFormat, TableRole
from registers.datamap import DataMap, FieldMap, LinkEnd, LinkMap, TableMap
from subjects.locating.collecting import Collected, collect
from subjects.locating.known import Identifier, Known
from subjects.locating.searching import CandidateFound, OpenSource, Place, search
from subjects.planning.keys import Key
from subjects.sources.reflecting import reflect

EMAIL, PHONE, NUMBER = IdentifierKind.EMAIL, IdentifierKind.PHONE, IdentifierKind.CUSTOMER_NUMBER
IBAN, NAME, BORN = IdentifierKind.IBAN, IdentifierKind.NAME, IdentifierKind.BIRTH_DATE


def table(
    name: str,
    /,
    *plain: str,
    key: tuple[str, ...] = ("id",),
    role: TableRole = TableRole.DEPENDENT,
    fate: Fate = Fate.TREAT,
    **kinds: Any,
) -> TableMap:
    fields = [FieldMap(name=column) for column in plain]
    fields += [
        FieldMap(name=column, category=DataCategory.CONTACT, identifies=kind, scan=True, phone_format=PhoneFormat.ANY)
        for column, kind in kinds.items()
    ]
    reason = "a view" if fate == Fate.KEEP else ""
    return TableMap(
        name=name, key=key, role=role, fields=tuple(fields), erasure=fate, anonymisation=fate, reason=reason
    )


def person(name: str, /, *plain: str, key: tuple[str, ...] = ("id",), **kinds: Any) -> TableMap:
    return table(name, *plain, key=key, role=TableRole.PERSON, **kinds)


def link(child: str, parent: str, *, belongs: bool = True) -> LinkMap:
    """``"orders.customer_id", "customer.id"``; several columns with +, another source before a colon."""
    return LinkMap(child=_end(child), parent=_end(parent), belongs=belongs)


def _end(text: str) -> LinkEnd:
    source, _, rest = text.rpartition(":")
    name, _, columns = rest.partition(".")
    return LinkEnd(source=source or None, table=name, columns=tuple(columns.split("+")))


@dataclass(kw_only=True)
class Town:
    """Sources by name."""

    urls: Mapping[str, str]
    maps: dict[str, DataMap] = field(default_factory=dict)

    def build(self, name: str, *statements: str, tables: Iterable[TableMap], links: Iterable[LinkMap] = ()) -> None:
        self.run(name, *statements)
        self.maps[name] = DataMap(name=name, url_env="X_URL", tables=tuple(tables), links=tuple(links))

    def run(self, name: str, *statements: str) -> None:
        engine = sa.create_engine(self.urls[name], poolclass=sa.pool.NullPool)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(sa.text(statement.replace(":", "\\:")))
        engine.dispose()

    @contextmanager
    def open(self) -> Iterator[dict[str, OpenSource]]:
        with ExitStack() as stack:
            sources = {}
            for name, datamap in self.maps.items():
                engine = sa.create_engine(self.urls[name], poolclass=sa.pool.NullPool)
                connection = stack.enter_context(engine.connect())
                wanted = [(one.schema_name, one.name) for one in datamap.tables]
                catalog = reflect(connection, wanted=wanted)
                sources[name] = OpenSource(datamap=datamap, catalog=catalog, connection=connection)
            yield sources

    def locate(
        self, *, persons: Iterable[Place] = (), decided: Iterable[Place] = (), **identifiers: str | list[str]
    ) -> "Found":
        """Search, take who is certain, and collect all that is theirs."""
        pairs = [
            (IdentifierKind(kind), value)
            for kind, values in identifiers.items()
            for value in ([values] if isinstance(values, str) else values)
        ]
        known = Known(given=frozenset(Identifier.read(kind, value) for kind, value in pairs))
        others = set(decided)
        with self.open() as sources:
            first = search(sources, known)
            certain = {Place(source=one.source, table=one.table, key=one.keys[0]) for one in first if one.certain}
            mine = sorted({*certain, *persons} - others, key=repr)
            collected = collect(sources=sources, known=known, persons=mine, decided=others)
        return Found(first=first, collected=collected)


@dataclass(kw_only=True)
class Found:
    """What the search gave, in short forms."""

    first: list[CandidateFound]
    collected: Collected

    @property
    def keys(self) -> dict[str, list[Key]]:
        return {one.table: list(one.keys) for source in self.collected.findings for one in source.tables}

    @property
    def others(self) -> list[tuple[str, Key]]:
        return [other for source in self.collected.findings for other in source.others]

    @property
    def shared(self) -> dict[str, list[Key]]:
        return {
            one.table: [row.key for row in one.rows if row.shared]
            for source in self.collected.findings
            for one in source.tables
            if any(row.shared for row in one.rows)
        }

    @property
    def open(self) -> dict[tuple[str, tuple[Key, ...]], dict[str, bool]]:
        """Candidates that somebody has to decide on, with the ground of the match."""
        seen = {(one.table, one.keys): one for one in [*self.first, *self.collected.candidates]}
        return {
            at: {ground.kind.value: ground.agrees for ground in one.grounds}
            for at, one in seen.items()
            if not one.certain
        }
