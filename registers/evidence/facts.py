"""What an entry may say: types that survive canonical JSON unchanged, and nothing that looks like an identifier.

The detector is a net under the callers, not a licence: it knows e-mail addresses, phone numbers, IBANs and BSNs, and
no names. Hashes, UUIDs and ISO dates are recognised first, so that their digits raise no alarm.
"""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.nl import bsn

from registers.canonical import canonical_json
from registers.evidence.errors import FactsRefused, PersonalDataRefused

VERSION = 1
LONGEST_TEXT = 200
DEEPEST = 8
LARGEST_NUMBER = 2**63 - 1

_HARMLESS = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"[0-9a-f]{40,128}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}"
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?"
    r"|\d{1,2}-\d{1,2}-\d{4}"
    r")(?![0-9A-Za-z])"
)
_NAME = re.compile(
    r"[0-9a-f]{40,128}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}", re.ASCII
)
_TELLING = re.compile(r"[\d@＠]")
"""Without one of these no detector finds anything."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_EMAIL = re.compile(r"\S[@＠]\S")
_GAP = r"[\s()/.\-]{0,3}"
_PHONES = (
    re.compile(rf"\+{_GAP}[1-9](?:{_GAP}\d){{7,14}}"),
    re.compile(rf"(?<![0-9A-Za-z])00{_GAP}[1-9](?:{_GAP}\d){{7,14}}(?!\w)"),
    re.compile(rf"(?<![0-9A-Za-z])0[\s()/\-]{{0,3}}[1-9](?:{_GAP}\d){{7,8}}(?!\w)"),
    re.compile(r"(?<![0-9A-Za-z])3[12][1-9]\d{7,8}(?!\w)"),
)
_PHONE_AS_NUMBER = re.compile(r"3[12][1-9]\d{7,8}")
_IBAN = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{2}\d{2}(?:[ -]?[0-9A-Za-z]){11,30}")
_NINE_DIGITS = re.compile(r"(?<![\w.])\d{3}[. ]?\d{3}[. ]?\d{3}(?![\w.])")


def entry_body(*, kind: str, case: UUID, facts: dict[str, Any], at: datetime) -> str:
    """The exact text of an entry: canonical JSON of ``{v, kind, case, at, facts}``, ``at`` in UTC with microseconds.

    Raises FactsRefused for facts an entry cannot hold, ValueError for an ``at`` without a time zone.
    """
    if at.tzinfo is None:
        raise ValueError("an entry needs an aware moment")
    check_facts(facts)
    return canonical_json({"v": VERSION, "kind": str(kind), "case": str(case), "at": utc_text(at), "facts": facts})


def utc_text(at: datetime) -> str:
    """ISO 8601 in UTC with microseconds and a Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def check_facts(facts: Any, place: str = "facts", depth: int = 0) -> None:
    """Raises FactsRefused (or PersonalDataRefused) naming the place of the first value that may not be there."""
    if depth > DEEPEST:
        raise FactsRefused(place, _("nested deeper than %(depth)s") % {"depth": DEEPEST})
    if isinstance(facts, dict):
        _check_dict(facts, place, depth)
    elif isinstance(facts, list | tuple):
        for index, value in enumerate(facts):
            check_facts(value, f"{place}[{index}]", depth + 1)
    elif isinstance(facts, str):
        _check_text(facts, place)
    elif isinstance(facts, int):
        _check_number(facts, place)
    elif facts is not None:
        told = _("a %(type)s cannot be a fact; write it as text or a whole number")
        raise FactsRefused(place, told % {"type": type(facts).__name__})


def _check_dict(facts: dict[Any, Any], place: str, depth: int) -> None:
    for index, (name, value) in enumerate(facts.items()):
        if not isinstance(name, str):
            raise FactsRefused(f"{place}[#{index}]", _("names are text"))
        _check_text(name, f"{place}, name {index}")
        check_facts(value, f"{place}.{name}", depth + 1)


def _check_text(text: str, place: str) -> None:
    if len(text) > LONGEST_TEXT:
        told = _("text longer than %(longest)s signs; record its hash instead")
        raise FactsRefused(place, told % {"longest": LONGEST_TEXT})
    if _UNSTORABLE.search(text):
        raise FactsRefused(place, _("text with signs that cannot be stored"))
    found = personal_data_in(text)
    if found:
        told = _("looks like %(found)s; the evidence log holds no personal data")
        raise PersonalDataRefused(place, told % {"found": found})


def _check_number(number: int, place: str) -> None:
    if abs(number) > LARGEST_NUMBER:
        raise FactsRefused(place, _("a number of more than 64 bits"))
    if _PHONE_AS_NUMBER.fullmatch(str(int(number))):
        told = _("looks like %(found)s; the evidence log holds no personal data")
        raise PersonalDataRefused(place, told % {"found": _("a phone number")})


def personal_data_in(text: str) -> str:
    """What kind of identifier ``text`` seems to hold, '' when none is recognised."""
    return "" if not _TELLING.search(text) or _NAME.fullmatch(text) else _looked_for(text)


def _looked_for(text: str) -> str:
    rest = _HARMLESS.sub(" # ", text)
    if _EMAIL.search(rest):
        return _("an e-mail address")
    if any(_holds_iban(match.group()) for match in _IBAN.finditer(rest)):
        return _("an IBAN")
    if any(pattern.search(rest) for pattern in _PHONES):
        return _("a phone number")
    if any(bsn.is_valid(match.group()) for match in _NINE_DIGITS.finditer(rest)):
        return _("a BSN")
    return ""


def _holds_iban(candidate: str) -> bool:
    compact = re.sub(r"[ -]", "", candidate)
    return any(iban.is_valid(compact[:length], check_country=False) for length in range(15, len(compact) + 1))
