"""Rows to originals: rows with the same key, and rows below without one, are one record. As a stream, row by row."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from registers.exchange.sheets.grid import Row, Unreadable, Value, as_text
from registers.exchange.sheets.headers import Header
from registers.exchange.sheets.mapping import SheetMapping
from registers.exchange.sheets.targets import LEAVE_OUT
from registers.exchange.units import Original, Remark, doubt, refusal
from registers.exchange.words import folded

_HALF_SIGN = re.compile("[\ud800-\udfff]")
MOST_TOGETHER = 2000
"""Rows in one record."""


@dataclass
class Group:
    """The rows of one record so far."""

    key: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


class Counter:
    """How many rows were read."""

    def __init__(self) -> None:
        self.rows = 0


def originals(rows: Iterator[Row], header: Header, mapping: SheetMapping, counter: Counter) -> Iterator[Original]:
    """The records of a sheet below its header. What is wrong with a cell is a remark of its record."""
    place = header.names.index(mapping.key)
    seen: set[str] = set()
    for position, group in enumerate(_groups(rows, header, mapping, place, counter), start=1):
        yield _original(group, position, mapping, seen)
        seen.add(folded(group.key))


def _groups(
    rows: Iterator[Row], header: Header, mapping: SheetMapping, place: int, counter: Counter
) -> Iterator[Group]:
    current: Group | None = None
    for number, values in rows:
        if number <= header.row:
            continue
        counter.rows += 1
        key = as_text(values[place]).strip() if place < len(values) else ""
        apart = key and (current is None or folded(key) != folded(current.key))
        if current is None or apart or len(current.rows) >= MOST_TOGETHER:
            if current is not None:
                yield current
            current = Group(key=key)
        _add(current, number, values, header, mapping)
    if current is not None:
        yield current


def _add(group: Group, number: int, values: list[Value], header: Header, mapping: SheetMapping) -> None:
    """Keep the cells of a row; a column that is left out is not even kept with the original."""
    cells: dict[str, Any] = {}
    for place, value in enumerate(values):
        if value is None or value == "":
            continue
        name = header.names[place] if place < len(header.names) else f"kolom {place + 1}"
        rule = mapping.columns.get(name)
        if rule is not None and rule.to == LEAVE_OUT:
            continue
        cells[name] = _kept(group, value, name, number)
    group.rows.append({"row": number, "cells": cells})


def cell_path(name: str, number: int) -> str:
    """Where a cell stands, for people."""
    return _("column %(column)s, row %(row)s") % {"column": name, "row": number}


def _kept(group: Group, value: Value, name: str, number: int) -> Any:
    if isinstance(value, Unreadable):
        group.remarks.append(refusal(value.value, cell_path(name, number)))
        return None
    if isinstance(value, str) and value.startswith("="):
        group.remarks.append(doubt("formula-as-text", cell_path(name, number)))
    if isinstance(value, str) and _HALF_SIGN.search(value):
        group.remarks.append(refusal("strange-signs", cell_path(name, number)))
        return value.encode(errors="replace").decode()
    return as_text(value) if isinstance(value, dt.date | float) else value


def _original(group: Group, position: int, mapping: SheetMapping, seen: set[str]) -> Original:
    numbers = [row["row"] for row in group.rows]
    if not group.key:
        group.remarks.append(refusal("no-key", cell_path(mapping.key, numbers[0])))
    elif folded(group.key) in seen:
        group.remarks.append(refusal("key-again", cell_path(mapping.key, numbers[0])))
    told = _("row %(first)s") if len(numbers) == 1 else _("rows %(first)s to %(last)s")
    return Original(
        position=position,
        place=told % {"first": numbers[0], "last": numbers[-1]},
        rows=len(numbers),
        value={"mapping": mapping.name, "key": group.key, "rows": group.rows},
        remarks=tuple(group.remarks),
    )
