"""Keys of rows: tuples of plain values, written as JSON without losing their type."""

import base64
import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

KeyValue = int | str | bool | float | Decimal | dt.date | dt.datetime | dt.time | uuid.UUID | bytes | None
Key = tuple[KeyValue, ...]

_WRITERS: tuple[tuple[type, str, Any], ...] = (
    (Decimal, "decimal", str),
    (dt.datetime, "datetime", dt.datetime.isoformat),
    (dt.date, "date", dt.date.isoformat),
    (dt.time, "time", dt.time.isoformat),
    (uuid.UUID, "uuid", str),
    (bytes, "bytes", lambda value: base64.b64encode(value).decode()),
    (float, "float", repr),
)
_READERS: dict[str, Any] = {
    "decimal": Decimal,
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "uuid": uuid.UUID,
    "bytes": base64.b64decode,
    "float": float,
}


def key_to_json(key: Key) -> list[Any]:
    """A JSON-safe list; ``key_from_json`` gives the same key back, with the same types."""
    return [_value_to_json(value) for value in key]


def key_from_json(value: list[Any]) -> Key:
    """The key of a list made by ``key_to_json``."""
    return tuple(_value_from_json(part) for part in value)


def _value_to_json(value: KeyValue) -> Any:
    if value is None or isinstance(value, (bool, int, str)):
        return value
    for kind, name, write in _WRITERS:
        if isinstance(value, kind):
            return {name: write(value)}
    raise TypeError(f"a key can't hold {type(value).__name__}")


def _value_from_json(value: Any) -> KeyValue:
    if isinstance(value, dict):
        ((name, text),) = value.items()
        read: KeyValue = _READERS[name](text)
        return read
    plain: KeyValue = value
    return plain
