"""Books that hypothesis makes up: every kind of record, every sort of field, references that hold, texts that hurt."""

import datetime as dt
import uuid
from typing import Any

from hypothesis import strategies as st

from registers.book.book import Book
from registers.book.records import RECORDS, Record
from registers.exchange.fields import REFERS, RELATIVES, Field, Sort, fields_of

NASTY = (
    *("=1+1", "+31", "-3", "@SUM(A1)", "'=1", "''=", "'s avonds", "\t=x", "\n", " ", "  twee  in een  ", "a\r\nb\rc"),
    *(
        "_x000D_",
        "_x005F_x0041_",
        "ja;nee",
        'een "woord"',
        '"',
        "#",
        "!",
        "↳ long_texts",
        "😀\u200d👩",
        "\u2028",
        "＝1",
    ),
    *("\x01\x1f", "\x00", "<b>&amp;</b>", "]]>", "a\tb", " voor", "na ", "1e5", "007", "true", "ja", "2026-03-01"),
)
LONG = st.sampled_from(["=lang\n" * 3_500, "é😀 " * 11_000, "'-x\r\n" * 8_000, "\x01" * 20_000, "a" * 32_500])
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text("a =+-@'\n\r\t_x0D;\"é😀", max_size=30),
)
DATES = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2999, 12, 31))


def _values(known: Field, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    if known.sort in {Sort.CHOICE, Sort.CHOICES}:
        assert known.choices is not None
        one = st.sampled_from(list(known.choices))
        every = list(known.choices)
        several = st.sets(one, max_size=4).map(lambda chosen: tuple(member for member in every if member in chosen))
        return several if known.sort is Sort.CHOICES else one
    return {
        Sort.TEXT: texts,
        Sort.FLAG: st.booleans(),
        Sort.NUMBER: st.integers(0, 10**9 - 1),
        Sort.DATE: DATES,
        Sort.TEXTS: st.lists(texts, max_size=3).map(tuple),
    }[known.sort]


@st.composite
def _record(draw: st.DrawFn, sort: type[Record], known: dict[str, list[str]], texts: Any) -> Record:
    values: dict[str, Any] = {"uid": str(uuid.UUID(int=draw(st.integers(0, 2**128 - 1))))}
    for name, field in fields_of(sort).items():
        refers = sort.kind if (sort.kind, name) in RELATIVES else REFERS.get(name)
        if name == "uid":
            continue
        if refers and (field.optional or field.required):
            targets: list[Any] = [*known[refers], *([None] if field.optional else [])]
            values[name] = draw(st.sampled_from(targets or [values["uid"]]))
        elif field.optional and draw(st.booleans()):
            values[name] = None
        elif field.required or draw(st.booleans()):
            values[name] = draw(_values(field, texts))
    return sort.model_validate(values)


@st.composite
def books(draw: st.DrawFn, *, long: bool = False) -> Book:
    """A book with one or two records of most kinds; with ``long`` one text is longer than a cell may be."""
    texts = st.one_of(TEXTS, LONG) if long else TEXTS
    known: dict[str, list[str]] = {sort.kind: [] for sort in RECORDS}
    found: list[Record] = []
    for sort in RECORDS:
        must = sort.kind in {"parties", "activities", "agreements", "lines", "systems", "measures"}
        for _number in range(draw(st.integers(int(must), 2))):
            record = draw(_record(sort, known, texts))
            known[sort.kind].append(record.uid)
            found.append(record)
    return Book(found)


def plain(text: str) -> str:
    """The text without the control signs that ODS cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (ord(sign) >= 32 and sign not in "\ufffe\uffff"))


def without_control_signs(book: Book) -> Book:
    """The book as ODS can hold it."""
    found = []
    for record in book:
        values = record.model_dump()
        changed = {
            name: plain(value) if isinstance(value, str) else value
            for name, value in values.items()
            if isinstance(value, str)
        }
        found.append(type(record).model_validate({**values, **changed}))
    return Book(found)
