"""Whose a row is: over the links of ownership, inside a source and from one source to another."""

from collections.abc import Iterator

from registers.datamap import DataMap, LinkMap, TableMap
from subjects.locating.gathered import Search
from subjects.locating.searching import OpenSource
from subjects.planning.keys import Key
from subjects.sources.looking import keys_with_values, rows_of, shared_keys


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
