"""The verb that makes others hear of an objection: it is put in the outbox with the event, and a worker is woken.

Who these others are is not known here: suppression tables of dialers, processors that hold lists. A crash after the
commit costs time only, because the clock looks into the outbox too.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from consents.choices import EventKind
from consents.dispatch import hint_objections
from consents.identifying import Value, kinds_reached
from consents.models import ConsentEvent, Identifier, ObjectionOutbox
from registers.appending import append_all

PASSED_ON = frozenset({EventKind.OBJECTED, EventKind.LIFTED})


@dataclass(frozen=True, kw_only=True)
class Said:
    """An event, the values it was told with, and the indexes of every value that the person had by then."""

    event: ConsentEvent
    values: Sequence[Value]
    held: frozenset[str]


def pass_on(said: Sequence[Said], *, at: datetime) -> None:
    """Put objections, and their liftings, in the outbox, each with every number and address it is about.

    Called in the transaction that records the events; other events are nobody else's concern.
    """
    objections = [each for each in said if each.event.kind in PASSED_ON]
    held: dict[int, list[Identifier]] = defaultdict(list)
    people = {each.event.person_id for each in objections}
    for row in Identifier.objects.filter(person__in=people).exclude(value="").order_by("pk") if people else ():
        held[row.person_id].append(row)
    told = [(each.event, _told(each, held[each.event.person_id])) for each in objections]
    rows = [ObjectionOutbox(event=event, values=values, put_at=at) for event, values in told if values]
    if rows:
        append_all(rows)
        hint_objections()


def _told(each: Said, held: Sequence[Identifier]) -> list[list[str]]:
    kinds = kinds_reached(each.event.channel)
    said = [(value.kind.value, value.text) for value in each.values if value.kind in kinds]
    known = [(row.kind, row.value) for row in held if row.kind in kinds and row.index in each.held]
    return [list(pair) for pair in dict.fromkeys([*said, *known])]
