"""A cell of a call list as a phone number: put right where that is sure, refused where it would be a guess. Pure."""

import datetime as dt
import hmac
import re
from collections.abc import Sequence
from typing import NamedTuple

from consents.choices import NumberRemark
from consents.identifying import Value
from registers.choices import IdentifierKind
from registers.errors import IdentifierInvalid
from registers.exchange.sheets.grid import Unreadable, as_text
from registers.exchange.sheets.grid import Value as Cell
from registers.normalising import dutch_in_use, in_use, plain_dutch, plain_dutch_all

_NINE = re.compile(r"[1-9](?:[ .-]?[0-9]){7,8}", re.ASCII)
_ROUNDED = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*[eE]\s*\+?\d+", re.ASCII)
_EXTENSION = re.compile(r"[\s,;(]*(?:x|ext\.?|extension|toestel|tst\.?|#)\s*[0-9]{1,6}\)?\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"[/;|,&\n]|\s(?:en|of|and|or)\s")
_IN_USE = re.compile(rf"\+31(?:{dutch_in_use()})", re.ASCII)
_DROPPED = str.maketrans("", "", " -")


Look = tuple[str, str]
"""What was seen of a cell: the remark and the country of its number."""
PLAIN: Look = ("", "NL")


class Number(NamedTuple):
    """A number in one spelling (E.164, '' when the cell holds none), its country and what is to be said about it."""

    text: str
    country: str = ""
    remark: str = ""


class Numbers:
    """Reads cells for one organisation: ``region`` is the country of numbers without a prefix.

    ``former``: secrets of before, under which an objection or a list may still stand. ``in_use``: a number has to be
    one that was given out, because it is going to be called; an objection or a list counts for all that can be one.
    """

    def __init__(self, *, secret: str, region: str, former: Sequence[str] = (), in_use: bool = False) -> None:
        self._secret, self._region = secret, region
        self._key = secret.encode()
        self._former = [key.encode() for key in former]
        self._home = region == "NL"
        self._in_use = in_use

    def index(self, text: str) -> str:
        """The keyed index of a number in one spelling, as ``keyed_index`` makes it."""
        return hmac.digest(self._key, b"phone\x1f" + text.encode(), "sha256").hex()

    def indexes_all(self, texts: Sequence[str]) -> list[list[str]]:
        """For each key, the one of today first: the index of every number, '' for none."""
        told = ("phone\x1f" + "\nphone\x1f".join(texts)).encode().split(b"\n") if texts else []
        return [_digests(key, told, texts) for key in (self._key, *self._former)]

    def read(self, cell: Cell) -> Number:
        """The number of a cell; never raises, whatever is in it."""
        if isinstance(cell, str):
            plain = plain_dutch(cell, home=self._home)
            if plain and (not self._in_use or _IN_USE.fullmatch(plain)):
                return Number(plain, "NL")
        return self._slowly(cell)

    def read_all(self, cells: Sequence[Cell]) -> tuple[list[str], list[Look]]:
        """Of each cell what ``read`` says: the number in one spelling, and what was seen."""
        texts = plain_dutch_all([cell if isinstance(cell, str) else "" for cell in cells], home=self._home)
        if self._in_use:
            texts = [text if fits else "" for text, fits in zip(texts, map(_IN_USE.fullmatch, texts), strict=True)]
        looks = [PLAIN] * len(texts)
        for place in [place for place, text in enumerate(texts) if not text]:
            texts[place], country, remark = self._slowly(cells[place])
            looks[place] = (remark, country)
        return texts, looks

    def _slowly(self, cell: Cell) -> Number:
        text = as_text(cell).strip()
        refused = self._refused(cell, text)
        if refused:
            return Number("", remark=refused)
        bare = _EXTENSION.sub("", text)
        if self._several(bare):
            return Number("", remark=NumberRemark.SEVERAL)
        value = self._value(bare)
        if value is None:
            return Number("", remark=NumberRemark.NO_NUMBER)
        if self._in_use and not in_use(value.text):
            return Number("", remark=NumberRemark.NOT_IN_USE)
        return Number(value.text, value.country, self._remark(text, bare))

    def _refused(self, cell: Cell, text: str) -> str:
        """Why the cell holds no number, as far as that is seen without reading it as one; else ''."""
        checks = (
            (NumberRemark.FORMULA, isinstance(cell, Unreadable)),
            (NumberRemark.NO_NUMBER, isinstance(cell, bool | dt.date)),
            (NumberRemark.EMPTY, not text),
            (NumberRemark.ROUNDED, _ROUNDED.fullmatch(text) is not None or _rounded_before(cell, text)),
            (NumberRemark.ZERO_LOST, _NINE.fullmatch(text) is not None and not self._home),
        )
        return next((remark for remark, holds in checks if holds), "")

    def _remark(self, text: str, bare: str) -> str:
        if bare != text:
            return NumberRemark.EXTENSION
        nine = _NINE.fullmatch(text) and len(text.translate(_DROPPED).replace(".", "")) == 9
        return NumberRemark.ZERO_ADDED if nine else ""

    def _several(self, text: str) -> bool:
        """Whether at least two passages between signs that part numbers are numbers by themselves."""
        parts = _BETWEEN.split(text)
        return len(parts) > 1 and sum(self._value(part) is not None for part in parts[:5]) > 1

    def _value(self, text: str) -> Value | None:
        try:
            return Value.read(IdentifierKind.PHONE, text, secret=self._secret, region=self._region)
        except IdentifierInvalid:
            return None


def _rounded_before(cell: Cell, text: str) -> bool:
    """Whether a cell that counts ends like 3.1612E+10 that a spreadsheet read again: the digits behind it are gone."""
    return not isinstance(cell, str) and len(text) >= 9 and text.endswith("00000")


def _digests(key: bytes, told: Sequence[bytes], texts: Sequence[str]) -> list[str]:
    digest = hmac.digest
    return [digest(key, each, "sha256").hex() if text else "" for each, text in zip(told, texts, strict=True)]
