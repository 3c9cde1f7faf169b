"""From identifiers to candidates: rows of tables of persons, each with the ground on which it was found.

A candidate is the person by rule only when an identifier that singles out agrees, nothing known disagrees, and no
other row of the table holds that identifier. Everything else waits for somebody to decide.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from registers.choices import IdentifierKind, TableRole
from registers.datamap import DataMap, FieldMap, TableMap
from subjects.locating.known import Identifier, Known
from subjects.planning.catalog import Catalog
from subjects.planning.checking_lookups import is_scanned
from subjects.planning.keys import Key
from subjects.planning.values import SearchedColumn
from subjects.sources.looking import Connection, keys_by_identifier, rows_of
from subjects.sources.scanning import rows_that_may_hold


@dataclass(frozen=True, kw_only=True)
class OpenSource:
    """A source that is connected: its map, its catalog as it is now, and the connection."""

    datamap: DataMap
    catalog: Catalog
    connection: Connection


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """One row somewhere: source, table, key."""

    source: str
    table: str
    key: Key


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Why a row was found, or what speaks against it. Names the column, never the value."""

    kind: IdentifierKind
    column: str
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class CandidateFound:
    """Rows that may be the person's: one row of a table of persons, or the loose rows of another table."""

    source: str
    table: str
    keys: tuple[Key, ...]
    grounds: tuple[Ground, ...]
    certain: bool


@dataclass(frozen=True, kw_only=True)
class Hit:
    """By which identifier a row was found. ``alone`` is False where its cell holds another of the kind too."""

    kind: IdentifierKind
    value: str
    alone: bool


def person_tables(datamap: DataMap) -> Iterator[TableMap]:
    """Tables in which a row is a person."""
    return (table for table in datamap.tables if table.role == TableRole.PERSON)


def identifying(table: TableMap) -> Iterator[tuple[FieldMap, IdentifierKind]]:
    """The columns that identify, with their kind."""
    return ((field, field.identifies) for field in table.fields if field.identifies is not None)


def search(sources: Mapping[str, OpenSource], known: Known) -> list[CandidateFound]:
    """Candidates in every source, in a stable order."""
    found: list[CandidateFound] = []
    for source in sources.values():
        for table in person_tables(source.datamap):
            found += _search_table(source, table, known)
    return found


def hits(source: OpenSource, table: TableMap, known: Known) -> dict[Key, set[Hit]]:
    """Keys of the rows that hold a searchable identifier, with the identifiers by which each was hit."""
    found: dict[Key, set[Hit]] = defaultdict(set)
    fields = list(identifying(table))
    wanted = [(one, field) for one in known.to_search() for field, kind in fields if kind == one.kind]
    for identifier, field in wanted:
        for key, alone in _rows_with(source, table, field, identifier):
            found[key].add(Hit(kind=identifier.kind, value=identifier.value, alone=alone))
    return found


def _rows_with(
    source: OpenSource, table: TableMap, field: FieldMap, identifier: Identifier
) -> Iterator[tuple[Key, bool]]:
    """Keys of the rows whose field holds an identifier, each with whether it holds no other."""
    connection, catalog, wanted = source.connection, source.catalog, identifier.spellings()
    live = catalog.table(table.qualified)
    column = live.column(field.name) if live else None
    if column is None or not is_scanned(field, column, catalog.dialect):
        for key in keys_by_identifier(connection, catalog=catalog, table=table, field=field, wanted=wanted):
            yield key, True
        return
    rows = rows_that_may_hold(connection, catalog=catalog, table=table, column=field.name, core=wanted.core)
    for key, stored in rows:
        if identifier.held_by(stored):
            yield key, identifier.alone_in(stored)


def found_by(source: OpenSource, table: TableMap, field: FieldMap, identifier: Identifier) -> set[Key]:
    """Keys of the rows whose field holds this identifier."""
    return {key for key, _alone in _rows_with(source, table, field, identifier)}


def searched(source: OpenSource, known: Known) -> tuple[SearchedColumn, ...]:
    """The columns that these identifiers are looked up in, and how."""
    kinds = {identifier.kind for identifier in known.to_search()}
    found: list[SearchedColumn] = []
    for table in source.datamap.tables:
        live = source.catalog.table(table.qualified)
        if live is None or table.role == TableRole.REFERENCE:
            continue
        for field, kind in identifying(table):
            column = live.column(field.name)
            if column is not None and kind in kinds:
                scanned = is_scanned(field, column, source.catalog.dialect)
                found.append(SearchedColumn(table=table.qualified, column=field.name, scanned=scanned))
    return tuple(found)


def _search_table(source: OpenSource, table: TableMap, known: Known) -> list[CandidateFound]:
    found = hits(source, table, known)
    shares: dict[tuple[IdentifierKind, str], int] = defaultdict(int)
    for reasons in found.values():
        for kind, value in {(hit.kind, hit.value) for hit in reasons}:
            shares[kind, value] += 1
    grounds = _grounds(source, table, known, sorted(found, key=repr))
    candidates: list[CandidateFound] = []
    for key, seen in grounds.items():
        alone = any(
            hit.alone and known.tells_apart(hit.kind, hit.value) and shares[hit.kind, hit.value] == 1
            for hit in found[key]
        )
        certain = alone and all(ground.agrees for ground in seen)
        candidates.append(
            CandidateFound(
                source=source.datamap.name, table=table.qualified, keys=(key,), grounds=seen, certain=certain
            )
        )
    return candidates


def _grounds(source: OpenSource, table: TableMap, known: Known, keys: list[Key]) -> dict[Key, tuple[Ground, ...]]:
    """What each row says of the known identifiers, read in memory and forgotten at once."""
    columns = list(identifying(table))
    names = [field.name for field, _kind in columns]
    rows = rows_of(source.connection, catalog=source.catalog, table=table, columns=names, keys=keys)
    return {key: _verdicts(columns, values, known) for key, values in rows}


def _verdicts(
    columns: list[tuple[FieldMap, IdentifierKind]], values: tuple[object, ...], known: Known
) -> tuple[Ground, ...]:
    """A kind that several columns hold (mobile and landline, first and last name) agrees when one of them does."""
    best: dict[IdentifierKind, Ground] = {}
    for (field, kind), value in zip(columns, values, strict=True):
        verdict = known.verdict(kind, value)
        if verdict is None or (kind in best and best[kind].agrees):
            continue
        best[kind] = Ground(kind=kind, column=field.name, agrees=verdict)
    return tuple(best.values())
