"""The verbs of art. 19: tell the recipients that the register names, remind them once, and note what they confirmed.

A notice is written in the transaction that proves the work, so that nothing is told that did not happen and nothing
that happened stays untold. Mails are sent afterwards, at least once; telling somebody twice does no harm.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import EvidenceKind, IdentifierKind
from registers.publishing.notifying import Addressee
from subjects.actions.moving import note_event, role_of
from subjects.actions.naming import NamedRows
from subjects.choices import NoticeStatus
from subjects.dispatch import hint_notices
from subjects.errors import NoticeSettled
from subjects.models import DeferredErasure, Notice, SubjectRequest
from subjects.notice_selectors import activity_numbers

log = structlog.get_logger("waarborg.notices")

Details = list[list[Any]]
"""What a notice says, each with its first word: a kind of identifier, or one of those below."""
LANGUAGE = "nl"
ATTEMPTS = 8
CLAIMED = timedelta(minutes=10)
CORRECTED = "corrected"  # first word of a detail that tells of a correction
ROWS = "rows"  # first word of a detail that tells which rows went; the others begin with a kind
OPEN = (NoticeStatus.QUEUED, NoticeStatus.SENDING, NoticeStatus.SENT, NoticeStatus.FAILED, NoticeStatus.BY_HAND)


@dataclass(frozen=True, kw_only=True)
class CorrectedField:
    """A field that was put right, as a recipient of its activity has to know it. Holds data of the person."""

    activity: str
    label: str
    before: tuple[str, ...]
    after: str


def write_notices(
    *,
    request: SubjectRequest,
    recipients: tuple[Addressee, ...],
    corrected: Sequence[CorrectedField] = (),
    at: datetime,
) -> int:
    """Write a notice for each recipient, with what it needs to find the person; how many are new.

    Called in the transaction that ends the work, before the identifiers are destroyed. Twice is once. A recipient
    learns what was ``corrected`` in the activities of which it gets data, and nothing of the others.
    """
    about = [
        [one.kind, one.value] for one in request.identifiers.filter(learned=False).order_by("id") if one.value.strip()
    ]
    numbers = activity_numbers(one.activity for one in corrected)

    def told(one: Addressee) -> Details:
        fields = [field for field in corrected if numbers.get(field.activity) in one.activities]
        return [*about, *map(_detail, fields)]

    return _write_all(request, recipients, told, at=at)


def write_later_notices(*, deferral: DeferredErasure, recipients: tuple[Addressee, ...], at: datetime) -> int:
    """Tell of what a duty kept until now: each recipient which rows went of the activities of which it gets data.

    Called in the transaction that ends the work, before those rows are forgotten. How many are new; twice is once.
    """
    rows = [NamedRows.from_json(one) for one in (deferral.body or {}).get("named", ())]
    numbers = activity_numbers(one.activity for one in rows)

    def told(one: Addressee) -> Details:
        return list(_details([row for row in rows if numbers.get(row.activity) in one.activities]))

    return _write_all(deferral.request, recipients, told, at=at, deferral=deferral)


def _write_all(
    request: SubjectRequest,
    recipients: Iterable[Addressee],
    told: Callable[[Addressee], Details],
    *,
    at: datetime,
    deferral: DeferredErasure | None = None,
) -> int:
    known = set(request.notices.filter(deferral=deferral).values_list("name", "email"))
    new = [one for one in recipients if (one.name, one.email) not in known]
    for number, one in enumerate(new, start=request.notices.count() + 1):
        write_notice(recipient=one, details=told(one), request=request, number=number, deferral=deferral, at=at)
    if new:
        hint_notices()
    return len(new)


def _details(rows: Iterable[NamedRows]) -> Iterator[list[Any]]:
    for kind, value in dict.fromkeys(pair for row in rows for pair in row.identifiers):
        yield [kind, value]
    for row in rows:
        yield [ROWS, row.label, list(row.keys), row.count]


def _detail(field: CorrectedField) -> list[Any]:
    return [CORRECTED, field.label, list(field.before), field.after]


def write_notice(
    *,
    recipient: Addressee,
    details: list[list[Any]],
    at: datetime,
    request: SubjectRequest | None = None,
    number: int = 1,
    deferral: DeferredErasure | None = None,
) -> Notice:
    """Write one notice, in the caller's transaction; without a request it tells who objected."""
    token = secrets.token_urlsafe(32)
    notice = Notice(
        request=request,
        deferral=deferral,
        number=number,
        name=recipient.name,
        sort=recipient.sort,
        email=recipient.email,
        activities=list(recipient.activities),
        status=NoticeStatus.QUEUED if recipient.email else NoticeStatus.BY_HAND,
        due=at.astimezone().date() + timedelta(days=settings.ENVIRONMENT.notice_days),
        token=token,
        token_sha256=hashlib.sha256(token.encode()).hexdigest(),
        details=details,
    )
    notice.full_clean(exclude=["note"])
    notice.save(force_insert=True)
    return notice


def send_notices(*, at: datetime) -> int:
    """Send what waits, and one reminder for what is overdue; how many mails went out.

    1. Put back what a killed worker had claimed.
    2. Claim a notice by compare-and-set, send it, note it with its evidence.
    3. A mail that the server refuses is tried again later, and after eight times waits for a person.
    """
    Notice.objects.filter(status=NoticeStatus.SENDING, not_before__lt=at - CLAIMED).update(status=NoticeStatus.QUEUED)
    waiting = Notice.objects.filter(Q(not_before=None) | Q(not_before__lte=at), status=NoticeStatus.QUEUED)
    overdue = Notice.objects.filter(status=NoticeStatus.SENT, reminded_at=None, due__lt=at.astimezone().date())
    sent = 0
    for notice in [*waiting.select_related("request"), *overdue.select_related("request")]:
        claimed = Notice.objects.filter(pk=notice.pk, status=notice.status).update(
            status=NoticeStatus.SENDING, not_before=at, attempts=F("attempts") + 1
        )
        sent += _send(notice, at) if claimed else 0
    return sent


