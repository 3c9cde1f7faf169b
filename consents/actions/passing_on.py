"""The verb that makes others hear of an objection: it is put in the outbox with the event, and a worker is woken.

Who these others are is not known here: suppression tables of dialers, processors that hold lists. A crash after the
commit costs time only, because the clock looks into the outbox too.
"""

from collections.abc import Iterable
from datetime import datetime

from consents.choices import EventKind
from consents.dispatch import hint_objections
from consents.identifying import Value, kinds_reached
from consents.models import ConsentEvent, Identifier, ObjectionOutbox

PASSED_ON = frozenset({EventKind.OBJECTED, EventKind.LIFTED})


def pass_on(*, event: ConsentEvent, values: Iterable[Value], at: datetime) -> None:
    """Put an objection, or its lifting, in the outbox, with every number and address it is about.

    Called in the transaction that records the event; other events are nobody else's concern.
    """
    if event.kind not in PASSED_ON:
        return
    kinds = kinds_reached(event.channel)
    said = [(value.kind.value, value.text) for value in values if value.kind in kinds]
    held = Identifier.objects.filter(person=event.person_id, kind__in=kinds).exclude(value="").order_by("pk")
    known = [(each.kind, each.value) for each in held]
    told = [list(pair) for pair in dict.fromkeys([*said, *known])]
    if told:
        ObjectionOutbox.objects.create(event=event, values=told, put_at=at)
        hint_objections()
