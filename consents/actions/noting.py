"""Edits of senders, purposes and relations on record: they decide about contact. Which fields, never what they say."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.contrib.auth.models import User

from consents.models import ContactPurpose, Relation, Sender
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind

Edit = Literal["added", "changed", "deleted"]


def note_edit(
    *, row: Sender | ContactPurpose | Relation, edit: Edit, fields: Iterable[str] = (), actor: User, at: datetime
) -> None:
    """Record which fields of a row changed, in the caller's transaction; never what they say."""
    facts = {
        "edit": edit,
        "table": str(row._meta.model_name),
        "key": row.sender.key if isinstance(row, Relation) else row.key,
        "fields": sorted(fields),
        "role": role_of(actor),
    }
    record(kind=EvidenceKind.CONSENT_RECORDED, case=_case(row), facts=facts, at=at)


def _case(row: Sender | ContactPurpose | Relation) -> UUID:
    return row.person.uid if isinstance(row, Relation) else row.uid
