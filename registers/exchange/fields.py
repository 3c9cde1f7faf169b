"""What sort of value each field of a record holds, read from the record itself, so that no list can fall behind."""

import datetime as dt
import types
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin

from django.db.models import TextChoices

from registers.book.records import RECORDS, Record


class Sort(StrEnum):
    """How a value is written in a cell."""

    TEXT = "text"
    FLAG = "flag"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXTS = "texts"


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a record: its sort, the enumeration of a choice, and whether it may be None."""

    name: str
    sort: Sort
    choices: type[TextChoices] | None = None
    optional: bool = False
    required: bool = False
    default: Any = None


@cache
def fields_of(record: type[Record]) -> dict[str, Field]:
    """The fields of a kind of record, in their order."""
    found = {}
    for name, info in record.model_fields.items():
        sort, choices, optional = _sort(info.annotation)
        needed = info.is_required()
        default = None if needed else info.get_default()
        found[name] = Field(name=name, sort=sort, choices=choices, optional=optional, required=needed, default=default)
    return found


def _sort(annotation: Any) -> tuple[Sort, type[TextChoices] | None, bool]:
    if get_origin(annotation) in {Union, types.UnionType}:
        inner = next(one for one in get_args(annotation) if one is not type(None))
        sort, choices, _optional = _sort(inner)
        return sort, choices, True
    if get_origin(annotation) is tuple:
        inner = get_args(annotation)[0]
        return (Sort.TEXTS, None, False) if inner is str else (Sort.CHOICES, inner, False)
    plain = {str: Sort.TEXT, bool: Sort.FLAG, int: Sort.NUMBER, dt.date: Sort.DATE}
    return (plain[annotation], None, False) if annotation in plain else (Sort.CHOICE, annotation, False)


KINDS: dict[str, type[Record]] = {record.kind: record for record in RECORDS}
"""Every kind of record by its name."""

ORDER: dict[str, int] = {kind: place for place, kind in enumerate(KINDS)}
"""The place of every kind: a record comes after those it refers to."""

REFERS: dict[str, str] = {
    "party": "parties",
    "organisation": "parties",
    "counterparty": "parties",
    "supplier": "parties",
    "activity": "activities",
    "agreement": "agreements",
    "purpose": "purposes",
    "line": "lines",
    "retention": "retentions",
    "duty": "duties",
    "system": "systems",
    "measure": "measures",
}
"""The kind that a field refers to, wherever a field of that name is a reference."""

RELATIVES = {
    ("activities", "parent"),
    ("activities", "successor"),
    ("agreements", "parent"),
    ("subprocessors", "parent"),
}
"""References to a record of the same kind, which may come later in a file."""


def references(record: Record) -> dict[str, tuple[str, str]]:
    """The references of a record: per field the kind and the uid it refers to."""
    named = ((field, kind, getattr(record, field)) for field, kind in referring(type(record)).items())
    return {field: (kind, uid) for field, kind, uid in named if uid}


@cache
def referring(sort: type[Record]) -> dict[str, str]:
    """The fields of a kind of record that refer to another record, with the kind of that."""
    found = {}
    for field in sort.model_fields:
        kind = sort.kind if (sort.kind, field) in RELATIVES else REFERS.get(field)
        if kind:
            found[field] = kind
    return found
