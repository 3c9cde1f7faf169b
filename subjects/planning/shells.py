"""Rows that can't go yet, because a row that stays refers to them: they become shells, until the last such row goes.

Taking such a row away would break the reference, change somebody else's row (ON DELETE SET NULL) or take a retained
one along (ON DELETE CASCADE). Pure.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from registers.choices import Fate, Treatment
from subjects.planning.catalog import Catalog
from subjects.planning.findings import Reference, SourceFinding, TableFinding
from subjects.planning.keys import Key
from subjects.planning.splitting import Split

_GONE = dt.date.min


def keep_referred(splits: Mapping[str, Split], finding: SourceFinding, catalog: Catalog) -> None:
    """Move rows to the shells of their table, and pin rows under a duty that have to stay longer than the duty."""
    columns = {
        (table.qualified, key.name): frozenset(key.columns) for table in catalog.tables for key in table.foreign_keys
    }
    tables = [found for found in finding.tables if found.table in splits]
    moved = True
    while moved:
        standing = {name: _Standing.of(result) for name, result in splits.items()}
        moved = sum(_wait(splits[found.table], found, standing, columns) for found in tables) > 0


@dataclass(frozen=True, kw_only=True)
class _Standing:
    """How the rows of one table stand, in forms that are quick to ask."""

    result: Split
    going: frozenset[Key]
    treated: frozenset[Key]
    held: Mapping[Key, dt.date]
    frozen: frozenset[Key]
    emptied: frozenset[str]

    @classmethod
    def of(cls, result: Split) -> "_Standing":
        return cls(
            result=result,
            going=frozenset(result.delete),
            treated=frozenset(result.treat),
            held=_last_days_of(result),
            frozen=frozenset(result.frozen),
            emptied=frozenset(
                column.name
                for column in result.table.fields
                if column.personal
                and (treatment := result.treatment(column)) is not None
                and treatment.treatment == Treatment.NULL
            ),
        )

    def end(self, key: Key, columns: frozenset[str]) -> dt.date | None:
        """When this row stops referring by these columns; ``_GONE`` is at once, None is never."""
        if key in self.going:
            return _GONE
        if key in self.held:
            return self._end_of_held(key, columns)
        if key not in self.treated and key not in self.result.shell:
            return None
        return _GONE if columns <= self.emptied else self.result.shell.get(key)

    def _end_of_held(self, key: Key, columns: frozenset[str]) -> dt.date | None:
        duty = self.result.table.duty
        if key not in self.frozen and columns <= self.emptied - set(duty.keep if duty else ()):
            return self.result.hold.until if self.result.hold else _GONE
        goes = self.result.fate == Fate.DELETE
        if columns <= self.emptied or (goes and key not in self.result.pinned):
            return self.held[key]
        return self.result.pinned[key] if goes else None


def _last_days_of(result: Split) -> dict[Key, dt.date]:
    """The day on which each row under a duty or a hold is free."""
    days = {key: day for day, keys in result.held.items() for key in keys}
    return {**days, **{key: result.hold.until for key in result.frozen if result.hold}}


def _wait(
    result: Split,
    found: TableFinding,
    standing: Mapping[str, _Standing],
    columns: Mapping[tuple[str, str], frozenset[str]],
) -> bool:
    """Let rows of one table wait for who refers to them; True when a row moved or waits longer than before."""
    mine = standing[found.table]
    changed = False
    for key, last in _last_days(found, standing, columns).items():
        if key in mine.going or key in result.shell:
            place = result.shell
        elif result.fate == Fate.DELETE and key in mine.held and (last is None or last > mine.held[key]):
            place = result.pinned
        else:
            continue
        changed = changed or place.get(key, _GONE) != last
        place[key] = last
    if changed:
        result.delete = [key for key in result.delete if key not in result.shell]
    return changed


def _last_days(
    found: TableFinding,
    standing: Mapping[str, _Standing],
    columns: Mapping[tuple[str, str], frozenset[str]],
) -> dict[Key, dt.date | None]:
    days: dict[Key, dt.date | None] = {}
    for ref in found.references:
        end = _end(ref, standing, columns.get((ref.child_table, ref.foreign_key), frozenset()))
        if end == _GONE:
            continue
        known = days.get(ref.parent_key, _GONE)
        days[ref.parent_key] = None if end is None or known is None else max(known, end)
    return days


def _end(ref: Reference, standing: Mapping[str, _Standing], columns: frozenset[str]) -> dt.date | None:
    child = standing.get(ref.child_table)
    if not ref.found or ref.child_key is None or child is None or not columns:
        return None
    return child.end(ref.child_key, columns)
