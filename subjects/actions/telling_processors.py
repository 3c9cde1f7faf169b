"""The verb that tells processors who hold lists of an objection, whatever door it came in by (art. 21(3), 28(3)(a)).

One that came as a request is told with that request; the others are told together, once every few minutes, so that a
call centre gets a list and no flood of mails. A lifted objection is not told: nobody is to be contacted anew by it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from consents.choices import EventKind
from consents.models import ConsentEvent, ObjectionOutbox
from registers.publishing.notifying import Addressee
from subjects.actions.contact_ledger import REQUEST_MARK
from subjects.actions.notifying import LANGUAGE, write_notice, write_notices
from subjects.actions.spreading import PART
from subjects.models import SubjectRequest
from subjects.notice_selectors import recipients_of_contact


def tell_processors(*, at: datetime) -> int:
    """Write the notices about objections in the outbox; how many objections were told.

    A part is a transaction; of two workers who take the same part the second one leaves it.
    """
    told = 0
    while part := list(ObjectionOutbox.objects.filter(told_at=None).select_related(*_WITH).order_by("event")[:PART]):
        keys = [one.pk for one in part]
        with transaction.atomic():
            if ObjectionOutbox.objects.filter(pk__in=keys, told_at=None).update(told_at=at) != len(part):
                transaction.set_rollback(True)
                return told
            _tell([one for one in part if one.event.kind == EventKind.OBJECTED], at)
            ObjectionOutbox.objects.filter(pk__in=keys, spread_at__isnull=False).delete()
        told += len(part)
    return told


_WITH = ("event__sender", "event__purpose")


def _tell(part: Sequence[ObjectionOutbox], at: datetime) -> None:
    recipients = cache(recipients_of_contact)
    together: dict[tuple[str, str], tuple[Addressee, list[list[Any]]]] = {}
    requests: dict[UUID, set[Addressee]] = defaultdict(set)
    for one in part:
        event = one.event
        for recipient in recipients(event.purpose.key if event.purpose else ""):
            case = _case_of(event)
            if case:
                requests[case].add(recipient)
                continue
            _first, details = together.setdefault((recipient.name, recipient.email), (recipient, []))
            details += [[kind, text, scope_in_words(event)] for kind, text in one.values]
    for recipient, details in together.values():
        write_notice(recipient=recipient, details=_once(details), at=at)
    for request in SubjectRequest.objects.filter(case__in=requests):
        write_notices(request=request, recipients=tuple(requests[request.case]), at=at)


def _case_of(event: ConsentEvent) -> UUID | None:
    """The request by which somebody objected, if so."""
    mark, sign, rest = event.source_id.partition(":")
    return UUID(rest.partition("#")[0]) if sign and mark == REQUEST_MARK else None


def scope_in_words(event: ConsentEvent) -> str:
    """Against what somebody objected, in Dutch."""
    with translation.override(LANGUAGE):
        channel = event.get_channel_display() if event.channel else None
        parts = [str(part) for part in (event.sender, event.purpose, channel) if part]
        return ", ".join(parts) or _("all advertising, in every way")


def _once(details: list[list[Any]]) -> list[list[Any]]:
    return [list(detail) for detail in dict.fromkeys(tuple(detail) for detail in details)]
