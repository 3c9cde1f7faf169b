"""What holds rows back: the register's holds, in the words of the data map, and restrictions (art. 18)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.db.models import QuerySet

from registers.book_selectors import read_book
from registers.canonical import canonical_json
from registers.datamap import DataMap
from registers.keyring import keyed_indexes
from registers.map_selectors import map_of
from registers.models import HeldPerson, Hold
from subjects.locating.known import Identifier
from subjects.models import RestrictedRow, Restriction, SubjectRequest
from subjects.planning.keys import Key, key_to_json
from subjects.planning.splitting import Holding
from subjects.planning.values import Operation

CHUNK = 500
Place = tuple[str, str, Key]
"""A row: source, table, key."""


def holds_for(
    request: SubjectRequest, maps: Iterable[DataMap], *, on: dt.date, learned: Iterable[Identifier] = ()
) -> tuple[Holding, ...]:
    """Holds that stand on ``on`` for the person of this request, each with the map's names of the held activities.

    A hold that names people stands for those people only, found by the keyed index of their identifiers: those of the
    request, and those ``learned`` from rows that are not remembered with it yet. A hold on an
    activity that no table of the map names has nothing to hold here and is left out.
    """
    holds = _standing_holds(request, on, learned)
    return _in_words(holds, maps) if holds else ()


def _standing_holds(request: SubjectRequest, on: dt.date, learned: Iterable[Identifier] = ()) -> list[Hold]:
    standing = list(Hold.objects.filter(starts_on__lte=on, ends_on__gt=on).select_related("activity").order_by("pk"))
    if not standing:
        return []
    named = set(HeldPerson.objects.values_list("hold_id", flat=True))
    mine = _held_people(request, learned) if named else set()
    return [hold for hold in standing if hold.pk not in named or hold.pk in mine]


def _in_words(holds: Iterable[Hold], maps: Iterable[DataMap]) -> tuple[Holding, ...]:
    words = {table.activity for datamap in maps for table in datamap.tables if table.activity}
    known = _uids_of(words)
    found = []
    for hold in holds:
        held = frozenset(word for word in words if hold.activity and known.get(word) == str(hold.activity.uid))
        if held or hold.activity is None:
            found.append(_holding(hold, held))
    return tuple(found)


def hold_over(request: SubjectRequest, source: str, tables: Iterable[str], *, on: dt.date) -> Holding | None:
    """The hold that stands on ``on`` over any of these tables of a source and ends last; None when there is none."""
    holds = _standing_holds(request, on)
    if not holds:
        return None
    datamap = map_of(source)
    mapped = [table for name in dict.fromkeys(tables) if (table := datamap.table(name))]
    over = [hold for hold in _in_words(holds, [datamap]) if any(hold.covers(table) for table in mapped)]
    return max(over, key=lambda hold: (hold.until, hold.name), default=None)


def restriction_over(source: str, operations: Iterable[Operation]) -> Restriction | None:
    """A restriction that stands over any row of these operations (art. 18(2): its data may only be stored)."""
    places = ((source, operation.table, key) for operation in operations for key in operation.keys)
    indexes = {index for place in places for index in row_indexes(*place)}
    rows = (_standing(part).select_related("restriction__request").first() for part in batched(sorted(indexes)))
    return next((row.restriction for row in rows if row), None)


def marked_elsewhere(places: Iterable[Place], *, besides: Restriction) -> set[Place]:
    """Which of these rows (source, table, key) another restriction that stands has marked too."""
    known = {index: place for place in places for index in row_indexes(*place)}
    found: set[Place] = set()
    for part in batched(sorted(known)):
        others = _standing(part).filter(marked=True).exclude(restriction=besides)
        found.update(known[index] for index in others.values_list("index", flat=True))
    return found


def restricted_rows() -> frozenset[str]:
    """The places of all rows under a restriction that stands, by their keyed index (``row_index``)."""
    standing = RestrictedRow.objects.filter(restriction__lifted_at=None)
    return frozenset(standing.values_list("index", flat=True))


def _standing(indexes: Sequence[str]) -> QuerySet[RestrictedRow]:
    return RestrictedRow.objects.filter(index__in=indexes, restriction__lifted_at=None).order_by("pk")


def batched(indexes: Sequence[str]) -> Iterator[Sequence[str]]:
    """In parts that fit a query."""
    return (indexes[start : start + CHUNK] for start in range(0, len(indexes), CHUNK))


def row_index(source: str, table: str, key: Key) -> str:
    """The keyed index of the place of a row: tells nothing, and is the same for every request."""
    return row_indexes(source, table, key)[0]


def row_indexes(source: str, table: str, key: Key) -> tuple[str, ...]:
    """The same under every key that is looked up by, the one of today first."""
    place = canonical_json(key_to_json(key))
    return keyed_indexes(settings.ENVIRONMENT.index_keys, f"row {source}/{table}", place)


def _held_people(request: SubjectRequest, learned: Iterable[Identifier]) -> set[int]:
    """The holds that name the person, by anything that is known of them."""
    keys = settings.ENVIRONMENT.index_keys
    known = {*((one.kind, one.value) for one in request.identifiers.all()), *((one.kind, one.value) for one in learned)}
    found: set[int] = set()
    for kind, value in known:
        held = HeldPerson.objects.filter(kind=kind, index__in=keyed_indexes(keys, kind, value))
        found.update(held.values_list("hold_id", flat=True))
    return found


def _uids_of(words: Iterable[str]) -> dict[str, str]:
    book = read_book()
    return {word: activity.uid for word in words if (activity := book.activity(word))}


def _holding(hold: Hold, held: frozenset[str]) -> Holding:
    return Holding(name=hold.label, until=hold.ends_on, activities=held, ground=hold.ground, reason=hold.reason.strip())
