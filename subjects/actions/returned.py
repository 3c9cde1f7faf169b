"""Whose the rows are that stand under the keys of somebody who was erased: theirs again, or somebody new's.

A database may hand out a deleted key once more. So a row counts as come back only when an identifier in it is one that
is watched for this case, or when it hangs on no row but theirs.
"""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.conf import settings

from registers.choices import IdentifierKind
from registers.datamap import LinkMap, TableMap
from registers.keyring import keyed_indexes
from registers.map_selectors import map_of
from subjects.locating.holding import held, text_of
from subjects.locating.searching import OpenSource, identifying
from subjects.models import WatchedIdentifier
from subjects.planning.keys import Key
from subjects.planning.values import Action, Operation, SourcePlan
from subjects.sources.looking import children_of, rows_of, shared_keys

Keys = dict[str, set[Key]]
Choose = Callable[[OpenSource, Operation], Iterable[Key]]
Columns = list[tuple[str, IdentifierKind]]


def only_theirs(case: UUID, plans: Sequence[SourcePlan], choose: Choose) -> Choose:
    """What ``choose`` picks, as far as the rows are the person's. ``plans`` are all that were carried out here.

    Years later, for a deferred erasure, nothing is watched any more and the keys are all there is.
    """
    found: list[Keys] = []
    watched = _watched(case)
    if not watched:
        return choose

    def picked(source: OpenSource, operation: Operation) -> list[Key]:
        if not found:
            found.append(_theirs(source, plans, watched, choose))
        mine = found[0].get(operation.table, set())
        return [key for key in choose(source, operation) if key in mine]

    return picked


def _watched(case: UUID) -> set[tuple[str, str]]:
    return set(WatchedIdentifier.objects.filter(case=case).values_list("kind", "index"))


def _theirs(source: OpenSource, plans: Sequence[SourcePlan], watched: set[tuple[str, str]], choose: Choose) -> Keys:
    mine: Keys = {}
    unclear: Keys = {}
    operations = [operation for plan in plans for operation in plan.operations]
    deleted = {(op.table, key) for op in operations if op.action == Action.DELETE for key in op.keys}
    shells = _shells(source, operations, choose)
    for state in [state for plan in plans for state in plan.states]:
        table = source.datamap.table(state.table)
        verdicts = _verdicts(source, table, state.keys, watched) if table is not None else []
        for key, verdict in verdicts:
            # A row that was not deleted never left, so without an identifier it still is who it was.
            if verdict or (state.table, key) in shells or (verdict is None and (state.table, key) not in deleted):
                mine.setdefault(state.table, set()).add(key)
            elif verdict is None:
                unclear.setdefault(state.table, set()).add(key)
    _follow(source, mine, unclear)
    return mine


def _shells(source: OpenSource, operations: Sequence[Operation], choose: Choose) -> set[tuple[str, Key]]:
    """Rows that stand as the treatment left them."""
    treated = [operation for operation in operations if operation.action == Action.TREAT]
    return {
        (operation.table, key) for operation in treated for key in set(operation.keys) - set(choose(source, operation))
    }


def _verdicts(
    source: OpenSource, table: TableMap, keys: Sequence[Key], watched: set[tuple[str, str]]
) -> list[tuple[Key, bool | None]]:
    """Per row that exists whether it holds a watched identifier; None where it holds no identifier at all."""
    columns = _telling(source, table)
    names = [name for name, _kind in columns]
    rows = rows_of(source.connection, catalog=source.catalog, table=table, columns=names, keys=keys)
    return [(key, _verdict(columns, values, watched)) for key, values in rows]


def _verdict(columns: Columns, values: Sequence[object], watched: set[tuple[str, str]]) -> bool | None:
    told = [one for (_name, kind), value in zip(columns, values, strict=True) for one in _indexes(kind, value)]
    return any(one in watched for one in told) if told else None


def _indexes(kind: IdentifierKind, value: object) -> list[tuple[str, str]]:
    """Of every identifier in a cell, under every key that is looked up by; two addresses may stand in one cell."""
    keys, found = settings.ENVIRONMENT.index_keys, held(kind, text_of(value))
    return [(kind.value, index) for one in found for index in keyed_indexes(keys, kind.value, one)]


def _telling(source: OpenSource, table: TableMap) -> Columns:
    """The identifying columns, and those that hold an identifier of a row in another database."""
    columns = [(field.name, kind) for field, kind in identifying(table)]
    for link in source.datamap.links:
        if link.child.table != table.qualified or link.parent.source in {None, source.datamap.name} or not link.belongs:
            continue
        above = map_of(link.parent.source).table(link.parent.table)
        for lower, upper in zip(link.child.columns, link.parent.columns, strict=True):
            field = above.field(upper) if above else None
            if field is not None and field.identifies is not None:
                columns.append((lower, field.identifies))
    return columns


def _follow(source: OpenSource, mine: Keys, unclear: Keys) -> None:
    """Rows that hang on somebody else's row are theirs; what is left when nothing changes any more is the person's."""
    moved = True
    while moved:
        moved = False
        for name, keys in unclear.items():
            strangers = {key for link in _links(source, name) for key in _astray(source, link, keys, mine, unclear)}
            moved = moved or bool(strangers)
            keys.difference_update(strangers)
    for name, keys in unclear.items():
        mine.setdefault(name, set()).update(keys)


def _links(source: OpenSource, table: str) -> list[LinkMap]:
    own = {None, source.datamap.name}
    return [
        link
        for link in source.datamap.links
        if link.belongs and link.child.table == table and {link.child.source, link.parent.source} <= own
    ]


def _astray(source: OpenSource, link: LinkMap, keys: set[Key], mine: Keys, unclear: Keys) -> set[Key]:
    child, parent = source.datamap.table(link.child.table), source.datamap.table(link.parent.table)
    if child is None or parent is None or not keys:
        return set()
    above = [*mine.get(parent.qualified, ()), *unclear.get(parent.qualified, ())]
    connection, catalog = source.connection, source.catalog
    strangers = shared_keys(
        connection, catalog=catalog, link=link, tables=(child, parent), keys=(sorted(keys, key=repr), above)
    )
    if child.shared == "treat" and above:
        strangers -= set(children_of(connection, catalog=catalog, link=link, child=child, parent=parent, keys=above))
    return strangers
