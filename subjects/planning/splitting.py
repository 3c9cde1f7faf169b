"""What happens to each found row of one table: deleted, treated, kept, or kept in part until a duty ends. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registers.choices import Fate, SharedRows, Treatment
from registers.datamap import DataMap, FieldMap, FieldTreatment, TableMap
from subjects.planning.duties import duty_end
from subjects.planning.findings import FoundRow, TableFinding
from subjects.planning.keys import Key
from subjects.planning.values import Action, ColumnChange, Kept, Operation

GROUND_OF_OTHERS = "15(4)"
HOLD = "hold"  # what a deferral waits for that waits for a hold: the label of the hold may be anything


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A hold on everything of an activity ('' is all): why nothing may change before ``until`` (art. 17(3)(e))."""

    name: str
    until: dt.date
    activities: frozenset[str] = frozenset()
    ground: str = "17(3)(e)"
    reason: str = ""

    def covers(self, table: TableMap) -> bool:
        """Whether rows of this table are held. Names are those that the map gives its activities."""
        return not self.activities or table.activity in self.activities


@dataclass(kw_only=True)
class Split:
    """The rows of one table by what happens to them. ``held`` has, per last day, the rows under a duty.

    ``shell`` has rows that can't go because a row that stays refers to them, with the day on which they can (None is
    never); ``pinned`` likewise those of ``held`` and ``frozen`` that can't go on their own last day.

    Under a hold nothing of the table changes before the hold ends: ``frozen`` has the rows that no duty keeps longer,
    and what ``held`` rows would lose at once waits in ``after_hold``.
    """

    table: TableMap
    anonymise: bool
    delete: list[Key] = field(default_factory=list)
    treat: list[Key] = field(default_factory=list)
    shell: dict[Key, dt.date | None] = field(default_factory=dict)
    held: dict[dt.date, list[Key]] = field(default_factory=lambda: defaultdict(list))
    pinned: dict[Key, dt.date | None] = field(default_factory=dict)
    shared: list[Key] = field(default_factory=list)
    kept: list[Key] = field(default_factory=list)
    hold: Holding | None = None
    frozen: list[Key] = field(default_factory=list)
    after_hold: list[Operation] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def fate(self) -> Fate:
        """What happens to a row under this right."""
        return self.table.fate(anonymise=self.anonymise)

    def treatment(self, column: FieldMap) -> FieldTreatment | None:
        """The treatment of a column under this right."""
        return column.anonymisation if self.anonymise else column.erasure


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Under which terms rows are sorted: the right, the day, and the holds that stand on that day."""

    anonymise: bool
    made_on: dt.date
    holds: tuple[Holding, ...] = ()

    def hold_on(self, table: TableMap) -> Holding | None:
        """The hold on this table that ends last."""
        standing = [one for one in self.holds if one.until > self.made_on and one.covers(table)]
        return max(standing, key=lambda one: (one.until, one.name), default=None)


def split(*, datamap: DataMap, table: TableMap, finding: TableFinding, terms: Terms) -> Split:
    """Sort the rows of a table. Rows whose duty has no start date are a reason to refuse, not a guess."""
    result = Split(table=table, anonymise=terms.anonymise, hold=terms.hold_on(table))
    free_on = result.hold.until if result.hold else terms.made_on
    fate = result.fate
    undated = 0
    for row in finding.rows:
        if row.shared and table.shared == SharedRows.KEEP:
            result.shared.append(row.key)
        elif fate == Fate.KEEP:
            result.kept.append(row.key)
        elif table.duty and row.duty_start is None:
            undated += 1
        elif (until := held_until(datamap, table, row)) and until > free_on:
            result.held[until].append(row.key)
        elif result.hold:
            result.frozen.append(row.key)
        else:
            (result.delete if fate == Fate.DELETE else result.treat).append(row.key)
    if undated:
        result.reasons.append(
            _(
                "table %(table)s: %(rows)d rows have no date in %(column)s, "
                "so it is not known how long the duty to retain them runs; fill the date in or correct the map"
            )
            % {"table": table.qualified, "rows": undated, "column": table.duty.start if table.duty else ""}
        )
    return result


def held_until(datamap: DataMap, table: TableMap, row: FoundRow) -> dt.date | None:
    """The first day on which no duty keeps the row any more; None where no duty or no date says so."""
    duty = datamap.duty(table.duty.name) if table.duty else None
    return duty_end(duty, row.duty_start) if duty and row.duty_start else None


def operations_of(result: Split, datamap: DataMap) -> tuple[list[Operation], list[Kept]]:
    """The operations and the kept columns of one table, without an order yet."""
    table = result.table
    operations: list[Operation] = []
    kept: list[Kept] = []
    everything = tuple(column for column in table.fields if column.personal)
    if result.delete:
        operations.append(_delete(result, tuple(result.delete)))
    plain = [*result.treat, *result.shell]
    if plain:
        _treat(result, tuple(plain), everything, operations, kept)
    under_duty = set(table.duty.keep) if table.duty else set()
    free = tuple(column for column in everything if column.name not in under_duty)
    held = tuple(key for day in sorted(result.held) for key in result.held[day])
    if held and result.hold:
        _treat(result, held, free, result.after_hold, kept)
        kept += _kept_by_hold(result, result.hold, free, held)
    elif held:
        _treat(result, held, free, operations, kept)
    if result.frozen and result.hold:
        kept += _kept_by_hold(result, result.hold, everything, tuple(result.frozen))
        kept += _kept_by_map(result, everything, tuple(result.frozen))
    kept.extend(_kept_under_duty(result, datamap))
    kept.extend(_kept_after_duty(result, held))
    kept.extend(_kept_rows(result, everything))
    return operations, kept


def _delete(result: Split, keys: tuple[Key, ...]) -> Operation:
    """Rows that go. Their file columns are named, because the files go with them."""
    files = tuple(
        ColumnChange(column=column.name, treatment=treatment)
        for column in result.table.fields
        if (treatment := result.treatment(column)) is not None and treatment.treatment == Treatment.FILE
    )
    return Operation(table=result.table.qualified, action=Action.DELETE, keys=keys, columns=files)


def _treat(
    result: Split, keys: tuple[Key, ...], columns: Iterable[FieldMap], operations: list[Operation], kept: list[Kept]
) -> None:
    changes: list[ColumnChange] = []
    for column in columns:
        treatment = result.treatment(column)
        if treatment is None:
            result.reasons.append(_untreated(result, column))
        elif treatment.treatment == Treatment.KEEP:
            kept.append(_kept(result, (column.name,), keys, reason=treatment.reason))
        else:
            changes.append(ColumnChange(column=column.name, treatment=treatment))
    if changes:
        operations.append(
            Operation(table=result.table.qualified, action=Action.TREAT, keys=keys, columns=tuple(changes))
        )


def _untreated(result: Split, column: FieldMap) -> str:
    right = _("anonymisation") if result.anonymise else _("erasure")
    facts = {"table": result.table.qualified, "column": column.name, "right": right}
    if not (result.shell or result.held):
        return _("table %(table)s, column %(column)s: personal, but the map gives no %(right)s treatment") % facts
    return (
        _(
            "table %(table)s, column %(column)s: personal, but the map gives no %(right)s treatment "
            "(its rows can't all be deleted)"
        )
        % facts
    )


def _kept_by_hold(result: Split, hold: Holding, columns: Iterable[FieldMap], keys: tuple[Key, ...]) -> list[Kept]:
    """What a hold keeps as it is until its end; columns that the map keeps anyway have their own line."""
    names = tuple(
        column.name
        for column in columns
        if (treatment := result.treatment(column)) is None or treatment.treatment != Treatment.KEEP
    )
    if not names:
        return []
    reason = f"{hold.name}: {hold.reason}" if hold.reason else hold.name
    table = result.table.qualified
    return [Kept(table=table, columns=names, keys=keys, ground=hold.ground, reason=reason, until=hold.until)]


def _kept_by_map(result: Split, columns: Iterable[FieldMap], keys: tuple[Key, ...]) -> list[Kept]:
    """Columns that the map keeps for a reason of its own."""
    return [
        _kept(result, (column.name,), keys, reason=treatment.reason)
        for column in columns
        if (treatment := result.treatment(column)) is not None and treatment.treatment == Treatment.KEEP
    ]


def _kept_under_duty(result: Split, datamap: DataMap) -> Iterable[Kept]:
    """The least set of columns that the law demands, per day on which the duty ends."""
    duty = datamap.duty(result.table.duty.name) if result.table.duty else None
    if duty is None or result.table.duty is None:
        return
    for day in sorted(result.held):
        yield Kept(
            table=result.table.qualified,
            columns=tuple(column.name for column in result.table.fields if column.name in result.table.duty.keep),
            keys=tuple(result.held[day]),
            ground=duty.article,
            reason=duty.status.marked(f"{duty.label} ({duty.law})"),
            until=day,
        )


def _kept_after_duty(result: Split, keys: tuple[Key, ...]) -> Iterable[Kept]:
    """Columns under the duty that stay when it has ended, for the map's own reason."""
    staying = tuple(key for key in keys if result.fate != Fate.DELETE or key in result.pinned)
    if not staying or result.table.duty is None:
        return
    for column in result.table.fields:
        treatment = result.treatment(column) if column.personal and column.name in result.table.duty.keep else None
        if treatment is not None and treatment.treatment == Treatment.KEEP:
            yield _kept(result, (column.name,), staying, reason=treatment.reason)


