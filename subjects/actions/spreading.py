"""The verbs that bring objections from the ledger to suppression tables: which number, which table, in parts.

Nobody approves it: the person decided (art. 21(3)), and a row is only ever added. What is lifted is never taken out of
a table here; somebody decides that (see ``releasing``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from consents.choices import EventKind
from consents.identifying import Value
from consents.models import ConsentEvent, ConsentState, Identifier, ObjectionOutbox
from consents.selectors import indexes_of
from subjects.choices import SuppressedStatus
from subjects.dispatch import hint_suppression
from subjects.models import SuppressedNumber, Suppression
from subjects.planning.suppressing import concerns
from subjects.sources.staging import INLINE_LIMIT
from subjects.suppression_selectors import Target, lacking, still_objected, suppression_targets

PART = 200
"""Objections that are taken out of the outbox in one transaction."""

MOST_ROWS = INLINE_LIMIT
"""Numbers that are written into a table in one transaction."""


@dataclass(frozen=True, kw_only=True)
class _Objected:
    """A number to be left alone: whose objection, and since when."""

    value: Value
    event: UUID
    at: datetime


@dataclass(kw_only=True)
class _Filling:
    """What goes to one table, in writings of at most ``MOST_ROWS``."""

    target: Target
    at: datetime
    _open: Suppression | None = None
    _entries: list[dict[str, str]] = field(default_factory=list)

    def add(self, one: _Objected) -> bool:
        """A number that the table does not hold; one of which the objection had been lifted simply stands again."""
        held = _held(self.target, one.value)
        if held.exists():
            _stand_again(held, one)
            return False
        if self._open is None:
            self._open = Suppression.objects.create(
                source=self.target.source, table=self.target.table, rows=0, made_at=self.at
            )
        number = SuppressedNumber.objects.create(
            suppression=self._open,
            source=self.target.source,
            table=self.target.table,
            kind=one.value.kind,
            index=one.value.index,
            event=one.event,
            objected_at=one.at,
        )
        self._entries.append({"uid": str(number.uid), "text": one.value.text, "at": one.at.isoformat()})
        if len(self._entries) >= MOST_ROWS:
            self.close()
        return True

    def close(self) -> None:
        """Let the writing go on its way."""
        if self._open is None:
            return
        self._open.body, self._open.rows = {"entries": self._entries}, len(self._entries)
        self._open.save(update_fields=["body", "rows"])
        hint_suppression(self._open.pk)
        self._open, self._entries = None, []


def spread(*, at: datetime) -> int:
    """Take objections out of the outbox and write down which number goes into which table; how many objections.

    A part is a transaction; of two workers who take the same part the second one leaves it.
    """
    taken = 0
    targets = suppression_targets()
    while part := _waiting():
        keys = [one.pk for one in part]
        with transaction.atomic():
            if ObjectionOutbox.objects.filter(pk__in=keys, spread_at=None).update(spread_at=at) != len(part):
                transaction.set_rollback(True)
                return taken
            _spread(part, targets, at)
            ObjectionOutbox.objects.filter(pk__in=keys, told_at__isnull=False).delete()
        taken += len(part)
    return taken


def fill(*, at: datetime) -> int:
    """Write down what a table lacks of the objections that stand; how many numbers.

    For a table that is new in the map, and for a number that somebody got after they objected.
    """
    return sum(_fill(target, at) for target in suppression_targets())


def _waiting() -> list[ObjectionOutbox]:
    """The next part, in the order of the ledger."""
    rows = ObjectionOutbox.objects.filter(spread_at=None).select_related("event__sender")
    return list(rows.order_by("event")[:PART])


def _spread(part: Sequence[ObjectionOutbox], targets: Sequence[Target], at: datetime) -> None:
    fillings = [_Filling(target=target, at=at) for target in targets]
    for one in part:
        told = values_in(one)
        for filling in fillings:
            for value in _for(filling.target, one.event, told):
                _pass(filling, one.event, value)
    for filling in fillings:
        filling.close()


def _for(target: Target, event: ConsentEvent, told: Sequence[Value]) -> list[Value]:
    """Which of these numbers and addresses a table is to hear of."""
    sender = event.sender.key if event.sender else ""
    if not concerns(target.told, channel=event.channel, sender=sender):
        return []
    return [value for value in told if value.kind == target.told.kind]


def _pass(filling: _Filling, event: ConsentEvent, value: Value) -> None:
    if event.kind == EventKind.OBJECTED:
        filling.add(_Objected(value=value, event=event.uid, at=event.stated_at))
    elif not still_objected(filling.target, indexes_of(value)):
        _lift(filling.target, event, value)


def values_in(one: ObjectionOutbox) -> list[Value]:
    """The numbers and addresses of an objection in the outbox."""
    secret = settings.ENVIRONMENT.index_key
    return [Value.read(kind, text, secret=secret) for kind, text in one.values]


def _held(target: Target, value: Value) -> QuerySet[SuppressedNumber]:
    rows = SuppressedNumber.objects.filter(source=target.source, table=target.table, index__in=indexes_of(value))
    return rows.exclude(status=SuppressedStatus.RELEASED)


def _stand_again(held: QuerySet[SuppressedNumber], one: _Objected) -> None:
    """Who objects anew before somebody took the number out: it stands by the new objection."""
    lifted = held.filter(lifted_by__isnull=False)
    values = {"event": one.event, "objected_at": one.at, "lifted_by": None, "lifted_at": None}
    lifted.filter(status=SuppressedStatus.WAITING).update(**values)
    lifted.exclude(status=SuppressedStatus.WAITING).update(status=SuppressedStatus.STANDING, settled_at=None, **values)


def _lift(target: Target, event: ConsentEvent, value: Value) -> None:
    """Note that the person lifted it. What is still on its way is written first, and then waits for somebody too."""
    held = _held(target, value).filter(lifted_by=None)
    held.update(lifted_by=event.uid, lifted_at=event.stated_at)
    told = _held(target, value).filter(lifted_by=event.uid, status=SuppressedStatus.STANDING)
    told.update(status=SuppressedStatus.LIFTED)


def _fill(target: Target, at: datetime) -> int:
    """In parts of a transaction each, so that a part that somebody else took meanwhile costs nothing but itself."""
    added, after = 0, 0
    while part := list(lacking(target).filter(pk__gt=after)[:MOST_ROWS]):
        after = part[-1].pk
        with transaction.atomic():
            filling = _Filling(target=target, at=at)
            added += sum(filling.add(one) for one in _objections(target, part))
            filling.close()
    return added


def _objections(target: Target, part: Sequence[Identifier]) -> list[_Objected]:
    """With the earliest objection of the person that the table is about."""
    states = ConsentState.objects.filter(target.objections, person__in=[one.person_id for one in part])
    first: dict[int, ConsentState] = {}
    for state in states.order_by("-objected_at"):
        first[state.person_id] = state
    secret = settings.ENVIRONMENT.index_key
    return [
        _Objected(
            value=Value.read(one.kind, one.value, secret=secret),
            event=UUID(first[one.person_id].objection),
            at=first[one.person_id].objected_at or one.since,
        )
        for one in part
        if one.person_id in first
    ]
