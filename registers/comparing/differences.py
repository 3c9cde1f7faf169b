"""Two books, field by field. A book does not differ from itself; each changed field is told once."""

from collections.abc import Iterator
from typing import Any

from registers.book.book import Book
from registers.book.records import RECORDS, Activity, Agreement, Line, Record
from registers.comparing.titles import REFERENCES, named, owner_of, title_of
from registers.comparing.values import Change, Difference

KINDS = tuple(sort.kind for sort in RECORDS)
ORDER = {kind: place for place, kind in enumerate(dict.fromkeys((Activity.kind, Agreement.kind, *KINDS)))}


def differences(before: Book, after: Book) -> tuple[Difference, ...]:
    """What was added, removed and changed; per activity and agreement, then by kind. Shared records come first.

    The parts of an activity or agreement that was added or removed as a whole are not told one by one.
    """
    found = [one for sort in RECORDS for one in _of_kind(before, after, sort)]
    return tuple(sorted(found, key=lambda one: (_group(one), ORDER[one.kind])))


def _group(one: Difference) -> str:
    return one.title if one.kind in {Activity.kind, Agreement.kind} else one.owner


def _of_kind(before: Book, after: Book, sort: type[Record]) -> Iterator[Difference]:
    old, new = ({record.uid: record for record in book.all(sort)} for book in (before, after))
    for uid, record in old.items():
        if uid in new:
            yield from _changed(before, after, record, new[uid])
        elif not _owner_is_missing(after, record):
            yield _told(Change.REMOVED, before, record)
    for uid, record in new.items():
        if uid not in old and not _owner_is_missing(before, record):
            yield _told(Change.ADDED, after, record)


def _owner_is_missing(book: Book, record: Record) -> bool:
    """Whether what the record is a part of is not in that book: then it came or went as a whole."""
    owners = (("activity", Activity), ("agreement", Agreement), ("line", Line))
    uids = [(sort, getattr(record, field, None)) for field, sort in owners if field in PARTS.get(record.kind, ())]
    return any(uid and book.find(sort, uid) is None for sort, uid in uids)


PARTS: dict[str, tuple[str, ...]] = {
    sort.kind: tuple(
        name for name, field in sort.model_fields.items() if name in {"activity", "agreement"} and field.is_required()
    )
    for sort in RECORDS
} | {"line_systems": ("line",), "coverages": ("agreement",), "transfers": ("activity", "agreement")}
"""Of which of its references a kind of record is a part. A coverage names its activity without being part of it."""


def _told(change: Change, book: Book, record: Record) -> Difference:
    return Difference(
        change=change,
        kind=record.kind,
        uid=record.uid,
        title=title_of(book, record),
        owner=owner_of(book, record),
    )


def _changed(before: Book, after: Book, old: Record, new: Record) -> Iterator[Difference]:
    if old == new:
        return
    for field in type(old).model_fields:
        values = getattr(old, field), getattr(new, field)
        if values[0] != values[1]:
            yield Difference(
                change=Change.CHANGED,
                kind=new.kind,
                uid=new.uid,
                title=title_of(after, new),
                owner=owner_of(after, new),
                field=field,
                before=_value(before, old, field, values[0]),
                after=_value(after, new, field, values[1]),
            )


def _value(book: Book, record: Record, field: str, value: Any) -> Any:
    """A reference as a title where the book knows it, anything else as it is."""
    if field == "parent" and value:
        target = book.find(type(record), value)
        return title_of(book, target) if target else value
    return (named(book, field, value) or value) if field in REFERENCES and value else value
