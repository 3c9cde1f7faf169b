"""A value of a record as a person reads it, in the language that is active. What nobody filled in says so."""

import datetime as dt
from collections.abc import Callable
from enum import Enum
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _


def in_words(value: Any) -> str:
    """The text of a value: an enumeration by its label, a day in full, a list with commas."""
    if is_blank(value):
        return _("not filled in")
    for kind, words in _WORDS:
        if isinstance(value, kind):
            return words(value)
    return str(value)


def is_blank(value: Any) -> bool:
    """Whether nobody filled anything in: None, '' or white space, or an empty list. A no, a zero is an answer."""
    return value is None or value == () or (isinstance(value, str) and not value.strip())


_WORDS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Enum, lambda value: str(getattr(value, "label", value.value))),
    (bool, lambda value: _("yes") if value else _("no")),
    (int, lambda value: str(number_format(value, force_grouping=True))),
    (dt.date, lambda value: str(date_format(value, "j F Y"))),
    (tuple, lambda value: ", ".join(in_words(item) for item in value)),
)
