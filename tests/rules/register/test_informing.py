"""What a person is told about an activity comes from the register, and an unknown never reads as a no."""

import pytest

from registers.book.book import Book
from registers.book.records import Purpose
from registers.publishing.informing import Answers, answers, term_in_words
from registers.register_choices import Answer, LegalBasis
from tests.rules.register.book_worlds import RETENTION, activity, line, whole_book


def told(book: Book) -> Answers:
    return answers(book, book.activities[0])


def test_a_full_register_answers_everything() -> None:
    said = told(whole_book())

    assert said.purposes == "Vragen van klanten beantwoorden"
    assert "6(1)(b)" in said.grounds
    assert said.categories.endswith("telefoonnummer en e-mailadres")
    assert said.recipients.splitlines()[0] == "bezorgdiensten"
    assert "Belhulp B.V., who works for us: telefonie" in said.recipients
    assert "Zusterwinkel B.V." in said.recipients
    assert said.safeguards.startswith("Japan: standard contractual clauses")
    assert said.retention.endswith("2 years, counted from: einde van de overeenkomst")
    assert said.origin.endswith("the person")
    assert said.automated == "No, no computer decides about you."


def test_an_empty_register_answers_nothing_rather_than_no() -> None:
    open_questions = {"recipients": Answer.UNKNOWN, "transfers": Answer.UNKNOWN, "automated": Answer.UNKNOWN}

    said = told(Book([activity(organisation=None, **open_questions)]))

    assert said == Answers()


def test_a_no_is_said_in_words() -> None:
    said = told(Book([activity(recipients=Answer.NO, transfers=Answer.NO, automated=Answer.NO)]))

    assert said.recipients == "Nobody outside our organisation."
    assert said.safeguards == "No, the data stay within the EEA."
    assert said.automated == "No, no computer decides about you."


def test_several_purposes_keep_their_own_ground() -> None:
    second = Purpose(
        uid="pu-2",
        activity="act-1",
        position=2,
        text="Gesprekken verbeteren",
        basis=LegalBasis.LEGITIMATE,
        interest="goede dienstverlening",
    )

    grounds = told(whole_book(second)).grounds.splitlines()

    assert grounds[0].startswith("Vragen van klanten beantwoorden: contract")
    assert grounds[1].startswith("Gesprekken verbeteren: legitimate interest")
    assert grounds[1].endswith("Our interest: goede dienstverlening")


@pytest.mark.parametrize(
    ("months", "words"), [(1, "1 month"), (18, "18 months"), (12, "1 year"), (84, "7 years"), (0, "0 months")]
)
def test_a_term_is_read_in_years_where_it_can(months: int, words: str) -> None:
    assert term_in_words(RETENTION.model_copy(update={"months": months, "start_event": ""})) == words


def test_a_criterion_stands_in_for_a_term() -> None:
    said = told(whole_book(line(retention=None, retention_criterion="zolang de klacht loopt")))

    assert said.retention.endswith("zolang de klacht loopt")
