"""Identifiers in one spelling, whatever people and columns make of them."""

import pytest

from registers.choices import IdentifierKind as Kind
from registers.errors import IdentifierInvalid
from registers.normalising import normalise
from subjects.locating.holding import same
from subjects.locating.known import Identifier, Known
from subjects.locating.spellings import phone_digits

PHONE = "+31612345678"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Sanne.DeVries@Example.NL", "sanne.devries@example.nl"),
        ("  sanne@example.nl ", "sanne@example.nl"),
        ("sanne+shop@example.nl", "sanne+shop@example.nl"),
        ("José@Éxample.nl", "josé@éxample.nl"),
        ("straße@example.de", "straße@example.de"),
        ("sanne@xn--mnchen-3ya.de", "sanne@münchen.de"),
    ],
)
def test_an_email_address_is_folded_and_its_plus_tag_kept(given: str, expected: str) -> None:
    assert normalise(Kind.EMAIL, given) == expected


@pytest.mark.parametrize(
    "given",
    [
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "+31612345678",
        "+31 6 1234 5678",
        "+31 (0)6 12345678",
        "0031612345678",
        "(06) 12.34.56.78",
        "06/12345678",
        "612345678",
    ],
)
def test_a_phone_number_has_one_spelling(given: str) -> None:
    assert normalise(Kind.PHONE, given) == PHONE


def test_a_belgian_number_keeps_its_country() -> None:
    assert normalise(Kind.PHONE, "0470 12 34 56", region="BE") == "+32470123456"


def test_a_number_is_searched_in_every_spelling_a_column_may_hold() -> None:
    assert set(phone_digits(PHONE)) == {
        "31612345678",
        "0031612345678",
        "310612345678",
        "00310612345678",
        "0612345678",
        "612345678",
    }


@pytest.mark.parametrize("given", ["NL91 ABNA 0417 1643 00", "nl91abna0417164300", " NL91ABNA0417164300 "])
def test_an_iban_has_one_spelling(given: str) -> None:
    assert normalise(Kind.IBAN, given) == "NL91ABNA0417164300"


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        (Kind.BIRTH_DATE, "19-05-1980", "1980-05-19"),
        (Kind.BIRTH_DATE, "19/05/1980", "1980-05-19"),
        (Kind.POSTCODE, "1234ab 12 bis", "1234AB 12BIS"),
        (Kind.POSTCODE, "2000 56", "2000 56"),
        (Kind.NAME, "Van  der BERG", "van der berg"),
        (Kind.CUSTOMER_NUMBER, " K-000 12 ", "K-00012"),
    ],
)
def test_other_kinds_have_one_spelling_too(kind: Kind, given: str, expected: str) -> None:
    assert normalise(kind, given) == expected


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (Kind.EMAIL, "sanne.example.nl"),
        (Kind.EMAIL, "sanne@"),
        (Kind.PHONE, "12"),
        (Kind.PHONE, "bel me"),
        (Kind.IBAN, "NL91ABNA0417164301"),
        (Kind.BIRTH_DATE, "31-02-1980"),
        (Kind.POSTCODE, "0123 AB"),
        (Kind.NAME, "   "),
        (Kind.NAME, "a" * 321),
        (Kind.NAME, "Jan\0"),
        (Kind.NAME, "\udcff\udcfe"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_without_repeating_it(kind: Kind, given: str) -> None:
    with pytest.raises(IdentifierInvalid) as refused:
        normalise(kind, given)

    assert given.strip() == "" or given.strip() not in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "known", "stored", "verdict"),
    [
        (Kind.EMAIL, "a@example.nl", "A@EXAMPLE.nl", True),
        (Kind.EMAIL, "a@example.nl", "a+x@example.nl", False),
        (Kind.EMAIL, "a@example.nl", "", None),
        (Kind.EMAIL, "a@example.nl", None, None),
        (Kind.PHONE, PHONE, 612345678, True),
        (Kind.PHONE, PHONE, "n.v.t.", None),
        (Kind.BIRTH_DATE, "1980-05-19", "1980-05-19 00:00:00", True),
        (Kind.POSTCODE, "1234AB 5", "1234 ab", True),
        (Kind.NAME, "sanne de vries", "Vries", True),
        (Kind.NAME, "sanne de vries", "de Vries", True),
        (Kind.NAME, "sanne de vries", "Jansen", False),
    ],
)
def test_a_stored_value_agrees_contradicts_or_says_nothing(
    kind: Kind, known: str, stored: object, verdict: bool | None
) -> None:
    assert same(kind, known, stored) is verdict


def test_what_a_person_shares_with_a_household_is_not_learned() -> None:
    known = Known(given=frozenset({Identifier.read(Kind.EMAIL, "sanne@example.nl")}))

    new = known.learn(
        [
            Identifier.read(Kind.PHONE, PHONE),
            Identifier.read(Kind.NAME, "Sanne"),
            Identifier.read(Kind.CUSTOMER_NUMBER, "K1"),
        ]
    )

    assert {one.kind for one in new} == {Kind.CUSTOMER_NUMBER}


def test_a_name_is_searched_by_only_where_nothing_better_is_known() -> None:
    name, phone = Identifier.read(Kind.NAME, "Sanne"), Identifier.read(Kind.PHONE, PHONE)

    assert list(Known(given=frozenset({name})).to_search()) == [name]
    assert list(Known(given=frozenset({name, phone})).to_search()) == [phone]
