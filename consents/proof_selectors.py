"""Reads for proofs: consents with what proves them, and requests for proof that wait."""

import hashlib
from datetime import date

from django.db.models import QuerySet

from consents.choices import ContactChannel, EventKind, PurposeKind
from consents.documents.content import ProvenConsent, ToldMoment
from consents.errors import LedgerBroken
from consents.models import ConsentEvent, ConsentText, Person, ProofRequest
from consents.rules.folding import Event, covers
from consents.selectors import events_of
from consents.telling_selectors import events_told
from registers.choices import IdentifierKind

ENDING = {EventKind.WITHDRAWN, EventKind.REFUSED, EventKind.EXPIRED, EventKind.OBJECTED}


def open_requests() -> QuerySet[ProofRequest]:
    """Requests for proof that nobody answered, the most urgent first."""
    return ProofRequest.objects.filter(answered_at=None).order_by("due", "pk")


def overdue(day: date) -> QuerySet[ProofRequest]:
    """Those of which the last day has passed."""
    return open_requests().filter(due__lt=day)


def proven_consents(person: Person) -> tuple[ProvenConsent, ...]:
    """Every consent that a person ever gave, oldest first, in the language that is active.

    Raises LedgerBroken when words that were asked are not those that were hashed when they were written.
    """
    given = ConsentEvent.objects.filter(person=person, kind__in=[EventKind.GIVEN, EventKind.RENEWED])
    rows = given.select_related("person", "sender", "purpose", "text", "authorisation").order_by("stated_at", "pk")
    past = events_of([person.pk]).get(person.pk, [])
    return tuple(_proven(event, past) for event in rows)


def moments_of(person: Person) -> tuple[ToldMoment, ...]:
    """All that a person told, as a proof shows it."""
    return tuple(
        ToldMoment(
            at=one.at,
            what=one.what,
            sender=one.sender,
            purpose=one.purpose,
            channel=one.channel,
            method=one.method,
        )
        for one in events_told([person])
    )


def _demand_unchanged(text: ConsentText) -> None:
    if hashlib.sha256(text.body.encode()).hexdigest() != text.sha256:
        raise LedgerBroken()


def _proven(event: ConsentEvent, past: list[Event]) -> ProvenConsent:
    assert event.sender and event.purpose and event.text  # a constraint of the table
    _demand_unchanged(event.text)
    own = next(one for one in past if one.uid == str(event.uid))
    check = ConsentEvent.objects.filter(kind=EventKind.VERIFIED, refers_to=event.uid).order_by("stated_at").first()
    ended = _end_of(own, past, PurposeKind(event.purpose.kind))
    authorisation = getattr(event, "authorisation", None)
    return ProvenConsent(
        receipt_id=str(event.uid),
        principal=str(event.person.uid),
        sender=event.sender.legal_name,
        trade_name=event.sender.trade_name,
        sender_contact=event.sender.contact,
        on_behalf=bool(event.suppliers),
        purpose=event.purpose.title,
        purpose_kind=event.purpose.kind,
        products=event.purpose.products,
        channel=event.channel,
        channel_label=str(ContactChannel(event.channel).label),
        wording=event.text.body,
        wording_version=str(event.text),
        wording_sha256=event.text.sha256,
        language=event.text.language,
        policy_url=event.text.policy_url or event.sender.privacy_url,
        standalone=event.text.standalone,
        given_at=event.stated_at,
        method=str(event.get_method_display()),
        reached_by=str(IdentifierKind(event.identifier_kind).label) if event.identifier_kind else "",
        verified_at=check.stated_at if check else None,
        verified_how=str(check.get_method_display()) if check else "",
        valid_until=event.valid_until,
        first_contact_on=event.first_contact_on,
        campaign=event.campaign,
        campaign_url=event.campaign_url,
        suppliers=tuple(event.suppliers),
        ended_at=ended.stated_at if ended else None,
        ended_how=str(ended.kind.label) if ended else "",
        digest=event.digest,
        authorised_at=authorisation.stated_at if authorisation else None,
    )


def _end_of(given: Event, past: list[Event], kind: PurposeKind) -> Event | None:
    """What first ended a consent: somebody's no, its expiry, or that it was declared invalid."""
    void = [one for one in past if one.kind == EventKind.INVALIDATED and one.refers_to == given.uid]
    noes = [one for one in past if one.kind in ENDING and covers(one, given.scope, kind)]
    later = [one for one in noes if one.stated_at >= given.stated_at]
    return min([*void, *later], key=lambda one: one.stated_at, default=None)
