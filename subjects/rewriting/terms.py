"""What is known of the person, as patterns that find it in folded text, in any spelling people use.

Pure. A name is found whole and by its parts; a phone number in any grouping, with or without its country; a postcode
with or without its space and house number; a date of birth in figures or with the month in Dutch.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Self

import phonenumbers

from registers.choices import IdentifierKind
from subjects.rewriting.folding import fold

_INFIX_WORDS = (
    "van von de der den des het 't te ten ter in op aan bij uit over voor onder la le les du di da dos del al el "
)
_INFIX_WORDS += "bin ben ibn zu zum zur vom y e of en the mr mrs dhr mevr mw drs ir ing dr prof bc jr sr"
_INFIXES = frozenset(_INFIX_WORDS.split())
_MONTHS = "jan(?:uari)? feb(?:ruari)? (?:maart|mrt) apr(?:il)? mei jun(?:i)? jul(?:i)? aug(?:ustus)? sep(?:t|tember)? "
_MONTHS += "okt(?:ober)? nov(?:ember)? dec(?:ember)?"
_MONTH_WORDS = _MONTHS.split()
_BETWEEN = r"[ \-.,'/]*"
_GROUPING = r"[ \-.()/]{0,3}"
_EDGE, _END = r"(?<![^\W_])", r"(?![^\W_])"
_LEAST_NUMBER = 4


@dataclass(frozen=True, kw_only=True)
class SubjectTerms:
    """Values of the person's own identifiers, as they were given or stored. ``others`` are found as they are."""

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    customer_numbers: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """From (kind of identifier, value); a kind that is not known goes with the others."""
        found: dict[str, list[str]] = {field.name: [] for field in fields(cls)}
        for kind, value in pairs:
            if value.strip():
                found[_FIELDS.get(kind, "others")].append(value.strip())
        return cls(**{name: tuple(dict.fromkeys(values)) for name, values in found.items()})


_FIELDS: dict[str, str] = {
    IdentifierKind.EMAIL: "emails",
    IdentifierKind.PHONE: "phones",
    IdentifierKind.IBAN: "ibans",
    IdentifierKind.NAME: "names",
    IdentifierKind.CUSTOMER_NUMBER: "customer_numbers",
    IdentifierKind.POSTCODE: "postcodes",
    IdentifierKind.BIRTH_DATE: "birth_dates",
}


def patterns(terms: SubjectTerms) -> list[tuple[str, re.Pattern[str]]]:
    """(what it is in Dutch, pattern over folded text), the more telling first."""
    found = [("e-mailadres", _whole(value)) for value in terms.emails]
    found += [("IBAN", _spaced(value)) for value in terms.ibans]
    found += [("telefoonnummer", text) for value in terms.phones for text in _phone(value)]
    found += [("geboortedatum", text) for value in terms.birth_dates for text in _birth_date(value)]
    found += [("postcode", text) for value in terms.postcodes for text in _postcode(value)]
    found += [("klantnummer", text) for value in terms.customer_numbers for text in _number(value)]
    found += [("gegeven", _whole(value)) for value in terms.others]
    found += [("naam", text) for value in terms.names for text in _name(value)]
    return [(label, re.compile(text)) for label, text in dict.fromkeys(found) if text]


def _whole(value: str) -> str:
    words = [re.escape(word) for word in fold(value).split()]
    return f"{_EDGE}{r'[ ]+'.join(words)}{_END}" if words else ""


def _spaced(value: str) -> str:
    signs = [re.escape(sign) for sign in fold(value) if sign.isalnum()]
    return f"{_EDGE}{'[ .-]?'.join(signs)}{_END}" if signs else ""


def _phone(value: str) -> Iterator[str]:
    """The significant digits in any grouping, after any way to write the country and the trunk zero."""
    code, digits = _significant(value)
    if len(digits) < 6:
        return
    grouped = _GROUPING.join(digits)
    lead = rf"(?:(?:\+|00){_GROUPING}{code}{_GROUPING}(?:\(?0\)?{_GROUPING})?|\(?0{_GROUPING})?"
    yield rf"(?<![\d+]){lead}{grouped}(?!\d)"


def _significant(value: str) -> tuple[str, str]:
    try:
        number = phonenumbers.parse(value, "NL")
    except phonenumbers.NumberParseException:
        return "31", re.sub(r"\D", "", value).lstrip("0")
    return str(number.country_code), phonenumbers.national_significant_number(number)


def _birth_date(value: str) -> Iterator[str]:
    try:
        day = dt.date.fromisoformat(value[:10])
    except ValueError:
        yield _whole(value)
        return
    year = f"(?:{day.year}|'?{day.year % 100:02d})"
    month = f"0?{day.month}"
    for figures in (
        rf"0?{day.day}[ ]?[-/. ][ ]?{month}[ ]?[-/. ][ ]?{year}",
        rf"{day.year}[-/.]{month}[-/.]0?{day.day}",
    ):
        yield rf"(?<!\d){figures}(?!\d)"
    yield rf"(?<!\d){day.year}{day.month:02d}{day.day:02d}(?!\d)|(?<!\d){day.day:02d}{day.month:02d}{day.year}(?!\d)"
    yield rf"(?<!\d)0?{day.day}(?:e|ste|de)?[ ]+{_MONTH_WORDS[day.month - 1]}\.?[ ]+{year}(?!\d)"


def _postcode(value: str) -> Iterator[str]:
    found = re.match(r"\s*([1-9]\d{3})\s*([a-z]{2})\s*(\d+)?", fold(value))
    if found is None:
        yield _whole(value)
        return
    house = rf"(?:[ ,]*(?:nr\.?[ ]*)?{found[3]}(?!\d))?" if found[3] else ""
    yield rf"(?<!\d){found[1]}[ ]{{0,2}}{found[2]}{_END}{house}"


def _number(value: str) -> Iterator[str]:
    """A short number is the person's only where the text says that it is a customer number."""
    whole = re.escape(fold(value))
    if len(value) >= _LEAST_NUMBER:
        yield f"{_EDGE}{whole}{_END}"
    else:
        yield rf"(?:klant|relatie|debiteur|customer)[a-z]*\.?[ ]*(?:nr\.?|nummer|number)?[ :#]*{whole}{_END}"


def _name(value: str) -> Iterator[str]:
    """The whole name with anything between its words, then its parts; infixes only beside a part."""
    words = [word for word in re.split(r"[ \-.,/]+", fold(value)) if word]
    if not words:
        return
    telling = [word for word in words if word not in _INFIXES and len(word) > 1] or [max(words, key=len)]
    yield f"{_EDGE}{_BETWEEN.join(map(re.escape, words))}{_END}"
    for word in dict.fromkeys(telling):
        before = _before(words, word)
        yield rf"{_EDGE}(?:{before})?{re.escape(word)}(?:'?s)?{_END}"


def _before(words: list[str], word: str) -> str:
    """What may stand before a part and goes along: initials, and the infixes of this very name."""
    at = words.index(word)
    infixes: list[str] = []
    while at and words[at - 1] in _INFIXES:
        at -= 1
        infixes.insert(0, re.escape(words[at]))
    initials = r"(?:[a-z]\.[ ]?)+"
    chain = r"[ ]*".join(infixes)
    spaced = rf"{chain}[ ]+" if infixes else ""
    return f"(?:{initials})?{spaced}|{initials}" if spaced else initials
