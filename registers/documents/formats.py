"""Values from a database as a person reads them: Dutch dates and decimals, yes and no, and a word for nothing."""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.documents.text import clean


def readable(value: Any) -> str:
    """The text to print for a value, in the language that is active."""
    if value is None:
        return _("not filled in")
    if isinstance(value, str):
        return clean(value) if value.strip() else _("empty")
    for kinds, words in _WORDS:
        if isinstance(value, kinds):
            return words(value)
    return clean(str(value))


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


def _size(value: bytes) -> str:
    return _("%(size)d bytes of data, not readable as text") % {"size": len(bytes(value))}


def _json(value: Any) -> str:
    return clean(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _moment(value: date | time) -> str:
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return date_format(local, "j F Y, H:i")
    return date_format(value, "j F Y") if isinstance(value, date) else value.strftime("%H:%M")


def _decimal(value: float | Decimal) -> str:
    text = f"{value:f}" if isinstance(value, Decimal) else repr(value)
    return text.replace(".", ",")


_WORDS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (bool, _yes_or_no),
    (date | time, _moment),
    (float | Decimal, _decimal),
    (bytes | bytearray | memoryview, _size),
    (dict | list | tuple, _json),
)
