"""What another system tells: taken once, however often it is sent."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from consents.actions.consumers import demand_senders, keyed
from consents.actions.recording import Entry, made_from, record_event
from consents.choices import EventKind
from consents.errors import ConsumerRefused, KeyReused
from consents.models import ApiConsumer, ApiMessage, ConsentEvent

WINDOW = timedelta(minutes=5)
"""How far the moment of a signed message may lie from ours."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message with the key its sender gave it, and the text that has to be the same when the key comes again."""

    key: str
    content: str
    entry: Entry


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The events a message led to, and whether it had come before."""

    events: list[ConsentEvent]
    again: bool


def take(*, consumer: ApiConsumer, message: Message, at: datetime) -> Taken:
    """Record what is told, or give what was recorded when it came before.

    Raises KeyReused when the key came with another message, ScopeLacking for a sender the consumer does not speak for,
    EventRefused; after an error the key is free again.
    """
    entry = message.entry
    demand_senders(consumer, _senders(entry))
    key = keyed("message", f"{consumer.uid}\x1f{message.key}")
    told = {"content": keyed("content", message.content), "source_id": f"{consumer.prefix}:{key[:48]}", "at": at}
    with transaction.atomic():
        kept, made = ApiMessage.objects.get_or_create(consumer=consumer, key=key, defaults=told)
        if not made and kept.content != told["content"]:
            raise KeyReused()
        if not made:
            return Taken(events=made_from(kept.source_id), again=True)
        events = record_event(entry=replace(entry, source_id=kept.source_id), at=at, role=consumer.role)
    return Taken(events=events, again=False)


def demand_fresh(*, signed_at: datetime, at: datetime) -> None:
    """Raises ConsumerRefused when a signed message is too old, or from the future."""
    if abs(at - signed_at) > WINDOW:
        raise ConsumerRefused()


def _senders(entry: Entry) -> list[str]:
    """For whom is spoken. To forbid contact on behalf of everybody, no sender has to be one's own."""
    if entry.refers_to is not None:
        found = ConsentEvent.objects.filter(uid=entry.refers_to).values_list("sender__key", flat=True).first()
        return [found] if found else []
    if entry.sender is not None:
        return [entry.sender.key]
    return [""] if entry.kind.permits or entry.kind == EventKind.INVALIDATED else []
