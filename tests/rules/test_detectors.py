"""What identifies goes from free text; everything else stays, sign for sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjects.rewriting.detectors import Redactor, SubjectTerms, redact

TERMS = SubjectTerms(
    names=("Sanne", "van der Berg-Jansen", "Zoë Müller"),
    emails=("sanne@example.nl",),
    phones=("0612345678", "020-1234567"),
    ibans=("NL91ABNA0417164300",),
    customer_numbers=("K-10023", "17"),
    postcodes=("1234 AB 12",),
    birth_dates=("1980-05-07",),
)
NOBODY = SubjectTerms()


@pytest.mark.parametrize(
    "spelled",
    [
        "0612345678", "06-12345678", "06 12 34 56 78", "+31612345678", "+31 6 12345678", "0031 6-12345678",
        "+31 (0)6 12 34 56 78", "(06) 12345678", "612345678", "06.1234.5678", "020 123 45 67", "+31 20 1234567",
    ],
)  # fmt: skip
def test_the_persons_phone_goes_in_any_spelling(spelled: str) -> None:
    assert redact(f"bel {spelled} terug", TERMS) == "bel [verwijderd: telefoonnummer] terug"


@pytest.mark.parametrize(
    "spelled",
    ["sanne", "SANNE", "van der Berg-Jansen", "Van der Berg - Jansen", "van der berg jansen", "Zoe Muller",
     "zoë müller", "ZOE\u0308 MÜLLER", "Müller", "S. van der Berg", "van der Berg", "Berg", "Jansens", "Zoë"],
)  # fmt: skip
def test_the_persons_name_goes_with_case_marks_and_infixes(spelled: str) -> None:
    assert redact(f"gesproken met {spelled}, akkoord", TERMS) == "gesproken met [verwijderd: naam], akkoord"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("mail naar a.b+c@sub.example.org graag", "mail naar [verwijderd: e-mailadres] graag"),
        ("rekening NL91 ABNA 0417 1643 00 van hem", "rekening [verwijderd: IBAN] van hem"),
        ("nl91abna0417164300.", "[verwijderd: IBAN]."),
        ("BE68 5390 0754 7034", "[verwijderd: IBAN]"),
        ("bsn 111222333 genoteerd", "bsn [verwijderd: BSN] genoteerd"),
        ("BSN: 1112.22.333", "BSN: [verwijderd: BSN]"),
        ("bel buurman 010-4123456", "bel buurman [verwijderd: telefoonnummer]"),
        ("partner: 06-00831495, thuis", "partner: [verwijderd: telefoonnummer], thuis"),
        ("partner: 020 094 23 61.", "partner: [verwijderd: telefoonnummer]."),
        ("+32 470 00 00 01 belde op 01-12-2025 14:05", "[verwijderd: telefoonnummer] belde op 01-12-2025 14:05"),
    ],
)
def test_what_identifies_anybody_goes(text: str, clean: str) -> None:
    assert redact(text, NOBODY) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("woont op 1234ab 12, achter", "woont op [verwijderd: postcode], achter"),
        ("woont op 1234  AB", "woont op [verwijderd: postcode]"),
        ("klant K-10023 belt", "klant [verwijderd: klantnummer] belt"),
        ("klantnummer 17 belt om 17 uur", "[verwijderd: klantnummer] belt om 17 uur"),
        ("geb. 7 mei 1980", "geb. [verwijderd: geboortedatum]"),
        ("geb. 07-05-1980 / 1980-05-07", "geb. [verwijderd: geboortedatum] / [verwijderd: geboortedatum]"),
        ("geb 7/5/80", "geb [verwijderd: geboortedatum]"),
    ],
)
def test_the_persons_other_terms_go(text: str, clean: str) -> None:
    assert redact(text, TERMS) == clean


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "Bestelling 20241117-4 geleverd om 17:30 uur", "De bergen in Tirol", "order 123456789012 betaald",
        "bedrag € 1.234,56", "18-11-2026", "postcode 1234 AC", "NL00ABNA0417164300", "artikel 123456789 op voorraad",
        "Susanne en Sannes", "ISBN 978-90-00-00000-0", "[verwijderd: naam] en [-]",
    ],
)  # fmt: skip
def test_other_text_stays(text: str) -> None:
    kept = redact(text, SubjectTerms(names=("Berg",), postcodes=("1234 AB",)))

    assert kept == text


def test_a_mark_is_left_alone_even_when_the_name_is_in_it() -> None:
    terms = SubjectTerms(names=("Naam", "Verwijderd", "Iban"))

    clean = redact("Naam belde over iban", terms)

    assert clean == "[verwijderd: naam] belde over [verwijderd: naam]"
    assert redact(clean, terms) == clean


def test_a_full_column_gets_shorter_marks() -> None:
    redactor = Redactor(SubjectTerms(names=("Bo",)))

    assert redactor.redact("Bo en Bo", limit=30) == "[verwijderd] en [verwijderd]"
    assert redactor.redact("Bo en Bo", limit=10) == "[-] en [-]"
    assert redactor.redact("Bo Bo", limit=5) == "[-] ["


words = st.text(alphabet=st.characters(categories=["L", "N", "P", "Z"]), max_size=60)
names = st.text(alphabet="abcdefgzéüïßøĳ -'", min_size=2, max_size=20).filter(lambda text: any(map(str.isalpha, text)))
digits = st.text(alphabet="0123456789", min_size=8, max_size=8).map(lambda tail: f"06{tail}")


@given(before=words, after=words, name=names, phone=digits)
def test_redacting_twice_is_redacting_once(before: str, after: str, name: str, phone: str) -> None:
    redactor = Redactor(SubjectTerms(names=(name,), phones=(phone,)))

    once = redactor.redact(f"{before} {name} {phone} {after}")

    assert redactor.redact(once) == once


@given(before=words, after=words, phone=digits, gap=st.sampled_from(["", " ", "-", "."]))
def test_nothing_of_a_phone_number_is_left(before: str, after: str, phone: str, gap: str) -> None:
    spelled = f"{phone[:2]}{gap}{phone[2:6]}{gap}{phone[6:]}"

    clean = redact(f"{before} tel: {spelled} . {after}", SubjectTerms(phones=(phone,)))

    assert spelled not in clean
    assert "[verwijderd: telefoonnummer]" in clean


@given(text=st.text(alphabet="abcdefghij KLMNOP,.;:!?\n", max_size=200))
def test_text_without_anything_that_identifies_is_byte_identical(text: str) -> None:
    assert redact(text, SubjectTerms(names=("Zwartjes",), phones=("0612345678",))) == text
