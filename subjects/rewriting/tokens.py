"""The tokens of many rows, made once, staged beside their keys, and then both written and verified from there.

Only where the database would hash every row twice, to write and to verify: PostgreSQL, beyond the rows that travel as
parameters. Only for keys whose text is the same here and there, so that these are the very tokens that ``expressions``
lets a database compute; a test holds the two side by side.
"""

from collections.abc import Iterator

import sqlalchemy as sa

from registers.choices import Scope, Treatment
from subjects.planning.keys import Key
from subjects.planning.values import Action, Operation
from subjects.rewriting.expressions import Change, Place, computed_in_python, seed_of, shape_in
from subjects.rewriting.surrogates import Shape, materials, surrogates
from subjects.rewriting.work import Work
from subjects.sources.copying import Columns
from subjects.sources.staging import INLINE_LIMIT, Parts, Stage, fitting_keys

_PART = 2000
"""Rows at a time, so that the database takes in one part while the next is made."""


def stage_tokens(work: Work, operation: Operation, changes: tuple[Change, ...]) -> None:
    """Stage the keys of this operation with their tokens, where that pays; else nothing, and the database hashes.

    Raises PlanRefused for a column that can't hold a token.
    """
    place = work.place(operation.table)
    wanted = tuple(change for change in changes if _is_token(change))
    if not wanted or not _pays(place, operation, changes):
        return
    keys = fitting_keys(place.table, place.keys, operation.keys)
    if not all(set(map(type, column)) <= {int, str} for column in zip(*keys, strict=True)):
        return
    secret = work.order.secret.hex()
    made = [(seed_of(secret, place.qualified, change), shape_in(place, change)) for change in wanted]
    values = Parts(names=tuple(change.column.name for change in wanted), parts=_parts(keys, made))
    work.stage_parts(operation.table, operation.keys, keys, values)


def with_labels(changes: tuple[Change, ...], stage: Stage) -> tuple[Change, ...]:
    """The changes, those whose tokens are staged with the label of their column there."""
    labels = {name: f"v{number}" for number, name in enumerate(stage.value_columns)}
    return tuple(
        change.labelled(labels[change.column.name]) if _is_token(change) and change.column.name in labels else change
        for change in changes
    )


def _is_token(change: Change) -> bool:
    """Whether the new value is a token of its own for every row."""
    return change.treatment.treatment == Treatment.SURROGATE and change.treatment.per != Scope.PERSON


def _pays(place: Place, operation: Operation, changes: tuple[Change, ...]) -> bool:
    bulk = place.dialect == "postgresql" and operation.action == Action.TREAT and len(operation.keys) > INLINE_LIMIT
    same_text = all(isinstance(place.table.c[name].type, sa.String | sa.BigInteger) for name in place.keys)
    return bulk and same_text and not any(computed_in_python(change, place.dialect) for change in changes)


def _parts(keys: tuple[Key, ...], made: list[tuple[str, Shape]]) -> Iterator[Columns]:
    for start in range(0, len(keys), _PART):
        part = keys[start : start + _PART]
        tokens = [surrogates(materials(seed, part), shape) for seed, shape in made]
        yield [*zip(*part, strict=True), *tokens]
