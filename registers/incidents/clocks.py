"""The clocks of an incident: the authority's, and those that were agreed on with suppliers and clients.

Terms in hours run through nights, weekends and holidays, counted on the instant, so a change of clocks moves nothing.
A term that nobody agreed on is None, never zero.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from registers.book.book import Book
from registers.book.days import in_force
from registers.book.records import Agreement, Client, Coverage, Joint, Party
from registers.incidents.touched import Touched
from registers.register_choices import AgreementDirection

HOME = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Who has to hear, or has to tell, under which agreement, and until when. ``due`` None: no term is known."""

    party: str
    name: str
    activities: tuple[str, ...]
    agreement: str | None = None
    number: str = ""
    in_force: bool = False
    hours: int | None = None
    email: str = ""
    phone: str = ""
    content: str = ""
    due: dt.datetime | None = None
    changed_since: bool = False


def due_after(start: dt.datetime, hours: int | None) -> dt.datetime | None:
    """The instant so many hours after ``start`` (aware), in UTC; None without a term."""
    return None if hours is None else start.astimezone(dt.UTC) + dt.timedelta(hours=hours)


def of_clients(
    book: Book, touched: Collection[Touched], *, aware_at: dt.datetime, on: dt.date, today: Book
) -> tuple[Clock, ...]:
    """The clients for whom the touched activities are carried out (art. 33(2)), the first deadline first."""
    numbers: dict[str, list[str]] = {}
    for one in touched:
        for client in book.of(one.activity, Client):
            numbers.setdefault(client.party, []).append(one.activity.number)
    made = [
        _clock(_Asked(book=book, party=party, aware_at=aware_at, on=on, today=today), tuple(activities))
        for party, activities in numbers.items()
    ]
    return tuple(sorted(made, key=_first))


def of_joint(book: Book, touched: Collection[Touched], *, today: Book) -> tuple[Clock, ...]:
    """The joint controllers of the touched activities, by name (art. 26): no law or agreement gives them hours.

    ``content`` is how the tasks are divided, which decides who of them reports to the authority and to people.
    """
    rows: dict[str, list[tuple[str, Joint]]] = {}
    for one in touched:
        for joint in book.of(one.activity, Joint):
            rows.setdefault(joint.party, []).append((one.activity.number, joint))
    made = (_shared(book, party, told, today) for party, told in rows.items())
    return tuple(sorted(made, key=lambda clock: clock.name))


def _shared(book: Book, uid: str, told: Collection[tuple[str, Joint]], today: Book) -> Clock:
    party, now = book.party(uid), today.party(uid)
    reached, reached_now = (((one.email, one.phone) if one else ("", "")) for one in (party, now))
    return Clock(
        party=uid,
        name=party.name if party else uid,
        activities=tuple(number for number, _joint in told),
        email=reached[0],
        phone=reached[1],
        content="\n".join(dict.fromkeys(joint.division for _number, joint in told if joint.division)),
        changed_since=reached != reached_now or any(today.find(Joint, joint.uid) != joint for _number, joint in told),
    )


def of_suppliers(
    book: Book, touched: Collection[Touched], *, supplier: str, at: dt.datetime, today: Book
) -> tuple[Clock, ...]:
    """The agreements under which the incident stands: with the supplier itself, or with the processor above it."""
    on = at.astimezone(HOME).date()
    found = {agreement.uid: agreement for agreement in book.of(supplier, Agreement, by="counterparty")}
    for one in touched:
        for path in one.paths:
            agreement = book.find(Agreement, path.agreement)
            if agreement is not None:
                found[agreement.uid] = agreement
    ours = (one for one in found.values() if one.direction == AgreementDirection.WE_CONTROL)
    return tuple(sorted((_told(book, one, at, on, today) for one in ours), key=_first))


def _told(book: Book, agreement: Agreement, start: dt.datetime, on: dt.date, today: Book) -> Clock:
    asked = _Asked(book=book, party=agreement.counterparty, aware_at=start, on=on, today=today)
    covered = tuple(_numbers(book, agreement))
    return _filled(asked, agreement, covered)


def _numbers(book: Book, agreement: Agreement) -> Iterator[str]:
    uids = {row.activity for row in book.of(agreement, Coverage, by="agreement")}
    yield from (one.number for one in book.activities if one.uid in uids)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    book: Book
    party: str
    aware_at: dt.datetime
    on: dt.date
    today: Book


def _clock(asked: _Asked, activities: tuple[str, ...]) -> Clock:
    """Of the agreements with a client the one in force that covers most, the shortest term first; else without one."""
    known = [
        one
        for one in asked.book.of(asked.party, Agreement, by="counterparty")
        if one.direction == AgreementDirection.WE_PROCESS
    ]
    if not known:
        email, phone = _contact(asked)
        return Clock(party=asked.party, name=_name(asked), activities=activities, email=email, phone=phone)

    def rank(one: Agreement) -> tuple[bool, int, int, str]:
        covers = len(set(_numbers(asked.book, one)) & set(activities))
        return (
            not in_force(one, asked.on),
            -covers,
            one.breach_hours if one.breach_hours is not None else 10**6,
            one.number,
        )

    return _filled(asked, min(known, key=rank), activities)


def _filled(asked: _Asked, agreement: Agreement, activities: tuple[str, ...]) -> Clock:
    now = asked.today.find(Agreement, agreement.uid)
    said = ("breach_hours", "breach_email", "breach_phone", "breach_content")
    changed = now is None or any(getattr(now, name) != getattr(agreement, name) for name in said)
    email, phone = _contact(asked)
    return Clock(
        party=asked.party,
        name=_name(asked),
        activities=activities,
        agreement=agreement.uid,
        number=agreement.number,
        in_force=in_force(agreement, asked.on),
        hours=agreement.breach_hours,
        email=agreement.breach_email or email,
        phone=agreement.breach_phone or phone,
        content=agreement.breach_content,
        due=due_after(asked.aware_at, agreement.breach_hours),
        changed_since=changed,
    )


def _contact(asked: _Asked) -> tuple[str, str]:
    """How the organisation itself is reached, where the agreement names no mailbox."""
    party: Party | None = asked.book.party(asked.party)
    return (party.email, party.phone) if party else ("", "")


def _name(asked: _Asked) -> str:
    party = asked.book.party(asked.party)
    return party.name if party else asked.party


def _first(clock: Clock) -> tuple[bool, float, str]:
    """Who has a deadline comes first, the nearest one above; who has none comes after, and is told without delay."""
    return clock.due is None, clock.due.timestamp() if clock.due else 0.0, clock.name
