"""Counting the values that a look-up by an index would miss: every row of every such column, once per check.

Counts leave here, never values. A person whose second row is spelled otherwise would else keep it, with a certificate.
"""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import groupby

from registers.choices import IdentifierKind
from registers.datamap import FieldMap, TableMap
from registers.normalising import FEWEST_DIGITS, digits
from subjects.locating.holding import held, text_of
from subjects.locating.searching import OpenSource
from subjects.locating.spellings import spellings
from subjects.planning.checking_lookups import FOLDED, SpellingTally, spelled_exactly
from subjects.sources.scanning import stream_as_compared

# What is surely asked for as it stands. Everything else is looked at with care, which takes a hundred times as long.
_PLAIN = {
    IdentifierKind.EMAIL: re.compile(r"(?!.*xn--)[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII),
    IdentifierKind.PHONE: re.compile(r"(?:\+31|0)[1-9]\d{8}", re.ASCII),
    IdentifierKind.IBAN: re.compile(r"NL\d{2}[A-Z]{4}\d{10}", re.ASCII),
    IdentifierKind.CUSTOMER_NUMBER: re.compile(r"[!-~]+"),
    IdentifierKind.NAME: re.compile(r"[!-~]+(?: [!-~]+)*"),
}
_SMALL = {ord(sign): ord(sign.lower()) for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def tally_spellings(source: OpenSource, *, on: dt.date) -> list[SpellingTally]:
    """Of each column that is looked up by an index: how many values it holds, and how many would be missed.

    Reads each table once, some thousands of rows at a time.
    """
    columns = spelled_exactly(source.datamap, source.catalog)
    tallies: list[SpellingTally] = []
    for table, group in groupby(columns, key=lambda one: one[0]):
        rules = [(field, rule) for _table, field, rule in group]
        counts = _count(source, table, [field for field, _rule in rules])
        tallies += [
            SpellingTally(
                table=table.qualified, column=field.name, rule=rule, counted=counted, otherwise=otherwise, on=on
            )
            for (field, rule), (counted, otherwise) in zip(rules, counts, strict=True)
        ]
    return tallies


def _count(source: OpenSource, table: TableMap, fields: Sequence[FieldMap]) -> list[tuple[int, int]]:
    counted, otherwise = [0] * len(fields), [0] * len(fields)
    sqlite = source.catalog.dialect == "sqlite"
    kinds = [IdentifierKind(field.identifies) for field in fields if field.identifies]
    for row in stream_as_compared(source.connection, catalog=source.catalog, table=table, fields=fields):
        for place, value in enumerate(row):
            if value is not None:
                counted[place] += 1
                otherwise[place] += is_missed(kinds[place], value, sqlite=sqlite)
    return list(zip(counted, otherwise, strict=True))


def is_missed(kind: IdentifierKind, stored: object, *, sqlite: bool = False) -> bool:
    """Whether a value holds an identifier by which a look-up would not find it.

    ``stored`` as the look-up compares it; on SQLite as it is, because there the look-up takes another way for é.
    """
    if isinstance(stored, int | float):
        return False
    text = text_of(stored)
    folded = sqlite and kind in FOLDED
    if isinstance(stored, str) and _PLAIN[kind].fullmatch(text.translate(_SMALL) if folded else text):
        return False
    found = held(kind, text)
    if kind == IdentifierKind.PHONE and not found:
        return len(digits(text)) >= FEWEST_DIGITS
    if isinstance(stored, bytes):
        return bool(found)
    return any((_folded(text, one) if folded else text) not in spellings(kind, one) for one in found)


def _folded(text: str, normalised: str) -> str:
    """What SQLite compares: its own ``lower`` knows a to z only, and is used for what has no other letters."""
    return text.translate(_SMALL) if normalised.isascii() else text.lower()
