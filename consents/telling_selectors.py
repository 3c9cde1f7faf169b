"""What the ledger says about somebody, in words: for an inzage (art. 15), a proof, and who looks at a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from consents.models import ConsentEvent, Person


@dataclass(frozen=True, kw_only=True)
class ToldEvent:
    """One event in words; '' is what was left open or not kept. Speaks in the language that is active."""

    uid: str
    at: datetime
    what: str
    sender: str
    purpose: str
    channel: str
    method: str
    wording: str
    campaign: str
    campaign_url: str
    suppliers: tuple[str, ...]


def events_told(people: Iterable[Person]) -> tuple[ToldEvent, ...]:
    """The events of these people, oldest first; of other people with the same number nothing."""
    return tuple(_told(event) for event in _events().filter(person__in=[person.pk for person in people]))


def _events() -> QuerySet[ConsentEvent]:
    rows = ConsentEvent.objects.select_related("sender", "purpose", "text")
    return rows.order_by("stated_at", "pk")


def _told(event: ConsentEvent) -> ToldEvent:
    return ToldEvent(
        uid=str(event.uid),
        at=event.stated_at,
        what=str(event.get_kind_display()),
        sender=event.sender.legal_name if event.sender else "",
        purpose=event.purpose.title if event.purpose else "",
        channel=str(event.get_channel_display()) if event.channel else "",
        method=str(event.get_method_display()),
        wording=event.text.body if event.text else "",
        campaign=event.campaign,
        campaign_url=event.campaign_url,
        suppliers=tuple(event.suppliers),
    )
