"""The verb that reminds owners of the days that come near: one mail to each address, each day once.

A mail names activities and agreements, never people. What could not be sent is tried again at the next round.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from registers.book.days import DueDay, due_days
from registers.book.records import Activity, Agreement, Assurance, Hold, Party, SubProcessor
from registers.book_selectors import read_book
from registers.breach_selectors import breach_days
from registers.models import Reminder

log = structlog.get_logger(__name__)

LANGUAGE = "nl"
CLAIMED = dt.timedelta(hours=1)
"""After this time a claim is of a worker that was lost; better a day told twice than never."""
AHEAD = {"review": 30, "audit": 30, "end": 60, "assurance": 30, "objection": 14, "hold": 30, "breach": 3}
"""So many days before the day itself the reminder goes out; a norm of the house."""


def remind(*, at: dt.datetime) -> int:
    """Send what has to be sent at ``at`` (aware); how many days people were reminded of."""
    today = timezone.localdate(at)
    Reminder.objects.filter(claimed_at__lt=at - CLAIMED).delete()
    due = [*breach_days(), *due_days(read_book(only=(Party, Activity, Agreement, SubProcessor, Assurance, Hold)))]
    near = [one for one in due if one.day - dt.timedelta(days=AHEAD.get(one.sort, 30)) <= today]
    waiting = _not_sent(near)
    addresses = sorted({_address(one) for one in waiting})
    return sum(_send(address, [one for one in waiting if _address(one) == address], at) for address in addresses)


def _not_sent(due: Sequence[DueDay]) -> list[DueDay]:
    rows = Reminder.objects.filter(record__in={one.uid for one in due}).values_list("sort", "record", "due")
    sent = {(sort, str(record), day) for sort, record, day in rows}
    return [one for one in due if (one.sort, one.uid, one.day) not in sent]


def _address(one: DueDay) -> str:
    """The owner; without an address of the owner, the organisation's own."""
    return one.email or settings.ENVIRONMENT.organisation_contact


def _send(address: str, due: Sequence[DueDay], at: dt.datetime) -> int:
    """Claim the days, send the mail, and note that it went. The mail server is awaited in no transaction."""
    try:
        with transaction.atomic():
            facts = [{"sort": one.sort, "record": one.uid, "due": one.day} for one in due]
            claimed = [Reminder.objects.create(**one, sent_at=at, claimed_at=at).pk for one in facts]
    except IntegrityError:
        return 0  # another worker is at it
    mine = Reminder.objects.filter(pk__in=claimed, claimed_at=at)
    try:
        _mail(address, due, timezone.localdate(at)).send()
    except (SMTPException, OSError) as error:
        log.warning("reminders not sent", days=len(due), error=type(error).__name__)
        mine.delete()
        return 0
    mine.update(claimed_at=None)
    return len(due)


def _mail(address: str, due: Iterable[DueDay], today: dt.date) -> EmailMessage:
    with translation.override(LANGUAGE):
        rows = [{"due": one, "late": one.day < today, "link": _link(one)} for one in due]
        count = len(rows)
        subject = ngettext("Register: %(n)d day comes near", "Register: %(n)d days come near", count) % {"n": count}
        facts = {"rows": rows, "organisation": settings.ENVIRONMENT.organisation_name}
        return EmailMessage(subject=subject, body=render_to_string("emails/reminder.txt", facts), to=[address])


def _link(one: DueDay) -> str:
    return f"{settings.ENVIRONMENT.public_url}{reverse('register:record', args=[one.kind, one.uid])}"
