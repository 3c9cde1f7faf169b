"""The ledger written and verified: appending beside plain INSERTs of the same rows, and what verifying an event takes.

For ``decisions``, which fills the tables.
"""

import time
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

WARMED, APPENDED, MANY, VERIFIED = 20, 100, 20_000, 50_000
APPEND_BAR, LINEAR_BAR = 0.7, 0.15


def rows(scale: float) -> Iterator[dict[str, Any]]:
    """Withdrawals per second by the verb and as INSERTs; milliseconds for each event verified, few and many."""
    many = max(4_000, int(MANY * scale))
    _appended(WARMED, first=0, alone=True)  # what a connection plans once is no part of what an event takes
    yield from _against("a transaction each", *_beside(APPENDED, first=WARMED, alone=True))
    yield from _against(f"a stream of {many:,}", *_beside(many, first=WARMED + APPENDED, alone=False))
    events = max(4_000, int(VERIFIED * scale))
    few, all_ = _verified(events), _verified(events * 4)
    ratio = all_ / few
    yield {"what": f"verify, each of {events:,} events", "p50 ms": few}
    yield {"what": f"verify, each of {events * 4:,} events", "p50 ms": all_}
    yield {"what": "verify, many / few", "ratio": ratio, "bar": 1 + LINEAR_BAR, "holds": ratio <= 1 + LINEAR_BAR}


def value(place: int) -> Any:
    """The number of somebody by their place in the ledger."""
    from django.conf import settings

    from consents.identifying import Value

    return Value.read("phone", f"06{place + 10_000_000:08d}", secret=settings.ENVIRONMENT.index_key)


def _verified(events: int) -> float:
    """Milliseconds for each event: digest, seal and the state of its person."""
    from consents.actions.verifying import verify_ledger

    begun = time.perf_counter()
    verify_ledger(limit=events)
    return (time.perf_counter() - begun) / events * 1_000


def _beside(count: int, *, first: int, alone: bool) -> tuple[float, float]:
    since = _newest()
    return _appended(count, first=first, alone=alone), _plain(count, since, alone=alone)


def _against(how: str, ours: float, plain: float) -> list[dict[str, Any]]:
    ratio = ours / plain
    return [
        {"what": f"append, {how}", "per s": ours},
        {"what": f"plain INSERT of the same rows, {how}", "per s": plain},
        {"what": f"append / INSERT, {how}", "ratio": ratio, "bar": APPEND_BAR, "holds": ratio >= APPEND_BAR},
    ]


def _appended(count: int, *, first: int, alone: bool) -> float:
    """Withdrawals per second by the verb: checked, folded, projected, in the evidence log."""
    from django.utils import timezone

    from consents.actions.recording import record_event, record_events

    entries = (_stop(first + place) for place in range(count))
    begun = time.perf_counter()
    if alone:
        refused = sum(not record_event(entry=entry, at=timezone.now()) for entry in entries)
    else:
        refused = sum(each.refused is not None for each in record_events(entries=entries, at=timezone.now()))
    if refused:
        raise RuntimeError("a withdrawal of the measurement was refused")
    return count / (time.perf_counter() - begun)


def _stop(place: int) -> Any:
    from django.utils import timezone

    from consents.actions.recording import Entry
    from consents.choices import CollectionMethod, EventKind

    return Entry(values=[value(place)], kind=EventKind.WITHDRAWN, stated_at=timezone.now(), method=CollectionMethod.API)


def _plain(count: int, since: Mapping[str, int], *, alone: bool) -> float:
    """The rows that ``count`` withdrawals left in every table, written again as they are; withdrawals per second.

    An INSERT for every row, a transaction for each withdrawal; or as the driver sends many INSERTs at once, a
    transaction for as many withdrawals as the verb takes together.
    """
    from django.db import connection, transaction

    from consents.actions.recording import BATCH

    told, turns = _left(since), count if alone else -(-count // BATCH)
    begun = time.perf_counter()
    for turn in range(turns):
        with transaction.atomic(), connection.cursor() as cursor:
            for query, rows in told:
                here = rows[len(rows) * turn // turns : len(rows) * (turn + 1) // turns]
                if alone:
                    for values in here:
                        cursor.execute(query, values)
                else:
                    cursor.executemany(query, here)
    return count / (time.perf_counter() - begun)


def _written() -> list[Any]:
    from consents.models import ConsentEvent, ConsentState, Identifier, Person
    from registers.models import EvidenceEntry

    return [Person, Identifier, ConsentEvent, ConsentState, EvidenceEntry]


def _newest() -> dict[str, int]:
    """The last key of each table that a withdrawal may write in."""
    return {model._meta.db_table: getattr(model.objects.order_by("-pk").first(), "pk", 0) for model in _written()}


def _left(since: Mapping[str, int]) -> list[tuple[str, list[list[Any]]]]:
    """An INSERT per table with the values of the rows that came, under names that are not taken yet."""
    from django.db import connection

    told: list[tuple[str, list[list[Any]]]] = []
    for model in _written():
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        names, marks = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
        rows = [
            [
                _fresh(model, field.attname) or field.get_db_prep_save(getattr(row, field.attname), connection)
                for field in fields
            ]
            for row in model.objects.filter(pk__gt=since[model._meta.db_table]).order_by("pk")
        ]
        told.append((f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", rows))
    return told


def _fresh(model: Any, name: str) -> Any:
    fresh = {
        "uid": uuid4(),
        "index": uuid4().hex * 2 if model._meta.model_name == "identifier" else None,
        "channel": uuid4().hex[:12] if model._meta.model_name == "consentstate" else None,
    }
    return fresh.get(name)
