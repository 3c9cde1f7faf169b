"""The order of operations inside a source: children go before parents, and rings of references are opened first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from registers.choices import Treatment
from registers.datamap import FieldTreatment
from subjects.planning.catalog import Catalog, CatalogForeignKey, CatalogTable
from subjects.planning.values import Action, ColumnChange, Operation

Edge = tuple[CatalogTable, CatalogForeignKey]

_EMPTY = FieldTreatment(treatment=Treatment.NULL)
_RANK = {Action.SHOW: 0, Action.DETACH: 1, Action.TREAT: 2, Action.MARK: 2, Action.DELETE: 3}


def ordered(operations: Iterable[Operation], catalog: Catalog) -> tuple[tuple[Operation, ...], tuple[str, ...]]:
    """The operations in an order the database accepts, and the reasons why some can't be ordered.

    Detach comes first, then treat, then delete with children before parents. A self-reference or a ring of references
    among deleted tables is opened by making a nullable foreign key empty in the rows that go anyway.
    """
    todo = list(operations)
    deletes = {op.table: op for op in todo if op.action == Action.DELETE}
    detached, reasons = _detach(deletes, catalog)
    opened = {(op.table, change.column) for op in detached for change in op.columns}
    place = {name: number for number, name in enumerate(_children_first(list(deletes), catalog, opened))}
    unsafe = {op.table: _is_unsafe(op.table, catalog) for op in [*todo, *detached]}
    rank = [*detached, *todo]
    rank.sort(key=lambda op: (unsafe[op.table], _RANK[op.action], place.get(op.table, 0)))
    return tuple(rank), tuple(reasons)


def _is_unsafe(table: str, catalog: Catalog) -> bool:
    known = catalog.table(table)
    return known is not None and not known.transactional


def _detach(deletes: dict[str, Operation], catalog: Catalog) -> tuple[list[Operation], list[str]]:
    found: list[Operation] = []
    reasons: list[str] = []
    for ring in _rings(list(deletes), catalog):
        opener = next(((t, k) for t, k in ring if _nullable(t, k)), None)
        if opener:
            table, key = opener
            changes = tuple(ColumnChange(column=name, treatment=_EMPTY) for name in key.columns)
            found.append(
                Operation(
                    table=table.qualified, action=Action.DETACH, keys=deletes[table.qualified].keys, columns=changes
                )
            )
        elif len(ring) > 1 or catalog.dialect in {"mysql", "mariadb"}:
            names = " → ".join(table.qualified for table, _key in ring)
            reasons.append(
                _("%(names)s: the rows refer to each other by columns that can't be empty, so none can go first")
                % {"names": names}
            )
    return found, reasons


def _nullable(table: CatalogTable, key: CatalogForeignKey) -> bool:
    columns = [table.column(name) for name in key.columns]
    return all(column is not None and column.nullable and not column.generated for column in columns)


def _edges(names: Sequence[str], catalog: Catalog) -> list[Edge]:
    wanted = set(names)
    return [
        (table, key)
        for table in catalog.tables
        if table.qualified in wanted
        for key in table.foreign_keys
        if key.referred in wanted
    ]


def _rings(names: Sequence[str], catalog: Catalog) -> list[list[Edge]]:
    """Rings of foreign keys among the tables: each self-reference, and one ring at a time until none is left."""
    edges = _edges(names, catalog)
    rings = [[edge] for edge in edges if edge[1].referred == edge[0].qualified]
    rest = [edge for edge in edges if edge[1].referred != edge[0].qualified]
    while ring := _one_ring(rest):
        rings.append(ring)
        opener = next((edge for edge in ring if _nullable(*edge)), ring[0])
        rest.remove(opener)
    return rings


def _one_ring(edges: list[Edge]) -> list[Edge]:
    """The edges of some ring, in order; empty when there is none left."""
    onward: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        onward[edge[0].qualified].append(edge)
    done: set[str] = set()
    rings = (_ring_from([], start, onward, done) for start in list(onward))
    return next((ring for ring in rings if ring), [])


def _ring_from(path: list[Edge], at: str, onward: Mapping[str, list[Edge]], done: set[str]) -> list[Edge]:
    """Depth first; ``done`` are tables from which no ring can be reached."""
    if at in done:
        return []
    passed = [edge[0].qualified for edge in path]
    if at in passed:
        return path[passed.index(at) :]
    for edge in onward.get(at, ()):
        if ring := _ring_from([*path, edge], edge[1].referred, onward, done):
            return ring
    done.add(at)
    return []


def _children_first(names: list[str], catalog: Catalog, opened: set[tuple[str, str]]) -> list[str]:
    edges = [
        (table.qualified, key.referred)
        for table, key in _edges(names, catalog)
        if key.referred != table.qualified and not any((table.qualified, name) in opened for name in key.columns)
    ]
    order: list[str] = []
    left = sorted(names)
    while left:
        free = [name for name in left if not any(parent == name and child in left for child, parent in edges)]
        for name in free or left[:1]:
            order.append(name)
            left.remove(name)
    return order
