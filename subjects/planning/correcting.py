"""What corrections do to the rows of a person (art. 16): which rows, which column, or why not. Pure.

A correction writes only rows that are the person's own, and only the column that it names. What a duty to retain keeps
as it was sent is never overwritten: there a supplementary statement is added beside it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registers.choices import CorrectionWay, Treatment
from registers.datamap import DataMap, FieldMap, TableMap
from subjects.errors import CorrectionInvalid
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogTable, Family, TableKind
from subjects.planning.constraints import demands_on
from subjects.planning.findings import FoundRow, SourceFinding, TableFinding
from subjects.planning.fitness import untouchable
from subjects.planning.keys import Key, KeyValue
from subjects.planning.notes import UNJUDGED
from subjects.planning.splitting import GROUND_OF_OTHERS, Holding, held_until
from subjects.planning.stated import equal, same, stated_value
from subjects.planning.values import Action, ColumnCorrection, Kept, Operation


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One correction as it was stated. ``text`` and ``present`` are data of the person and stay in memory.

    ``present`` of None takes any row; ``shared`` says that the value in rows of several people is this person's.
    ``digest`` names the correction in a plan.
    """

    table: str
    column: str
    way: CorrectionWay
    text: str
    digest: str
    present: str | None = None
    shared: bool = False


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A row that holds the new value under a unique ``index``; beside ``own`` where it has other columns too."""

    index: str
    key: Key
    own: Key | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectionInput:
    """A correction with the live ``cells`` of the found rows, and the rows that hold its value where only one may."""

    correction: Correction
    cells: Mapping[Key, Any]
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What corrections of one source are judged by."""

    datamap: DataMap
    catalog: Catalog
    finding: SourceFinding
    made_on: dt.date
    holds: tuple[Holding, ...] = ()


@dataclass(kw_only=True)
class Outcome:
    """What the corrections of one source come to."""

    operations: list[Operation] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[tuple[str, CorrectionInvalid]] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        """Why no plan can be made of them."""
        return [str(error) for _digest, error in self.refused]

    @property
    def written(self) -> set[str]:
        """The digests of the corrections that change something."""
        return {change.digest for operation in self.operations for change in operation.corrections}


@dataclass(frozen=True, kw_only=True)
class Spot:
    """The column that a correction names, in the map, in the database and in what was found."""

    table: TableMap
    field: FieldMap
    live: CatalogTable
    column: CatalogColumn
    found: TableFinding


Wanted = dict[tuple[str, tuple[Key, ...]], list[ColumnCorrection]]


def correct(given: Ground, inputs: tuple[CorrectionInput, ...]) -> Outcome:
    """The operations of these corrections, or every reason why one can't be made."""
    outcome = Outcome()
    wanted: Wanted = defaultdict(list)
    for one in inputs:
        try:
            spot = spot_of(given, one.correction)
            keys = _rows(given, spot, one, outcome)
        except CorrectionInvalid as error:
            outcome.refused.append((one.correction.digest, error))
            continue
        correction = one.correction
        if keys:
            change = ColumnCorrection(column=correction.column, way=correction.way, digest=correction.digest)
            wanted[correction.table, keys].append(change)
        if demands_on(spot.column.name, spot.live).unknown:
            outcome.notes.append(f"{UNJUDGED} {correction.table} {correction.column}")
    outcome.kept = list(dict.fromkeys(outcome.kept))
    outcome.notes = list(dict.fromkeys(outcome.notes))
    outcome.refused += _clashes(wanted)
    outcome.operations = [
        Operation(table=table, action=Action.CORRECT, keys=keys, corrections=tuple(changes))
        for (table, keys), changes in wanted.items()
    ]
    return outcome


def spot_of(given: Ground, correction: Correction) -> Spot:
    """Where a correction writes. Raises CorrectionInvalid for a column that no correction may write."""
    table, live = given.datamap.table(correction.table), given.catalog.table(correction.table)
    known, column = (
        (table.field(correction.column) if table else None),
        live.column(correction.column) if live else None,
    )
    if table is None or live is None or known is None or column is None:
        raise _refused(correction, _("the data map or the database doesn't have this field"))
    found = given.finding.table(correction.table)
    if found is None or not found.rows:
        raise _refused(correction, _("no row of the person was found in this table"))
    why = closed(given.datamap, table, known, live, given.catalog)
    hold = _hold_on(given, table)
    if why is None and hold is not None:
        told = _("“%(hold)s” holds these data until %(day)s: correct them after that")
        why = told % {"hold": hold.name, "day": hold.until.isoformat()}
    if why is None and correction.way == CorrectionWay.SUPPLEMENT:
        why = _no_statement(table, known, column)
    if why is not None:
        raise _refused(correction, why)
    return Spot(table=table, field=known, live=live, column=column, found=found)


