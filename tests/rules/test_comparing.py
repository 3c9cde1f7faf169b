"""Differences between two books: none with itself, every changed field once, in sentences that a person reads."""

import datetime as dt
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.book import records as r
from registers.book.book import Book
from registers.book.records import RECORDS
from registers.book_labels import labels
from registers.comparing.differences import differences
from registers.comparing.sentences import LONGEST, sentence
from registers.comparing.values import Change
from registers.register_choices import Answer, LegalBasis
from tests.rules.sample_books import AGREEMENT, SUPPLIER, activity, register, uid

PURPOSE, LINE = uid("purpose", 1, 2), uid("line", 1, 1)
REQUIRED: dict[str, Any] = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2027, 1, 1), "clause": "28(1)"}


def filled(sort: type[r.Record]) -> r.Record:
    """A record of that kind with only what it must have."""
    values = {name: "x" for name, field in sort.model_fields.items() if field.is_required()}
    known = {"category": "contact", "sort": "other", "country": "NL", "valid_from": dt.date(2026, 1, 1)}
    return sort.model_validate({name: (REQUIRED | known).get(name, value) for name, value in values.items()})


def other_value(sort: type[r.Record], field: str, value: Any) -> Any:
    """A value of the right kind that is not this one."""
    kinds = [sort.model_fields[field].annotation, *get_args(sort.model_fields[field].annotation)]
    for kind in kinds:
        if hasattr(kind, "choices"):
            return next(member for member in kind if member != value)
    inner = [member for kind in kinds for member in get_args(kind) if hasattr(member, "choices")]
    if inner:
        return (next(iter(inner[0])),)
    if isinstance(value, bool):
        return not value
    for kind, made in ((int, 7), (dt.date, dt.date(2031, 5, 4)), (str, "iets anders")):
        if kind in kinds:
            return made
    return ("iets",)


def with_changed(book: Book, sort: type[r.Record], uid_of: str, /, **changes: Any) -> Book:
    changed = book.get(sort, uid_of).model_copy(update=changes)
    return Book(changed if record.uid == uid_of else record for record in book)


def told(before: Book, after: Book) -> list[str]:
    return [sentence(one, labels()) for one in differences(before, after)]


@given(st.integers(1, 3), st.integers(0, 4))
def test_a_book_does_not_differ_from_itself_or_its_copy(activities: int, lines: int) -> None:
    book = register(activities, lines=lines)

    assert differences(book, book) == ()
    assert differences(book, Book.from_value(book.as_value())) == ()


@pytest.mark.parametrize("sort", RECORDS, ids=lambda sort: sort.kind)
def test_every_changed_field_is_told_once_and_has_a_label(sort: type[r.Record]) -> None:
    record = filled(sort)
    for field in set(sort.model_fields) - {"uid"}:
        value = other_value(sort, field, getattr(record, field))
        changed = record.model_copy(update={field: value})

        (found,) = differences(Book([record]), Book([changed]))

        assert (found.change, found.kind, found.field, found.after) == (Change.CHANGED, sort.kind, field, value)
        assert sentence(found, labels())


@given(st.sets(st.sampled_from(sorted(set(r.Activity.model_fields) - {"uid"})), min_size=1))
def test_any_set_of_changed_fields_is_found_whole(fields: set[str]) -> None:
    record = filled(r.Activity)
    changed = record.model_copy(
        update={field: other_value(r.Activity, field, getattr(record, field)) for field in fields}
    )

    assert {one.field for one in differences(Book([record]), Book([changed]))} == fields


def test_a_changed_basis_reads_as_a_sentence() -> None:
    book = register()

    after = with_changed(book, r.Purpose, PURPOSE, basis=LegalBasis.CONSENT)

    assert told(book, after) == [
        "Purpose 2: legal basis changed from legitimate interest (art. 6(1)(f)) to consent (art. 6(1)(a))"
    ]


def test_what_nobody_answered_differs_from_no() -> None:
    book = register()
    first = uid("activity", 1)

    after = with_changed(book, r.Activity, first, transfers=Answer.UNKNOWN)

    assert told(book, after) == [
        "Processing activity V-0001 Klantcontact 1: do data leave the EEA? changed from no to not answered"
    ]


def test_filling_in_and_emptying_have_words_of_their_own() -> None:
    book = register()
    filled_in = with_changed(book, r.Purpose, PURPOSE, statute="BW 7:401")

    assert told(book, filled_in) == ["Purpose 2: statute was filled in: BW 7:401"]
    assert told(filled_in, book) == ["Purpose 2: statute was emptied; it was BW 7:401"]


def test_a_line_that_came_or_went_is_named_by_what_it_says() -> None:
    book = register()
    without = Book(record for record in book if record.uid != LINE)

    assert told(book, without) == ["Line 2 (Bellers · conversations and messages) was removed"]
    assert told(without, book) == ["Line 2 (Bellers · conversations and messages) was added"]


def test_a_new_activity_is_told_as_one() -> None:
    book = register()
    larger = Book([*book, *activity(9)])

    assert told(book, larger) == ["Processing activity V-0009 Klantcontact 9 was added"]


def test_a_renamed_supplier_is_told_once_and_a_reference_by_its_title() -> None:
    book = register()
    renamed = with_changed(book, r.Party, SUPPLIER, name="Belpartner Zuid B.V.")
    moved = with_changed(book, r.Agreement, AGREEMENT, counterparty=uid("client"))

    assert told(book, renamed) == [
        "Organisation Belpartner Zuid B.V.: legal name changed from Belpartner Noord B.V. to Belpartner Zuid B.V."
    ]
    assert told(book, moved)[0].endswith("changed from Belpartner Noord B.V. to Stichting Zonnewijzer")


def test_differences_are_grouped_by_activity_with_its_name_where_asked() -> None:
    book = register()
    after = with_changed(book, r.Purpose, uid("purpose", 2, 1), text="Iets anders")
    after = with_changed(after, r.Line, uid("line", 1, 0), data="naam")

    found = differences(book, after)

    assert [one.owner for one in found] == ["V-0001 Klantcontact 1", "V-0002 Klantcontact 2"]
    assert sentence(found[1], labels(), with_owner=True).startswith("V-0002 Klantcontact 2 – Purpose 1: ")


def test_a_very_long_text_is_cut_in_the_sentence_only() -> None:
    book = register()
    long = "woord " * 3000

    (found,) = differences(book, with_changed(book, r.Purpose, PURPOSE, text=long))

    assert found.after == long
    assert len(sentence(found, labels())) < 3 * LONGEST
