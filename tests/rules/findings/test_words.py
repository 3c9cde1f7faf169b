"""What the words of a text are about, what they deny, and when two names are one organisation."""

import pytest

from registers.rules.names import named_in, normalised
from registers.rules.words import Topic, processor_word, topics_in


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        (
            "Optioneel medische gegevens en foto's, strafrechtelijke gegevens",
            {Topic.HEALTH, Topic.PHOTO, Topic.CRIMINAL},
        ),
        ("Patiënten en hun allergieën", {Topic.HEALTH}),
        ("religion, trade union and criminal convictions", {Topic.SPECIAL, Topic.CRIMINAL}),
        ("BSN-nummer", {Topic.NATIONAL_ID}),
        ("proces-verbaal", {Topic.CRIMINAL}),
        ("naam, adres en wat er is besproken", set()),
    ],
)
def test_words_tell_what_a_text_is_about(text: str, topics: set[Topic]) -> None:
    assert set(topics_in(text)) == topics


@pytest.mark.parametrize(
    "text",
    [
        "Geen medische of strafrechtelijke gegevens",
        "Er worden geen bijzondere persoonsgegevens, medische gegevens of strafrechtelijke gegevens verwerkt",
        "geen gezondheids- of strafrechtelijke gegevens",
        "zonder BSN",
        "BSN: nee",
        "strafrechtelijk: n.v.t.",
        "no health data",
    ],
)
def test_what_a_text_denies_is_not_counted(text: str) -> None:
    assert topics_in(text) == {}


@pytest.mark.parametrize(
    "text",
    ["geen toestemming nodig voor medische gegevens", "Niet alle klanten geven hun BSN", "no; health data are kept"],
)
def test_a_denial_of_something_else_denies_nothing_here(text: str) -> None:
    assert len(topics_in(text)) == 1


@pytest.mark.parametrize("text", ["fotokopie", "ziektekostenverzekering", "health check", "gras", "diagnostics"])
def test_words_that_mean_something_else_are_left_alone(text: str) -> None:
    assert topics_in(text) == {}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ICTU is daarmee verwerker", "verwerker"),
        ("sluit een verwerkersovereenkomst met haar leverancier", "verwerkersovereenkomst"),
        ("is geen verwerker", ""),
        ("zelf verwerkingsverantwoordelijke", ""),
        ("a word processor", ""),
    ],
)
def test_a_text_that_speaks_of_a_processor_is_heard(text: str, word: str) -> None:
    assert processor_word(text) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Firma A B.V.", "firma  a"),
        ("Stichting ICTU", "ICTU"),
        ("Coöperatie Zon U.A.", "cooperatie zon"),
        ("A.B.N. Bank N.V.", "ABN Bank"),
    ],
)
def test_a_legal_form_does_not_make_another_organisation(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize("name", ["B.V.", "De B.V.", "Stichting"])
def test_something_of_a_name_is_always_left(name: str) -> None:
    assert normalised(name)


def test_a_name_in_a_text_is_found_as_whole_words() -> None:
    known = {"ictu": "1", "zon noord": "2"}

    assert [named_in(text, known) for text in ("ICTU: bouwt", "van Zon Noord B.V.", "picturen", "zon")] == [
        "ictu",
        "zon noord",
        "",
        "",
    ]


def test_a_long_text_takes_no_long_time() -> None:
    assert topics_in("geen " + "medische gegevens, " * 900)
