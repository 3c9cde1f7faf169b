"""A book as a page: its records in groups, each field under its own name, references as what they point to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from registers.book.book import Book
from registers.book.records import RECORDS, Activity, Agreement, Record
from registers.comparing.titles import REFERENCES, named, title_of
from registers.comparing.values import Labels
from registers.comparing.words import in_words, is_blank

SILENT = frozenset({"uid", "position", "source_system", "source_id", "public_fields", "catalogue_version"})


@dataclass(frozen=True, kw_only=True)
class ReadRecord:
    """A record with what was filled in, as (label, value); ``blank`` names what was not."""

    title: str
    lines: Sequence[tuple[str, str]]
    blank: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class ReadGroup:
    """The records of one kind."""

    title: str
    records: Sequence[ReadRecord]


def read_groups(book: Book, labels: Labels) -> list[ReadGroup]:
    """Every kind of which the book has records: the activity or agreement, its parts, and what they refer to."""
    order = sorted(RECORDS, key=_rank)
    groups = ((sort, [_read(book, record, labels) for record in book.all(sort)]) for sort in order)
    return [ReadGroup(title=labels.record(sort.kind), records=rows) for sort, rows in groups if rows]


def _rank(sort: type[Record]) -> int:
    """The record itself, then its parts, then what it refers to."""
    if sort in {Activity, Agreement}:
        return 0
    return 1 if {"activity", "agreement", "line"} & set(sort.model_fields) else 2


def _read(book: Book, record: Record, labels: Labels) -> ReadRecord:
    lines, blank = [], []
    for field, value in _fields(record):
        label = labels.field(record.kind, field)
        if is_blank(value):
            blank.append(label)
        else:
            lines.append((label, in_words(_meant(book, record, field, value))))
    return ReadRecord(title=title_of(book, record), lines=lines, blank=blank)


def _fields(record: Record) -> Iterator[tuple[str, Any]]:
    for field in type(record).model_fields:
        if field not in SILENT:
            yield field, getattr(record, field)


def _meant(book: Book, record: Record, field: str, value: Any) -> Any:
    """What a reference points to; a record outside the book by its uid."""
    if field == "parent":
        target = book.find(type(record), value)
        return title_of(book, target) if target else value
    return (named(book, field, value) or value) if field in REFERENCES else value
