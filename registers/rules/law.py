"""The law on a day: numbers and decisions on countries, each from a day and until a day. Data, handed in; no constants.

``valid_until`` is the first day on which a fact no longer holds; None is until further notice.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from registers.book.book import Book
from registers.book.records import Adequacy
from registers.choices import LegalStatus


class LawNumber(StrEnum):
    """The numbers that the rules ask for; their values are rows with a source."""

    BREACH_REPORT_HOURS = "breach-report-hours"
    BREACH_CONTRACT_HOURS = "breach-contract-hours"
    ASSURANCE_MONTHS = "assurance-fresh-months"
    DPIA_CRITERIA = "dpia-criteria"
    WAIVER_MONTHS = "waiver-months"


class Dated(Protocol):
    """What holds from and until a day; None is without end on that side."""

    @property
    def valid_from(self) -> dt.date | None:
        """The first day."""

    @property
    def valid_until(self) -> dt.date | None:
        """The first day on which it no longer holds."""


def holds_on(fact: Dated, on: dt.date) -> bool:
    """Whether a dated fact holds on that day."""
    begun = fact.valid_from is None or fact.valid_from <= on
    return begun and (fact.valid_until is None or on < fact.valid_until)


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One number of law or of the house, from and until."""

    code: str
    value: int
    valid_from: dt.date
    valid_until: dt.date | None = None
    status: LegalStatus = LegalStatus.TO_CHECK


@dataclass(frozen=True, kw_only=True)
class Law:
    """What the rules know of the law. A number or country that is not there is not known: nothing is assumed."""

    parameters: tuple[Parameter, ...] = ()
    countries: tuple[Adequacy, ...] = ()

    @classmethod
    def of(cls, book: Book, parameters: Iterable[Parameter]) -> "Law":
        """The law with the countries of this book."""
        return cls(parameters=tuple(parameters), countries=book.all(Adequacy))

    def number(self, code: LawNumber, on: dt.date) -> int | None:
        """The number on that day, the newest when several hold; None when no row gives it."""
        found = self._parameter(code, on)
        return found.value if found else None

    def status(self, code: LawNumber, on: dt.date) -> LegalStatus:
        """How sure that number is."""
        found = self._parameter(code, on)
        return found.status if found else LegalStatus.TO_CHECK

    def _parameter(self, code: LawNumber, on: dt.date) -> Parameter | None:
        known = [one for one in self.parameters if one.code == code and holds_on(one, on)]
        return max(known, key=lambda one: one.valid_from, default=None)

    def unknown_numbers(self, on: dt.date) -> list[str]:
        """The codes of the numbers that no row gives on that day."""
        return [code.value for code in LawNumber if self.number(code, on) is None]

    def in_eea(self, country: str, on: dt.date) -> bool:
        """Whether a country belongs to the EEA on that day."""
        return any(one.eea and holds_on(one, on) for one in self._decisions.get(country, ()))

    def adequacy(self, country: str, on: dt.date) -> Adequacy | None:
        """The decision of art. 45 that holds on that day, the newest when several do."""
        known = [one for one in self._decisions.get(country, ()) if not one.eea and holds_on(one, on)]
        return max(known, key=lambda one: one.valid_from) if known else None

    def lapsed_on(self, country: str, on: dt.date) -> dt.date | None:
        """The day on which the last decision on a country ended; None when there was none before that day."""
        ends = [
            one.valid_until
            for one in self._decisions.get(country, ())
            if not one.eea and one.valid_until and one.valid_until <= on
        ]
        return max(ends) if ends else None

    @cached_property
    def _decisions(self) -> dict[str, tuple[Adequacy, ...]]:
        grouped: dict[str, list[Adequacy]] = {}
        for one in self.countries:
            grouped.setdefault(one.country, []).append(one)
        return {country: tuple(rows) for country, rows in grouped.items()}
