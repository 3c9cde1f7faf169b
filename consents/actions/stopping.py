"""The verb behind a link to stop: withdrawing is as easy as consenting (art. 7(3)), objecting too (art. 21(3)).

A link names the event it is about and is signed; it holds nothing about the person and does not expire.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from consents.actions.people import value_of
from consents.actions.recording import Entry, record_event
from consents.choices import CollectionMethod, EventKind, Standing
from consents.errors import LinkUnknown
from consents.models import ConsentEvent
from consents.selectors import state_after

SALT = "consents.stop"


def stop_address(event: str = "") -> str:
    """The page on which somebody stops the consent of an event (its uid); that of the portal for who gave none.

    That of a consent takes the one click of a mail program too: it goes in ``List-Unsubscribe`` of an advertising
    e-mail, beside ``List-Unsubscribe-Post: List-Unsubscribe=One-Click`` (RFC 2369, RFC 8058).
    """
    if not event:
        return str(settings.ENVIRONMENT.public_url + reverse("portal-objection"))
    return str(settings.ENVIRONMENT.public_url + reverse("consent-stop", args=[Signer(salt=SALT).sign(event)]))


def event_of_link(token: str) -> ConsentEvent:
    """The event that a link is about. Raises LinkUnknown."""
    try:
        uid = UUID(Signer(salt=SALT).unsign(token))
        return ConsentEvent.objects.select_related("person", "sender", "purpose").get(uid=uid)
    except (BadSignature, ValueError, ConsentEvent.DoesNotExist):
        raise LinkUnknown() from None


def stop(*, token: str, everything: bool, at: datetime) -> None:
    """Withdraw the consent of a link, or object to all marketing; twice is once. Raises LinkUnknown."""
    event = event_of_link(token)
    state = state_after(event)
    if state.objected or (state.standing == Standing.WITHDRAWN and not everything):
        return
    value = value_of(event)
    entry = Entry(
        kind=EventKind.OBJECTED if everything else EventKind.WITHDRAWN,
        values=[value] if value else [],
        stated_at=at,
        method=CollectionMethod.WEB,
        sender=None if everything else event.sender,
        purpose=None if everything else event.purpose,
        channel="" if everything else event.channel,
        refers_to=event.uid,
        own_initiative=True,
    )
    record_event(entry=entry, at=at)
