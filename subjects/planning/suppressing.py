"""Objections as rows of a suppression table: in which spelling, of which type, and whom a table is about. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import phonenumbers

from registers.canonical import sha256_of
from registers.choices import IdentifierKind, NumberSpelling, SuppressionPart
from registers.map_suppression import SuppressionColumn, SuppressionMap
from subjects.planning.catalog import CatalogColumn, CatalogTable, Family

Value = str | int | bool | dt.date | dt.datetime | UUID | None


@dataclass(frozen=True, kw_only=True)
class Suppressed:
    """Somebody who is to be left alone: ``text`` in one spelling (E.164 or an address), ``uid`` the name of the row."""

    uid: str
    text: str
    objected_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class SuppressionRow:
    """What is written: the number as the table spells it, and the other columns in the order of the map."""

    uid: str
    number: str | int
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class SuppressionPlan:
    """Rows for one table. ``deciding`` columns must be equal too before a row counts as being there already."""

    table: str
    column: str
    columns: tuple[str, ...]
    deciding: tuple[str, ...]
    referring: bool
    rows: tuple[SuppressionRow, ...]

    @property
    def sha256(self) -> str:
        """Hash of the plan without its numbers: the random names of the rows stand for them."""
        return sha256_of([self.table, self.column, self.columns, self.deciding, [row.uid for row in self.rows]])


def concerns(told: SuppressionMap, *, channel: str, sender: str) -> bool:
    """Whether a table is about an objection; '' is every channel or sender. A doubt is for the person's side.

    A table for every sender takes an objection to one of them too: it can't say less.
    """
    channels = not told.channels or channel in {"", *told.channels}
    return channels and (not told.senders or sender in {"", *told.senders})


def spelled(kind: IdentifierKind, text: str, spelling: NumberSpelling, *, home: str) -> str:
    """A number as the table writes it; a foreign one with its country where the home country has none."""
    if kind != IdentifierKind.PHONE or spelling == NumberSpelling.E164:
        return text
    digits = text.removeprefix("+")
    if spelling == NumberSpelling.DIGITS:
        return digits
    number = phonenumbers.parse(text)
    if spelling == NumberSpelling.NATIONAL and number.country_code == phonenumbers.country_code_for_region(home):
        return f"0{phonenumbers.national_significant_number(number)}"
    return f"00{digits}"


def suppression_plan(
    told: SuppressionMap, live: CatalogTable, people: Sequence[Suppressed], *, home: str
) -> SuppressionPlan:
    """The rows to write. Raises KeyError for a column that the live table does not have."""
    types = {column.name: column for column in live.columns}
    return SuppressionPlan(
        table=live.qualified,
        column=told.column,
        columns=tuple(one.column for one in told.also),
        deciding=tuple(one.column for one in told.also if one.decides),
        referring=any(one.holds == SuppressionPart.REFERENCE for one in told.also),
        rows=tuple(_row(told, types, one, home) for one in people),
    )


def _row(told: SuppressionMap, types: dict[str, CatalogColumn], one: Suppressed, home: str) -> SuppressionRow:
    text = spelled(told.kind, one.text, told.spelling, home=home)
    whole = types[told.column].family in {Family.INTEGER, Family.DECIMAL}
    return SuppressionRow(
        uid=one.uid,
        number=int(text) if whole else text,
        values=tuple(_value(part, types[part.column], one) for part in told.also),
    )


def _value(part: SuppressionColumn, column: CatalogColumn, one: Suppressed) -> Value:
    if part.holds == SuppressionPart.REFERENCE:
        return UUID(one.uid) if column.family == Family.UUID else one.uid
    if part.holds == SuppressionPart.MOMENT:
        return _moment(column, one.objected_at)
    if column.family == Family.BOOLEAN:
        return bool(part.value)
    return part.value


def _moment(column: CatalogColumn, at: dt.datetime) -> Value:
    """Local time in whole seconds, as people read it; with its zone where the column keeps one."""
    local = at.astimezone().replace(microsecond=0)
    if column.family == Family.DATE:
        return local.date()
    if column.family == Family.TEXT:
        return local.isoformat()
    zoned = "with time zone" in column.type.casefold() or "timestamptz" in column.type.casefold()
    return local if zoned else local.replace(tzinfo=None)
