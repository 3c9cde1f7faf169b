"""The book: what is cut out of it for one activity or agreement, and what makes its hash change."""

import pytest

from registers.book import records as r
from registers.book.book import WHOLE, Book, UnknownRecord
from registers.register_choices import RecordKind
from tests.rules.sample_books import AGREEMENT, DUTY, OWN, SUPPLIER, SYSTEM, register, uid

FIRST = uid("activity", 1)


def with_changed(book: Book, sort: type[r.Record], uid_of: str, /, **changes: object) -> Book:
    """The same book with one record changed."""
    changed = book.get(sort, uid_of).model_copy(update=changes)
    return Book(changed if record.uid == uid_of else record for record in book)


def test_an_activity_brings_everything_that_its_records_refer_to() -> None:
    part = register().about(RecordKind.ACTIVITY, FIRST)

    assert {record.uid for record in part} >= {FIRST, OWN, SUPPLIER, SYSTEM, DUTY, uid("officer")}
    assert {line.activity for line in part.all(r.Line)} == {FIRST}
    assert len(part.all(r.LineSystem)) == 3


def test_a_neighbour_and_an_agreement_stay_out_of_the_part_of_an_activity() -> None:
    part = register().about(RecordKind.ACTIVITY, FIRST)

    assert [activity.uid for activity in part.activities] == [FIRST]
    assert part.agreements == ()
    assert [coverage.agreement for coverage in part.all(r.Coverage)] == [AGREEMENT]


def test_an_agreement_brings_its_parts_and_their_organisations() -> None:
    part = register().about(RecordKind.AGREEMENT, AGREEMENT)

    assert len(part.all(r.ClauseCheck)) == 2
    assert len(part.all(r.SubProcessor)) == 1
    assert {party.uid for party in part.all(r.Party)} == {OWN, SUPPLIER, uid("client")}


def test_the_whole_register_is_the_book_itself() -> None:
    book = register()

    assert book.about(RecordKind.REGISTER, WHOLE) is book


def test_a_part_of_several_holds_each_of_them_once() -> None:
    book = register(3)

    part = book.about_all(RecordKind.ACTIVITY, [FIRST, uid("activity", 3)])

    assert [activity.number for activity in part.activities] == ["V-0001", "V-0003"]
    assert len(part.all(r.Party)) == 3


@pytest.mark.parametrize(
    ("sort", "name", "changes"),
    [
        (r.Party, SUPPLIER, {"name": "Belpartner Zuid B.V."}),
        (r.Officer, uid("officer"), {"email": "nieuw@b.example"}),
        (r.Duty, DUTY, {"years": 10}),
        (r.Line, uid("line", 1, 0), {"subjects": "Prospects"}),
    ],
)
def test_what_an_activity_refers_to_changes_its_hash(sort: type[r.Record], name: str, changes: dict[str, str]) -> None:
    book = register()

    changed = with_changed(book, sort, name, **changes)

    hashes = [one.about(RecordKind.ACTIVITY, FIRST).sha256 for one in (book, changed)]
    assert hashes[0] != hashes[1]


def test_a_change_in_a_neighbour_leaves_the_hash_as_it_was() -> None:
    book = register()

    changed = with_changed(book, r.Activity, uid("activity", 2), name="Iets anders")

    assert changed.about(RecordKind.ACTIVITY, FIRST).sha256 == book.about(RecordKind.ACTIVITY, FIRST).sha256


def test_the_hash_does_not_depend_on_the_order_of_records() -> None:
    book = register()

    assert Book(reversed(list(book))).sha256 == book.sha256


def test_a_book_comes_back_from_its_value() -> None:
    book = register()

    assert Book.from_value(book.as_value()).as_json() == book.as_json()


def test_a_record_that_is_not_there_has_no_part() -> None:
    with pytest.raises(UnknownRecord):
        register().about(RecordKind.ACTIVITY, uid("nobody"))
