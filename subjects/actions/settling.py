"""The verb that ends an objection to advertising (art. 21) or a withdrawal (art. 7(3)): the letter and the notices.

What the person said works in the ledger since receipt; here it is proven, told to who holds lists, and answered.
"""

import json
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from consents.models import ConsentEvent
from registers.choices import EvidenceKind
from registers.documents.lettercontent import Blocked, ContactAnswer
from registers.models import Document
from registers.selectors import entries_of
from subjects.actions.contact_ledger import values_of
from subjects.actions.ending import letter_head, made_letter
from subjects.actions.moving import Deed, move
from subjects.actions.notifying import write_notices
from subjects.actions.prepared import issue
from subjects.choices import Right, Status
from subjects.errors import MoveRefused, NotProven, RequestError
from subjects.models import SubjectRequest
from subjects.notice_selectors import recipients_of_contact
from subjects.suppression_selectors import passed_on_to


def settle(*, request: SubjectRequest, actor: User, at: datetime) -> Document:
    """Make the letter, tell the recipients, and bring the request to EXECUTED; the letter.

    Raises RequestError for another right, MoveRefused when it was settled before, NotProven when the ledger does not
    hold what the request says.
    """
    if not Right(request.right).in_ledger:
        told = _("only an objection to advertising and a withdrawal are settled; plan this request instead")
        raise RequestError(told)
    if request.status != Status.RECEIVED:
        raise MoveRefused(status=request.status, wanted=Status.EXECUTED.value)
    recipients = recipients_of_contact()
    letter = ContactAnswer(
        head=letter_head(request, "antwoord", at),
        objection=request.right == Right.OBJECTION,
        since=_since(request),
        told=tuple(one.name for one in recipients),
        blocked=_blocked(request),
    )
    ready = made_letter(letter, at)
    with transaction.atomic():
        document = issue(ready, case=request.case, at=at)
        write_notices(request=request, recipients=recipients, at=at)
        deed = Deed(verb="settle", at=at, actor=actor)
        move(request=request, to=Status.EXECUTED, deed=deed, changes={"executed_at": at})
    return document


def _blocked(request: SubjectRequest) -> tuple[Blocked, ...]:
    """The suppression tables of the organisation: since when, by their receipts."""
    if request.right != Right.OBJECTION:
        return ()
    return tuple(Blocked(label=one.title, since=one.since) for one in passed_on_to(values_of(request)))


def _since(request: SubjectRequest) -> datetime:
    """Since when it works: by the event of the ledger that the evidence of the request names."""
    entry = entries_of(request.case).filter(kind=EvidenceKind.CONSENT_RECORDED).first()
    uids = json.loads(entry.body)["facts"]["events"] if entry else []
    event = ConsentEvent.objects.filter(uid__in=uids).order_by("pk").first()
    if event is None:
        raise NotProven(_("the ledger holds no event of this request"))
    return event.stated_at
