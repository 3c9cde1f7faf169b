"""Every spelling of an identifier is one value, and what a look-up by an index would miss is known to be missed."""

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.choices import IdentifierKind as Kind
from registers.errors import IdentifierInvalid
from registers.normalising import normalise
from subjects.locating.counting import is_missed
from subjects.locating.holding import held, holds
from subjects.locating.known import Identifier
from subjects.locating.spellings import spellings

PHONE, IBAN = "+31612345678", "NL91ABNA0417164300"
BLANKS = ["", " ", "\t", "\n", "\u00a0", "\u2009", "\u202f", "\u3000"]
UNSEEN = ["", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"]
HYPHENS = ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\uff0d"]

blanks = st.lists(st.sampled_from(BLANKS + UNSEEN), max_size=4).map("".join)
between = st.sampled_from(BLANKS + UNSEEN)
phones = st.builds(
    lambda area, rest: f"+31{area}{rest:0{9 - len(area)}d}", st.sampled_from(["6", "20"]), st.integers(1000000, 9999999)
)
names = st.text(st.sampled_from("abcdefgäéßøł-'"), min_size=1, max_size=8).filter(lambda name: name.strip("-'") == name)
addresses = st.builds(
    lambda name, domain: normalise(Kind.EMAIL, f"{name}@{domain}.nl"),
    names,
    st.text(st.sampled_from("abcdéü"), min_size=2, max_size=8),
)


@given(before=blanks, after=blanks, address=addresses, apart=st.booleans(), capitals=st.booleans())
def test_an_address_is_itself_whatever_stands_around_it(
    before: str, after: str, address: str, apart: bool, capitals: bool
) -> None:
    text = (
        before
        + (address.swapcase() if capitals and address.isascii() else normalize("NFD" if apart else "NFC", address))
        + after
    )

    assert normalise(Kind.EMAIL, text) == address


@given(address=addresses)
def test_every_spelling_that_is_asked_for_is_the_same_address(address: str) -> None:
    assert {normalise(Kind.EMAIL, form) for form in spellings(Kind.EMAIL, address)} == {address}


@given(groups=st.lists(between, min_size=5, max_size=5), small=st.booleans(), hyphen=st.sampled_from(["", *HYPHENS]))
def test_an_iban_is_itself_with_any_blank_between_its_groups(groups: list[str], small: bool, hyphen: str) -> None:
    parts = [IBAN[at : at + 4] for at in range(0, 18, 4)]
    text = "".join(f"{blank}{part}" for blank, part in zip(groups, parts, strict=True)).replace("ABNA", f"{hyphen}ABNA")

    assert normalise(Kind.IBAN, text.lower() if small else text) == IBAN


@given(hyphen=st.sampled_from(HYPHENS), blank=between, before=blanks, after=blanks)
def test_a_phone_number_is_itself_with_any_sign_between(hyphen: str, blank: str, before: str, after: str) -> None:
    assert normalise(Kind.PHONE, f"{before}06{hyphen}1234{blank}5678{after}") == PHONE
    assert normalise(Kind.PHONE, f"{before}(06){blank}12345678 (thuis){after}") == PHONE


@given(number=phones)
def test_every_spelling_that_is_asked_for_is_the_same_number(number: str) -> None:
    assert {normalise(Kind.PHONE, form) for form in spellings(Kind.PHONE, number)} == {number}


def test_two_numbers_are_not_one() -> None:
    with pytest.raises(IdentifierInvalid, match="several"):
        normalise(Kind.PHONE, "06-12345678; 020-1234567")


@given(blank=between, hyphen=st.sampled_from(HYPHENS))
def test_a_customer_number_has_no_blanks_and_one_hyphen(blank: str, hyphen: str) -> None:
    assert normalise(Kind.CUSTOMER_NUMBER, f"{blank}K{hyphen}12{blank}34{blank}") == "K-1234"


def test_a_name_is_itself_however_its_letters_are_composed() -> None:
    assert normalise(Kind.NAME, "Zoe\u0308\u00a0 D\u2019Arcy") == "zoë d'arcy"


HELD = [
    (Kind.PHONE, "06-12345678 (thuis)", PHONE),
    (Kind.PHONE, "0612345678 0687654321", PHONE),
    (Kind.PHONE, "06 87 65 43 21 06 12 34 56 78", PHONE),
    (Kind.PHONE, "020-1234567 / 06\u201012345678", PHONE),
    (Kind.PHONE, "mobiel: +31\u202f6\u200912345678, bgg 0687654321", PHONE),
    (Kind.PHONE, 612345678, PHONE),
    (Kind.PHONE, 612345678.0, PHONE),
    (Kind.EMAIL, "Sanne <Sanne@Example.nl>", "sanne@example.nl"),
    (Kind.EMAIL, "piet@example.nl; sanne@example.nl.", "sanne@example.nl"),
    (Kind.EMAIL, "mailto:sanne@example.nl", "sanne@example.nl"),
    (Kind.EMAIL, b"sanne@example.nl", "sanne@example.nl"),
    (Kind.IBAN, "NL02ABNA0123456789 / nl91 abna 0417 1643 00 (oud)", IBAN),
]


@pytest.mark.parametrize(("kind", "stored", "wanted"), HELD)
def test_a_cell_holds_what_stands_in_it_among_other_things(kind: Kind, stored: object, wanted: str) -> None:
    assert holds(kind, wanted, stored)


@pytest.mark.parametrize(
    ("kind", "stored", "wanted"),
    [
        (Kind.PHONE, "+32 612345678", PHONE),
        (Kind.PHONE, "06123456789", PHONE),
        (Kind.PHONE, "n.v.t.", PHONE),
        (Kind.EMAIL, "sanne@example.nl.com", "sanne@example.nl"),
        (Kind.EMAIL, "xsanne@example.nl", "sanne@example.nl"),
        (Kind.IBAN, "NL91ABNA0417164301", IBAN),
        (Kind.CUSTOMER_NUMBER, "K1234", "K123"),
        (Kind.NAME, "Sanne de Vries-Bakker", "sanne de vries"),
    ],
)
def test_what_is_somebody_elses_is_not_held(kind: Kind, stored: object, wanted: str) -> None:
    assert not holds(kind, wanted, stored)


@pytest.mark.parametrize(
    ("stored", "alone"), [("Sanne <sanne@example.nl>", True), ("sanne@example.nl, piet@example.nl", False)]
)
def test_a_cell_with_the_address_of_another_too_is_known(stored: str, alone: bool) -> None:
    assert Identifier.read(Kind.EMAIL, "sanne@example.nl").alone_in(stored) is alone


MISSED = [
    *((Kind.EMAIL, text) for text in (" a@example.nl", "a@example.nl\t", "\u00a0a@example.nl", "a@example.nl (werk)")),
    *((Kind.EMAIL, text) for text in ("a@xn--bcher-kva.xn--mnchen-3ya\u200b", "a@b.nl;c@d.nl", "\ufeffa@example.nl")),
    *((Kind.IBAN, text) for text in (f" {IBAN}", f"{IBAN}\u200b", "NL 91ABNA0417164300", "Nl91ABNA0417164300")),
    *(
        (Kind.PHONE, text)
        for text in ("06-12345678 (thuis)", "06\u201112345678", "06\u221212345678", "06\u200912345678")
    ),
    *((Kind.PHONE, text) for text in ("0612345678 0687654321", "061234 5678", "\u200b0612345678", "06.12.34.56.78")),
    *((Kind.CUSTOMER_NUMBER, text) for text in ("K 12", "K12 ", "\u00a0K12", "K\u201012")),
    *((Kind.NAME, text) for text in ("van  der berg", "berg ", "d\u2019arcy", "\u200bberg")),
]


@pytest.mark.parametrize(("kind", "stored"), MISSED)
def test_a_value_that_no_look_up_asks_for_is_missed(kind: Kind, stored: str) -> None:
    assert is_missed(kind, stored)


FOUND: list[tuple[Kind, list[object]]] = [
    (
        Kind.EMAIL,
        ["a@example.nl", "jose\u0301@example.nl", "josé@münchen.de", "a@xn--mnchen-3ya.de", "o'brien@example.nl"],
    ),
    (Kind.IBAN, [IBAN, IBAN.lower(), "NL91 ABNA 0417 1643 00", "nl91 abna 0417 1643 00", "BE68539007547034"]),
    (Kind.PHONE, [PHONE, "0612345678", "06-12345678", "020-1234567", "+31 6 12345678", "0031612345678", "0800-1234"]),
    (Kind.CUSTOMER_NUMBER, ["K-12", "klant/12", 12]),
    (Kind.NAME, ["van der berg", "zoë", "zoe\u0308"]),
]


@pytest.mark.parametrize(("kind", "stored"), [(kind, value) for kind, values in FOUND for value in values])
def test_a_value_that_a_look_up_asks_for_is_not_missed(kind: Kind, stored: object) -> None:
    assert not is_missed(kind, stored)


@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.PHONE, Kind.IBAN, Kind.CUSTOMER_NUMBER])
@pytest.mark.parametrize("stored", ["", "n.v.t.", "onbekend", "-", "x", "@", "0"])
def test_what_is_no_identifier_is_not_missed(kind: Kind, stored: str) -> None:
    assert not is_missed(kind, stored)


@given(text=st.from_regex(r"[A-Za-z0-9_.+-]{1,9}@[a-z0-9.-]{1,9}\.[a-z]{2,3}", fullmatch=True))
def test_what_counting_takes_for_plain_is_asked_for(text: str) -> None:
    small = text.lower()

    assert is_missed(Kind.EMAIL, small) == any(
        small not in spellings(Kind.EMAIL, one) for one in held(Kind.EMAIL, small)
    )


@given(text=st.from_regex(r"[ (+]?[06]?[0-9 /.-]{6,14}( \(thuis\))?", fullmatch=True))
def test_a_number_is_found_or_known_to_be_missed(text: str) -> None:
    digits = re.sub(r"\D", "", text)
    found = [one for one in held(Kind.PHONE, text) if text in spellings(Kind.PHONE, one)]

    assert bool(found) != is_missed(Kind.PHONE, text) or len(digits) < 7


def test_sqlite_compares_in_its_own_small_letters() -> None:
    assert not is_missed(Kind.EMAIL, "JOSÉ@Example.nl", sqlite=True)
    assert is_missed(Kind.EMAIL, "\u212aim@example.nl", sqlite=True)
    assert is_missed(Kind.EMAIL, b"a@example.nl", sqlite=True)