def deferred_operations(result: Split) -> dict[dt.date, list[Operation]]:
    """What happens on the day a duty ends: the row goes, or the columns that were kept are treated.

    Rows that have to stay longer than their duty are treated when it ends, and go when they can.
    """
    later: dict[dt.date, list[Operation]] = defaultdict(list)
    going: dict[dt.date, list[Key]] = defaultdict(list)
    for day, keys in result.held.items():
        goes = result.fate == Fate.DELETE
        going[day] += [key for key in keys if goes and key not in result.pinned]
        last = _at_last(result, tuple(key for key in keys if not goes or key in result.pinned))
        later[day] += [last] if last is not None else []
    if result.hold:
        later[result.hold.until] += [*_after_hold(result), *_thaw(result, going[result.hold.until])]
    for key, known in [*result.shell.items(), *result.pinned.items()]:
        if known is not None:
            going[known].append(key)
    for day, keys in going.items():
        later[day] += [_delete(result, tuple(keys))] if keys else []
    return {day: operations for day, operations in later.items() if operations}


def _after_hold(result: Split) -> list[Operation]:
    """What rows under a longer duty lose when the hold ends."""
    for operation in result.after_hold:
        for change in operation.columns:
            _demand_later(result, change.column, change.treatment)
    return result.after_hold