def closed(datamap: DataMap, table: TableMap, known: FieldMap, live: CatalogTable, catalog: Catalog) -> str | None:
    """Why nobody may correct this field, or None; what a screen offers and what the planner allows are the same."""
    column = live.column(known.name)
    if column is None:
        return _("the data map or the database doesn't have this field")
    if live.kind == TableKind.VIEW:
        return _("this is a view: correct the table behind it")
    if known.name in table.key:
        return _("rows are found by this key: it can't be corrected")
    if live.foreign_keys_over(known.name) or _links_rows(datamap, table, known.name):
        return _("rows hang together by this field, so it can't be corrected here")
    if column.generated:
        return _("the database computes this column: correct the columns that it is made of")
    return _not_theirs(table, known) or untouchable(column, live, catalog)


def _not_theirs(table: TableMap, known: FieldMap) -> str | None:
    if not known.personal:
        return _("the data map says that this field holds no personal data")
    if Treatment.FILE in {one.treatment for one in (known.erasure, known.anonymisation) if one is not None}:
        return _("this field says where a file is: correct the file itself, in its own system")
    return _("this field is about somebody else") if known.third_party or table.third_party else None


def _links_rows(datamap: DataMap, table: TableMap, name: str) -> bool:
    ends = [end for link in datamap.links for end in (link.child, link.parent)]
    here = [end for end in ends if end.source in {None, datamap.name} and end.table == table.qualified]
    return any(name in end.columns for end in here)


def _hold_on(given: Ground, table: TableMap) -> Holding | None:
    standing = [one for one in given.holds if one.until > given.made_on and one.covers(table)]
    return max(standing, key=lambda one: (one.until, one.name), default=None)


def _no_statement(table: TableMap, known: FieldMap, column: CatalogColumn) -> str | None:
    if known.name != table.statement:
        return _("the data map names no supplementary statement here (`statement` of the table)")
    return None if column.family == Family.TEXT else _("a supplementary statement needs a field of free text")


def _rows(given: Ground, spot: Spot, one: CorrectionInput, outcome: Outcome) -> tuple[Key, ...]:
    """The rows that this correction writes. Raises CorrectionInvalid."""
    correction = one.correction
    mine = [row for row in spot.found.rows if correction.shared or not row.shared]
    theirs = tuple(row.key for row in spot.found.rows if row.shared and not correction.shared)
    if theirs:
        outcome.kept.append(_of_others(spot, theirs))
    meant = [row for row in mine if _is_present(spot, correction, one.cells.get(row.key))]
    if correction.way == CorrectionWay.SUPPLEMENT:
        return _supplemented(spot, one, meant)
    value = stated_value(correction.text, column=spot.column, field=spot.field, table=spot.live)
    if not meant:
        _demand_done(correction, mine, one.cells, value, shared=bool(theirs))
        return ()
    wrong = [row for row in meant if not equal(one.cells.get(row.key), value)]
    _demand_free(given, spot, correction, wrong)
    _demand_unique(spot, one, wrong, value)
    return tuple(sorted((row.key for row in wrong), key=repr))


def _is_present(spot: Spot, correction: Correction, cell: Any) -> bool:
    if correction.present is None:
        return True
    return same(cell, correction.present, column=spot.column, field=spot.field, table=spot.live)


def _supplemented(spot: Spot, one: CorrectionInput, meant: list[FoundRow]) -> tuple[Key, ...]:
    """Rows to which a statement is added, unless they end with it already. It never overwrites what stands there."""
    correction = one.correction
    if not correction.text.strip():
        raise _refused(correction, _("a supplementary statement has a text"))
    if not meant:
        raise _refused(correction, _("no row of the person's own holds what was given as the present value"))
    wrong = [row for row in meant if supplemented(one.cells.get(row.key), correction.text) != one.cells.get(row.key)]
    longest = max((len(supplemented(one.cells.get(row.key), correction.text)) for row in wrong), default=0)
    room = min(
        (size for size in (spot.column.length, demands_on(spot.column.name, spot.live).longest) if size), default=None
    )
    if room is not None and longest > room:
        told = _("with the statement the text has %(length)d characters and the field holds %(longest)d: shorten it")
        raise _refused(correction, told % {"length": longest, "longest": room})
    return tuple(sorted((row.key for row in wrong), key=repr))


