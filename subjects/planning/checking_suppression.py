"""Whether a table can take objections as the map says: every misfit in plain words with the way out. Pure.

What is refused here would fail when it ran, while somebody waits to be left alone; or it would be taken out again by an
erasure, so that the person is called anew.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from consents.choices import ContactChannel
from consents.identifying import REACHED_BY
from registers.choices import Fate, IdentifierKind, NumberSpelling, SuppressionPart, TableRole
from registers.datamap import TableMap
from registers.map_suppression import SuppressionColumn, SuppressionMap
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogIndex, CatalogTable, Family, TableKind
from subjects.planning.constants import why_not_constant
from subjects.planning.constraints import demands_on
from subjects.planning.gaps import Gap, Severity

LONGEST = {IdentifierKind.PHONE: 17, IdentifierKind.EMAIL: 254}
"""Characters of the longest number in any spelling (00 and fifteen digits), and of the longest address."""

REFERENCE_LENGTH = 36
MOMENT_LENGTH = 25
_MOMENTS = {Family.DATE, Family.DATETIME, Family.TEXT}


def gaps_in_suppression(table: TableMap, live: CatalogTable, catalog: Catalog) -> Iterator[Gap]:
    """Why objections can't be written into this table; nothing for a table that is no suppression table."""
    told = table.suppression
    if told is None:
        return
    for column, why in (*_table(table, told, live), *_number(table, told, live, catalog), *_others(told, live)):
        yield Gap(table=table.qualified, column=column, code="suppression", message=f"suppression: {why}")
    for check in demands_on(told.column, live).unknown:
        why = _("suppression: a check constraint on this column was not understood; try it out: %(check)s")
        message = why % {"check": check[:100]}
        yield Gap(
            table=table.qualified,
            column=told.column,
            code="suppression-check",
            message=message,
            severity=Severity.WARNING,
        )


def _table(table: TableMap, told: SuppressionMap, live: CatalogTable) -> Iterator[tuple[str, str]]:
    if live.kind == TableKind.VIEW:
        yield "", _("a view is never written into: name the table behind it")
    if {table.erasure, table.anonymisation} != {Fate.KEEP}:
        yield (
            "",
            _("an erasure would take the objection away: give this table the fate keep, with art. 21(3) as reason"),
        )
    if table.role == TableRole.REFERENCE:
        yield "", _("this table is about people, so an inzage has to look into it: its role is person or dependent")
    for channel in told.channels:
        if channel not in ContactChannel.values or REACHED_BY[ContactChannel(channel)] != told.kind:
            fitting = ", ".join(one.value for one, kind in REACHED_BY.items() if kind == told.kind)
            words = {"channel": channel, "channels": fitting}
            yield "", _("channel %(channel)s: for this kind there are %(channels)s") % words
    yield from _lacking(told, live)
    yield from _colliding(told, live)


def _lacking(told: SuppressionMap, live: CatalogTable) -> Iterator[tuple[str, str]]:
    for column in live.columns:
        given = column.nullable or column.has_default or column.generated or column.identity
        if not given and column.name not in told.columns:
            yield column.name, _("this column may not be empty (NOT NULL) and gets no value: name it under `also`")


def _colliding(told: SuppressionMap, live: CatalogTable) -> Iterator[tuple[str, str]]:
    """Unique indexes under which a second objection would not fit."""
    own = {told.column, *(one.column for one in told.also if one.holds == SuppressionPart.REFERENCE)}
    for index in _unique(live):
        free = [name for name in index.columns if _varies_by_itself(live.column(name), told)]
        if not own & set(index.columns) and not free and not _by_expression(index, told.column):
            why = _("a second objection would not fit under %(index)s, which does not hold the number")
            yield "", why % {"index": index.name}


def _unique(live: CatalogTable) -> list[CatalogIndex]:
    own = [CatalogIndex(name=_("the primary key"), columns=live.primary_key, unique=True)] if live.primary_key else []
    return [*own, *(index for index in live.indexes if index.unique)]


def _varies_by_itself(column: CatalogColumn | None, told: SuppressionMap) -> bool:
    """A column that we leave alone and that the database numbers or leaves empty."""
    if column is None or column.name in told.columns:
        return False
    return column.identity or column.generated or column.has_default or column.nullable


def _by_expression(index: CatalogIndex, column: str) -> bool:
    return any(column.lower() in text for text in index.expressions)


def _number(table: TableMap, told: SuppressionMap, live: CatalogTable, catalog: Catalog) -> Iterator[tuple[str, str]]:
    column, field = live.column(told.column), table.field(told.column)
    if column is None or field is None:
        return
    if field.identifies != told.kind:
        yield column.name, _("say `identifies: %(kind)s`, so that an inzage finds the row") % {"kind": told.kind.value}
    yield from ((column.name, why) for why in _unwritable(column, live))
    why = _no_room(column, told, catalog)
    if why:
        yield column.name, why


def _no_room(column: CatalogColumn, told: SuppressionMap, catalog: Catalog) -> str:
    """Why the longest number or address does not fit; '' when it does."""
    longest = LONGEST[told.kind]
    if column.family == Family.TEXT:
        short = column.length is not None and column.length < longest
        return _("the column is too short: it needs %(length)d characters") % {"length": longest} if short else ""
    if told.kind != IdentifierKind.PHONE or column.family not in {Family.INTEGER, Family.DECIMAL}:
        return _("a column of type %(type)s can't hold this") % {"type": column.type}
    if told.spelling != NumberSpelling.DIGITS:
        return _("a column of numbers loses + and zeros in front: use `spelling: digits`, or a column of text")
    return "" if _wide(column, catalog) else _("the column is too small for a number of fifteen digits")


def _wide(column: CatalogColumn, catalog: Catalog) -> bool:
    if column.family == Family.DECIMAL:
        return column.precision is None or column.precision - (column.scale or 0) >= 15
    return catalog.dialect == "sqlite" or column.type.casefold().split("(")[0].split(" ")[0] in {"bigint", "int8"}


def _others(told: SuppressionMap, live: CatalogTable) -> Iterator[tuple[str, str]]:
    for part in told.also:
        column = live.column(part.column)
        if column is None:
            continue
        yield from ((column.name, why) for why in _unwritable(column, live))
        why = _misfit(part, column, live)
        if why:
            yield column.name, why


def _unwritable(column: CatalogColumn, live: CatalogTable) -> Iterator[str]:
    if column.generated or column.identity:
        yield _("the database fills this column itself")
    if live.foreign_keys_over(column.name):
        yield _("this column refers to another table, in which the value may be missing")


def _misfit(part: SuppressionColumn, column: CatalogColumn, live: CatalogTable) -> str | None:
    short = column.family == Family.TEXT and column.length is not None
    if part.holds == SuppressionPart.FIXED:
        return why_not_constant(column, demands_on(column.name, live), part.value)
    if part.holds == SuppressionPart.MOMENT:
        fits = column.family in _MOMENTS and not (short and (column.length or 0) < MOMENT_LENGTH)
        told = _("a moment needs a date, a date with a time, or %(length)d characters of text")
        return None if fits else told % {"length": MOMENT_LENGTH}
    fits = column.family == Family.UUID or (
        column.family == Family.TEXT and not (short and (column.length or 0) < REFERENCE_LENGTH)
    )
    told = _("the name of the row needs a UUID or %(length)d characters of text")
    return None if fits else told % {"length": REFERENCE_LENGTH}
