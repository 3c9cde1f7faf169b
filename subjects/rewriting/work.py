"""What one run works with: the connection, the tables and key columns of the plan, and a stage for each set of keys.

A set of keys that several operations and checks share is staged once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from django.utils.translation import gettext as _

from registers.datamap import DataMap, TableMap
from subjects.errors import PlanStale
from subjects.planning.catalog import Catalog, CatalogTable
from subjects.planning.keys import Key, KeyValue
from subjects.planning.values import Action, Operation, SourcePlan
from subjects.rewriting import statements
from subjects.rewriting.detectors import SubjectTerms
from subjects.rewriting.expressions import Change, Place
from subjects.rewriting.statements import Question
from subjects.sources.staging import Parts, Stage, stage_keys, stage_parts, stage_rows, table_of


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """What a correction writes: a value, or with ``adds`` a text behind the one that stands there."""

    value: KeyValue
    adds: bool = False


@dataclass(frozen=True, kw_only=True)
class RewriteOrder:
    """What to do in one source. ``maybe_applied`` says that an earlier attempt may have left something changed.

    That is: it got as far as its commit, or, where tables can't roll back, to the first statement on one of these.
    ``amendments`` are what its corrections write, by digest. ``alone`` says that rows that hang on these are no
    concern of it: it clears the mark of a restriction, row by row.
    """

    datamap: DataMap
    catalog: Catalog
    plan: SourcePlan
    secret: bytes
    terms: SubjectTerms
    maybe_applied: bool
    amendments: Mapping[str, Amendment] = field(default_factory=dict)
    alone: bool = False

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that change rows."""
        return tuple(op for op in self.plan.operations if op.action != Action.SHOW)

    @property
    def corrects(self) -> bool:
        """Whether it puts data right: then rows that hang on these may come and go."""
        return any(op.action == Action.CORRECT for op in self.plan.operations)


@dataclass(kw_only=True)
class Work:
    """The order on its connection.

    ``may_change`` hears True just before the source can change for good, and False when it is surely as it was.
    ``demand_allowed`` raises when something outside the source forbids the change.
    """

    connection: sa.Connection
    order: RewriteOrder
    may_change: Callable[[bool], None] = lambda _may: None
    demand_allowed: Callable[[], None] = lambda: None
    places: dict[str, Place] = field(default_factory=dict)
    _stages: dict[tuple[str, tuple[Key, ...]], Stage] = field(default_factory=dict)
    _seen: dict[tuple[str, int], tuple[tuple[Key, ...], Stage]] = field(default_factory=dict)
    _extra: list[Stage] = field(default_factory=list)

    @property
    def dialect(self) -> str:
        """SQLAlchemy's name of the dialect."""
        return self.connection.dialect.name

    @property
    def reopens_nothing(self) -> bool:
        """MySQL can't read a temporary table twice in one statement; MariaDB can."""
        return self.dialect == "mysql" and not getattr(self.connection.dialect, "is_mariadb", False)

    def place(self, qualified: str) -> Place:
        """The table and its key columns. Raises PlanStale when the catalog or the map no longer has it."""
        if qualified not in self.places:
            mapped, known = self.order.datamap.table(qualified), self.order.catalog.table(qualified)
            keys = (mapped.key if mapped else ()) or (known.primary_key if known else ())
            if known is None or not keys:
                raise PlanStale(table=qualified, why=_("the table or its key is gone"))
            table = table_of(self.order.catalog, qualified)
            self.places[qualified] = Place(dialect=self.dialect, table=table, qualified=qualified, keys=keys)
        return self.places[qualified]

    def mapped(self, qualified: str) -> TableMap | None:
        """The table in the map."""
        return self.order.datamap.table(qualified)

    def known(self, qualified: str) -> CatalogTable:
        """The table in the catalog."""
        known = self.order.catalog.table(qualified)
        if known is None:
            raise PlanStale(table=qualified, why=_("the table is gone"))
        return known

    def stage(self, qualified: str, keys: tuple[Key, ...]) -> Stage:
        """The stage of these keys of that table. Keys that it has seen are not compared again: they may be many."""
        seen = self._seen.get((qualified, id(keys)))
        if seen is None:
            stage = self._stages.get((qualified, keys)) or self._staged(qualified, keys)
            seen = self._seen[qualified, id(keys)] = (keys, stage)
        return seen[1]

    def _staged(self, qualified: str, keys: tuple[Key, ...]) -> Stage:
        place = self.place(qualified)
        name = f"waarborg_stage_{len(self._stages)}"
        stage = self._stages[qualified, keys] = stage_keys(self.connection, place.table, place.keys, keys, name=name)
        return stage

    def stage_parts(self, qualified: str, keys: tuple[Key, ...], fitting: tuple[Key, ...], values: Parts) -> None:
        """Stage keys with new values, unless they are staged; ``stage`` answers it from then on."""
        if (qualified, keys) in self._stages:
            return
        place = self.place(qualified)
        name = f"waarborg_stage_{len(self._stages)}"
        stage = stage_parts(self.connection, place.table, (place.keys, fitting), values, name=name)
        self._stages[qualified, keys] = stage
        self._seen[qualified, id(keys)] = (keys, stage)

    def stage_values(
        self, table: sa.Table, columns: tuple[tuple[str, ...], tuple[str, ...]], rows: Sequence[Sequence[Any]]
    ) -> Stage:
        """A stage of its own, for (key columns, value columns)."""
        name = f"waarborg_values_{len(self._extra)}"
        if columns[1]:
            stage = stage_rows(self.connection, table, columns, rows, name=name)
        else:
            stage = stage_keys(self.connection, table, columns[0], [tuple(row) for row in rows], name=name)
        self._extra.append(stage)
        return stage

    def ask(self, asked: Sequence[tuple[Question, dict[str, Any]]]) -> list[tuple[int, str]]:
        """The answers to (question, parameters), in one round trip: number of rows and detail, in the order asked."""
        if not asked:
            return []
        if self.reopens_nothing:
            return [tuple(self.connection.execute(*question).one()) for question in asked]
        query = statements.several(tuple(question for question, _ in asked))
        parameters = {name: value for _, given in asked for name, value in given.items()}
        found = {row[0]: (row[1], row[2]) for row in self.connection.execute(query, parameters)}
        return [found[place] for place in range(len(asked))]

    def drop(self) -> None:
        """Drop every stage."""
        for stage in (*self._stages.values(), *self._extra):
            stage.drop()


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An operation with what its statements need: the stage of its rows, and how each column changes."""

    operation: Operation
    place: Place
    stage: Stage
    changes: tuple[Change, ...]
    left: int
    transactional: bool
    parameters: dict[str, Any]
