"""A plan made again from operations that were agreed before: as far as their rows are there, as they are now."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from registers.map_selectors import map_of
from subjects.actions.connecting import opened
from subjects.locating.searching import OpenSource
from subjects.models import SubjectRequest
from subjects.planning.keys import Key
from subjects.planning.values import Action, Operation, SourcePlan, TableState
from subjects.planning.values import Plan as PlanValue
from subjects.sources.looking import fingerprint_of, rows_of

Choose = Callable[[OpenSource, Operation], Iterable[Key]]


def existing(source: OpenSource, operation: Operation) -> list[Key]:
    """The keys of the operation whose rows exist."""
    table = source.datamap.table(operation.table)
    if table is None:
        return []
    rows = rows_of(source.connection, catalog=source.catalog, table=table, columns=(), keys=operation.keys)
    return [key for key, _values in rows]


def plan_again(
    *,
    request: SubjectRequest,
    source: str,
    operations: Sequence[Operation],
    at: datetime,
    choose: Choose = existing,
) -> PlanValue:
    """The plan for the rows that ``choose`` picks out of each operation. Raises SourceError."""
    with opened([map_of(source)]) as sources:
        plan = what_is_left(sources[source], operations, choose)
    return PlanValue(right=request.right, nonce=secrets.token_hex(16), made_on=at.astimezone().date(), sources=(plan,))


def what_is_left(source: OpenSource, operations: Sequence[Operation], choose: Choose) -> SourcePlan:
    """The operations as far as their rows are chosen, with the state of those rows."""
    chosen: dict[str, set[Key]] = {}
    for operation in operations:
        if operation.action != Action.DETACH:
            chosen.setdefault(operation.table, set()).update(choose(source, operation))
    left = [
        Operation(table=op.table, action=op.action, keys=keys, columns=op.columns)
        for op in operations
        if op.action != Action.SHOW and (keys := tuple(key for key in op.keys if key in chosen.get(op.table, ())))
    ]
    return SourcePlan(
        source=source.datamap.name,
        dialect=source.catalog.dialect,
        map_sha256=source.datamap.sha256,
        catalog_sha256=source.catalog.sha256,
        operations=tuple(left),
        states=tuple(_state(source, table, keys) for table, keys in chosen.items() if keys),
    )


def marks_of(source: OpenSource, operations: Sequence[Operation]) -> dict[str, str]:
    """Per table the fingerprint of the rows of these operations as they are now; to be kept as carefully as keys."""
    keys: dict[str, set[Key]] = {}
    for operation in operations:
        keys.setdefault(operation.table, set()).update(operation.keys)
    return {table: _state(source, table, of_table).fingerprint for table, of_table in keys.items()}


def _state(source: OpenSource, name: str, keys: set[Key]) -> TableState:
    table = source.datamap.table(name)
    ordered = tuple(sorted(keys, key=repr))
    mark = fingerprint_of(source.connection, catalog=source.catalog, table=table, keys=ordered) if table else ""
    return TableState(table=name, keys=ordered, fingerprint=mark)