def _send(notice: Notice, at: datetime) -> int:
    try:
        _mail(notice).send()
    except (SMTPException, OSError) as error:
        log.warning("notice not sent", notice_id=notice.pk, error=type(error).__name__)
        _try_later(notice, at)
        return 0
    again = notice.sent_at is not None
    with transaction.atomic():
        times = {"reminded_at": at} if again else {"sent_at": at}
        Notice.objects.filter(pk=notice.pk).update(status=NoticeStatus.SENT, attempts=0, **times)
        facts = {"notice": notice.number, "reminder": again, "sort": notice.sort}
        record(kind=EvidenceKind.NOTICE_SENT, case=notice.case, facts=facts, at=at)
        _on_timeline(notice, verb="remind" if again else "notify", at=at)
    return 1


def _on_timeline(notice: Notice, *, verb: str, at: datetime, actor: User | None = None) -> None:
    """On that of its request, where it has one."""
    if notice.request:
        note_event(request=notice.request, verb=verb, at=at, actor=actor, note=f"notice {notice.number}")


def _try_later(notice: Notice, at: datetime) -> None:
    attempts = notice.attempts + 1
    status = NoticeStatus.FAILED if attempts >= ATTEMPTS else NoticeStatus.QUEUED
    Notice.objects.filter(pk=notice.pk).update(status=status, not_before=at + timedelta(minutes=2**attempts))


def _mail(notice: Notice) -> EmailMessage:
    """The mail: what was done and a link. Whom it is about is behind the link, not in the mail."""
    with translation.override(LANGUAGE):
        facts = {
            "notice": notice,
            "reminder": notice.sent_at is not None,
            "organisation": settings.ENVIRONMENT.organisation_name,
            "contact": settings.ENVIRONMENT.organisation_contact,
            "link": settings.ENVIRONMENT.public_url + reverse("notice", args=[notice.token]),
        }
        words = {"reference": notice.reference}
        subject = (
            _("Notice under art. 19 AVG, reference %(reference)s") % words
            if notice.request
            else _("Objections to contact, reference %(reference)s") % words
        )
        body = render_to_string("emails/notice.txt", facts)
    return EmailMessage(subject=subject, body=body, to=[notice.email])


def acknowledge(*, notice: Notice, at: datetime) -> None:
    """The recipient confirms. What told whom it was about is destroyed. Raises NoticeSettled."""
    _settle(notice, NoticeStatus.ACKNOWLEDGED, at=at, note="", actor=None)


def settle_by_hand(*, notice: Notice, told: bool, note: str, actor: User, at: datetime) -> None:
    """A colleague told the recipient in another way, or says why that is impossible or takes too much (art. 19).

    ``note`` says how or why, without data of the person. Raises NoticeSettled.
    """
    status = NoticeStatus.ACKNOWLEDGED if told else NoticeStatus.WAIVED
    _settle(notice, status, at=at, note=note, actor=actor)


def _settle(notice: Notice, status: NoticeStatus, *, at: datetime, note: str, actor: User | None) -> None:
    with transaction.atomic():
        changes = {"status": status, "settled_at": at, "details": None, "token": "", "note": note.strip()[:400]}
        if not Notice.objects.filter(pk=notice.pk, status__in=OPEN).update(**changes):
            raise NoticeSettled()
        facts = {"notice": notice.number, "status": status.value, "role": role_of(actor)}
        record(kind=EvidenceKind.NOTICE_ACKNOWLEDGED, case=notice.case, facts=facts, at=at)
        _on_timeline(notice, verb="confirm", at=at, actor=actor)
    notice.refresh_from_db()


def sweep_notices(*, at: datetime) -> int:
    """Destroy what tells whom a notice is about when its time is over; how many."""
    last = at.astimezone().date() - timedelta(days=settings.ENVIRONMENT.notice_days)
    return Notice.objects.exclude(details=None).filter(due__lt=last).update(details=None, token="")


def read_by_hand(*, notice: Notice, actor: User, at: datetime) -> list[tuple[str, str, str]]:
    """Whom the notice is about, for a colleague who tells it by hand; that it was shown is a fact."""
    facts = {"notice": notice.number, "role": role_of(actor)}
    with transaction.atomic():
        record(kind=EvidenceKind.PREVIEW_READ, case=notice.case, facts=facts, at=at)
    return kinds_and_values(notice)


def kinds_and_values(notice: Notice) -> list[tuple[str, str, str]]:
    """Whom the notice is about, for the recipient's eyes: kind, value, and to what they objected ('' elsewhere)."""
    told = [detail for detail in notice.details or () if detail[0] not in {CORRECTED, ROWS}]
    return [(str(IdentifierKind(kind).label), value, "".join(scope)) for kind, value, *scope in told]


def rows_in(notice: Notice) -> list[tuple[str, list[str], int]]:
    """Which rows went, for the recipient's eyes: of what, their numbers, and how many there were in all."""
    found = [detail for detail in notice.details or () if detail[0] == ROWS]
    return [(label, keys, count) for _word, label, keys, count in found]


def corrections_in(notice: Notice) -> list[tuple[str, list[str], str]]:
    """What was put right, for the recipient's eyes: field, what stood there, what stands there now."""
    found = [detail for detail in notice.details or () if detail[0] == CORRECTED]
    return [(label, before, after) for _word, label, before, after in found]
