"""How tables hang together, in the map and in the database: links that can't work, rows that vanish unseen. Pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from registers.choices import Fate, TableRole
from registers.datamap import DataMap, LinkEnd, LinkMap, TableMap
from subjects.planning.catalog import (
    Catalog,
    CatalogColumn,
    CatalogForeignKey,
    CatalogTable,
    Family,
    TableKind,
)
from subjects.planning.checking_lookups import has_index
from subjects.planning.gaps import Gap, Severity

_ALIKE = ({Family.INTEGER, Family.DECIMAL}, {Family.TEXT, Family.ENUM}, {Family.DATE, Family.DATETIME})


def gaps_in_links(datamap: DataMap, catalog: Catalog) -> Iterator[Gap]:
    """Links with unknown columns, ends of unlike types, and links whose child side has no index."""
    for link in datamap.links:
        ends = [end for end in (link.child, link.parent) if end.source in {None, datamap.name}]
        unknown = [gap for end in ends for gap in _unknown_columns(end, catalog)]
        yield from unknown
        if unknown or link.child not in ends:
            continue
        live = catalog.table(link.child.table)
        if live is None:
            continue
        if link.belongs and live.kind != TableKind.VIEW and not has_index(live, link.child.columns):
            text = _("no index on %(columns)s, by which its rows are found: each request reads the whole table") % {
                "columns": ", ".join(link.child.columns)
            }
            yield Gap(table=link.child.table, code="link-no-index", message=text, severity=Severity.WARNING)
        if link.parent in ends:
            yield from _unlike_ends(link, live, catalog.table(link.parent.table))


def gaps_in_reach(datamap: DataMap) -> Iterator[Gap]:
    """Tables with personal data whose rows no request ever finds: nothing leads there, and nothing in them identifies.

    A link from another source may lead there, and that map is not at hand: so it is a warning.
    """
    reached = _reached(datamap)
    for table in datamap.tables:
        lost = table.role == TableRole.DEPENDENT and table.qualified not in reached and table.suppression is None
        if lost and any(field.personal for field in table.fields):
            text = _(
                "no link leads from a person to this table, and no field in it identifies anybody: its rows are never "
                "found. Add the link under `links` (child: this table), or say `role: reference` when it holds nothing "
                "about people"
            )
            yield Gap(table=table.qualified, code="out-of-reach", message=text, severity=Severity.WARNING)


def _reached(datamap: DataMap) -> set[str]:
    """Tables that are searched by an identifier, or that links of ownership lead to from there."""
    reached = {
        table.qualified
        for table in datamap.tables
        if table.role == TableRole.PERSON or any(field.identifies for field in table.fields)
    }
    links = [link for link in datamap.links if link.belongs and link.child.source in {None, datamap.name}]
    found = -1
    while found != len(reached):
        found = len(reached)
        from_elsewhere = {link.child.table for link in links if link.parent.source not in {None, datamap.name}}
        reached |= from_elsewhere | {link.child.table for link in links if link.parent.table in reached}
    return reached


def _unknown_columns(end: LinkEnd, catalog: Catalog) -> Iterator[Gap]:
    live = catalog.table(end.table)
    for column in end.columns:
        if live is not None and live.column(column) is None:
            text = _("a link names this column and the database doesn't have it")
            yield Gap(table=end.table, column=column, code="link-unknown", message=text)


def _unlike_ends(link: LinkMap, child: CatalogTable, parent: CatalogTable | None) -> Iterator[Gap]:
    if parent is None:
        return
    for lower, upper in zip(link.child.columns, link.parent.columns, strict=True):
        below, above = child.column(lower), parent.column(upper)
        if below is not None and above is not None and not _alike(below, above):
            text = _("this column (%(below)s) can't be compared with %(parent)s.%(column)s (%(above)s)") % {
                "below": below.type,
                "parent": link.parent.table,
                "column": upper,
                "above": above.type,
            }
            yield Gap(table=link.child.table, column=lower, code="link-types", message=text)


def _alike(below: CatalogColumn, above: CatalogColumn) -> bool:
    return below.family == above.family or any({below.family, above.family} <= group for group in _ALIKE)


def gaps_in_foreign_keys(datamap: DataMap, catalog: Catalog) -> Iterator[Gap]:
    """Foreign keys that the map doesn't know, or that delete or change rows by themselves."""
    for table in datamap.tables:
        if table.role == TableRole.REFERENCE:
            continue
        for child, key in catalog.inbound(table.qualified):
            mapped = datamap.table(child.qualified)
            if mapped is None:
                yield _unmapped(table, child, key)
                continue
            if not _is_linked(datamap, child.qualified, key):
                yield _unlinked(table, child, key)
            yield from _by_itself(table, mapped, key)


def _unmapped(table: TableMap, child: CatalogTable, key: CatalogForeignKey) -> Gap:
    names = {"parent": table.qualified, "columns": ", ".join(key.columns)}
    if key.on_delete == "CASCADE":
        text = _("not in the map, and its rows vanish unseen when a row of %(parent)s is deleted: add it") % names
        return Gap(table=child.qualified, code="cascade-unmapped", message=text)
    text = _("not in the map, although its rows (%(columns)s) refer to %(parent)s: add it") % names
    return Gap(table=child.qualified, code="child-unmapped", message=text)


def _unlinked(table: TableMap, child: CatalogTable, key: CatalogForeignKey) -> Gap:
    text = _(
        "a foreign key over %(columns)s refers to %(parent)s: add the link, with `belongs: false` if it is no ownership"
    )
    names = {"columns": ", ".join(key.columns), "parent": table.qualified}
    return Gap(table=child.qualified, code="no-link", message=text % names)


def _is_linked(datamap: DataMap, child: str, key: CatalogForeignKey) -> bool:
    wanted = (child, key.referred, frozenset(zip(key.columns, key.referred_columns, strict=True)))
    return any(
        wanted
        == (link.child.table, link.parent.table, frozenset(zip(link.child.columns, link.parent.columns, strict=True)))
        for link in datamap.links
    )


def _by_itself(table: TableMap, child: TableMap, key: CatalogForeignKey) -> Iterator[Gap]:
    """What the database does to the child when a row of the parent is deleted."""
    deleting = [anonymise for anonymise in (False, True) if table.fate(anonymise=anonymise) == Fate.DELETE]
    if not deleting:
        return
    names = {"parent": table.qualified, "columns": ", ".join(key.columns)}
    if key.on_delete == "CASCADE":
        fates = {child.fate(anonymise=anonymise) for anonymise in deleting}
        if Fate.KEEP in fates or child.duty is not None:
            text = _(
                "rows that must be kept vanish with their row of %(parent)s (ON DELETE CASCADE): change the foreign key"
            )
            yield Gap(table=child.qualified, code="cascade-kept", message=text % names)
        elif fates != {Fate.DELETE}:
            text = _("rows vanish with their row of %(parent)s (ON DELETE CASCADE), whatever their own treatment")
            yield Gap(table=child.qualified, code="cascade-treated", message=text % names, severity=Severity.WARNING)
    elif key.on_delete in {"SET NULL", "SET DEFAULT"}:
        text = _("%(columns)s changes by itself when a row of %(parent)s is deleted")
        yield Gap(table=child.qualified, code="set-null", message=text % names, severity=Severity.WARNING)
