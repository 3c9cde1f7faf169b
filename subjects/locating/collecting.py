"""From the rows that are the person to everything that is theirs: over links, inside and between sources, to the end.

Runs before anything is written and looks until nothing new turns up, because a row that links two databases may be the
first to go. What an identifier finds but somebody else's row owns is named, so that it is explained and left alone.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registers.choices import IdentifierKind, TableRole
from registers.datamap import DataMap, LinkMap, TableMap
from subjects.locating.gathered import Search
from subjects.locating.holding import held
from subjects.locating.known import Identifier, Known
from subjects.locating.owning import At, children_over, links_of_ownership, owned_by_others, shared_rows
from subjects.locating.searching import (
    CandidateFound,
    Ground,
    OpenSource,
    Place,
    hits,
    identifying,
    person_tables,
    search,
    searched,
)
from subjects.planning.findings import FoundRow, SourceFinding, TableFinding
from subjects.planning.keys import Key
from subjects.sources.looking import (
    duty_starts,
    duty_starts_above,
    fingerprint_of,
    references,
    rows_of,
)


@dataclass(frozen=True, kw_only=True)
class Collected:
    """All that was found: per source the rows, what still has to be decided, and the identifiers learned."""

    findings: tuple[SourceFinding, ...]
    candidates: tuple[CandidateFound, ...]
    learned: frozenset[Identifier]
    terms: tuple[tuple[IdentifierKind, str], ...]


def collect(
    *, sources: Mapping[str, OpenSource], known: Known, persons: Iterable[Place], decided: Iterable[Place]
) -> Collected:
    """Everything of the person whose rows are ``persons``; ``decided`` places are somebody else's."""
    run = Search(sources=sources, known=known, decided=frozenset(decided))
    for place in persons:
        if _exists(run, place):
            run.add(place.source, place.table, [place.key])
    terms: dict[tuple[IdentifierKind, str], None] = {}
    seen: dict[tuple[str, str], int] = {}
    while seen != (now := {at: len(keys) for at, keys in run.found.items()}):
        seen = now
        _follow_links(run)
        terms.update(dict.fromkeys(_learn(run)))
        _search_more(run)
    shared = shared_rows(run)
    findings = tuple(_finding(run, source, shared) for source in sources.values())
    terms.update(dict.fromkeys((one.kind, one.value) for one in known))
    return Collected(
        findings=findings,
        candidates=tuple(run.candidates.values()),
        learned=frozenset(known.learned),
        terms=tuple(terms),
    )


def _exists(run: Search, place: Place) -> bool:
    source = run.sources.get(place.source)
    table = source.datamap.table(place.table) if source else None
    if source is None or table is None:
        return False
    rows = rows_of(source.connection, catalog=source.catalog, table=table, columns=(), keys=[place.key])
    return bool(rows)


def _follow_links(run: Search) -> None:
    """Go down every link that means ownership, until no new row turns up."""
    links = links_of_ownership(run)
    while sum(_follow(run, home, link) for home, link in links):
        continue


def _follow(run: Search, home: DataMap, link: LinkMap) -> bool:
    (source, table), found = children_over(
        run, home, link, run.keys(link.parent.source or home.name, link.parent.table)
    )
    return bool(found and run.add(source, table, found))


def _learn(run: Search) -> list[tuple[IdentifierKind, str]]:
    """Read the identifying columns of the person's own rows: new identifiers to search by, words to redact."""
    words: list[tuple[IdentifierKind, str]] = []
    for source in run.sources.values():
        for table in person_tables(source.datamap):
            columns = list(identifying(table))
            keys = run.keys(source.datamap.name, table.qualified)
            names = [column.name for column, _kind in columns]
            for _key, values in rows_of(
                source.connection, catalog=source.catalog, table=table, columns=names, keys=keys
            ):
                pairs = zip(columns, values, strict=True)
                words += [(kind, str(value)) for (_column, kind), value in pairs if value not in {None, ""}]
    run.known.learn(_readable(words))
    return words


def _readable(words: Iterable[tuple[IdentifierKind, str]]) -> list[Identifier]:
    """What may be searched by; of two in one cell, one may be somebody else's."""
    read = [(kind, held(kind, text)) for kind, text in words]
    return [Identifier(kind=kind, value=values[0]) for kind, values in read if len(values) == 1]


def _search_more(run: Search) -> None:
    """Look for rows that no link reaches: other records of the person, and loose rows that hold an identifier."""
    for candidate in search(run.sources, run.known):
        _weigh(run, candidate)
    for source in run.sources.values():
        for table in source.datamap.tables:
            if table.role == TableRole.DEPENDENT and any(identifying(table)):
                _loose_rows(run, source, table)


