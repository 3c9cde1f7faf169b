"""From one spelling of an identifier to those that a look-up asks an index for: a bounded list. Pure.

The list is what people and systems write most. ``counting`` tells how many values of a column are not on it.
"""

import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberFormat

from registers.choices import IdentifierKind

_BETWEEN_GROUPS = ("", " ", "\u00a0", "-", ".")


def spellings(kind: IdentifierKind, normalised: str) -> tuple[str, ...]:
    """The forms in which a column may hold a normalised identifier, the usual ones first.

    E-mail addresses and names are in lower case, as the look-up compares them.
    """
    if kind == IdentifierKind.PHONE:
        return _phone_spellings(normalised)
    if kind == IdentifierKind.IBAN:
        return _iban_spellings(normalised)
    if kind == IdentifierKind.EMAIL and not normalised.isascii():
        return _email_spellings(normalised)
    if kind == IdentifierKind.NAME and not normalised.isascii():
        return _once(normalised, unicodedata.normalize("NFD", normalised))
    return (normalised,)


def phone_digits(e164: str) -> tuple[str, ...]:
    """The strings of digits under which a number may be stored, whatever stands between them.

    International with and without 00, with the national zero between brackets, national with and without its zero.
    """
    number = phonenumbers.parse(e164)
    code, national = str(number.country_code), phonenumbers.national_significant_number(number)
    abroad = (f"{code}{national}", f"00{code}{national}", f"{code}0{national}", f"00{code}0{national}")
    return (*abroad, f"0{national}", national)


def bare_digits(e164: str) -> str:
    """The digits that every spelling of a number has, in this order: those after the country code."""
    return phonenumbers.national_significant_number(phonenumbers.parse(e164))


def _phone_spellings(e164: str) -> tuple[str, ...]:
    number = phonenumbers.parse(e164)
    code, national = number.country_code, phonenumbers.national_significant_number(number)
    local = f"0{national}"
    parted = [f"{local[:at]}{sign}{local[at:]}" for at in (2, 3, 4) for sign in ("-", " ")]
    written = [
        phonenumbers.format_number(number, form)
        for form in (PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL)
    ]
    abroad = (f"+{code} {national}", f"+{code}-{national}", f"+{code}(0){national}", f"+{code} (0){national}")
    return _once(e164, *phone_digits(e164), *parted, *written, *abroad)


def _iban_spellings(compact: str) -> tuple[str, ...]:
    """As computers write it and as people do, in groups of four; in capitals or not."""
    groups = [compact[at : at + 4] for at in range(0, len(compact), 4)]
    grouped = [sign.join(groups) for sign in _BETWEEN_GROUPS]
    return _once(*grouped, *(text.lower() for text in grouped))


def _email_spellings(address: str) -> tuple[str, ...]:
    """With the domain in letters and as computers carry it (punycode), with letters composed and not."""
    name, _at, domain = address.rpartition("@")
    names = (name, unicodedata.normalize("NFD", name))
    domains = (domain, unicodedata.normalize("NFD", domain), _punycode(domain))
    return _once(*(f"{before}@{after}" for before in names for after in domains))


def _punycode(domain: str) -> str:
    return ".".join(part if part.isascii() else f"xn--{part.encode('punycode').decode()}" for part in domain.split("."))


def _once(*forms: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(forms))
