"""Which activities an incident touches: at a supplier anywhere in the chain, at a joint controller, or with ourselves.

Reads the book of the moment. Where the register does not say that something is untouched, it counts as touched.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from registers.book.book import Book
from registers.book.records import (
    Activity,
    Agreement,
    Client,
    Coverage,
    Engagement,
    Joint,
    Line,
    LineSystem,
    SubProcessor,
    System,
)
from registers.choices import DataCategory
from registers.register_choices import Presence

WEIGHT = {Presence.YES: 3, Presence.POSSIBLE: 2, Presence.UNKNOWN: 1, Presence.NO: 0}
FLAGGED = {
    "special": frozenset({DataCategory.HEALTH, DataCategory.SPECIAL}),
    "criminal": frozenset({DataCategory.CRIMINAL}),
    "national_id": frozenset({DataCategory.NATIONAL_ID}),
}


class Way(StrEnum):
    """How an activity is touched."""

    OURS = "ours"
    ENGAGED = "engaged"
    AGREEMENT = "agreement"
    SUBPROCESSOR = "subprocessor"
    SYSTEM = "system"
    JOINT = "joint"


@dataclass(frozen=True, kw_only=True)
class Path:
    """One way in which an activity is touched. ``chain`` names who stands between us and the supplier, nearest first.

    ``past``: it had ended by then; data may still be there.
    """

    way: Way
    chain: tuple[str, ...] = ()
    agreement: str | None = None
    past: bool = False


@dataclass(frozen=True, kw_only=True)
class Touched:
    """An activity with what of it is at stake. ``people`` is None when the register holds no number."""

    activity: Activity
    paths: tuple[Path, ...]
    categories: tuple[DataCategory, ...]
    subjects: tuple[str, ...]
    special: Presence
    criminal: Presence
    national_id: Presence
    people: int | None


def at_supplier(book: Book, supplier: str, *, on: dt.date) -> tuple[Touched, ...]:
    """What an incident at this organisation (uid) touches on a day, by the number of the activity."""
    paths: dict[str, list[Path]] = {}
    for activity, path in _paths(book, supplier, on):
        paths.setdefault(activity, []).append(path)
    return _touched(book, paths)


def with_us(book: Book, *, activities: Collection[str] = (), system: str = "") -> tuple[Touched, ...]:
    """What an incident with ourselves touches: these activities, those with data in a system, or without either all."""
    uids = set(activities) | (set(_in_system(book, system)) if system else set())
    everything = not activities and not system
    chosen = (one.uid for one in book.activities if everything or one.uid in uids)
    return _touched(book, {uid: [Path(way=Way.OURS)] for uid in chosen})


def _paths(book: Book, supplier: str, on: dt.date) -> Iterator[tuple[str, Path]]:
    for engagement in book.of(supplier, Engagement, by="party"):
        yield engagement.activity, Path(way=Way.ENGAGED)
    for agreement in book.of(supplier, Agreement, by="counterparty"):
        past = _ended(agreement.in_force_until, on)
        for coverage in book.of(agreement, Coverage, by="agreement"):
            yield coverage.activity, Path(way=Way.AGREEMENT, agreement=agreement.uid, past=past)
    for joint in book.of(supplier, Joint, by="party"):
        yield joint.activity, Path(way=Way.JOINT)
    for sub in book.of(supplier, SubProcessor, by="party"):
        yield from _through(book, sub, on)
    for system in book.of(supplier, System, by="supplier"):
        for activity in _in_system(book, system.uid):
            yield activity, Path(way=Way.SYSTEM, chain=(system.name,))


def _through(book: Book, sub: SubProcessor, on: dt.date) -> Iterator[tuple[str, Path]]:
    """The activities of the agreement in which a sub-processor stands; without coverage those of the processor."""
    agreement = book.find(Agreement, sub.agreement)
    if agreement is None or (sub.started_on is not None and sub.started_on > on):
        return
    past = _ended(sub.ended_on, on) or _ended(agreement.in_force_until, on)
    path = Path(way=Way.SUBPROCESSOR, chain=chain_of(book, sub), agreement=agreement.uid, past=past)
    covered = {coverage.activity for coverage in book.of(agreement, Coverage, by="agreement")}
    engaged = {one.activity for one in book.of(agreement.counterparty, Engagement, by="party")}
    for activity in sorted(covered or engaged):
        yield activity, path


def chain_of(book: Book, sub: SubProcessor) -> tuple[str, ...]:
    """The names between us and a sub-processor, our own counterparty first; a circle in the tree is cut."""
    names: list[str] = []
    seen = {sub.uid}
    above = book.find(SubProcessor, sub.parent)
    while above is not None and above.uid not in seen:
        seen.add(above.uid)
        names.insert(0, _name(book, above.party))
        above = book.find(SubProcessor, above.parent)
    agreement = book.find(Agreement, sub.agreement)
    return (*([_name(book, agreement.counterparty)] if agreement else []), *names)


def _in_system(book: Book, system: str) -> Iterator[str]:
    for row in book.of(system, LineSystem, by="system"):
        line = book.find(Line, row.line)
        if line is not None:
            yield line.activity


def _touched(book: Book, paths: dict[str, list[Path]]) -> tuple[Touched, ...]:
    found = ((book.find(Activity, uid), ways) for uid, ways in paths.items())
    made = [_one(book, activity, tuple(dict.fromkeys(ways))) for activity, ways in found if activity is not None]
    return tuple(sorted(made, key=lambda one: one.activity.number))


def _one(book: Book, activity: Activity, paths: tuple[Path, ...]) -> Touched:
    lines = book.lines(activity)
    named = {line.category for line in lines} - {DataCategory.NONE}
    return Touched(
        activity=activity,
        paths=paths,
        categories=tuple(category for category in DataCategory if category in named),
        subjects=tuple(dict.fromkeys(line.subjects for line in lines)),
        special=_worst(lines, "special"),
        criminal=_worst(lines, "criminal"),
        national_id=_worst(lines, "national_id"),
        people=_people(book, activity),
    )


def _worst(lines: Collection[Line], flag: str) -> Presence:
    """The answer that weighs most; nobody's answer weighs more than a no."""
    answers = [Presence.YES if line.category in FLAGGED[flag] else getattr(line, flag) for line in lines]
    return max(answers, key=lambda one: WEIGHT[one], default=Presence.UNKNOWN)


def _people(book: Book, activity: Activity) -> int | None:
    """The number of people of an activity; of one for clients the sum over them, when each of them has a number."""
    if activity.volume is not None:
        return activity.volume
    volumes = [client.volume for client in book.of(activity, Client)]
    known = [number for number in volumes if number is not None]
    return sum(known) if known and len(known) == len(volumes) else None


def _ended(day: dt.date | None, on: dt.date) -> bool:
    return day is not None and day < on


def _name(book: Book, uid: str) -> str:
    party = book.party(uid)
    return party.name if party else uid
