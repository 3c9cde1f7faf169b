"""The ledger held against itself: every digest and every state anew. Linear, and it goes on where it stopped."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from consents.actions.projecting import BATCH, differing, rebuild
from consents.actions.recording import digest_of
from consents.actions.sealing import broken, seals
from consents.actions.wording import changed_wordings
from consents.models import ConsentEvent, ConsentState
from registers.choices import EvidenceKind
from registers.models import EvidenceEntry


@dataclass(kw_only=True)
class Verified:
    """What was looked at and what was wrong. ``last`` is the event to go on after; ``damaged`` are keys of events.

    ``broken_seals`` are the first ids of seals whose events are not those that were sealed; ``wordings`` names those
    of which the words are not those that were asked.
    """

    events: int = 0
    people: int = 0
    last: int = 0
    differing: int = 0
    rebuilt: bool = False
    damaged: list[int] = field(default_factory=list)
    seals: int = 0
    unsealed: int = 0
    broken_seals: list[int] = field(default_factory=list)
    wordings: list[str] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """Whether nothing is wrong (any more)."""
        damaged = self.damaged or self.broken_seals or self.wordings
        return not damaged and (not self.differing or self.rebuilt)

    def as_value(self) -> dict[str, Any]:
        """For machines."""
        return {**asdict(self), "intact": self.intact}


def verify_ledger(*, after: int = 0, limit: int | None = None, rebuild_projection: bool = False) -> Verified:
    """Look at every event after ``after`` in batches, at the states of its people, and at the seals over them.

    When the end was reached, also at states that no event stands behind, and at the words that were asked.

    With ``limit`` at most that many events; ``last`` is where to go on. Memory does not grow with the ledger.
    """
    found = Verified(last=after, rebuilt=rebuild_projection)
    rows = ConsentEvent.objects.select_related("person", "sender", "purpose", "text").order_by("pk")
    while batch := list(rows.filter(pk__gt=found.last)[: _size(found, limit)]):
        found.damaged += [event.pk for event in batch if digest_of(event) != event.digest]
        people = {event.person_id for event in batch}
        people -= _seen(people, after, found.last)
        wrong = differing(sorted(people))
        if wrong and rebuild_projection:
            rebuild(wrong)
        found.events += len(batch)
        found.people += len(people)
        found.differing += len(wrong)
        found.last = batch[-1].pk
    if limit is None or found.events < limit:
        _look_at_loose_states(found)
        found.wordings = changed_wordings()
        _look_at_fresh_events(found)
    _look_at_seals(found, after, whole=limit is None)
    return found


def _look_at_fresh_events(found: Verified) -> None:
    """Events that no seal covers yet, held against what the evidence log was told when they came."""
    sealed = max((each.last for each in seals()), default=0)
    rows = ConsentEvent.objects.filter(pk__gt=sealed).order_by("pk").values_list("pk", "uid", "digest", "person__uid")
    wrong = set(found.damaged)
    for batch in _batched(rows.iterator(chunk_size=BATCH), BATCH):
        told = _told_of({person for _pk, _uid, _digest, person in batch})
        wrong |= {pk for pk, uid, digest, _person in batch if told.get(str(uid)) != digest}
    found.damaged = sorted(wrong)


def _told_of(people: Collection[UUID]) -> dict[str, str]:
    """The digest of each event of these people, by the uid of the event, as the evidence log has it."""
    entries = EvidenceEntry.objects.filter(kind=EvidenceKind.CONSENT_RECORDED, case__in=people)
    facts = [json.loads(body)["facts"] for body in entries.values_list("body", flat=True)]
    return {fact["event"]: fact["digest"] for fact in facts if "digest" in fact}


def _look_at_loose_states(found: Verified) -> None:
    """States of people of whom there is no event: nothing that anybody said stands behind them."""
    spoken = ConsentEvent.objects.filter(person=OuterRef("person"))
    loose = ConsentState.objects.filter(~Exists(spoken)).order_by("person").values_list("person", flat=True).distinct()
    people = list(loose)
    found.people += len(people)
    found.differing += len(people)
    if people and found.rebuilt:
        rebuild(people)


def _batched(rows: Iterable[Any], size: int) -> Iterator[tuple[Any, ...]]:
    rest = iter(rows)
    while part := tuple(islice(rest, size)):
        yield part


def _size(found: Verified, limit: int | None) -> int:
    return BATCH if limit is None else min(BATCH, limit - found.events)


def _seen(people: set[int], after: int, last: int) -> set[int]:
    """Who has an event among those that were looked at before: their states were too."""
    rows = ConsentEvent.objects.filter(person__in=people, pk__gt=after, pk__lte=last)
    return set(rows.values_list("person", flat=True).distinct()) if last > after else set()


def _look_at_seals(found: Verified, after: int, *, whole: bool) -> None:
    """Every seal that ends among the events looked at, as a whole; a seal that left a gap is broken too.

    ``whole``: also those that end after the last event there is.
    """
    held = seals()
    ends = [0, *(each.last for each in held)]
    for each, end in zip(held, ends, strict=False):
        if each.last > after and (whole or each.last <= found.last):
            found.seals += 1
            found.broken_seals += [each.first] if each.first != end + 1 or broken(each) else []
    found.unsealed = ConsentEvent.objects.filter(pk__gt=ends[-1]).count()
