"""How many questions a consumer may ask in a minute, over all processes together.

The database holds the count. A process takes a small part of the minute's number at once, so that not every question
writes: together they never give more than was agreed; what a process took and did not use is lost with the minute.
"""

import threading
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from consents.errors import EventRefused, TooManyQuestions
from consents.models import ApiConsumer, ApiUsage

PARTS = 50
"""A process takes a fiftieth of the minute's number at a time."""
KEPT = 60
"""Minutes that counts are kept."""

_TAKE = """
    INSERT INTO consents_apiusage (consumer_id, minute, used) VALUES (%s, %s, %s)
    ON CONFLICT (consumer_id, minute) DO UPDATE SET used = consents_apiusage.used + excluded.used
    WHERE consents_apiusage.used + excluded.used <= %s
    RETURNING used
"""
_held: dict[UUID, tuple[int, int]] = {}
_lock = threading.Lock()


def spend(*, consumer: ApiConsumer, questions: int, at: datetime) -> None:
    """Count these questions.

    Raises TooManyQuestions with the seconds after which the next minute begins, EventRefused for more at once than a
    minute has.
    """
    if questions > consumer.rate:
        why = _("this key may ask %(rate)d questions per minute; send less at once") % {"rate": consumer.rate}
        raise EventRefused(field="questions", why=why)
    minute = int(at.timestamp()) // 60
    with _lock:
        held_minute, left = _held.get(consumer.uid, (minute, 0))
        left = left if held_minute == minute else 0
        if left < questions:
            left += _taken(consumer, questions - left, minute)
        _held[consumer.uid] = (minute, left - questions if left >= questions else left)
    if left < questions:
        raise TooManyQuestions(seconds=60 - int(at.timestamp()) % 60)


def _taken(consumer: ApiConsumer, wanted: int, minute: int) -> int:
    """A part of the minute's number, or only what is wanted; 0 when even that is not left."""
    part = max(wanted, consumer.rate // PARTS)
    for amount in dict.fromkeys((part, wanted)):
        if amount <= consumer.rate and _take(consumer, amount, minute):
            return amount
    return 0


def _take(consumer: ApiConsumer, amount: int, minute: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [consumer.pk, minute, amount, consumer.rate])
        row = cursor.fetchone()
    if row and row[0] == amount:
        ApiUsage.objects.filter(consumer=consumer, minute__lt=minute - KEPT).delete()
    return row is not None
