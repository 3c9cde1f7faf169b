"""Whether a fixed value of the data map can stand in a column: its type, length, range, list, and understood checks."""

import datetime as dt
import ipaddress
import json
import uuid
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from subjects.planning.catalog import CatalogColumn, Family
from subjects.planning.constraints import Demands

_BITS = {"tinyint": 8, "smallint": 16, "int2": 16, "mediumint": 24, "int": 32, "integer": 32, "int4": 32}
_READERS: dict[Family, Callable[[str], Any]] = {
    Family.DATE: dt.date.fromisoformat,
    Family.DATETIME: dt.datetime.fromisoformat,
    Family.TIME: dt.time.fromisoformat,
    Family.UUID: uuid.UUID,
    Family.NETWORK: ipaddress.ip_interface,
    Family.JSON: json.loads,
}


def why_not_constant(column: CatalogColumn, demands: Demands, value: str | int | bool | None) -> str | None:
    """Why the value can't stand in the column, or None."""
    why = _by_family(column, value)
    if why is not None:
        return why
    written = str(int(value)) if isinstance(value, bool) else str(value)
    if demands.allowed is not None and written not in demands.allowed:
        return _("a check constraint allows only: %(values)s") % {"values": ", ".join(demands.allowed)}
    if column.family == Family.TEXT:
        return _by_length(column, demands, written)
    return _by_range(demands, value) if column.family in {Family.INTEGER, Family.DECIMAL} else None


def _by_family(column: CatalogColumn, value: str | int | bool | None) -> str | None:
    family = column.family
    if family == Family.TEXT:
        return None if isinstance(value, str) else _("a column of text needs a text: write it between quotes")
    if family == Family.ENUM:
        listed = ", ".join(column.enum_values)
        return None if value in column.enum_values else _("this column allows only: %(values)s") % {"values": listed}
    if family == Family.BOOLEAN:
        return None if value in (True, False, 0, 1) else _("a yes/no column needs true or false")
    if family in {Family.INTEGER, Family.DECIMAL}:
        return _by_size(column, value)
    reader = _READERS.get(family)
    if reader is None:
        return _("no constant can be written in type %(type)s: use null") % {"type": column.type}
    return None if _readable(reader, value) else _("this constant is no value of type %(type)s") % {"type": column.type}


def _readable(reader: Callable[[str], Any], value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        reader(value)
    except ValueError:
        return False
    return True


def _by_size(column: CatalogColumn, value: str | int | bool | None) -> str | None:
    wrong = _("this constant is no value of type %(type)s") % {"type": column.type}
    if isinstance(value, bool) or value is None:
        return wrong
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return wrong
    if not number.is_finite():
        return wrong
    if column.family == Family.INTEGER:
        bits = _BITS.get(column.type.casefold().split("(")[0].split(" ")[0], 64)
        return None if isinstance(value, int) and -(2 ** (bits - 1)) <= value < 2 ** (bits - 1) else wrong
    whole = None if column.precision is None else column.precision - (column.scale or 0)
    return None if whole is None or abs(number) < 10**whole else wrong


def _by_length(column: CatalogColumn, demands: Demands, value: str) -> str | None:
    longest = min((size for size in (column.length, demands.longest) if size is not None), default=None)
    if longest is not None and len(value) > longest:
        return _("this constant has %(length)d characters and the column holds %(longest)d") % {
            "length": len(value),
            "longest": longest,
        }
    if demands.at and "@" not in value:
        return _("a check constraint wants an @ in this column")
    if len(value) < demands.shortest:
        return _("a check constraint wants %(shortest)d characters or more") % {"shortest": demands.shortest}
    return None


def _by_range(demands: Demands, value: object) -> str | None:
    number = Decimal(str(value))
    if (demands.low is None or number >= demands.low) and (demands.high is None or number <= demands.high):
        return None
    return _("a check constraint wants a number within other bounds")