def _weigh(run: Search, candidate: CandidateFound) -> None:
    at = Place(source=candidate.source, table=candidate.table, key=candidate.keys[0])
    if at.key in run.found.get((at.source, at.table), {}) or at in run.decided:
        return
    if candidate.certain:
        run.add(at.source, at.table, [at.key])
    run.candidates[candidate.source, candidate.table, candidate.keys] = candidate


def _loose_rows(run: Search, source: OpenSource, table: TableMap) -> None:
    name = source.datamap.name
    found = hits(source, table, run.known)
    rest = [key for key in found if key not in run.found.get((name, table.qualified), {})]
    if not rest:
        return
    owned = owned_by_others(run, source, table, rest)
    unclear: dict[IdentifierKind, list[Key]] = defaultdict(list)
    for key in rest:
        if key in owned or Place(source=name, table=table.qualified, key=key) in run.decided:
            continue
        if any(
            hit.alone and run.known.tells_apart(hit.kind, hit.value) and not _elsewhere(run, hit.kind, hit.value)
            for hit in found[key]
        ):
            run.add(name, table.qualified, [key])
        else:
            unclear[min(hit.kind for hit in found[key])].append(key)
    for kind, keys in unclear.items():
        column = next(column.name for column, of in identifying(table) if of == kind)
        run.candidates[name, table.qualified, tuple(keys)] = CandidateFound(
            source=name,
            table=table.qualified,
            keys=tuple(keys),
            grounds=(Ground(kind=kind, column=column, agrees=True),),
            certain=False,
        )


def _elsewhere(run: Search, kind: IdentifierKind, value: str) -> bool:
    """Whether a row of somebody else in a table of persons holds this identifier too."""
    alone = Known(given=frozenset({Identifier(kind=kind, value=value)}))
    return any(
        key not in run.found.get((source.datamap.name, table.qualified), {})
        for source in run.sources.values()
        for table in person_tables(source.datamap)
        for key in hits(source, table, alone)
    )


def _finding(run: Search, source: OpenSource, shared: Mapping[At, set[Key]]) -> SourceFinding:
    name = source.datamap.name
    everything = [(table, key) for (at, table), keys in run.found.items() if at == name for key in keys]
    tables = tuple(
        _table_finding(run, source, table, everything, shared.get((name, table.qualified), set()))
        for table in source.datamap.tables
        if run.keys(name, table.qualified)
    )
    again = find_again(source, run.known)
    others = tuple(sorted(again - set(everything), key=repr))
    return SourceFinding(source=name, tables=tables, others=others, searched=searched(source, run.known))


def _table_finding(
    run: Search, source: OpenSource, table: TableMap, everything: list[tuple[str, Key]], shared: set[Key]
) -> TableFinding:
    keys = sorted(run.keys(source.datamap.name, table.qualified), key=repr)
    starts = _duty_starts(source, table, keys)
    return TableFinding(
        table=table.qualified,
        rows=tuple(FoundRow(key=key, duty_start=starts.get(key), shared=key in shared) for key in keys),
        fingerprint=fingerprint_of(source.connection, catalog=source.catalog, table=table, keys=keys),
        references=references(
            source.connection,
            catalog=source.catalog,
            table=table,
            keys=keys,
            named={one.qualified: one.key for one in source.datamap.tables},
            found=everything,
        ),
    )


def _duty_starts(source: OpenSource, table: TableMap, keys: list[Key]) -> dict[Key, dt.date | None]:
    """From which date a duty counts: in the row itself, or in the row that it belongs to."""
    if table.duty is None:
        return {}
    connection, catalog = source.connection, source.catalog
    if not table.duty.parent:
        return duty_starts(connection, catalog=catalog, table=table, start=table.duty.column, keys=keys)
    parent = source.datamap.table(table.duty.parent)
    link = source.datamap.owner_link(table.qualified, table.duty.parent)
    if parent is None or link is None:
        return {}
    return duty_starts_above(
        connection, catalog=catalog, link=link, tables=(table, parent), start=table.duty.column, keys=keys
    )


def find_again(source: OpenSource, known: Known) -> set[tuple[str, Key]]:
    """Every row of this source that holds a searchable identifier: looked up before, inside and after the rewriting."""
    return {
        (table.qualified, key)
        for table in source.datamap.tables
        if table.role != TableRole.REFERENCE
        for key in hits(source, table, known)
    }
