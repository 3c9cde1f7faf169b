"""An incident as a whole: what it touches, whom to tell until when, and what nobody knows yet."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from registers.book.book import Book
from registers.book.records import Officer, Party
from registers.choices import DataCategory, LegalStatus
from registers.incidents.clocks import HOME, Clock, due_after, of_clients, of_joint, of_suppliers
from registers.incidents.touched import Touched, at_supplier, with_us
from registers.register_choices import ActivityRole
from registers.rules.law import Law, LawNumber


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked: at which supplier (uid; '' for with ourselves), when, and since when we know (both aware).

    ``activities`` and ``system`` (uids) narrow an incident with ourselves; without them everything is touched.
    """

    at: dt.datetime
    aware_at: dt.datetime
    supplier: str = ""
    activities: tuple[str, ...] = ()
    system: str = ""

    @property
    def on(self) -> dt.date:
        """The day of the incident at home."""
        return self.at.astimezone(HOME).date()


@dataclass(frozen=True, kw_only=True)
class Incident:
    """The answer. ``only_today`` is what the register of that moment did not name and that of today does.

    ``people`` counts what is known; of ``people_unknown`` activities no number is in the register.

    ``report_by`` is None when the law has no term on that day, or when none of the touched activities is our own.
    ``report_status`` is how sure that term is. ``authorities`` has the name of the authority of each of our countries,
    marked where nobody checked it, '' where none is known.
    """

    asked: Asked
    supplier: str
    touched: tuple[Touched, ...]
    only_today: tuple[Touched, ...]
    clients: tuple[Clock, ...]
    agreements: tuple[Clock, ...]
    joint: tuple[Clock, ...]
    categories: tuple[DataCategory, ...]
    people: int
    people_unknown: int
    report_hours: int | None
    report_by: dt.datetime | None
    report_status: LegalStatus
    own: tuple[Party, ...]
    officers: tuple[Officer, ...]
    authorities: Mapping[str, str]

    @property
    def as_controller(self) -> tuple[Touched, ...]:
        """What we answer for ourselves."""
        return tuple(one for one in self.touched if one.activity.role == ActivityRole.CONTROLLER)

    @property
    def lead_open(self) -> bool:
        """Whether our organisations stand in several countries, so that somebody says where the head office is."""
        return len(self.authorities) > 1


def incident(then: Book, *, asked: Asked, today: Book, law: Law, authorities: Mapping[str, str]) -> Incident:
    """What an incident touches. ``then`` is the register at the moment, ``today`` that of now."""
    touched = _touched_by(then, asked)
    known = {one.activity.uid for one in touched}
    known_on = asked.aware_at.astimezone(HOME).date()
    hours = law.number(LawNumber.BREACH_REPORT_HOURS, known_on)
    ours = any(one.activity.role == ActivityRole.CONTROLLER for one in touched)
    own = _own(then, touched)
    party = then.party(asked.supplier)
    return Incident(
        asked=asked,
        supplier=party.name if party else "",
        touched=touched,
        only_today=tuple(one for one in _touched_by(today, asked) if one.activity.uid not in known),
        clients=of_clients(then, touched, aware_at=asked.aware_at, on=asked.on, today=today),
        agreements=_agreements(then, touched, asked, today),
        joint=of_joint(then, touched, today=today),
        categories=_categories(touched),
        people=sum(one.people or 0 for one in touched),
        people_unknown=sum(one.people is None for one in touched),
        report_hours=hours,
        report_by=due_after(asked.aware_at, hours) if ours else None,
        report_status=law.status(LawNumber.BREACH_REPORT_HOURS, known_on),
        own=own,
        officers=tuple(officer for one in own for officer in _officers(then, one, asked.on)),
        authorities={one.country: authorities.get(one.country, "") for one in own},
    )


def _touched_by(book: Book, asked: Asked) -> tuple[Touched, ...]:
    if asked.supplier:
        return at_supplier(book, asked.supplier, on=asked.on)
    return with_us(book, activities=asked.activities, system=asked.system)


def _agreements(then: Book, touched: Collection[Touched], asked: Asked, today: Book) -> tuple[Clock, ...]:
    if not asked.supplier:
        return ()
    return of_suppliers(then, touched, supplier=asked.supplier, at=asked.at, today=today)


def _own(book: Book, touched: Collection[Touched]) -> tuple[Party, ...]:
    """Our organisations that answer for what is touched; all of ours when no activity names one."""
    named = {one.activity.organisation for one in touched}
    ours = [one for one in book.all(Party) if one.own]
    return tuple([one for one in ours if one.uid in named] or ours)


def _officers(book: Book, party: Party, on: dt.date) -> list[Officer]:
    rows = book.of(party, Officer, by="party")
    return [
        one
        for one in rows
        if (one.valid_from is None or one.valid_from <= on) and (one.valid_until is None or on <= one.valid_until)
    ]


def _categories(touched: Collection[Touched]) -> tuple[DataCategory, ...]:
    named = {category for one in touched for category in one.categories}
    return tuple(category for category in DataCategory if category in named)
