"""Which rows a deferred erasure is about, in words that a recipient can find them by (art. 19).

What the person gave was destroyed long before. So the rows are read once more before they go: their keys, and what in
them still identifies somebody. It stays encrypted with the deferral until the notices are written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from registers.datamap import TableMap
from subjects.locating.searching import OpenSource
from subjects.planning.keys import Key, KeyValue
from subjects.planning.values import Action, Operation
from subjects.sources.looking import rows_of

MOST = 500
"""Of so many rows of a table the keys are told; how many there are is told of all."""
WORK = frozenset({Action.TREAT, Action.DELETE})


@dataclass(frozen=True, kw_only=True)
class NamedRows:
    """Rows of one table that go: of which activity, their keys, and kind and value of what identifies somebody."""

    activity: str
    label: str
    count: int
    keys: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """To be kept encrypted."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "NamedRows":
        """What ``as_json`` gave."""
        pairs = tuple((kind, told) for kind, told in value["identifiers"])
        return cls(**{**value, "keys": tuple(value["keys"]), "identifiers": pairs})


def named_rows(source: OpenSource, operations: Iterable[Operation]) -> list[NamedRows]:
    """The rows of these operations as they are now, per table. Raises SourceError."""
    keys: dict[str, dict[Key, None]] = {}
    for operation in operations:
        if operation.action in WORK:
            keys.setdefault(operation.table, {}).update(dict.fromkeys(operation.keys))
    tables = ((source.datamap.table(name), tuple(of_table)) for name, of_table in keys.items())
    return [_named(source, table, of_table) for table, of_table in tables if table]


def _named(source: OpenSource, table: TableMap, keys: Sequence[Key]) -> NamedRows:
    identifying = [field for field in table.fields if field.identifies]
    columns = [field.name for field in identifying]
    rows = rows_of(source.connection, catalog=source.catalog, table=table, columns=columns, keys=keys[:MOST])
    kinds = [field.identifies.value for field in identifying if field.identifies]
    found = (pair for _key, values in rows for pair in _filled(kinds, values))
    return NamedRows(
        activity=table.activity,
        label=table.title,
        count=len(keys),
        keys=tuple(sorted("-".join(map(_readable, key)) for key, _values in rows)),
        identifiers=tuple(dict.fromkeys(found)),
    )


def _readable(value: KeyValue) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _filled(kinds: Sequence[str], values: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for kind, value in zip(kinds, values, strict=True):
        if value is not None and str(value).strip():
            yield kind, str(value).strip()
