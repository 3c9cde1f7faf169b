"""A small customer database with a namesake in the same household, and short ways to say what is planned.

``sanne`` (customer 0) is the person; ``namesake`` (customer 1) has the same name, phone and address, and no test may
change a byte of her rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa

from registers.choices import DataCategory, Treatment
from registers.datamap import DataMap, FieldMap, FieldTreatment, LinkEnd, LinkMap, TableMap
from subjects.errors import SubjectError
from subjects.planning.catalog import Catalog
from subjects.planning.keys import Key
from subjects.planning.values import Action, ColumnChange, Kept, Operation, SourcePlan, TableState
from subjects.rewriting.detectors import SubjectTerms
from subjects.rewriting.functions import prepare
from subjects.rewriting.outcomes import SourceOutcome
from subjects.rewriting.running import RewriteOrder, rewrite
from subjects.sources.fingerprints import fingerprint
from subjects.sources.reflecting import reflect
from subjects.sources.staging import stage_keys, table_of

SECRET = bytes(range(32))
NULL = FieldTreatment(treatment=Treatment.NULL)
SURROGATE = FieldTreatment(treatment=Treatment.SURROGATE)
REDACT = FieldTreatment(treatment=Treatment.REDACT)


def constant(value: str | int | bool) -> FieldTreatment:
    return FieldTreatment(treatment=Treatment.CONSTANT, value=value)


def generalise(to: str, step: int | None = None) -> FieldTreatment:
    return FieldTreatment.model_validate({"treatment": "generalise", "to": to, "step": step})


def treat(table: str, keys: Iterable[Key], **columns: FieldTreatment) -> Operation:
    changes = tuple(ColumnChange(column=name, treatment=treatment) for name, treatment in columns.items())
    return Operation(table=table, action=Action.TREAT, keys=tuple(keys), columns=changes)


def delete(table: str, keys: Iterable[Key]) -> Operation:
    return Operation(table=table, action=Action.DELETE, keys=tuple(keys))


def detach(table: str, keys: Iterable[Key], *columns: str) -> Operation:
    changes = tuple(ColumnChange(column=name, treatment=NULL) for name in columns)
    return Operation(table=table, action=Action.DETACH, keys=tuple(keys), columns=changes)


def mapped(name: str, *fields: str, key: tuple[str, ...] = ("id",), **kinds: Any) -> TableMap:
    columns = (*fields, *kinds)
    parts = [FieldMap(name=column, category=DataCategory.CONTACT, identifies=kinds.get(column)) for column in columns]
    return TableMap(name=name, key=key, fields=tuple(parts))


def link(child: str, column: str, parent: str, parent_column: str = "id", *, belongs: bool = True) -> LinkMap:
    return LinkMap(
        child=LinkEnd(table=child, columns=(column,)),
        parent=LinkEnd(table=parent, columns=(parent_column,)),
        belongs=belongs,
    )


def ignore(_told: object) -> None:
    """No fault, and nobody who listens."""


@dataclass(kw_only=True)
class World:
    """A database with its map; ``found`` are the rows of the person, whatever a plan does with them."""

    engine: sa.Engine
    datamap: DataMap
    others: tuple[tuple[str, Key], ...] = ()
    kept: tuple[Kept, ...] = ()
    terms: SubjectTerms = field(default_factory=SubjectTerms)
    found: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)

    def run(self, *statements: str) -> None:
        with self.engine.begin() as connection:
            for statement in statements:
                connection.execute(sa.text(statement.replace(":", "\\:")))

    def catalog(self) -> Catalog:
        with self.engine.connect() as connection:
            return reflect(connection)

    def order(
        self, *operations: Operation, rows: Mapping[str, Iterable[Key]] | None = None, maybe_applied: bool = False
    ) -> RewriteOrder:
        """The order for these operations; ``rows`` are found rows of the person beyond those of the operations."""
        found: dict[str, dict[Key, None]] = {}
        for operation in operations:
            found.setdefault(operation.table, {}).update(dict.fromkeys(operation.keys))
        for table, keys in {**self.found, **(rows or {})}.items():
            if self.datamap.table(table):
                found.setdefault(table, {}).update(dict.fromkeys(keys))
        catalog = self.catalog()
        plan = SourcePlan(
            source=self.datamap.name,
            dialect=catalog.dialect,
            map_sha256=self.datamap.sha256,
            catalog_sha256=catalog.sha256,
            operations=operations,
            kept=self.kept,
            states=tuple(self._state(catalog, table, tuple(keys)) for table, keys in found.items()),
            others=self.others,
        )
        return RewriteOrder(
            datamap=self.datamap,
            catalog=catalog,
            plan=plan,
            secret=SECRET,
            terms=self.terms,
            maybe_applied=maybe_applied,
        )

    def _state(self, catalog: Catalog, table: str, keys: tuple[Key, ...]) -> TableState:
        known = self.datamap.table(table)
        assert known is not None
        with self.engine.connect() as connection:
            prepare(connection)
            target = table_of(catalog, table)
            with stage_keys(connection, target, known.key, keys) as stage:
                return TableState(table=table, keys=keys, fingerprint=fingerprint(connection, target, stage))

    def rewrite(
        self,
        order: RewriteOrder,
        *,
        again: Any = lambda _: (),
        fault: Any = ignore,
        change: Any = ignore,
        allowed: Any = lambda: None,
    ) -> SourceOutcome:
        return rewrite(
            self.engine, order, look_again=again, may_change=change, faultpoint=fault, demand_allowed=allowed
        )

    def dump(self, table: str, where: str = "1=1") -> list[tuple[Any, ...]]:
        """Rows as they are, sorted."""
        name = self.engine.dialect.identifier_preparer.quote(table)
        with self.engine.connect() as connection:
            rows = connection.execute(sa.text(f"SELECT * FROM {name} WHERE {where}"))
            return sorted((tuple(row) for row in rows), key=repr)

    def value(self, table: str, column: str, where: str) -> Any:
        quote = self.engine.dialect.identifier_preparer.quote
        with self.engine.connect() as connection:
            return connection.scalar(sa.text(f"SELECT {quote(column)} FROM {quote(table)} WHERE {where}"))


@contextmanager
def raises(kind: type[SubjectError], **facts: object) -> Iterator[None]:
    """The error with these facts; its sentence is for people and differs by language."""
    with pytest.raises(kind) as caught:
        yield
    assert {name: getattr(caught.value, name) for name in facts} == facts
