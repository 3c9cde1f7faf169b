"""The register of now and of a moment, read from the tables and their history to a book."""

import pytest

from registers.book import records as r
from registers.book_selectors import read_book
from registers.models import Purpose
from registers.register_choices import LegalBasis
from tests.verbs.register_office import Office, drop, later, make, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def test_the_register_of_now_is_that_of_history_until_now(office: Office) -> None:
    assert read_book(at=later(days=9999)).as_json() == read_book().as_json()


def test_before_anything_was_written_the_register_has_no_activities(office: Office) -> None:
    assert read_book(at=later(hours=-1)).activities == ()


def test_a_change_is_in_the_book_from_its_moment(office: Office) -> None:
    purpose = office.purposes[0]

    write(purpose, later(days=2), basis=LegalBasis.CONSENT)

    bases = [read_book(at=later(days=day)).get(r.Purpose, str(purpose.uid)).basis for day in (1, 2, 3)]
    assert bases == [LegalBasis.CONTRACT, LegalBasis.CONSENT, LegalBasis.CONSENT]


def test_of_two_changes_at_the_same_moment_the_last_counts(office: Office) -> None:
    purpose = office.purposes[0]

    write(purpose, later(days=1), text="eerst")
    write(purpose, later(days=1), text="daarna")

    assert read_book(at=later(days=1)).get(r.Purpose, str(purpose.uid)).text == "daarna"


def test_what_was_made_and_deleted_at_the_same_moment_is_not_there(office: Office) -> None:
    brief = make(Purpose, later(days=1), activity=office.activity, text="kort")

    drop(brief, later(days=1))

    assert [purpose.text for purpose in read_book(at=later(days=1)).all(r.Purpose)] == [
        "Vragen beantwoorden",
        "Afspraken nakomen",
    ]


def test_what_was_deleted_later_is_still_in_the_book_of_then(office: Office) -> None:
    drop(office.line, later(days=5))

    kept = [len(read_book(at=later(days=day)).all(r.Line)) for day in (4, 5)]

    assert kept == [1, 0]


def test_a_row_whose_owner_was_gone_by_then_is_gone_too(office: Office) -> None:
    drop(office.agreement, later(days=5))

    between = read_book(at=later(days=6))

    assert (between.agreements, between.all(r.Coverage)) == ((), ())
    assert len(read_book(at=later(days=4)).all(r.Coverage)) == 1
