"""A new key for what the ledger holds encrypted and indexed, in parts: stopped anywhere, it goes on where it was.

What has no value any more cannot get another index: suppression keys of people who were erased, and numbers of
screening lists. They are found under the key of before as long as WAARBORG_INDEX_KEYS_OLD names it.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from consents.models import ApiConsumer, Identifier, ObjectionOutbox, ScreeningList
from registers.keyring import keyed_index

BATCH = 500


@dataclass(kw_only=True)
class Rotated:
    """What was written again. ``last`` is the identifier to go on after; ``erased`` and ``lists`` keep the old key."""

    identifiers: int = 0
    reindexed: int = 0
    consumers: int = 0
    last: int = 0
    erased: int = 0
    lists: int = 0

    @property
    def old_key_needed(self) -> bool:
        """Whether something may still be found under a key of before only."""
        return bool(settings.ENVIRONMENT.index_keys_old) and bool(self.erased or self.lists)

    def as_value(self) -> dict[str, Any]:
        """For machines."""
        return {**asdict(self), "old_key_needed": self.old_key_needed}


def rotate_keys(*, after: int = 0) -> Rotated:
    """Write every value under the newest key of the ring and every index under the index key, after this identifier.

    Raises KeyMissing when a value was written with a key that the ring does not have (any more); what came before is
    done.
    """
    done = Rotated(last=after)
    while _batch(done):
        pass
    for waiting in ObjectionOutbox.objects.all():
        ObjectionOutbox.objects.filter(pk=waiting.pk).update(values=waiting.values)
    for consumer in ApiConsumer.objects.exclude(signing_secret=""):
        done.consumers += ApiConsumer.objects.filter(pk=consumer.pk).update(signing_secret=consumer.signing_secret)
    done.erased = Identifier.objects.filter(value="").count()
    done.lists = ScreeningList.objects.count()
    return done


def _batch(done: Rotated) -> int:
    """The next identifiers, in a transaction; how many. An erasure at the same moment waits, or is found done."""
    with transaction.atomic():
        rows = list(Identifier.objects.select_for_update().filter(pk__gt=done.last).order_by("pk")[:BATCH])
        held = [row for row in rows if row.value]
        changed = 0
        for row in held:
            index = keyed_index(settings.ENVIRONMENT.index_key, row.kind, row.value)
            changed += index != row.index
            row.index = index
        Identifier.objects.bulk_update(held, ["value", "index"])
    if rows:
        done.identifiers, done.reindexed, done.last = (
            done.identifiers + len(held),
            done.reindexed + changed,
            rows[-1].pk,
        )
    return len(rows)
