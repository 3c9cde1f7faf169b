"""A consent that comes after it was taken back by the number alone: what was said of the number counts for it.

Whoever withdraws by a number that nobody has yet, says it of the number itself. When the consent arrives afterwards, it
was given earlier; without this, the order of arrival would open a way that the order of speaking closed. Objections
need nothing here: they stand for a number whoever has it.
"""

from collections.abc import Iterable, Sequence

from consents.actions.entries import Entry
from consents.choices import EventKind
from consents.models import ConsentEvent, Person

CONSENTS = frozenset({EventKind.GIVEN, EventKind.RENEWED})
TAKES_BACK = frozenset({EventKind.WITHDRAWN, EventKind.REFUSED})


def taken_back(
    *, person: Person, numbers: Sequence[Person], entry: Entry, said: Iterable[ConsentEvent]
) -> list[ConsentEvent]:
    """What was said of the numbers about this consent, as late as it or later, and not yet of the person.

    ``said`` are the events of this transaction. The rows are as they stand; the caller makes those of the person.
    """
    names = {number.uid for number in numbers}
    fresh = [event for event in said if event.person.uid in names and event.kind in TAKES_BACK]
    keys = [number.pk for number in numbers if number.pk]
    rows = ConsentEvent.objects.filter(person__in=keys, kind__in=TAKES_BACK, stated_at__gte=entry.stated_at)
    found = [*rows.select_related("sender", "purpose", "person").order_by("pk"), *fresh]
    known = {_words(event) for event in _of(person, said)}
    meant = [event for event in found if event.stated_at >= entry.stated_at and _about(event, entry)]
    return list({_words(event): event for event in meant if _words(event) not in known}.values())


def _of(person: Person, said: Iterable[ConsentEvent]) -> list[ConsentEvent]:
    stored = ConsentEvent.objects.filter(person=person, kind__in=TAKES_BACK) if person.pk else ()
    return [*stored, *(event for event in said if event.person.uid == person.uid)]


def _about(event: ConsentEvent, entry: Entry) -> bool:
    """Whether it is about this consent; what an event leaves open is every one."""
    return (
        event.sender_id in {None, entry.sender.pk if entry.sender else None}
        and event.purpose_id in {None, entry.purpose.pk if entry.purpose else None}
        and event.channel in {"", entry.channel}
    )


def _words(event: ConsentEvent) -> tuple[object, ...]:
    return str(event.kind), event.stated_at, event.sender_id, event.purpose_id, str(event.channel)
