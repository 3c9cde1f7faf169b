"""How people call a record within its book: purposes and lines by their place, others by what they name."""

from collections.abc import Callable
from typing import Any

from registers.book import records as r
from registers.book.book import Book
from registers.comparing.words import in_words

Title = Callable[[Book, Any], str]


def title_of(book: Book, record: r.Record) -> str:
    """A short name, '' when the record has none to tell it from others."""
    return TITLES[type(record)](book, record)


def owner_of(book: Book, record: r.Record) -> str:
    """The title of the activity, agreement or organisation that the record is a part of; '' for one by itself."""
    if isinstance(record, r.LineSystem):
        line = book.find(r.Line, record.line)
        return owner_of(book, line) if line else ""
    for field, sort in OWNERS.items():
        owner = book.find(sort, getattr(record, field, None))
        if owner is not None and sort is not type(record):
            return title_of(book, owner)
    return ""


def named(book: Book, field: str, uid: str) -> str:
    """The title of what a reference points to; '' when the book does not hold it (a part may refer outside)."""
    target = book.find(REFERENCES[field], uid)
    return title_of(book, target) if target else ""


OWNERS: dict[str, type[r.Record]] = {"agreement": r.Agreement, "activity": r.Activity}
REFERENCES: dict[str, type[r.Record]] = {
    "activity": r.Activity,
    "agreement": r.Agreement,
    "counterparty": r.Party,
    "duty": r.Duty,
    "line": r.Line,
    "measure": r.Measure,
    "organisation": r.Party,
    "party": r.Party,
    "purpose": r.Purpose,
    "retention": r.Retention,
    "successor": r.Activity,
    "supplier": r.Party,
    "system": r.System,
}
"""Fields that hold the uid of another record. ``parent`` is one of its own kind."""


def _numbered(_book: Book, record: r.Activity | r.Agreement) -> str:
    return f"{record.number} {record.name if isinstance(record, r.Activity) else record.title}"


def _place(book: Book, record: r.Purpose) -> str:
    return str(_rank(book, record))


def _line(book: Book, record: r.Line) -> str:
    return f"{_rank(book, record)} ({record.subjects} · {in_words(record.category)})"


def _rank(book: Book, record: r.Purpose | r.Line) -> int:
    """From 1, in the order in which the activity shows them."""
    siblings = book.of(record.activity, type(record))
    return 1 + sorted(siblings, key=lambda one: one.position).index(record)


def _of_party(book: Book, record: r.Record) -> str:
    party = named(book, "party", getattr(record, "party", None) or "")
    service = getattr(record, "service", "")
    return f"{party} ({service})" if party and service else party or service


def _transfer(book: Book, record: r.Transfer) -> str:
    party = named(book, "party", record.party or "")
    return f"{record.country} ({party})" if party else record.country


def _refers(field: str) -> Title:
    return lambda book, record: named(book, field, getattr(record, field))


def _says(field: str) -> Title:
    return lambda _book, record: in_words(getattr(record, field))


TITLES: dict[type[r.Record], Title] = {
    r.Party: _says("name"),
    r.Officer: _says("name"),
    r.System: _says("name"),
    r.Measure: _says("name"),
    r.Duty: lambda _book, record: record.status.marked(record.label),
    r.Retention: _says("name"),
    r.Activity: _numbered,
    r.Purpose: _place,
    r.Line: _line,
    r.LineSystem: _refers("system"),
    r.Recipient: _says("text"),
    r.Engagement: _of_party,
    r.Joint: _of_party,
    r.Client: _of_party,
    r.ActivityMeasure: _refers("measure"),
    r.Agreement: _numbered,
    r.Coverage: _refers("activity"),
    r.ClauseCheck: _says("clause"),
    r.SubProcessor: _of_party,
    r.Assurance: _says("sort"),
    r.AgreementFile: _says("name"),
    r.Transfer: _transfer,
    r.Hold: _says("label"),
    r.Adequacy: lambda _book, record: record.status.marked(record.label or record.country),
}
