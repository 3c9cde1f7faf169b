"""Restriction (art. 18) as a plan: the mark of each found row, and what has to be restricted by hand. Pure.

A row that is also about somebody else is never marked. A row that was marked already is left as it is, so that the end
of this restriction doesn't take away a mark that it didn't set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registers.choices import Treatment
from registers.datamap import DataMap, FieldTreatment, RestrictionMark, TableMap
from subjects.planning.catalog import Catalog, TableKind
from subjects.planning.findings import SourceFinding, TableFinding
from subjects.planning.keys import Key
from subjects.planning.values import Action, ColumnChange, Kept, Operation, SourcePlan

MARKED = gettext_noop("marked as restricted: only stored")
BEFORE = gettext_noop("was marked as restricted already and stays so")
BY_HAND = gettext_noop("not marked by Waarborg: restrict by hand")
SHARED = gettext_noop("also about somebody else, so not marked by Waarborg: restrict by hand")
VIEWED = gettext_noop("a view: follows the tables behind it")
UNMARKED = frozenset({BY_HAND, SHARED})
"""Reasons of rows that only a measure of the organisation restricts."""

Place = tuple[str, Key]


@dataclass(frozen=True, kw_only=True)
class Marks:
    """The marks of found rows as they are now: set, or ``strange``: neither set nor lifted. ``article`` is 18(1)(a)."""

    article: str = ""
    found: frozenset[Place] = frozenset()
    strange: frozenset[Place] = frozenset()


def state_of(stored: object, mark: RestrictionMark) -> bool | None:
    """Whether a row is marked; None where its column holds another value than the map knows."""
    if stored is None or _is(stored, mark.lifted):
        return False
    return True if _is(stored, mark.value) else None


def _is(stored: object, said: str | int | bool) -> bool:
    if isinstance(said, bool):
        return stored in (0, 1) and bool(stored) is said
    if isinstance(said, int):
        try:
            return Decimal(str(int(stored) if isinstance(stored, bool) else stored)) == said
        except InvalidOperation:
            return False
    return str(stored).rstrip() == said.rstrip()


def set_mark(mark: RestrictionMark) -> ColumnChange:
    """The change that marks a row."""
    return ColumnChange(column=mark.column, treatment=FieldTreatment(treatment=Treatment.CONSTANT, value=mark.value))


def clear_mark(mark: RestrictionMark) -> ColumnChange:
    """The change that takes the mark away."""
    return ColumnChange(column=mark.column, treatment=FieldTreatment(treatment=Treatment.CONSTANT, value=mark.lifted))


def marking(
    datamap: DataMap, catalog: Catalog, finding: SourceFinding, marks: Marks
) -> tuple[list[Operation], list[Kept], list[str]]:
    """The marks to set, every found row with how it is restricted, and why the plan can't be made."""
    operations: list[Operation] = []
    kept: list[Kept] = []
    reasons: list[str] = []
    for found in finding.tables:
        table = datamap.table(found.table)
        if table is None or not found.rows:
            continue
        by_reason = _by_reason(table, found, marks, _is_view(catalog, found.table))
        kept += [_kept(table, keys, reason, marks.article) for reason, keys in by_reason.items()]
        if table.restriction and by_reason.get(MARKED):
            keys = tuple(by_reason[MARKED])
            operations.append(
                Operation(table=found.table, action=Action.MARK, keys=keys, columns=(set_mark(table.restriction),))
            )
        reasons += _strange(table, found, marks)
    return operations, kept, reasons


def _is_view(catalog: Catalog, table: str) -> bool:
    known = catalog.table(table)
    return known is not None and known.kind == TableKind.VIEW


def _by_reason(table: TableMap, found: TableFinding, marks: Marks, view: bool) -> dict[str, list[Key]]:
    rows: dict[str, list[Key]] = {}
    for row in found.rows:
        if view:
            reason = VIEWED
        elif (found.table, row.key) in marks.found:
            reason = BEFORE
        elif row.shared:
            reason = SHARED
        else:
            reason = MARKED if table.restriction else BY_HAND
        rows.setdefault(reason, []).append(row.key)
    return rows


def _kept(table: TableMap, keys: Sequence[Key], reason: str, article: str) -> Kept:
    columns = tuple(field.name for field in table.fields if field.personal)
    return Kept(table=table.qualified, columns=columns, keys=tuple(keys), ground=article, reason=reason)


def _strange(table: TableMap, found: TableFinding, marks: Marks) -> list[str]:
    rows = sum((found.table, row.key) in marks.strange for row in found.rows)
    if not rows or not table.restriction:
        return []
    told = _(
        "table %(table)s, column %(column)s: %(rows)d rows hold another value than the two under `restriction`, which "
        "the mark would overwrite for good; correct the map, or take `restriction` out and restrict these rows by hand"
    )
    return [told % {"table": table.qualified, "column": table.restriction.column, "rows": rows}]


def unmarked_rows(source: SourcePlan) -> int:
    """How many rows of a plan of restriction only a measure of the organisation restricts."""
    return sum(len(one.keys) for one in source.kept if one.reason in UNMARKED)
