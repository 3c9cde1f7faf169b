"""What a column probably holds, from its name alone, in Dutch and in English."""

import pytest

from registers.choices import DataCategory, IdentifierKind
from subjects.planning.catalog import CatalogColumn, Family
from subjects.sources.families import family_of, size_of, sqlite_family
from subjects.sources.guessing import NOTHING, guess_column, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [("KlantNr", "klant_nr"), ("klant-nr", "klant_nr"), ("KLANT_NR", "klant_nr"), ("E-mail", "e_mail"),
     ("IPAdres2", "ip_adres_2")],
)  # fmt: skip
def test_names_are_cut_into_words(name: str, words: str) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("name", "identifies"),
    [
        ("email", IdentifierKind.EMAIL),
        ("E-mailadres", IdentifierKind.EMAIL),
        ("contact_email", IdentifierKind.EMAIL),
        ("Telefoonnummer", IdentifierKind.PHONE),
        ("MobilePhone", IdentifierKind.PHONE),
        ("tel2", IdentifierKind.PHONE),
        ("klantnummer", IdentifierKind.CUSTOMER_NUMBER),
        ("CustomerNo", IdentifierKind.CUSTOMER_NUMBER),
        ("IBAN", IdentifierKind.IBAN),
        ("rekeningnummer", IdentifierKind.IBAN),
        ("achternaam", IdentifierKind.NAME),
        ("LastName", IdentifierKind.NAME),
        ("postcode", IdentifierKind.POSTCODE),
    ],
)
def test_identifiers_are_known_by_name(name: str, identifies: IdentifierKind) -> None:
    column = CatalogColumn(name=name, type="text", family=Family.TEXT)

    assert guess_column(column, ()).identifies == identifies


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("BSN", DataCategory.NATIONAL_ID),
        ("diagnose", DataCategory.HEALTH),
        ("religie", DataCategory.SPECIAL),
        ("ip_adres", DataCategory.TECHNICAL),
        ("opname_pad", DataCategory.RECORDING),
        ("opmerkingen", DataCategory.COMMUNICATION),
        ("nieuwsbrief", DataCategory.PREFERENCE),
        ("huisnummer", DataCategory.CONTACT),
        ("created_at", DataCategory.NONE),
        ("kleur", DataCategory.NONE),
        ("shipping", DataCategory.NONE),
        ("hotel", DataCategory.NONE),
    ],
)
def test_categories_are_known_by_name(name: str, category: DataCategory) -> None:
    assert guess_column(CatalogColumn(name=name, type="text", family=Family.TEXT), ()).category == category


def test_a_yes_or_no_about_mail_is_no_address() -> None:
    column = CatalogColumn(name="email_opt_in", type="boolean", family=Family.BOOLEAN)

    assert guess_column(column, ()).category == DataCategory.PREFERENCE


def test_a_few_values_prove_nothing() -> None:
    column = CatalogColumn(name="x", type="text", family=Family.TEXT)

    assert guess_column(column, ("a@example.org",)) is NOTHING


@pytest.mark.parametrize(
    ("declared", "family"),
    [
        ("NVARCHAR(160)", Family.TEXT),
        ("double precision", Family.DECIMAL),
        ("timestamp without time zone", Family.DATETIME),
        ("text[]", Family.ARRAY),
        ("UNIQUEIDENTIFIER", Family.UUID),
        ("LONG RAW", Family.BINARY),
        ("geometry", Family.OTHER),
    ],
)
def test_types_of_any_dialect_have_a_family(declared: str, family: Family) -> None:
    assert family_of(declared) == family


def test_sqlite_takes_any_word_as_a_type() -> None:
    assert sqlite_family("UNSIGNED BIG INT") == Family.INTEGER
    assert sqlite_family("NATIVE CHARACTER(70)") == Family.TEXT
    assert sqlite_family("") == Family.OTHER


def test_sizes_are_read_from_the_declared_type() -> None:
    assert size_of("NUMERIC(10, 2)") == (10, 2)
    assert size_of("text") == (None, None)