def _thaw(result: Split, going: list[Key]) -> list[Operation]:
    """What happens to frozen rows when the hold ends: they go (noted in ``going``), or their columns are treated."""
    goes = result.fate == Fate.DELETE
    going += [key for key in result.frozen if goes and key not in result.pinned]
    staying = tuple(key for key in result.frozen if not goes or key in result.pinned)
    changes: list[ColumnChange] = []
    for column in result.table.fields if staying else ():
        treatment = result.treatment(column)
        if column.personal and not (treatment is not None and treatment.treatment == Treatment.KEEP):
            changes += _demand_later(result, column.name, treatment)
    if not changes:
        return []
    return [Operation(table=result.table.qualified, action=Action.TREAT, keys=staying, columns=tuple(changes))]


def _demand_later(result: Split, column: str, treatment: FieldTreatment | None) -> list[ColumnChange]:
    """The change, when it can still be made after the words of the person are gone; else a reason to refuse."""
    if treatment is not None and treatment.treatment not in {Treatment.REDACT, Treatment.FILE}:
        return [ColumnChange(column=column, treatment=treatment)]
    told = _(
        "table %(table)s, column %(column)s: kept under a hold, so when that ends it needs a "
        "treatment that can run years later (null, constant, surrogate, generalise or keep)"
    )
    result.reasons.append(told % {"table": result.table.qualified, "column": column})
    return []


def _at_last(result: Split, keys: tuple[Key, ...]) -> Operation | None:
    """The treatment of rows whose duty ends; None without rows, or when the map keeps their columns after that too."""
    table = result.table
    if not keys:
        return None
    changes: list[ColumnChange] = []
    for column in table.fields:
        if table.duty is None or not column.personal or column.name not in table.duty.keep:
            continue
        treatment = result.treatment(column)
        if treatment is not None and treatment.treatment == Treatment.KEEP:
            continue
        if treatment is None or treatment.treatment in {Treatment.REDACT, Treatment.FILE}:
            result.reasons.append(
                _(
                    "table %(table)s, column %(column)s: kept under a duty, so when that ends it needs a "
                    "treatment that can run years later (null, constant, surrogate, generalise or keep)"
                )
                % {"table": table.qualified, "column": column.name}
            )
        else:
            changes.append(ColumnChange(column=column.name, treatment=treatment))
    if not changes:
        return None
    return Operation(table=table.qualified, action=Action.TREAT, keys=keys, columns=tuple(changes))


def _kept_rows(result: Split, columns: tuple[FieldMap, ...]) -> Iterable[Kept]:
    names = tuple(column.name for column in columns)
    if result.shared:
        reason = gettext_noop("the row is also about somebody else")
        yield _kept(result, names, tuple(result.shared), reason=reason, ground=GROUND_OF_OTHERS)
    if result.kept:
        yield _kept(result, names, tuple(result.kept), reason=result.table.reason, until_text=result.table.keep_until)


def _kept(
    result: Split,
    columns: tuple[str, ...],
    keys: tuple[Key, ...],
    *,
    reason: str,
    ground: str = "",
    until_text: str = "",
) -> Kept:
    return Kept(
        table=result.table.qualified,
        columns=columns,
        keys=keys,
        ground=ground or result.table.ground,
        reason=reason,
        until_text=until_text or result.table.keep_until,
    )