def supplemented(cell: Any, addition: str) -> str:
    """The text with the statement after it; a text that ends with it already stays as it is."""
    text = "" if cell is None else str(cell)
    if text.endswith(addition):
        return text
    return f"{text.rstrip()}\n\n{addition}" if text.strip() else addition


def _demand_done(
    correction: Correction, mine: list[FoundRow], cells: Mapping[Key, Any], value: KeyValue, *, shared: bool
) -> None:
    """Without a row to write, the value has to stand there already. Raises CorrectionInvalid."""
    if any(equal(cells.get(row.key), value) for row in mine):
        return
    if shared and not mine:
        told = _("these rows are also about somebody else: say that the value is this person's, or leave them")
        raise _refused(correction, told)
    raise _refused(correction, _("no row of the person's own holds what was given as the present value"))


def _demand_free(given: Ground, spot: Spot, correction: Correction, rows: list[FoundRow]) -> None:
    """No row under a duty to retain loses what the duty keeps. Raises CorrectionInvalid."""
    duty = spot.table.duty
    if duty is None or spot.field.name not in duty.keep:
        return
    ends = [held_until(given.datamap, spot.table, row) for row in rows]
    held = [end for end in ends if end is None or end > given.made_on]
    if held:
        law = given.datamap.duty(duty.name)
        told = _(
            "%(rows)d rows are kept as they were made up, under “%(duty)s”: they are not overwritten; "
            "add a supplementary statement instead"
        )
        raise _refused(correction, told % {"rows": len(held), "duty": law.label if law else duty.name})


def _demand_unique(spot: Spot, one: CorrectionInput, rows: list[FoundRow], value: KeyValue) -> None:
    """No two rows get a value that only one may have. Raises CorrectionInvalid."""
    if value is None or not rows:
        return
    keys = {row.key for row in rows}
    taken = [holder for holder in one.holders if holder.key not in keys and (holder.own is None or holder.own in keys)]
    if taken:
        told = _("another row holds this value already, and under %(index)s only one may")
        raise _refused(one.correction, told % {"index": taken[0].index})
    alone = [
        index for index in spot.live.unique_over(spot.column.name) if len(index.columns) + len(index.expressions) == 1
    ]
    if alone and len(rows) > 1:
        told = _("%(rows)d rows would get the same value, and under %(index)s only one may: give the present value too")
        raise _refused(one.correction, told % {"rows": len(rows), "index": alone[0].name})


def _of_others(spot: Spot, keys: tuple[Key, ...]) -> Kept:
    return Kept(
        table=spot.table.qualified,
        columns=(spot.field.name,),
        keys=keys,
        ground=GROUND_OF_OTHERS,
        reason=gettext_noop("the row is also about somebody else"),
    )


def judge(given: Ground, inputs: tuple[CorrectionInput, ...], digests: Collection[str]) -> dict[str, CorrectionInvalid]:
    """Why the corrections of these digests can't be made, beside the others: what a plan of them all would say.

    One that changes nothing is refused too: it says nothing that is wrong.
    """
    outcome = correct(given, inputs)
    refused = {digest: error for digest, error in reversed(outcome.refused) if digest in digests}
    idle = {one.correction.digest: one.correction for one in inputs if one.correction.digest in digests}
    done = {
        digest: _refused(one, _("the right value stands there already: there is nothing to correct"))
        for digest, one in idle.items()
        if digest not in outcome.written
    }
    return {**done, **refused}


def _clashes(wanted: Wanted) -> Iterator[tuple[str, CorrectionInvalid]]:
    """Two corrections that would write the same field of the same row."""
    written: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for (table, keys), changes in wanted.items():
        for change in changes:
            if written[table, change.column] & set(keys):
                why = _("two corrections would write the same row: give each its present value, or take one back")
                yield change.digest, CorrectionInvalid(table=table, column=change.column, why=why)
            written[table, change.column] |= set(keys)


def _refused(correction: Correction, why: str) -> CorrectionInvalid:
    return CorrectionInvalid(table=correction.table, column=correction.column, why=why)
