"""The verb that ends every consent that stands of somebody, each for its own scope (art. 7(3))."""

from datetime import datetime

from django.contrib.auth.models import User

from consents.actions.recording import Entry, record_event
from consents.choices import CollectionMethod, EventKind, Standing
from consents.models import ConsentEvent, Person
from consents.selectors import states_of


def withdraw_standing(
    *, person: Person, stated_at: datetime, method: CollectionMethod, at: datetime, actor: User | None = None
) -> list[ConsentEvent]:
    """Withdraw what stands; the events made. Within the caller's transaction."""
    standing = {state.event for state in states_of(person) if state.standing == Standing.GIVEN}
    given = ConsentEvent.objects.filter(uid__in=standing).select_related("sender", "purpose").order_by("pk")
    made: list[ConsentEvent] = []
    for event in given:
        entry = Entry(
            kind=EventKind.WITHDRAWN,
            values=[],
            stated_at=max(stated_at, event.stated_at),
            method=method,
            sender=event.sender,
            purpose=event.purpose,
            channel=event.channel,
            refers_to=event.uid,
            source_id=f"withdrawn:{event.uid}",
        )
        made += record_event(entry=entry, at=at, actor=actor)
    return made
