"""How an identifying column is looked up: by an index for a list of spellings, or by reading every row. Pure.

An index is quick and finds what is spelled as it asks; how many values are not is counted by ``datamap check``. Reading
every row (``scan: true``) finds every spelling.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registers.choices import IdentifierKind, PhoneFormat, TableRole
from registers.datamap import DataMap, FieldMap, TableMap
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogTable, Family
from subjects.planning.gaps import Gap

FOLDED = frozenset({IdentifierKind.EMAIL, IdentifierKind.NAME})
"""Kinds that are compared without regard to capitals."""

_CONFIRMING = frozenset({IdentifierKind.BIRTH_DATE, IdentifierKind.POSTCODE})
_TYPED = frozenset({Family.INTEGER, Family.DECIMAL, Family.DATE, Family.DATETIME})
_ANYTHING_ANYWHERE = "sqlite"  # a column of numbers takes texts there
_RULES = 1  # one more when the spellings that are asked for change, so that every column is counted again
_CAST = re.compile(r"::[\w ]+(?:\(\d+\))?")


@dataclass(frozen=True, kw_only=True)
class SpellingTally:
    """Of a column, how many values were read on a day and how many of them a look-up by ``rule`` would miss."""

    table: str
    column: str
    rule: str
    counted: int
    otherwise: int
    on: dt.date


def gap_in_lookup(field: FieldMap, table: TableMap, live: CatalogTable) -> Gap | None:
    """The gap of one field that would make each request read the whole table; None with an index or ``scan``."""
    column = live.column(field.name)
    if field.identifies is None or column is None or field.scan or table.role == TableRole.REFERENCE:
        return None
    why = _why_scanned(field, column, live)
    if why is None:
        return None
    return Gap(table=table.qualified, column=field.name, code="no-index", message=why)


def is_scanned(field: FieldMap, column: CatalogColumn, dialect: str) -> bool:
    """Whether every row is read to look this column up. A number or a date has one spelling and is just compared."""
    any_spelling = field.identifies == IdentifierKind.PHONE and field.phone_format == PhoneFormat.ANY
    return (field.scan or any_spelling) and not _is_typed(column, dialect)


def _is_typed(column: CatalogColumn, dialect: str) -> bool:
    return column.family in _TYPED and dialect != _ANYTHING_ANYWHERE


def spelled_exactly(datamap: DataMap, catalog: Catalog) -> Iterator[tuple[TableMap, FieldMap, str]]:
    """The columns in which a value that is spelled otherwise would be missed, each with the rule it is looked up by."""
    for table in datamap.tables:
        live = catalog.table(table.qualified)
        if live is None or table.role == TableRole.REFERENCE:
            continue
        for field in table.fields:
            column = live.column(field.name)
            if column is not None and _may_miss(field, column, catalog.dialect):
                yield table, field, f"{_RULES} {field.identifies} {field.phone_format} {column.type}"[:200]


def _may_miss(field: FieldMap, column: CatalogColumn, dialect: str) -> bool:
    if field.identifies is None or field.identifies in _CONFIRMING:
        return False
    return not _is_typed(column, dialect) and not is_scanned(field, column, dialect)


def gaps_in_spellings(datamap: DataMap, catalog: Catalog, tallies: Iterable[SpellingTally]) -> Iterator[Gap]:
    """Columns that hold values which a look-up would miss, and columns of which nobody knows. Both stop the work."""
    known = {(tally.table, tally.column, tally.rule): tally for tally in tallies}
    for table, field, rule in spelled_exactly(datamap, catalog):
        tally = known.get((table.qualified, field.name, rule))
        if tally is None:
            text = _("it was never counted whether every value here can be found: run `manage.py datamap check`")
            yield Gap(table=table.qualified, column=field.name, code="spelling-unknown", message=text)
        elif tally.otherwise:
            text = _(
                "%(count)d of %(values)d values are spelled so that a search by index misses them: "
                "set `scan: true` on this field, or clean these values"
            )
            facts = {"count": tally.otherwise, "values": tally.counted}
            yield Gap(table=table.qualified, column=field.name, code="spelling", message=text % facts)


def has_index(live: CatalogTable, columns: tuple[str, ...]) -> bool:
    """Whether an index begins with these columns, in any order."""
    wanted = set(columns)
    return any(
        not index.partial and not index.expressions and set(index.columns[: len(wanted)]) == wanted
        for index in live.indexes
    ) or (bool(live.primary_key) and set(live.primary_key[: len(wanted)]) == wanted)


def _why_scanned(field: FieldMap, column: CatalogColumn, live: CatalogTable) -> str | None:
    numeric = column.family in {Family.INTEGER, Family.DECIMAL}
    if field.identifies == IdentifierKind.PHONE and field.phone_format == PhoneFormat.ANY and not numeric:
        return _(
            "numbers in any spelling can't use an index: set `phone_format` if they are all alike, or `scan: true`"
        )
    if field.identifies in FOLDED and not column.case_insensitive and column.family == Family.TEXT:
        if _has_lower_index(live, column.name):
            return None
        return _(
            "no index on lower(%(column)s): have one made, or accept with `scan: true` that every search reads all"
        ) % {"column": column.name}
    if has_index(live, (column.name,)):
        return None
    return _("no index begins with this column: have one made, or accept with `scan: true` that every search reads all")


def _has_lower_index(live: CatalogTable, column: str) -> bool:
    wanted = f"lower{_bare(column)}"
    return any(
        not index.partial and not index.columns and index.expressions and _bare(index.expressions[0]) == wanted
        for index in live.indexes
    )


def _bare(text: str) -> str:
    return re.sub(r'[\s()"`\[\]]', "", _CAST.sub("", text.casefold()))
