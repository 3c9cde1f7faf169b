"""Values of a customer database in three forms: as a person reads them, as a spreadsheet takes them, as JSON.

A column says what its values mean, because a driver doesn't always: SQLite gives dates as text and yes as 1, MariaDB
gives JSON as text. What doesn't fit its column is shown as it is. Texts are in the language that is active.
"""

import base64
import datetime as dt
import json
import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import singledispatch
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from subjects.exporting.extract import ExtractColumn
from subjects.planning.catalog import Family

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def typed(value: Any, column: ExtractColumn) -> Any:
    """The value as its column means it: text of a date as a date, 1 in a yes-no column as True."""
    if value is None or value == "":
        return value
    read = _TYPES.get(_meaning(column))
    if read is None:
        return value
    try:
        return read(value, column)
    except (ValueError, ArithmeticError):
        return value


def _meaning(column: ExtractColumn) -> Family:
    return Family.BOOLEAN if column.type.casefold().startswith("tinyint(1)") else column.family


def _date(value: Any, _column: ExtractColumn) -> Any:
    if isinstance(value, str) and len(value) == 10:
        return dt.date.fromisoformat(value)
    return _moment(value, _column)


def _moment(value: Any, _column: ExtractColumn) -> Any:
    if not isinstance(value, str) or len(value) < 10:
        return value
    return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)


def _time(value: Any, _column: ExtractColumn) -> Any:
    return dt.time.fromisoformat(value) if isinstance(value, str) else value


def _yes_no(value: Any, _column: ExtractColumn) -> Any:
    return bool(value) if value in (0, 1) else value


def _decimal(value: Any, column: ExtractColumn) -> Any:
    """With as many decimals as the column has, if that loses nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return value
    number = Decimal(repr(value) if isinstance(value, float) else value)
    if not number.is_finite() or column.scale is None:
        return number
    rounded = number.quantize(Decimal(1).scaleb(-column.scale))
    return rounded if rounded == number else number


def _tree(value: Any, _column: ExtractColumn) -> Any:
    return json.loads(value) if isinstance(value, str) else value


_TYPES: dict[Family, Callable[[Any, ExtractColumn], Any]] = {
    Family.DATE: _date,
    Family.DATETIME: _moment,
    Family.TIME: _time,
    Family.BOOLEAN: _yes_no,
    Family.DECIMAL: _decimal,
    Family.JSON: _tree,
}


def readable(value: Any, column: ExtractColumn) -> str | None:
    """The value as a person reads it: 19 mei 2015; 1.234,56; ja. None where nothing is filled in."""
    meant = typed(value, column)
    return None if meant is None else _read(meant)


@singledispatch
def _read(meant: Any) -> str:
    return str(meant)


@_read.register
def _read_yes_no(meant: bool) -> str:
    return _("yes") if meant else _("no")


@_read.register
def _read_moment(meant: dt.datetime) -> str:
    local = timezone.localtime(meant) if timezone.is_aware(meant) else meant
    return str(date_format(local, "j F Y, H:i:s" if local.second else "j F Y, H:i"))


@_read.register
def _read_date(meant: dt.date) -> str:
    return str(date_format(meant, "j F Y"))


@_read.register
def _read_time(meant: dt.time) -> str:
    return meant.strftime("%H:%M:%S" if meant.second else "%H:%M")


@_read.register
def _read_number(meant: Decimal) -> str:
    return str(number_format(f"{meant:f}", force_grouping=True)) if meant.is_finite() else str(meant)


@_read.register
def _read_float(meant: float) -> str:
    return _read_number(Decimal(repr(meant)))


@_read.register
def _read_bytes(meant: bytes) -> str:
    return _("%(size)d bytes of data, not readable as text") % {"size": len(meant)}


@_read.register(dict)
@_read.register(list)
def _read_tree(meant: Any) -> str:
    return "\n".join(_branches(meant)) or _("empty")


def _branches(tree: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """One line for each leaf, with the names that lead to it; white space at the start of a line would get lost."""
    pairs = tree.items() if isinstance(tree, dict) else (("", item) for item in tree)
    for name, item in pairs:
        here = (*path, str(name)) if name else path
        if isinstance(item, dict | list) and item:
            yield from _branches(item, here)
        else:
            text = _("not filled in") if item is None else _read(item)
            yield f"{' › '.join(here)}: {text}" if here else text


def sheet_cell(value: Any, column: ExtractColumn) -> str:
    """The value for a spreadsheet: 2015-05-19; 1234,56; ja; '' for nothing. Text never begins a formula."""
    meant = typed(value, column)
    if meant is None:
        return ""
    if isinstance(meant, str | bool | bytes):
        return harmless(_read(meant))
    return _cell(meant)


@singledispatch
def _cell(meant: Any) -> str:
    return harmless(str(meant))


@_cell.register
def _cell_whole(meant: int) -> str:
    return str(meant)


@_cell.register
def _cell_number(meant: Decimal) -> str:
    return f"{meant:f}".replace(".", ",")


@_cell.register
def _cell_float(meant: float) -> str:
    return _cell_number(Decimal(repr(meant)))


@_cell.register
def _cell_moment(meant: dt.datetime) -> str:
    return meant.isoformat(" ")


@_cell.register(dt.date)
@_cell.register(dt.time)
def _cell_date(meant: Any) -> str:
    return str(meant.isoformat())


@_cell.register(dict)
@_cell.register(list)
def _cell_tree(meant: Any) -> str:
    return harmless(json.dumps(meant, ensure_ascii=False, default=str))


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would read a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_SIGNS) else text


def machine(value: Any, column: ExtractColumn) -> Any:
    """The value for JSON: moments in ISO 8601, decimals as text that loses nothing, bytes in base64."""
    meant = typed(value, column)
    if isinstance(meant, dt.date | dt.time):
        return meant.isoformat()
    if isinstance(meant, Decimal):
        return f"{meant:f}" if meant.is_finite() else str(meant)
    if isinstance(meant, bytes):
        return base64.b64encode(meant).decode()
    if isinstance(meant, float) and not math.isfinite(meant):
        return str(meant)
    if meant is None or isinstance(meant, str | bool | int | float | dict | list):
        return meant
    return str(meant)
