"""The verbs of double opt-in: send a one-time code to whom consented, and take it back as the proof of who it was.

Only a keyed hash of a code is kept, so a code that could not be sent is not sent later: ask for a new one. An answer
never says why a code is not right.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

import phonenumbers
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from consents.actions.people import value_of
from consents.actions.recording import Entry, record_event
from consents.choices import CodeStatus, CodeWay, CollectionMethod, ContactChannel, EventKind
from consents.errors import CodesTooMany, CodeWrong, EventRefused, MessageNotSent
from consents.identifying import Value
from consents.messaging.choosing import gateway_for
from consents.messaging.gateway import ShortMessage
from consents.models import Confirmation, ConsentEvent, Identifier
from consents.selectors import state_after
from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.keyring import keyed_index

LANGUAGE = "nl"
TRIES = 5
LASTS = {CodeWay.SMS: timedelta(minutes=15), CodeWay.EMAIL: timedelta(days=7)}
HOURLY, DAILY = 3, 8
"""How many codes one number or address gets; norms of the house."""
NO_SMS = {phonenumbers.PhoneNumberType.FIXED_LINE}


def ask_confirmation(*, event: ConsentEvent, at: datetime) -> Confirmation:
    """Send a code or link to the very number or address that a consent is about; an earlier one stops working.

    Raises EventRefused when there is nothing (left) to confirm, CodesTooMany, MessageNotSent.
    """
    value = _reachable(event)
    way = CodeWay.EMAIL if event.channel == ContactChannel.EMAIL else CodeWay.SMS
    secret = secrets.token_urlsafe(32) if way == CodeWay.EMAIL else f"{secrets.randbelow(10**6):06d}"
    with transaction.atomic():
        _demand_room(event.index, at)
        Confirmation.objects.filter(event=event, status=CodeStatus.SENT).update(status=CodeStatus.REPLACED)
        asked = Confirmation(event=event, way=way, index=event.index, asked_at=at, expires_at=at + LASTS[way])
        asked.secret_hash = _hash(asked.uid, secret)
        asked.full_clean()
        asked.save(force_insert=True)
        facts = {"deed": "code_sent", "event": str(event.uid), "way": way.value}
        record(kind=EvidenceKind.CONSENT_RECORDED, case=event.person.uid, facts=facts, at=at)
    _send_or_fail(asked, value, secret)
    return asked


def confirm(*, uid: UUID, secret: str, at: datetime) -> ConsentEvent:
    """Take a code back; the VERIFIED event. Raises CodeWrong, the same for a wrong, used, old and unknown one."""
    open_ones = Confirmation.objects.filter(uid=uid, status=CodeStatus.SENT, expires_at__gt=at, tries__lt=TRIES)
    claimed = open_ones.update(tries=F("tries") + 1)
    found = Confirmation.objects.select_related("event__person", "event__sender", "event__purpose", "event__text")
    asked = found.filter(uid=uid).first()
    right = hmac.compare_digest(asked.secret_hash if asked else "", _hash(uid, _plain(secret)))
    if asked is None or not claimed or not right:
        raise CodeWrong()
    with transaction.atomic():
        verified = _verified(asked, at)
        changes = {"status": CodeStatus.CONFIRMED, "settled_at": at, "verified": verified.uid}
        if not Confirmation.objects.filter(pk=asked.pk, status=CodeStatus.SENT).update(**changes):
            raise CodeWrong()
    return verified


def _reachable(event: ConsentEvent) -> Value:
    """The number or address of an event that still stands. Raises EventRefused."""
    if event.kind not in {EventKind.GIVEN, EventKind.REQUESTED} or event.text is None:
        raise EventRefused(field="event", why=_("only a consent that was asked or given in words can be confirmed"))
    state = state_after(event)
    if state.objected or state.event != str(event.uid):
        why = _("it no longer stands: the person objected, or said something else afterwards")
        raise EventRefused(field="event", why=why)
    if state.verified:
        raise EventRefused(field="event", why=_("this consent is confirmed already"))
    value = value_of(event)
    if value is None:
        raise EventRefused(field="event", why=_("the number or address is not kept any more"))
    if value.kind == "phone" and phonenumbers.number_type(phonenumbers.parse(value.text)) in NO_SMS:
        why = _("a landline gets no SMS: call back on this number, and record that it was verified by phone")
        raise EventRefused(field="event", why=why)
    return value


def _demand_room(index: str, at: datetime) -> None:
    """One sender at a time per number. Raises CodesTooMany."""
    list(Identifier.objects.select_for_update().filter(index=index).order_by("pk").values_list("pk"))
    sent = Confirmation.objects.filter(index=index)
    for span, most in ((timedelta(hours=1), HOURLY), (timedelta(days=1), DAILY)):
        if sent.filter(asked_at__gt=at - span).count() >= most:
            raise CodesTooMany()


def _hash(uid: UUID, secret: str) -> str:
    return keyed_index(settings.ENVIRONMENT.index_key, "confirmation", f"{uid}\x1f{secret}")


def _plain(secret: str) -> str:
    """Codes are typed with spaces and dashes."""
    return "".join(secret.split()) if len(secret) > 20 else "".join(sign for sign in secret if sign.isdigit())


def _send_or_fail(asked: Confirmation, value: Value, secret: str) -> None:
    try:
        _send(asked, value, secret)
    except (MessageNotSent, SMTPException, OSError):
        Confirmation.objects.filter(pk=asked.pk).update(status=CodeStatus.FAILED)
        raise MessageNotSent() from None


def _send(asked: Confirmation, value: Value, secret: str) -> None:
    environment = settings.ENVIRONMENT
    with translation.override(LANGUAGE):
        if asked.way == CodeWay.EMAIL:
            link = environment.public_url + reverse("consent-confirm-link", args=[asked.uid, secret])
            facts = {"event": asked.event, "sender": asked.event.sender, "until": asked.expires_at, "link": link}
            text = render_to_string("emails/consent_confirmation.txt", facts)
            EmailMessage(subject=_("Please confirm your consent"), body=text, to=[value.text]).send()
            return
        link = environment.public_url + reverse("consent-confirm", args=[asked.uid])
        told = _("%(sender)s: your code is %(code)s. Enter it on %(link)s within 15 minutes. Not you? Do nothing.")
        body = told % {"sender": asked.event.sender, "code": secret, "link": link}
    gateway = gateway_for(url=environment.sms_url, key=environment.sms_key, folder=environment.var_dir / "sms")
    gateway.send(ShortMessage(to=value.text, body=body, reference=str(asked.uid)))


def _verified(asked: Confirmation, at: datetime) -> ConsentEvent:
    """What the ledger does not take any more, such as the yes of a minor alone, is a wrong code. Raises CodeWrong."""
    try:
        return _verify(asked, at)
    except EventRefused:
        raise CodeWrong() from None


def _verify(asked: Confirmation, at: datetime) -> ConsentEvent:
    """For a consent that was only asked the code is the yes as well. Raises CodeWrong when the value is gone."""
    value = value_of(asked.event)
    if value is None:
        raise CodeWrong()
    method = CollectionMethod.EMAIL if asked.way == CodeWay.EMAIL else CollectionMethod.SMS
    given = asked.event
    if given.kind == EventKind.REQUESTED:
        (given,) = record_event(entry=_yes(asked.event, value, method, at), at=at)
    entry = Entry(
        kind=EventKind.VERIFIED,
        values=[value],
        stated_at=at,
        method=method,
        refers_to=given.uid,
        source_id=f"confirmation:{asked.uid}",
    )
    return record_event(entry=entry, at=at)[0]


def _yes(asked: ConsentEvent, value: Value, method: CollectionMethod, at: datetime) -> Entry:
    return Entry(
        kind=EventKind.GIVEN,
        values=[value],
        stated_at=at,
        method=method,
        sender=asked.sender,
        purpose=asked.purpose,
        channel=asked.channel,
        text=asked.text,
        refers_to=asked.uid,
        campaign=asked.campaign,
        campaign_url=asked.campaign_url,
        suppliers=asked.suppliers,
        valid_until=asked.valid_until,
        first_contact_on=asked.first_contact_on,
    )
