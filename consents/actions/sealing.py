"""The ledger sealed: every hour a fact in the evidence log says how many events there are and what they add up to.

A seal covers the ids after the seal before it. Ids are handed out before rows are committed, so that a row may appear
below the highest id; a seal therefore waits for whoever was writing when that id was read.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import connection, transaction

from consents.models import ConsentEvent
from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.models import EvidenceEntry

CASE = uuid5(NAMESPACE_URL, "waarborg/consents/seals")
MOST = 10_000
"""Events in one seal."""
PAUSE, PATIENCE = 0.1, 300
"""Seconds between looks at who is still writing, and how many looks."""

_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = 'consents_consentevent'::regclass AND mode = 'RowExclusiveLock'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND granted AND pid IS DISTINCT FROM pg_backend_pid()
"""
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('consents.seal'))"


@dataclass(frozen=True, kw_only=True)
class LedgerSeal:
    """What a seal says: the ids it covers, both included, how many events they are and what their digests hash to."""

    first: int
    last: int
    count: int
    sha256: str


def seal_ledger(*, at: datetime, pause: Callable[[float], None] = time.sleep) -> int:
    """Seal every event that was there when this began; the number of events.

    0 when there is nothing new, or somebody kept writing for half a minute: then the next time seals.
    """
    horizon = _horizon(pause)
    sealed = 0
    while horizon and (made := _seal(horizon, at)):
        sealed += made
    return sealed


def seals() -> list[LedgerSeal]:
    """Every seal of the ledger, oldest first."""
    bodies = EvidenceEntry.objects.filter(kind=EvidenceKind.CONSENTS_SEALED, case=CASE).order_by("pk")
    return [LedgerSeal(**json.loads(body)["facts"]) for body in bodies.values_list("body", flat=True)]


def broken(held: LedgerSeal) -> bool:
    """Whether the events of a seal are not those that were sealed."""
    return _sealed(held.first, held.last) != held


def _seal(horizon: int, at: datetime) -> int:
    """One seal in a transaction of its own; 0 when nothing is left below the horizon."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_ALONE)
        before = EvidenceEntry.objects.filter(kind=EvidenceKind.CONSENTS_SEALED, case=CASE).order_by("pk").last()
        first = json.loads(before.body)["facts"]["last"] + 1 if before else 1
        keys = ConsentEvent.objects.filter(pk__gte=first, pk__lte=horizon).order_by("pk").values_list("pk", flat=True)
        last = max(keys[:MOST], default=0)
        if not last:
            return 0
        made = _sealed(first, last)
        record(kind=EvidenceKind.CONSENTS_SEALED, case=CASE, facts=vars(made), at=at)
    return made.count


def _sealed(first: int, last: int) -> LedgerSeal:
    digest, count = hashlib.sha256(), 0
    for text in _digests(first, last):
        digest.update(text.encode())
        count += 1
    return LedgerSeal(first=first, last=last, count=count, sha256=digest.hexdigest())


def _digests(first: int, last: int) -> Iterator[str]:
    rows = ConsentEvent.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
    return rows.values_list("digest", flat=True).iterator(chunk_size=2_000)


def _horizon(pause: Callable[[float], None]) -> int:
    """The highest id below which nothing can appear any more; 0 when there is none, or writers did not end in time.

    Whoever takes an id holds a lock on the table before it does and until it ends. Those who held one after the highest
    id was read are waited for; whoever comes later gets a higher id.
    """
    newest = ConsentEvent.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    waiting = _writers()
    for _look in range(PATIENCE):
        if not waiting:
            return newest
        pause(PAUSE)
        waiting &= _writers()
    return 0


def _writers() -> set[str]:
    """Transactions that write to the ledger at this moment. SQLite has one writer, whose ids come in order."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS)
        return {row[0] for row in cursor.fetchall()}
