"""The verb of the clock: note that a consent has expired, once, after its last day. It was no consent before that."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from consents.actions.recording import Entry, record_event
from consents.choices import CollectionMethod, EventKind, Standing
from consents.models import ConsentEvent, ConsentState

BATCH = 500


def note_expired(*, at: datetime) -> int:
    """An event for every consent whose last day has passed and that nobody noted; how many. Again it notes nothing."""
    today, noted = timezone.localdate(at), 0
    for batch in _batches(today):
        with transaction.atomic():
            for given in batch:
                record_event(entry=_expiry(given), at=at)
        noted += len(batch)
    return noted


def _expiry(given: ConsentEvent) -> Entry:
    """About the person and the scope of the consent; its name makes that two workers note it once."""
    return Entry(
        kind=EventKind.EXPIRED,
        values=(),
        refers_to=given.uid,
        stated_at=_end(given.valid_until),
        method=CollectionMethod(given.method),
        sender=given.sender,
        purpose=given.purpose,
        channel=given.channel,
        source_id=f"expired-{given.uid}",
    )


def _batches(today: date) -> Iterator[list[ConsentEvent]]:
    uids = ConsentState.objects.filter(standing=Standing.GIVEN, valid_until__lt=today).values_list("event", flat=True)
    held = sorted(set(uids))
    for start in range(0, len(held), BATCH):
        given = ConsentEvent.objects.filter(uid__in=held[start : start + BATCH])
        yield list(given.select_related("person", "sender", "purpose", "text").order_by("pk"))


def _end(last_day: date | None) -> datetime:
    """The first moment after the last day."""
    assert last_day is not None
    return timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time()))
