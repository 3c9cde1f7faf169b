"""Identifiers in one spelling, whatever people and columns make of them. Pure.

What nobody sees (zero-width signs), what looks alike (six hyphens, many blanks) and how letters are composed makes no
other value. Which spellings a column may hold and what a cell holds: ``subjects.locating``.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import phonenumbers
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException
from stdnum import iban
from stdnum.exceptions import ValidationError

from registers.choices import IdentifierKind
from registers.errors import IdentifierInvalid

_POSTCODE = re.compile(r"^([1-9]\d{3})\s?([A-Z]{2})(?:[\s,]*(\d+\s*\S{0,6}))?$|^(\d{4})(?:[\s,]+(\d+\s*\S{0,6}))?$")

_MIDNIGHT = re.compile(r"[T ]00:00(:00)?(\.0+)?$")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u02bc"
_ALIKE = {ord(sign): "-" for sign in _DASHES}
_ALIKE_IN_NAMES = {ord(sign): "'" for sign in _APOSTROPHES}

# Digits with little between them; what a number never holds (a letter, + ; | & or a comma) ends it.
_CHAIN = re.compile(r"\+?\(?\d(?:(?:[^\w+;|&,]|_){0,4}\d)*")
_DUTCH = re.compile(r"(?:0|(\+31|0031)[ -]?)([1-9](?:[ -]?[0-9]){8})", re.ASCII)
"""Dutch numbers as most people and lists write them; a test holds them against the full reading."""
_DROPPED = str.maketrans("", "", " -")
_LINES = {
    home: re.compile(
        rf"^(?:(?:{'0|' if home else ''}(?:\+31|0031)[ -]?)([1-9](?:[ -]?[0-9]){{8}})|.*)$", re.ASCII | re.MULTILINE
    )
    for home in (True, False)
}
"""The same for many at once, a line each; whatever is no Dutch number gives ''."""

_SORTS = (
    *("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number"),
    *("voip", "pager", "uan", "voicemail"),
)
"""The sorts of numbers of a numbering plan, as libphonenumber names them."""

FEWEST_DIGITS = 7
"""Less is no phone number that somebody is found by: a house number, a year."""


def clean(text: str) -> str:
    """The text without signs that nobody sees, with plain blanks and hyphens, letters composed (NFC)."""
    if not text.isascii():
        seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
        text = unicodedata.normalize("NFC", seen.translate(_ALIKE))
    return " ".join(text.split())


def normalise(kind: IdentifierKind, value: str, *, region: str = "NL") -> str:
    """One spelling of an identifier: e-mail in lower case, phone as E.164, IBAN compact, dates as ISO.

    Lower case as databases write it: a full case folding would make ß into ss, which no ``lower()`` finds.
    ``region`` is the country of a phone number without a prefix. Raises IdentifierInvalid, without the value in it.
    """
    if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise IdentifierInvalid(kind=kind.value, why=_("the value holds signs that are no text"))
    text = clean(value)
    if not text:
        raise IdentifierInvalid(kind=kind.value, why=_("the value is empty"))
    if len(text) > 320:
        raise IdentifierInvalid(kind=kind.value, why=_("the value is longer than 320 characters"))
    if kind == IdentifierKind.PHONE:
        return _phone(text, region)
    return _READERS[kind](text)


def in_use(number: str) -> bool:
    """Whether an E.164 number belongs to a range that was given out, with as many digits as numbers there have.

    ``normalise`` reads whatever can be a number: a column may hold one that was mistyped, and an objection counts for
    any number that a dialler uses, also of a range that the numbering plan (libphonenumber) does not know yet. Where a
    number opens the way to somebody, it has to be one.
    """
    return phonenumbers.is_valid_number(phonenumbers.parse(number))


def dutch_in_use() -> str:
    """The numbers behind +31 of which ``in_use`` is true, as a regular expression: for many at once."""
    plan: Any = phonenumbers.PhoneMetadata.metadata_for_region("NL")
    sorts = (getattr(plan, name) for name in _SORTS)
    return "|".join(sort.national_number_pattern for sort in sorts if sort and sort.national_number_pattern)


def plain_dutch(text: str, *, home: bool) -> str:
    """The E.164 of a Dutch number as most people write it; '' for every other spelling, which asks a full reading.

    ``home``: whether a number without a prefix is a Dutch one.
    """
    found = _DUTCH.fullmatch(text)
    return "+31" + found[2].translate(_DROPPED) if found and (home or found[1]) else ""


def plain_dutch_all(texts: Sequence[str], *, home: bool) -> list[str]:
    """``plain_dutch`` of each, made for all of them at once."""
    joined = "\n".join(texts)
    if not texts or joined.count("\n") != len(texts) - 1:
        return [plain_dutch(text, home=home) for text in texts]
    found = "\n".join(_LINES[home].findall(joined)).translate(_DROPPED)
    return [f"+31{digits}" if digits else "" for digits in found.split("\n")]


def chains(text: str) -> list[str]:
    """The passages of a cleaned text that may be a phone number, each with its plus."""
    plain = unicodedata.normalize("NFKC", text)
    return [found for found in _CHAIN.findall(plain) if len(digits(found)) >= FEWEST_DIGITS]


def digits(text: str) -> str:
    """The digits of a text, in our own signs."""
    return "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdecimal())


def _email(text: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # its tables take a while to read

    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        raise IdentifierInvalid(kind="email", why=_("this is not an e-mail address")) from None


def _phone(text: str, region: str) -> str:
    """A number, with whatever words stand beside it; two numbers are not one."""
    return plain_dutch(text, home=region == "NL") or _full_reading(text, region)


def _full_reading(text: str, region: str) -> str:
    found = chains(text)
    if len(found) > 1:
        raise IdentifierInvalid(kind="phone", why=_("these are several phone numbers; give them one by one"))
    try:
        number = phonenumbers.parse(found[0] if found else text, region)
    except NumberParseException:
        raise IdentifierInvalid(kind="phone", why=_("this is not a phone number")) from None
    if not phonenumbers.is_possible_number(number):
        raise IdentifierInvalid(kind="phone", why=_("this is not a possible phone number"))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _iban(text: str) -> str:
    try:
        return str(iban.validate(unicodedata.normalize("NFKC", text)))
    except ValidationError:
        raise IdentifierInvalid(kind="iban", why=_("this is not an IBAN (check digits)")) from None


def _customer_number(text: str) -> str:
    """Without blanks; capitals stay, because a system may tell ``ab1`` from ``AB1``."""
    return text.replace(" ", "")


def _name(text: str) -> str:
    return text.translate(_ALIKE_IN_NAMES).lower()


def _date(text: str) -> str:
    text = _MIDNIGHT.sub("", text)
    for pattern in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text, pattern).replace(tzinfo=dt.UTC).date().isoformat()
        except ValueError:
            continue
    raise IdentifierInvalid(kind="birth_date", why=_("write the date as 1980-05-19 or 19-05-1980"))


def _postcode(text: str) -> str:
    found = _POSTCODE.match(text.upper())
    if not found:
        raise IdentifierInvalid(kind="postcode", why=_("write it as 1234 AB 56 (or 2000 56 in Belgium)"))
    numbers, letters, house, belgian, belgian_house = found.groups()
    number = re.sub(r"\s", "", house or belgian_house or "")
    return f"{numbers or belgian}{letters or ''} {number}".strip()


_READERS: dict[IdentifierKind, Callable[[str], str]] = {
    IdentifierKind.EMAIL: _email,
    IdentifierKind.IBAN: _iban,
    IdentifierKind.CUSTOMER_NUMBER: _customer_number,
    IdentifierKind.BIRTH_DATE: _date,
    IdentifierKind.POSTCODE: _postcode,
    IdentifierKind.NAME: _name,
}
