"""Find and replace what identifies in free text: the person's own terms, and any e-mail address, IBAN, phone or BSN.

Pure. ``redact`` is idempotent: what it puts in place is recognised and left alone, and it searches again until nothing
is found. All other text stays as it is, sign for sign.
"""

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban
from stdnum.nl import bsn

from subjects.rewriting.folding import Folded, folded
from subjects.rewriting.terms import SubjectTerms, patterns

__all__ = ["Redactor", "SubjectTerms", "redact"]

_PLACED = re.compile(r"\[verwijderd(?:: [a-zA-Z -]{1,30})?\]|\[-\]")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
_IBAN_START = re.compile(r"(?<![^\W_])[a-z]{2}[ ]?\d{2}(?=[ -]?[a-z0-9])")
_IBAN_SIGN = re.compile(r"[ -]?([a-z0-9])")
_NINE = re.compile(r"(?<![\d+])(?<!\d[ .-])(?:\d{9}|\d{4}[ .-]\d{2}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{3})(?![ .-]?\d)")
_EIGHT = re.compile(r"(?:bsn|sofi|burgerservicenummer)\D{0,12}(\d{8})(?!\d)")
_DIGIT = re.compile(r"\d")
_LONGEST_IBAN, _SHORTEST_IBAN = 34, 15
_LEAST_PHONE_DIGITS = 8
_NATIONAL_DIGITS = {8, 9}  # without the zero, in Belgium and in the Netherlands
_WRITTEN_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)3[12][ -]?(?:\(0\)[ -]?)?|0)"
    r"(?P<number>[1-9]\d{0,2}[ -]?\d{2,3}(?: ?\d{2,3}){1,3})(?!\w|-\d)"
)
_COMPACT = ("[verwijderd]", "[-]")


def redact(text: str, terms: SubjectTerms) -> str:
    """The text without what identifies, e.g. ``bel [verwijderd: telefoonnummer]``."""
    return Redactor(terms).redact(text)


class Redactor:
    """The patterns of one person, made once for many texts."""

    def __init__(self, terms: SubjectTerms) -> None:
        self._patterns = patterns(terms)

    def redact(self, text: str, *, limit: int | None = None) -> str:
        """The text without what identifies; within ``limit`` characters by shorter marks, cut off at the last."""
        clean = self._repeated(text)
        if limit is None or len(clean) <= limit:
            return clean
        for mark in _COMPACT:
            clean = _PLACED.sub(mark, clean)
            if len(clean) <= limit:
                return clean
        return clean[:limit]

    def _repeated(self, text: str) -> str:
        while True:
            clean = self._once(text)
            if clean == text:
                return text
            text = clean

    def _once(self, text: str) -> str:
        """Redact between what was put in place before."""
        parts: list[str] = []
        at = 0
        for placed in _PLACED.finditer(text):
            parts += [self._part(text[at : placed.start()]), placed.group()]
            at = placed.end()
        return "".join([*parts, self._part(text[at:])])

    def _part(self, text: str) -> str:
        clean: list[str] = []
        at = 0
        for start, end, label in _merged([*self._found(text)]):
            clean += [text[at:start], f"[verwijderd: {label}]"]
            at = end
        return "".join([*clean, text[at:]])

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Spans and what they are; the more telling first, since overlapping ones take the first's name."""
        if not text.strip():
            return
        plain = folded(text)
        yield from _spans(plain, _EMAIL, "e-mailadres")
        yield from _ibans(plain)
        yield from _own(plain, self._patterns)
        if len(_DIGIT.findall(plain.text)) >= _LEAST_PHONE_DIGITS:
            yield from _phones(text)
            yield from _bsns(plain)


def _own(plain: Folded, own: list[tuple[str, re.Pattern[str]]]) -> Iterator[tuple[int, int, str]]:
    for label, pattern in own:
        yield from _spans(plain, pattern, label)


def _spans(plain: Folded, pattern: re.Pattern[str], label: str) -> Iterator[tuple[int, int, str]]:
    for found in pattern.finditer(plain.text):
        if found.end() > found.start():
            yield (*plain.span(found.start(), found.end()), label)


def _phones(text: str) -> Iterator[tuple[int, int, str]]:
    """Numbers in use, and what is written as a Dutch or Belgian number though its range has not been given out."""
    for found in phonenumbers.PhoneNumberMatcher(text, "NL", leniency=phonenumbers.Leniency.VALID):
        yield found.start, found.end, "telefoonnummer"
    for written in _WRITTEN_PHONE.finditer(text):
        if len(_DIGIT.findall(written["number"])) in _NATIONAL_DIGITS:
            yield written.start(), written.end(), "telefoonnummer"


def _bsns(plain: Folded) -> Iterator[tuple[int, int, str]]:
    for found in _NINE.finditer(plain.text):
        if bsn.is_valid(re.sub(r"\D", "", found.group())):
            yield (*plain.span(found.start(), found.end()), "BSN")
    for found in _EIGHT.finditer(plain.text):
        if bsn.is_valid(found[1]):
            yield (*plain.span(found.start(1), found.end(1)), "BSN")


def _ibans(plain: Folded) -> Iterator[tuple[int, int, str]]:
    for start in _IBAN_START.finditer(plain.text):
        end = _iban_end(plain.text, start.start())
        if end is not None:
            yield (*plain.span(start.start(), end), "IBAN")


def _iban_end(text: str, start: int) -> int | None:
    """Where the longest valid IBAN that begins here ends."""
    signs, ends, at = "", [], start
    while len(signs) < _LONGEST_IBAN and (found := _IBAN_SIGN.match(text, at)):
        signs += found[1]
        at = found.end()
        ends.append(at)
    for size in range(len(signs), _SHORTEST_IBAN - 1, -1):
        if iban.is_valid(signs[:size], check_country=False):
            return ends[size - 1]
    return None


def _merged(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Overlapping spans as one, named after the one that was found first."""
    numbered = sorted((start, end, rank, label) for rank, (start, end, label) in enumerate(spans))
    merged: list[tuple[int, int, int, str]] = []
    for start, end, rank, label in numbered:
        if merged and start < merged[-1][1]:
            first, last, known, name = merged[-1]
            merged[-1] = (first, max(last, end), min(known, rank), name if known < rank else label)
        else:
            merged.append((start, end, rank, label))
    return [(start, end, label) for start, end, _rank, label in merged]
