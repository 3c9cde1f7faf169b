"""One value of a record on its way through an extract: to a line of JSON and back, without losing its type."""

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from subjects.planning.keys import key_from_json, key_to_json

_TYPED = Decimal | float | dt.date | dt.time | UUID | bytes


def record_to_line(values: Sequence[Any]) -> bytes:
    """The values as one line, its end included."""
    return json.dumps([_packed(value) for value in values], separators=(",", ":")).encode() + b"\n"


def record_from_line(line: bytes) -> tuple[Any, ...]:
    """The values of a line made by ``record_to_line``."""
    return tuple(_unpacked(value) for value in json.loads(line))


def _packed(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, bytearray | memoryview):
        value = bytes(value)
    if isinstance(value, _TYPED):
        return key_to_json((value,))[0]
    if isinstance(value, dt.timedelta):
        return {"text": _clock(value)}
    if isinstance(value, list | dict | tuple):
        return {"tree": json.loads(json.dumps(value, default=str))}
    return {"text": str(value)}


def _unpacked(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    return content if kind in {"text", "tree"} else key_from_json([value])[0]


def _clock(value: dt.timedelta) -> str:
    """MySQL gives a time of day as a period: 14:03:25, or -1:00:00 where somebody stored that."""
    seconds = int(abs(value).total_seconds())
    sign = "-" if value < dt.timedelta(0) else ""
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
