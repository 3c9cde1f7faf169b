"""After a correction of an identifier: its rows are found by the new value, and no more by the old one."""

from collections.abc import Iterable
from dataclasses import dataclass

from registers.choices import IdentifierKind
from registers.errors import IdentifierInvalid
from subjects.locating.known import SEARCHABLE, Identifier
from subjects.locating.searching import OpenSource, found_by
from subjects.planning.keys import Key


@dataclass(frozen=True, kw_only=True)
class Readdressed:
    """Rows of which one column was corrected: from which values, to which. Lives in memory only."""

    table: str
    column: str
    keys: frozenset[Key]
    before: tuple[str, ...]
    after: str


def misplaced(source: OpenSource, changes: Iterable[Readdressed]) -> set[tuple[str, Key]]:
    """Rows that are not found by the new value, or still by an old one. Only columns that people are looked up in."""
    wrong: set[tuple[str, Key]] = set()
    for one in changes:
        table = source.datamap.table(one.table)
        field = table.field(one.column) if table else None
        if table is None or field is None or field.identifies not in SEARCHABLE:
            continue
        now = _read(field.identifies, [one.after])
        old = _read(field.identifies, one.before) - now
        for identifier in now:
            wrong |= {(one.table, key) for key in one.keys - found_by(source, table, field, identifier)}
        for identifier in old:
            wrong |= {(one.table, key) for key in one.keys & found_by(source, table, field, identifier)}
    return wrong


def _read(kind: IdentifierKind, texts: Iterable[str]) -> set[Identifier]:
    """The identifiers; what never was one (a remark in a phone field) can't be looked up."""
    found: set[Identifier] = set()
    for text in texts:
        try:
            found.add(Identifier.read(kind, text))
        except IdentifierInvalid:
            continue
    return found
