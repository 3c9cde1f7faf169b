"""The verbs of publication: make pieces of activities public, take them back, note it, and note where pages are shown.

Each leaves a fact, with the pieces and the role. What is added is shown once the activity is signed off; what is taken
back is gone at once.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.actions.revising import revised
from registers.actions.saving import saved
from registers.choices import EvidenceKind
from registers.models import EvidenceEntry, ProcessingActivity, Publication
from registers.publishing.errors import NothingToPublish
from registers.publishing.fields import PublicField
from registers.register_choices import RecordKind


def note_publication(*, activity: ProcessingActivity, role: str, at: datetime) -> EvidenceEntry:
    """Record what is public of the activity from now on, in the transaction that changes it."""
    facts = {"public": activity.public, "fields": [str(name) for name in activity.public_fields], "role": role}
    return record(kind=EvidenceKind.REGISTER_PUBLISHED, case=activity.uid, facts=facts, at=at)


def note_place(*, publication: Publication, role: str, at: datetime) -> EvidenceEntry:
    """Record which public pages an organisation has from now on, in the transaction that changes it."""
    facts = {
        "organisation": str(publication.organisation.uid),
        "register": publication.register_on,
        "statement": publication.statement_on,
        "role": role,
    }
    return record(kind=EvidenceKind.REGISTER_PUBLISHED, case=publication.uid, facts=facts, at=at)


def set_pages(*, publication: Publication, actor: User, at: datetime) -> Publication:
    """Save which public pages an organisation has, with the fact of it. Raises ValidationError."""
    with transaction.atomic():
        saved(publication, actor=actor, at=at)
        note_place(publication=publication, role=role_of(actor), at=at)
    return publication


def publish(*, uids: Collection[UUID], fields: Sequence[PublicField], actor: User, at: datetime) -> int:
    """Make exactly these pieces of the activities public; how many there were. Raises NothingToPublish."""
    if not fields:
        raise NothingToPublish()
    return _each(uids, public=True, fields=[one.value for one in PublicField if one in fields], actor=actor, at=at)


def withdraw(*, uids: Collection[UUID], actor: User, at: datetime) -> int:
    """Take the activities from the public pages, at once; how many there were."""
    return _each(uids, public=False, fields=[], actor=actor, at=at)


def _each(uids: Collection[UUID], *, public: bool, fields: list[str], actor: User, at: datetime) -> int:
    with transaction.atomic():
        found = list(ProcessingActivity.objects.filter(uid__in=uids))
        changed = [one for one in found if (one.public, one.public_fields) != (public, fields)]
        for activity in changed:
            activity.public, activity.public_fields = public, list(fields)
            saved(activity, actor=actor, at=at, fields=("public", "public_fields"))
            note_publication(activity=activity, role=role_of(actor), at=at)
        if changed:
            revised(pages=[(RecordKind.ACTIVITY, one.uid) for one in changed], actor=actor, at=at)
    return len(found)
