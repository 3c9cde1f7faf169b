"""What a column probably holds, from its name (Dutch and English), its type, and a sample of its values.

A guess is a proposal for a privacy officer, never a decision. Names are tried first, then values. Pure; the sample is
looked at and forgotten.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stdnum import iban as iban_number
from stdnum.nl import bsn as bsn_number

from registers.choices import DataCategory, IdentifierKind, PhoneFormat
from subjects.planning.catalog import CatalogColumn, Family


class Manner(StrEnum):
    """How values like these are best made harmless; decides which treatments are proposed first."""

    TOKEN = "token"  # noqa: S105 - no password
    EMPTY = "empty"
    DATE = "date"
    POSTCODE = "postcode"
    PROSE = "prose"
    FILE = "file"
    ADDRESS = "address"
    BAND = "band"


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What a column probably holds. A ``weak`` guess counts only in a table that is about people anyway."""

    category: DataCategory
    identifies: IdentifierKind | None = None
    manner: Manner = Manner.EMPTY
    weak: bool = False


_C, _I = DataCategory, IdentifierKind
_EMAIL = Guess(category=_C.CONTACT, identifies=_I.EMAIL, manner=Manner.TOKEN)
_PHONE = Guess(category=_C.CONTACT, identifies=_I.PHONE)
_IBAN = Guess(category=_C.FINANCIAL, identifies=_I.IBAN)
_BSN = Guess(category=_C.NATIONAL_ID)
_POSTCODE = Guess(category=_C.CONTACT, identifies=_I.POSTCODE, manner=Manner.POSTCODE)
_PROSE = Guess(category=_C.COMMUNICATION, manner=Manner.PROSE)
_NETWORK = Guess(category=_C.TECHNICAL, manner=Manner.ADDRESS)
_FILE = Guess(category=_C.OTHER, manner=Manner.FILE)
NOTHING = Guess(category=_C.NONE)

_NAMES: tuple[tuple[str, Guess], ...] = (
    (r"e_?mail|mail", _EMAIL),
    (r"iban|bank_?(account|rekening)\w*|rekening_?(nr|nummer)", _IBAN),
    (r"bsn|burgerservice\w*|sofi_?(nr|nummer)|ssn|national_id|rijksregister\w*|social_security\w*", _BSN),
    (r"ip|ip_?(adres|address)|remote_addr|client_ip", _NETWORK),
    (r"(gezondheid|health|diagnos\w*|allerg\w*|medisch\w*|medical\w*|dieet|diet)", Guess(category=_C.HEALTH)),
    (
        r"(religi\w*|geloof|etnic\w*|ethnic\w*|politi\w*|vakbond|union|geaardheid|orientation)",
        Guess(category=_C.SPECIAL),
    ),
    (r"(strafblad|criminal\w*|conviction\w*)", Guess(category=_C.CRIMINAL)),
    (r"(opname|recording|audio|geluid)\w*", Guess(category=_C.RECORDING, manner=Manner.FILE)),
    (r"(foto|photo|avatar|scan|paspoort|passport|bijlage|attachment|bestand|file_?path|file_?name|pad|path)", _FILE),
    (r"(telefoon|phone|mobiel|mobile|gsm|tel|fax|msisdn|beller|caller)", _PHONE),
    (
        r"(geboorte_?datum|geboren|birth_?date|date_of_birth|dob|birthday|geb_?dat\w*)",
        Guess(category=_C.IDENTITY, identifies=_I.BIRTH_DATE, manner=Manner.DATE),
    ),
    (
        r"(achternaam|last_?name|sur_?name|family_?name|familienaam|full_?name|volledige_naam|display_?name|(contact|klant|relatie|customer|client)_?naam"
        r"|(contact|customer|client)_?name)",
        Guess(category=_C.IDENTITY, identifies=_I.NAME, manner=Manner.TOKEN),
    ),
    (
        r"(voornaam|voornamen|first_?name|given_?name|voorletters?|initials?|tussenvoegsel|infix|middle_?name|aanhef"
        r"|salutation|roepnaam|geslacht|gender|sex)",
        Guess(category=_C.IDENTITY),
    ),
    (
        r"(klant|customer|client|relatie|debiteur|lid|member|abonnee|subscriber)_?(nr|nummer|number|no|code)",
        Guess(category=_C.IDENTITY, identifies=_I.CUSTOMER_NUMBER, manner=Manner.TOKEN),
    ),
    (r"(user_?name|gebruikersnaam|login)", Guess(category=_C.IDENTITY, manner=Manner.TOKEN)),
    (r"(post_?code|postal_?code|zip|zip_?code)", _POSTCODE),
    (
        r"(\w*adres|address|straat|street|huis_?(nr|nummer)|house_?(nr|number)|toevoeging|woonplaats|plaats|city|state"
        r"|province|provincie|country|land|town)",
        Guess(category=_C.CONTACT, weak=True),
    ),
    (r"(latitude|longitude|lat|lon|lng|gps|locatie|location)", Guess(category=_C.LOCATION)),
    (
        r"(user_?agent|cookie|session|sessie|device|apparaat|token|wachtwoord|password|pin)",
        Guess(category=_C.TECHNICAL),
    ),
    (
        r"(opmerking\w*|notitie\w*|notes?|comments?|remarks?|bericht|message|body|tekst|inhoud|transcript|memo"
        r"|toelichting|onderwerp|subject|samenvatting|summary|omschrijving|description)",
        Guess(category=_C.COMMUNICATION, manner=Manner.PROSE, weak=True),
    ),
    (
        r"(opt_?in|opt_?out|nieuwsbrief|newsletter|marketing|voorkeur|preference|segment)",
        Guess(category=_C.PREFERENCE, weak=True),
    ),
    (r"(bedrijf|bedrijfsnaam|company|company_?name|organisatie|employer)", Guess(category=_C.IDENTITY, weak=True)),
    (r"(naam|name)", Guess(category=_C.IDENTITY, identifies=_I.NAME, manner=Manner.TOKEN, weak=True)),
    (
        r"(bedrag|amount|totaal|total|saldo|balance|prijs|price|limiet|salaris|salary)",
        Guess(category=_C.FINANCIAL, manner=Manner.BAND, weak=True),
    ),
)
_TAIL = r"(?:_?(?:nr|nummer|number|no|adres|address))?"
_PATTERNS = tuple((re.compile(rf"(?:^|_)(?:{pattern}){_TAIL}(?=_|\d|$)"), guess) for pattern, guess in _NAMES)
ADMINISTRATIVE = re.compile(
    r"^(created|updated|modified|changed|deleted|aangemaakt|gewijzigd|ingevoerd)(_?(at|on|op|date|datum))?$"
    r"|^(version|versie|status|active|actief|is_\w+|sort|volgorde|currency|valuta|taal|language)$"
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}")
_PHONE_LIKE = re.compile(r"(?:\+|00|0)[\d\s().\-/]{8,19}")
_POSTCODE_LIKE = re.compile(r"[1-9]\d{3}\s?[A-Z]{2}")
_IP_LIKE = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_PATH_LIKE = re.compile(r"(?:\w+://|/|[\w.-]+[/\\])\S*\.\w{2,5}")


