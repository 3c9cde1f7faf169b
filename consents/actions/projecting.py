"""The projection of the ledger: the state of a person per scope, folded anew whenever an event comes."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from consents.models import ConsentState
from consents.rules.folding import Scope, State, rows_of
from consents.selectors import events_of, kinds_of_purposes, state_of

BATCH = 2_000


def project(people: Iterable[int]) -> int:
    """Fold the events of these people and write their states; the number of rows. Within the caller's transaction."""
    keys = sorted(set(people))
    kinds = kinds_of_purposes()
    events = events_of(keys)
    ConsentState.objects.filter(person__in=keys).delete()
    rows = [
        _row(person, scope, state) for person in keys for scope, state in rows_of(events.get(person, []), kinds).items()
    ]
    ConsentState.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def rebuild(people: Iterable[int]) -> int:
    """Project everybody again, in batches of a transaction each; the number of rows."""
    made = 0
    for batch in _batches(people):
        with transaction.atomic():
            made += project(batch)
    return made


def differing(people: Iterable[int]) -> list[int]:
    """The people whose projection does not say what their events say."""
    found: list[int] = []
    kinds = kinds_of_purposes()
    for batch in _batches(people):
        events, stored = events_of(batch), _stored(batch)
        found += [person for person in batch if rows_of(events.get(person, []), kinds) != stored.get(person, {})]
    return found


def _stored(people: list[int]) -> dict[int, dict[Scope, State]]:
    stored: dict[int, dict[Scope, State]] = {}
    for row in ConsentState.objects.filter(person__in=people):
        scope = Scope(sender=row.sender, purpose=row.purpose, channel=row.channel)
        stored.setdefault(row.person_id, {})[scope] = state_of(row)
    return stored


def _row(person: int, scope: Scope, state: State) -> ConsentState:
    return ConsentState(
        person_id=person,
        sender=scope.sender,
        purpose=scope.purpose,
        channel=scope.channel,
        standing=state.standing,
        since=state.since,
        event=state.event,
        text=state.text,
        verified=state.verified,
        valid_until=state.valid_until,
        objection=state.objection,
        objected_at=state.objected_at,
    )


def _batches(people: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for person in people:
        batch.append(person)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
