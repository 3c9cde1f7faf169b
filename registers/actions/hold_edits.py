"""The verb that notes an edit of a hold: a hold keeps data from being erased, so who changed it and when is a fact."""

from datetime import datetime
from enum import StrEnum

from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.models import EvidenceEntry, Hold


class HoldEdit(StrEnum):
    """What somebody did to a hold."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"


def note_hold_edit(*, hold: Hold, edit: HoldEdit, role: str, at: datetime) -> EvidenceEntry:
    """Record an edit in the transaction that makes it: when it holds, on which ground, for how many people."""
    facts = {
        "edit": edit.value,
        "ground": hold.ground,
        "starts_on": hold.starts_on.isoformat(),
        "ends_on": hold.ends_on.isoformat(),
        "activity": str(hold.activity.uid) if hold.activity else "",
        "people": hold.people.count() if hold.pk else 0,
        "role": role,
    }
    return record(kind=EvidenceKind.HOLD_CHANGED, case=hold.uid, facts=facts, at=at)