def guess_column(column: CatalogColumn, sample: Sequence[str]) -> Guess:
    """The guess for one column; NOTHING when neither its name nor its values say anything."""
    guess = _by_name(column)
    if guess is NOTHING or guess.weak:
        by_values = _by_values(sample)
        return guess if by_values is NOTHING else by_values
    return guess


def phone_format(sample: Sequence[str]) -> PhoneFormat:
    """The spelling that all sampled numbers share."""
    if sample and all(re.fullmatch(r"\+\d{8,15}", value) for value in sample):
        return PhoneFormat.E164
    if sample and all(re.fullmatch(r"0[1-9]\d{8}", value) for value in sample):
        return PhoneFormat.NATIONAL
    return PhoneFormat.ANY


def words_of(name: str) -> str:
    """``KlantNr``, ``klant-nr`` and ``KLANT_NR`` as ``klant_nr``."""
    return "_".join(word.casefold() for word in _WORD.findall(name))


def _by_name(column: CatalogColumn) -> Guess:
    words = words_of(column.name)
    if ADMINISTRATIVE.search(words):
        return NOTHING
    for pattern, guess in _PATTERNS:
        if pattern.search(words) and _possible(guess, column):
            return guess
    return NOTHING


def _possible(guess: Guess, column: CatalogColumn) -> bool:
    """Whether a column of this type can hold such values."""
    if guess.manner == Manner.DATE:
        return column.family in {Family.DATE, Family.DATETIME, Family.TEXT}
    if guess.manner == Manner.BAND:
        return column.family in {Family.DECIMAL, Family.INTEGER}
    if guess.identifies in {IdentifierKind.PHONE, IdentifierKind.CUSTOMER_NUMBER}:
        return column.family in {Family.TEXT, Family.INTEGER, Family.DECIMAL}
    if guess.identifies is not None or guess.manner in {Manner.PROSE, Manner.FILE}:
        return column.family in {Family.TEXT, Family.JSON}
    return column.family not in {Family.DATE, Family.DATETIME} or guess.category != DataCategory.CONTACT


_TESTS: tuple[tuple[Callable[[str], object], float, Guess], ...] = (
    (_E_MAIL.fullmatch, 0.8, _EMAIL),
    (iban_number.is_valid, 0.8, _IBAN),
    (lambda value: len(value) == 9 and bsn_number.is_valid(value), 1.0, _BSN),
    (_POSTCODE_LIKE.fullmatch, 0.8, _POSTCODE),
    (_IP_LIKE.fullmatch, 0.8, _NETWORK),
    (_PHONE_LIKE.fullmatch, 0.8, _PHONE),
    (_PATH_LIKE.fullmatch, 0.8, _FILE),
    (lambda value: " " in value and _E_MAIL.search(value), 0.1, _PROSE),
    (lambda value: len(value.split()) > 8, 0.5, _PROSE),
)


def _by_values(sample: Sequence[str]) -> Guess:
    if len(sample) < 5:
        return NOTHING
    for test, share, guess in _TESTS:
        if sum(bool(test(value)) for value in sample) >= share * len(sample):
            return guess
    return NOTHING
