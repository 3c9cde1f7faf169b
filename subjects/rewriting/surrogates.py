"""What a surrogate looks like: its shape follows from the column alone, its token from a secret and the row's key.

Pure. The databases compute the same in SQL (``expressions``); here is the reference, which SQLite calls directly.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from registers.choices import IdentifierKind
from subjects.errors import PlanRefused
from subjects.planning.catalog import CatalogColumn, Family

DOMAIN = "@verwijderd.invalid"
SHORT_DOMAIN = "@x.invalid"
WORD = "verwijderd-"
TOKEN = 16
LEAST = 12
"""Hexadecimal digits that a token under UNIQUE has at least: 48 bits."""

_DIGITS = str.maketrans("abcdef", "012345")
_SAFE_INTEGER = 2**52
_RANGES = {"smallint": 2**15, "int2": 2**15, "tinyint": 2**7, "mediumint": 2**23}
_WIDE = ("bigint", "int8", "bigserial", "number")
_FLOAT = 10**6


class Alphabet(StrEnum):
    """What a token is written in."""

    HEX = "hex"
    DIGITS = "digits"
    NUMBER = "number"
    UUID = "uuid"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """``prefix`` + ``size`` signs of the token + ``suffix``; a NUMBER lies in 1 … ``size``."""

    alphabet: Alphabet = Alphabet.HEX
    size: int = 2 * TOKEN
    prefix: str = ""
    suffix: str = ""


def shape_of(column: CatalogColumn, *, identifies: str = "", unique: bool = False, wide: bool = False) -> Shape:
    """The shape that fits a column; ``wide`` where every integer has 64 bits (SQLite).

    Raises PlanRefused for a type that can't hold a token, or not a unique one.
    """
    if column.family == Family.UUID:
        return Shape(alphabet=Alphabet.UUID)
    if column.family in {Family.INTEGER, Family.DECIMAL}:
        return Shape(alphabet=Alphabet.NUMBER, size=_largest(column, wide))
    if column.family != Family.TEXT:
        told = _("column %(column)s: a value of type %(type)s can't hold a surrogate")
        raise PlanRefused([told % {"column": column.name, "type": column.family}])
    shape = _text_shape(identifies, column.length)
    if unique and len(shape.prefix) + shape.size < LEAST:
        raise PlanRefused([_("column %(column)s: too short for a unique surrogate") % {"column": column.name}])
    return shape


def _text_shape(identifies: str, length: int | None) -> Shape:
    room = length if length is not None else 255
    if identifies == IdentifierKind.EMAIL:
        for domain in (DOMAIN, SHORT_DOMAIN):
            if room - len(domain) >= LEAST:
                return Shape(size=min(TOKEN, room - len(domain)), suffix=domain)
    if identifies == IdentifierKind.PHONE:
        prefix = "00"[: max(room - LEAST, 0)]
        return Shape(alphabet=Alphabet.DIGITS, size=min(13, room - len(prefix)), prefix=prefix)
    if room >= len(WORD) + TOKEN and identifies not in {IdentifierKind.IBAN, IdentifierKind.CUSTOMER_NUMBER}:
        return Shape(size=TOKEN, prefix=WORD)
    return Shape(size=min(2 * TOKEN, room))


def _largest(column: CatalogColumn, wide: bool) -> int:
    """The largest whole number that certainly fits."""
    words = column.type.lower()
    if column.family == Family.DECIMAL:
        if any(word in words for word in ("float", "real", "double")):
            return _FLOAT
        nines = "9" * (column.precision - (column.scale or 0)) if column.precision is not None else "9" * 15
        return min(int(nines or "1"), _SAFE_INTEGER - 1)
    for name, size in _RANGES.items():
        if words.startswith(name):
            return size - 1
    return (_SAFE_INTEGER if wide or words.startswith(_WIDE) else 2**31) - 1


def material(seed: str, keys: Sequence[object]) -> str:
    """What is hashed: the seed (secret and column, table), then the key; parts of a composite key with their length."""
    if len(keys) == 1:
        return f"{seed}{keys[0]}"
    return seed + "".join(f"{len(str(key))}:{key}" for key in keys)


def materials(seed: str, keys: Sequence[Sequence[object]]) -> list[str]:
    """What is hashed for many keys, in their order."""
    if keys and len(keys[0]) == 1:
        return [f"{seed}{key}" for (key,) in keys]
    return [material(seed, key) for key in keys]


def surrogate(text: str, shape: Shape) -> str | int:
    """The surrogate made of ``material``."""
    return surrogates([text], shape)[0]


def surrogates(texts: Sequence[str], shape: Shape) -> list[str | int]:
    """The surrogates of many, in their order."""
    size = shape.size if shape.alphabet in {Alphabet.HEX, Alphabet.DIGITS} else None
    tokens = [hashlib.sha256(text.encode()).hexdigest()[:size] for text in texts]
    if shape.alphabet is Alphabet.NUMBER:
        return [1 + int(token[:13], 16) % shape.size for token in tokens]
    if shape.alphabet is Alphabet.UUID:
        return ["-".join((token[:8], token[8:12], token[12:16], token[16:20], token[20:32])) for token in tokens]
    if tokens and shape.alphabet is Alphabet.DIGITS:
        tokens = "\n".join(tokens).translate(_DIGITS).split("\n")
    prefix, suffix = shape.prefix, shape.suffix
    return [f"{prefix}{token}{suffix}" for token in tokens]
