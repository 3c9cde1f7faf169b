"""A mapping: for every column of a spreadsheet the field it leads to. Remembered by the set of its headers.

No column is left unsaid: ``keep`` leaves a value with the original row, ``leave-out`` stores it nowhere.
"""

import re
from collections.abc import Iterable
from typing import Literal, Self

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError

from registers.exchange.errors import MappingInvalid
from registers.exchange.fields import Sort
from registers.exchange.sheets.headers import header_sha256
from registers.exchange.sheets.targets import KEY, LEAVE_OUT, field_of
from registers.exchange.sheets.vocabulary import KEEP
from registers.exchange.words import answer_of, folded
from registers.register_choices import ActivityRole, Answer

DateOrder = Literal["", "dmy", "mdy", "ymd"]
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class ColumnRule(BaseModel):
    """Where a column leads. ``split``: a cell holds a value on every line. ``dates``: how dates in it are written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str
    split: bool = False
    dates: DateOrder = ""


class SheetMapping(BaseModel):
    """The columns of a kind of spreadsheet, by normalised header."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    role: ActivityRole = ActivityRole.CONTROLLER
    columns: dict[str, ColumnRule]

    @property
    def sha256(self) -> str:
        """SHA-256 of the set of headers."""
        return header_sha256(self.columns)

    @property
    def key(self) -> str:
        """The header by which rows are one record: the id, or else the number, or else the name."""
        by_target = {rule.to: header for header, rule in self.columns.items()}
        return next(by_target[to] for to in (KEY, "activity.number", "activity.name") if to in by_target)

    def with_dates(self, orders: dict[str, str]) -> Self:
        """The mapping with the order of dates in some columns said anew. Raises MappingInvalid."""
        columns = dict(self.columns)
        for header, order in orders.items():
            if folded(header) not in columns:
                raise MappingInvalid([_("there is no column named %(column)s") % {"column": repr(header)}])
            columns[folded(header)] = self._rule(header, order)
        return self.model_copy(update={"columns": columns})

    def _rule(self, header: str, order: str) -> ColumnRule:
        if order not in {"dmy", "mdy", "ymd"}:
            told = _("column %(column)s: the order of a date is dmy, mdy or ymd")
            raise MappingInvalid([told % {"column": repr(header)}])
        return self.columns[folded(header)].model_copy(update={"dates": order})


def build(*, name: str, columns: dict[str, ColumnRule], role: ActivityRole = ActivityRole.CONTROLLER) -> SheetMapping:
    """A mapping of these headers. Raises MappingInvalid, naming everything that is wrong."""
    mapping = SheetMapping(name=name, role=role, columns={folded(header): rule for header, rule in columns.items()})
    problems = list(_problems(mapping))
    if problems:
        raise MappingInvalid(problems)
    return mapping


def from_value(name: str, value: object) -> SheetMapping:
    """The mapping of a stored value. Raises MappingInvalid."""
    try:
        mapping = SheetMapping.model_validate({"name": name, **value} if isinstance(value, dict) else value)
    except ValidationError as error:
        raise MappingInvalid([str(fault["msg"]) for fault in error.errors()]) from None
    return build(name=mapping.name, role=mapping.role, columns=mapping.columns)


def _problems(mapping: SheetMapping) -> Iterable[str]:
    if not _NAME.fullmatch(mapping.name):
        yield _("the name of a mapping is small letters, digits and hyphens")
    targets = [rule.to for rule in mapping.columns.values()]
    if "activity.name" not in targets:
        yield _("no column leads to activity.name")
    for header, rule in mapping.columns.items():
        field = field_of(rule.to)
        if field is None and rule.to not in {KEEP, LEAVE_OUT}:
            told = _("column %(column)s leads to %(target)s, which is no field; use a field, keep or leave-out")
            yield told % {"column": repr(header), "target": repr(rule.to)}
        elif rule.dates and (field is None or field.sort is not Sort.DATE):
            yield _("column %(column)s has an order of dates but is no date") % {"column": repr(header)}
    for target in sorted({KEY, "activity.number", "activity.name"}):
        if targets.count(target) > 1:
            yield _("two columns lead to %(target)s") % {"target": target}


def as_rows(columns: dict[str, ColumnRule]) -> list[list[str | int]]:
    """A mapping as the rows of a small spreadsheet, for people to fill in: column, field, split, dates."""
    rows: list[list[str | int]] = [["kolom", "veld", "splitsen", "datums"]]
    rows += [[header, rule.to, "ja" if rule.split else "nee", rule.dates] for header, rule in columns.items()]
    return rows


def from_rows(rows: Iterable[list[str]]) -> dict[str, ColumnRule]:
    """The columns of ``as_rows``. Raises MappingInvalid naming every row that is wrong."""
    found: dict[str, ColumnRule] = {}
    problems = []
    for row in list(rows)[1:]:
        header, to, split, dates = ([*map(str.strip, row), "", "", "", ""])[:4]
        try:
            found[header] = ColumnRule(to=to, split=answer_of(split) == Answer.YES, dates=dates)
        except ValidationError:
            told = _("column %(column)s: the order of a date is dmy, mdy or ymd")
            problems.append(told % {"column": repr(header)})
    if problems:
        raise MappingInvalid(problems)
    return found
