"""Whose a row is: over the links of ownership, inside a source and from one source to another."""

from collections.abc import Iterator, Sequence

from registers.choices import TableRole
from registers.datamap import DataMap, LinkMap, TableMap
from subjects.locating.gathered import Search
from subjects.locating.searching import OpenSource
from subjects.planning.keys import Key
from subjects.sources.looking import children_of, keys_with_values, rows_of, shared_keys, values_of

At = tuple[str, str]
"""A source and a table of it."""


def links_of_ownership(run: Search) -> list[tuple[DataMap, LinkMap]]:
    """Every one, each with the map that names it."""
    return [(one.datamap, link) for one in run.sources.values() for link in one.datamap.links if link.belongs]


def children_over(run: Search, home: DataMap, link: LinkMap, keys: Sequence[Key]) -> tuple[At, Sequence[Key]]:
    """Where the children of these rows are, and which they are. Without rows, or a source to look in, none."""
    above, below = link.parent.source or home.name, link.child.source or home.name
    at = (below, link.child.table)
    if not keys or above not in run.sources or below not in run.sources:
        return at, ()
    upper, lower = run.sources[above], run.sources[below]
    parent, child = upper.datamap.table(link.parent.table), lower.datamap.table(link.child.table)
    if parent is None or child is None:
        return at, ()
    if above == below:
        found = children_of(upper.connection, catalog=upper.catalog, link=link, child=child, parent=parent, keys=keys)
        return at, found
    values = values_of(upper.connection, catalog=upper.catalog, table=parent, columns=link.parent.columns, keys=keys)
    columns = link.child.columns
    found = keys_with_values(lower.connection, catalog=lower.catalog, table=child, columns=columns, values=values)
    return at, found


def shared_rows(run: Search) -> dict[At, set[Key]]:
    """Of everything that was found, the rows that hang on somebody else too: directly, or on a row that does."""
    shared: dict[At, set[Key]] = {}
    for source in run.sources.values():
        for table in source.datamap.tables:
            keys = run.keys(source.datamap.name, table.qualified)
            if keys and table.role == TableRole.DEPENDENT and may_be_shared(run, source, table):
                shared[source.datamap.name, table.qualified] = owned_by_others(run, source, table, keys)
    links = links_of_ownership(run)
    while sum(_hand_down(run, shared, home, link) for home, link in links):
        continue
    return shared


def _hand_down(run: Search, shared: dict[At, set[Key]], home: DataMap, link: LinkMap) -> bool:
    """Whether rows turn up that are shared because the row above them is."""
    above = shared.get((link.parent.source or home.name, link.parent.table), set())
    at, children = children_over(run, home, link, sorted(above, key=repr))
    child = run.sources[at[0]].datamap.table(at[1]) if children else None
    if child is None or child.role != TableRole.DEPENDENT:
        return False
    new = set(children) & set(run.keys(*at)) - shared.get(at, set())
    shared.setdefault(at, set()).update(new)
    return bool(new)


def owned_by_others(run: Search, source: OpenSource, table: TableMap, keys: list[Key]) -> set[Key]:
    """Of these rows, those that hang on somebody else's row by a link of ownership."""
    owned: set[Key] = set()
    for home, link in _links_into(run, source.datamap, table):
        above = run.sources[link.parent.source or home]
        parent = above.datamap.table(link.parent.table)
        if parent is None:
            continue
        found = run.keys(above.datamap.name, parent.qualified)
        if above is source:
            owned |= shared_keys(
                source.connection, catalog=source.catalog, link=link, tables=(table, parent), keys=(keys, found)
            )
        else:
            owned |= _owned_elsewhere(link, (source, table, keys), (above, parent, found))
    return owned


Side = tuple[OpenSource, TableMap, list[Key]]


def _owned_elsewhere(link: LinkMap, below: Side, above: Side) -> set[Key]:
    """The same between two databases: the values of the link are carried from one to the other."""
    lower, child, keys = below
    upper, parent, found = above
    held = rows_of(lower.connection, catalog=lower.catalog, table=child, columns=link.child.columns, keys=keys)
    values = list(dict.fromkeys(value for _key, value in held if None not in value))
    parents = keys_with_values(
        upper.connection, catalog=upper.catalog, table=parent, columns=link.parent.columns, values=values
    )
    strangers = [key for key in parents if key not in set(found)]
    rows = rows_of(upper.connection, catalog=upper.catalog, table=parent, columns=link.parent.columns, keys=strangers)
    theirs = {_comparable(value) for _key, value in rows}
    return {key for key, value in held if _comparable(value) in theirs}


def _comparable(value: Key) -> tuple[object, ...]:
    """One database may write as text what the other holds as a number."""
    return tuple(int(text) if (text := str(part)).isdecimal() else text for part in value)


def may_be_shared(run: Search, source: OpenSource, table: TableMap) -> bool:
    """A row that hangs on the key of one parent by one link can't hang on somebody else too."""
    links = list(_links_into(run, source.datamap, table))
    if len(links) != 1:
        return bool(links)
    home, link = links[0]
    parent = run.sources[link.parent.source or home].datamap.table(link.parent.table)
    return parent is None or set(parent.key) != set(link.parent.columns)


def _links_into(run: Search, datamap: DataMap, table: TableMap) -> Iterator[tuple[str, LinkMap]]:
    """Links of ownership whose children are rows of this table, each with the source whose map names it."""
    for home in run.sources.values():
        name = home.datamap.name
        for link in home.datamap.links:
            ends = (link.child.source or name, link.child.table)
            if link.belongs and ends == (datamap.name, table.qualified) and (link.parent.source or name) in run.sources:
                yield name, link
