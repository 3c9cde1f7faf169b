"""The verb that notes an edit of the data map made on a screen: which part, which fields, by which role.

The map decides what is erased, so who changed it and when is a fact. What stood there is in the history of the part.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from registers.actions.datamaps import MAP_CASE
from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.evidence.facts import personal_data_in
from registers.models import EvidenceEntry, RetentionDuty, Source, SourceField, SourceLink, SourceTable

Part = Source | SourceTable | SourceField | SourceLink | RetentionDuty
LONGEST = 200
MOST_FIELDS = 50


class MapEdit(StrEnum):
    """What somebody did to a part of the map."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"


def note_map_edit(*, part: Part, edit: MapEdit, fields: Iterable[str] = (), role: str, at: datetime) -> EvidenceEntry:
    """Record an edit in the transaction that makes it. ``fields`` are names of the fields that changed."""
    facts = {
        "source": _source_of(part),
        "part": part._meta.model_name or "",
        "name": _harmless(_name_of(part)),
        "edit": edit.value,
        "fields": [_harmless(field) for field in list(dict.fromkeys(fields))[:MOST_FIELDS]],
        "role": role,
    }
    return record(kind=EvidenceKind.MAP_EDITED, case=MAP_CASE, facts=facts, at=at)


def _name_of(part: Part) -> str:
    """Names of the database and of the map, and no label that somebody typed."""
    if isinstance(part, SourceField):
        return f"{part.table}.{part.name}"
    return str(part) if isinstance(part, SourceTable | SourceLink) else part.name


def _harmless(name: str) -> str:
    """The name, unless it looks like data of a person: then an edit is noted without it."""
    return "?" if personal_data_in(name) else name[:LONGEST]


def _source_of(part: Part) -> str:
    """The name of the source; '' for a duty, which sources share."""
    if isinstance(part, Source):
        return part.name
    if isinstance(part, SourceField):
        return part.table.source.name
    return "" if isinstance(part, RetentionDuty) else part.source.name
