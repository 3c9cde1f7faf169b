"""The verb about a number whose objection the person lifted, while it stands in a suppression table.

Waarborg takes nothing out of such a table. The row may rest on more than this objection, and opening a way to somebody
is decided by a person: they take it out by hand, or leave it, and say so here.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from consents.identifying import Value
from consents.models import Identifier
from consents.selectors import indexes_of
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind
from subjects.choices import SuppressedStatus
from subjects.errors import RequestError
from subjects.models import SuppressedNumber


def show_lifted(*, number: SuppressedNumber, actor: User, at: datetime) -> str:
    """The number or address itself, for whoever has to find its row; '' when the ledger does not keep it any more.

    That it was shown is a fact.
    """
    held = Identifier.objects.filter(kind=number.kind, person__events__uid__in=[number.event, number.lifted_by])
    found = (each.value for each in held.exclude(value="").distinct() if number.index in indexes_of(_read(each)))
    facts = {"deed": "suppression_shown", "row": str(number.uid), "role": role_of(actor)}
    with transaction.atomic():
        record(kind=EvidenceKind.PREVIEW_READ, case=number.suppression.case, facts=facts, at=at)
    return next(found, "")


def _read(row: Identifier) -> Value:
    return Value.read(row.kind, row.value, secret=settings.ENVIRONMENT.index_key)


def settle_lifted(*, number: SuppressedNumber, taken_out: bool, note: str, actor: User, at: datetime) -> None:
    """Somebody took the number out of the table by hand, or leaves it there. ``note`` holds no data of the person.

    Raises RequestError without a note when it is left, and when it was settled before or objected to anew.
    """
    if not taken_out and not note.strip():
        raise RequestError(_("say why the number stays in the table"))
    status = SuppressedStatus.RELEASED if taken_out else SuppressedStatus.KEPT
    with transaction.atomic():
        changed = SuppressedNumber.objects.filter(pk=number.pk, status=SuppressedStatus.LIFTED).update(
            status=status, settled_at=at, settled_by=actor, note=note.strip()[:400]
        )
        if not changed:
            raise RequestError(_("this was settled already, or the person objected anew"))
        facts = {"deed": "suppression_settled", "row": str(number.uid), "to": status.value, "role": role_of(actor)}
        record(kind=EvidenceKind.CONSENT_RECORDED, case=number.suppression.case, facts=facts, at=at)
    number.refresh_from_db()
