"""What a cell of a customer database holds: which identifiers, and whether a given one is among them. Pure.

People write "06-12345678 (thuis)", two addresses in one cell, an address between pointed brackets: all of it is read.
"""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from stdnum import iban

from registers.choices import IdentifierKind
from registers.errors import IdentifierInvalid
from registers.normalising import chains, clean, digits, normalise
from subjects.locating.spellings import bare_digits, phone_digits

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"|@]+@[\w.-]+")
_BEFORE_ADDRESS = "'/&=*."
_IBAN_HEAD = re.compile(r"(?=[A-Z]{2}\d{2}[A-Z0-9]{11})")
_IBAN_LENGTHS = range(34, 14, -1)
_NUMBER = re.compile(r"\d+")


def text_of(stored: object) -> str:
    """A stored value as text; SQLite may hold bytes or 42.0 in any column, dates may carry a time."""
    if isinstance(stored, bytes):
        return stored.decode("utf-8", "replace")
    if isinstance(stored, dt.datetime):
        return stored.date().isoformat()
    if isinstance(stored, float | Decimal) and stored == int(stored):
        return str(int(stored))
    return "" if stored is None else str(stored)


def held(kind: IdentifierKind, text: str) -> tuple[str, ...]:
    """The normalised identifiers of a kind that a text holds; () when there is none to be read."""
    if kind == IdentifierKind.EMAIL:
        return _addresses(text)
    if kind == IdentifierKind.IBAN:
        return _ibans(text)
    return _read(kind, text)


def holds(kind: IdentifierKind, normalised: str, stored: object) -> bool:
    """Whether a stored value is this identifier, or holds it among other things."""
    text = text_of(stored)
    if kind == IdentifierKind.PHONE:
        return any(_in_chain(normalised, chain) for chain in chains(clean(text)))
    return normalised in held(kind, text)


def same(kind: IdentifierKind, normalised: str, stored: object) -> bool | None:
    """Whether a stored value is this identifier; None when the column is empty or unreadable for its kind.

    An address in a column of postcodes alone is compared on the postcode, a name on its parts.
    """
    text = clean(text_of(stored))
    if not text:
        return None
    if kind == IdentifierKind.PHONE:
        return holds(kind, normalised, text) or (False if digits(text) else None)
    others = held(kind, text)
    if not others:
        return None
    if kind == IdentifierKind.POSTCODE:
        return others[0].split()[0] == normalised.split(maxsplit=1)[0]
    if kind == IdentifierKind.NAME:
        other = others[0]
        return other == normalised or other in normalised.split() or normalised.endswith(f" {other}")
    return normalised in others


def _read(kind: IdentifierKind, text: str) -> tuple[str, ...]:
    try:
        return (normalise(kind, text),)
    except IdentifierInvalid:
        return ()


def _addresses(text: str) -> tuple[str, ...]:
    whole = _read(IdentifierKind.EMAIL, text)
    if whole or "@" not in (plain := clean(text).replace("\uff20", "@")):
        return whole
    found = [_read(IdentifierKind.EMAIL, part.strip(_BEFORE_ADDRESS)) for part in _ADDRESS.findall(plain)]
    return tuple(dict.fromkeys(one for parts in found for one in parts))


def _ibans(text: str) -> tuple[str, ...]:
    compact = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", text).upper())
    whole = _read(IdentifierKind.IBAN, compact)
    if whole:
        return whole
    found: list[str] = []
    for head in _IBAN_HEAD.finditer(compact):
        parts = (compact[head.start() : head.start() + length] for length in _IBAN_LENGTHS)
        found += [part for part in parts if iban.is_valid(part)][:1]
    return tuple(dict.fromkeys(found))


def _in_chain(e164: str, chain: str) -> bool:
    """Whether a row of digits is this number, or some of its groups in a row are: two numbers may stand in one cell."""
    forms, bare = set(phone_digits(e164)), bare_digits(e164)
    groups = _NUMBER.findall(chain)
    for start in range(len(groups)):
        for end in range(start + 1, len(groups) + 1):
            part = "".join(groups[start:end])
            # After the country code of another country the same digits are another number.
            abroad = chain.startswith("+") and start > 0 and part == bare
            if part in forms and not abroad:
                return True
    return False
