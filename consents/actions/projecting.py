"""The projection of the ledger: the state of a person per scope, folded anew whenever an event comes.

Only what a fold changes is written. What the tables hold is never taken for what the events say: both are read.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter

from django.db import transaction

from consents.models import ConsentState
from consents.rules.folding import Scope, State, rows_of
from consents.selectors import STATE, events_and_kinds_of, state_from
from registers.appending import append_values
from registers.prepared import Columns, among, fetch, prepared_cursor, several, table, vendor

BATCH = 2_000
_SCOPE = Columns(ConsentState, "person", "id", "sender", "purpose", "channel")
_STATE = Columns(ConsentState, *STATE)
_axes, _values = attrgetter("sender", "purpose", "channel"), attrgetter(*STATE)
Key = tuple[int, Scope]


def project(people: Iterable[int]) -> int:
    """Fold the events of these people and write the states that changed; how many stand.

    Within the caller's transaction.
    """
    keys = sorted(set(people))
    folded, stored = _folded(keys), _stored(keys)
    gone = [key for place, (key, state) in stored.items() if folded.get(place) != state]
    if gone:
        with prepared_cursor() as cursor:
            cursor.execute(_without(vendor()), [several(gone)])
    fresh = [
        (place[0], *_axes(place[1]), *_values(state))
        for place, state in folded.items()
        if place not in stored or stored[place][1] != state
    ]
    append_values(ConsentState, ("person", "sender", "purpose", "channel", *STATE), fresh)
    return len(folded)


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
    for batch in _batches(people):
        folded, stored = _folded(batch), _stored(batch)
        places = {*folded, *stored}
        wrong = {place[0] for place in places if place not in stored or folded.get(place) != stored[place][1]}
        found += [person for person in batch if person in wrong]
    return found


def _folded(people: list[int]) -> dict[Key, State]:
    events, kinds = events_and_kinds_of(people)
    return {
        (person, scope): state for person in people for scope, state in rows_of(events.get(person, []), kinds).items()
    }


def _stored(people: list[int]) -> dict[Key, tuple[int, State]]:
    stored: dict[Key, tuple[int, State]] = {}
    for row in fetch(_states(vendor()), [several(people)]):
        person, key, sender, purpose, channel = _SCOPE.read(row[: _SCOPE.width])
        scope = Scope(sender=sender, purpose=purpose, channel=channel)
        stored[person, scope] = key, state_from(_STATE.read(row[_SCOPE.width :]))
    return stored


@lru_cache(maxsize=2)
def _states(_vendor: str) -> str:
    return f"""SELECT {_SCOPE.of("t")}, {_STATE.of("t")} FROM {table(ConsentState)} t
               WHERE {among("t.person_id", "bigint")}"""  # noqa: S608  # only names of tables and columns


@lru_cache(maxsize=2)
def _without(_vendor: str) -> str:
    return f"DELETE FROM {table(ConsentState)} WHERE {among('id', 'bigint')}"  # noqa: S608  # only names


def _batches(people: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for person in people:
        batch.append(person)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
