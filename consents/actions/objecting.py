"""The verb behind the portal's page: somebody says that they want no more advertising (art. 21(2) and (3)).

It holds at once, for everybody who has the number or address, known or not. Who says it proves nothing first: what
forbids is never refused for want of certainty (docs/adr/0016). Nothing that is told back says whom a value leads to.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from consents.actions.recording import Entry, record_events
from consents.choices import CollectionMethod, EventKind, Unwanted
from consents.errors import KeyReused
from consents.identifying import Value, kinds_reached

ROLE = "portal"


def object_by_portal(*, values: Sequence[Value], unwanted: Unwanted, once: UUID, at: datetime) -> None:
    """Record an objection of every number and address that is given, by each channel of ``unwanted`` that reaches it.

    Each is told of by itself: nobody proved that they belong together. The same ``once`` again counts once. Raises
    EventRefused; what else was told stands then.
    """
    entries = [
        _entry(value, channel, once, at)
        for value in values
        for channel in unwanted.channels
        if value.kind in kinds_reached(channel)
    ]
    for recorded in list(record_events(entries=entries, at=at, role=ROLE)):
        if recorded.refused is not None and not isinstance(recorded.refused, KeyReused):
            raise recorded.refused


def _entry(value: Value, channel: str, once: UUID, at: datetime) -> Entry:
    return Entry(
        kind=EventKind.OBJECTED,
        values=[value],
        stated_at=at,
        method=CollectionMethod.PORTAL,
        channel=channel,
        whole_number=True,
        own_initiative=True,
        source_id=f"portal-{once}-{value.index[:16]}-{channel}",
    )
