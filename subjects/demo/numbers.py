"""Identifiers that look valid and belong to nobody.

Phone numbers: the Netherlands reserves no range for fiction, so these use subscriber numbers that start with 0, which
no telephone network hands out. E-mail stays under ``.example`` (RFC 2606). IBANs have right check digits under a bank
code that no bank has. Citizen service numbers pass the eleven test inside the range 9999xxxxx, kept for tests.
"""

import unicodedata
from random import Random

from subjects.demo.names import Name

BANK = "WBRG"
MAIL_DOMAINS = ("voorbeeld.example", "post.example", "mail.voorbeeld.example", "bedrijf.example")
MOBILE_PREFIX = "600"
SCRAMBLE = 7_919  # odd and no multiple of five: a permutation of any power of ten


def mobile(index: int) -> str:
    """The mobile number of that index (below a million) in E.164."""
    return f"+31{MOBILE_PREFIX}{index * SCRAMBLE % 1_000_000:06d}"


def landline(index: int, *, area: str) -> str:
    """The fixed number of that index (below a million) in an area with three digits, in E.164."""
    return f"+31{area[1:]}0{index * SCRAMBLE % 1_000_000:06d}"


def spellings(number: str) -> tuple[str, ...]:
    """The ways in which people write an E.164 number: the first is how a web form stores it."""
    digits = number.removeprefix("+31")
    area = 1 if digits.startswith("6") else 2
    rest = digits[area:]
    pairs = " ".join(rest[at : at + 2] for at in range(0, len(rest), 2))
    return (
        f"0{digits[:area]}-{rest}",
        number,
        f"0031{digits}",
        f"0{digits[:area]} {pairs}",
        f"0{digits}",
        f"+31 {digits[:area]} {rest}",
        digits,
    )


def iban(index: int) -> str:
    """The IBAN of that index (below ten milliard), check digits by ISO 7064 mod 97-10."""
    account = f"{index * SCRAMBLE % 10**10:010d}"
    letters = "".join(str(int(sign, 36)) for sign in f"{BANK}{account}NL00")
    return f"NL{98 - int(letters) % 97:02d}{BANK}{account}"


def spaced(number: str) -> str:
    """An IBAN in groups of four."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def service_number(index: int) -> str:
    """A citizen service number in the test range that passes the eleven test; they repeat after 8,180."""
    return _next_service_number(999_900_000 + index * 11 % 89_980)


def cast_service_number(index: int) -> str:
    """One that only a demo person has (999990xxx and up)."""
    return _next_service_number(999_990_011 + index * 11)


def _next_service_number(number: int) -> str:
    while not _passes_eleven(number):
        number += 1
    return str(number)


def _passes_eleven(number: int) -> bool:
    digits = [int(sign) for sign in str(number)]
    return (sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=False)) - digits[8]) % 11 == 0


def email(name: Name, *, index: int, rng: Random) -> str:
    """An address of that name, unique by its index however it is cased; some carry a tag after a plus."""
    first = name.first or "post"
    local = _ascii(f"{first}.{name.infix}{name.last}" if rng.random() < 0.7 else f"{first[:1]}{name.infix}{name.last}")
    tag = rng.choice(("+winkel", "+aanbieding", "+nieuws")) if rng.random() < 0.08 else ""
    address = f"{local}{index}{tag}@{rng.choice(MAIL_DOMAINS)}"
    return mixed_case(address) if rng.random() < 0.15 else address


def mixed_case(address: str) -> str:
    """The address as a person types it with capitals: `Sanne.Devries@Voorbeeld.example`."""
    local, _, domain = address.partition("@")
    return ".".join(part.capitalize() for part in local.split(".")) + "@" + domain.capitalize()


def _ascii(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.lower().replace("ı", "i")).encode("ascii", "ignore").decode()
    return "".join(sign for sign in flat if sign.isalnum() or sign in ".-")


def ip_address(rng: Random) -> str:
    """An address from the ranges for documentation (RFC 5737, RFC 3849)."""
    if rng.random() < 0.15:
        return f"2001:db8:{rng.randrange(0x10000):x}::{rng.randrange(1, 0x10000):x}"
    return f"{rng.choice(('192.0.2', '198.51.100'))}.{rng.randrange(1, 255)}"


def cast_ip_address(index: int) -> str:
    """An address that only a demo person uses (203.0.113.0/24)."""
    return f"203.0.113.{101 + index}"
