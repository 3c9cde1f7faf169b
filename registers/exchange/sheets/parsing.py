"""One cell as the value of a field: what people type for yes, a date, a country. What is not understood has a code."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from registers.exchange.countries import country_of
from registers.exchange.fields import Field, Sort
from registers.exchange.words import answer_of, basis_of, choice_of, clean, presence_of
from registers.register_choices import Answer, LegalBasis, Presence

_DATE = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_PLACES = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """The value, or the code of what is wrong with the text."""

    value: Any = None
    problem: str = ""


def parse(field: Field, text: str, *, dates: str = "") -> Parsed:
    """The value of a text that is not blank, for that field."""
    text = clean(text)
    if field.name == "country":
        found = country_of(text)
        return Parsed(value=found) if found else Parsed(problem="country-unknown")
    if field.name in {"email", "owner_email", "notice_email"}:
        return _email(text)
    return _PARSERS[field.sort](field, text, dates)


def _email(text: str) -> Parsed:
    try:
        validate_email(text)
    except ValidationError:
        return Parsed(problem="not-an-email")
    return Parsed(value=text)


def _text(_field: Field, text: str, _dates: str) -> Parsed:
    return Parsed(value=text)


def _flag(_field: Field, text: str, _dates: str) -> Parsed:
    found = answer_of(text)
    return Parsed(value=found == Answer.YES) if found in {Answer.YES, Answer.NO} else Parsed(problem="not-yes-or-no")


def _number(_field: Field, text: str, _dates: str) -> Parsed:
    digits = text.replace(".", "") if _THOUSANDS.fullmatch(text) else text
    if digits.isascii() and digits.isdigit() and len(digits) <= 9:
        return Parsed(value=int(digits))
    return Parsed(problem="not-a-number")


def _date(_field: Field, text: str, dates: str) -> Parsed:
    match = _DATE.match(text)
    if not match or (match.end() < len(text) and not re.match(r"[ T]\d\d:", text[match.end() :])):
        return Parsed(problem="not-a-date")
    parts = (match[1], match[2], match[3])
    order = "ymd" if len(match[1]) == 4 else dates or _only_order(parts)
    if not order:
        return Parsed(problem="date-ambiguous")
    return _day(parts, order)


def _only_order(parts: tuple[str, str, str]) -> str:
    """The order, where only one makes a date; the day cannot be told from the month below 13."""
    first, second = int(parts[0]), int(parts[1])
    if first == second and first <= 12:
        return "dmy"
    return "dmy" if first > 12 else "mdy" if second > 12 else ""


def _day(parts: tuple[str, str, str], order: str) -> Parsed:
    year, month, day = (parts[place] for place in _PLACES[order])
    if len(year) != 4:
        return Parsed(problem="not-a-date")
    try:
        return Parsed(value=dt.date(int(year), int(month), int(day)))
    except ValueError:
        return Parsed(problem="not-a-date")


def _choice(field: Field, text: str, _dates: str) -> Parsed:
    assert field.choices is not None
    found: Any = _READERS.get(field.choices, lambda _text: None)(text) or choice_of(field.choices, text)
    return Parsed(value=found) if found is not None else Parsed(problem="not-a-choice")


def _choices(field: Field, text: str, dates: str) -> Parsed:
    """One choice on every line; a comma may be part of a name and divides nothing."""
    found = [_choice(field, line, dates) for line in text.split("\n") if line.strip()]
    if any(one.problem for one in found):
        return Parsed(problem="not-a-choice")
    assert field.choices is not None
    chosen = {one.value for one in found}
    return Parsed(value=tuple(member for member in field.choices if member in chosen))


def _texts(_field: Field, text: str, _dates: str) -> Parsed:
    return Parsed(value=tuple(line.strip() for line in text.split("\n") if line.strip()))


_READERS: dict[Any, Any] = {Answer: answer_of, Presence: presence_of, LegalBasis: basis_of}
_PARSERS = {
    Sort.TEXT: _text,
    Sort.FLAG: _flag,
    Sort.NUMBER: _number,
    Sort.DATE: _date,
    Sort.CHOICE: _choice,
    Sort.CHOICES: _choices,
    Sort.TEXTS: _texts,
}
