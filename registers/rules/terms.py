"""Terms of keeping, compared: over all lines of a book, in one walk."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from registers.book.book import Book
from registers.book.records import Activity, Duty, Line
from registers.choices import DataCategory
from registers.rules.names import folded

LONGEST_MONTH = 31
Term = tuple[int | None, str]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """``conflicts``: lines with another term than an earlier line about the same, with the name of that term.
    ``several``: categories of data of an activity that have terms of different length for different purposes.
    ``longest``: the longest term of an activity in months, where each of its lines has one.
    """

    conflicts: dict[str, str] = field(default_factory=dict)
    several: dict[str, set[str]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)


def duty_months(duty: Duty) -> int:
    """The term of a fact of law in months, weeks rounded up to whole months; 0 when it gives no term."""
    return duty.years * 12 + duty.months + math.ceil(duty.weeks * 7 / LONGEST_MONTH)


def compared(book: Book) -> Terms:
    """The terms of all lines of a book, held against one another."""
    terms = Terms()
    for activity in book.all(Activity):
        lines = [line for line in book.lines(activity) if line.category != DataCategory.NONE]
        terms.conflicts.update(_conflicts(book, lines))
        several = _several(book, lines)
        if several:
            terms.several[activity.uid] = several
        months = [_term(book, line)[0] for line in lines]
        known = [number for number in months if number is not None]
        if known and len(known) == len(months):
            terms.longest[activity.uid] = max(known)
    return terms


def _conflicts(book: Book, lines: list[Line]) -> Iterator[tuple[str, str]]:
    first: dict[tuple[str, DataCategory, str | None], Line] = {}
    for line in lines:
        term = _term(book, line)
        if term == NOTHING:
            continue
        earlier = first.setdefault((folded(line.subjects), line.category, line.purpose), line)
        if _term(book, earlier) != term:
            yield line.uid, _name(book, earlier)


def _several(book: Book, lines: list[Line]) -> set[str]:
    lengths: dict[tuple[str, DataCategory], dict[str | None, int]] = {}
    for line in lines:
        months = _term(book, line)[0]
        if months is not None:
            lengths.setdefault((folded(line.subjects), line.category), {})[line.purpose] = months
    return {category.value for (_people, category), by in lengths.items() if len(set(by.values())) > 1}


def _term(book: Book, line: Line) -> Term:
    """The months with what they are counted from; without months the criterion."""
    rule = book.retention(line)
    if rule is None:
        return None, folded(line.retention_criterion)
    if rule.months is None:
        return None, folded(rule.criterion)
    return rule.months, folded(rule.start_event)


def _name(book: Book, line: Line) -> str:
    rule = book.retention(line)
    return rule.name if rule else line.retention_criterion.strip()[:100]


NOTHING: Term = (None, "")
