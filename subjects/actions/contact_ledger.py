"""What a request does in the ledger of consents: an inzage reads it, an erasure empties it, an objection fills it.

An erasure is noted in the evidence of the request in its own transaction, so that a worker that is killed afterwards
finds it done, and the certificate tells what the log says.
"""

import json
from datetime import datetime, time

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consents.actions.forgetting import Forgotten, forget_by
from consents.actions.people import meant
from consents.actions.recording import Entry, record_event
from consents.actions.withdrawing import withdraw_standing
from consents.choices import CollectionMethod, EventKind, KeepingGround
from consents.identifying import KINDS, Value
from consents.telling_selectors import events_told
from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.documents.content import LedgerErasure
from registers.documents.pages import LANGUAGE
from registers.documents.reportcontent import ReportContact
from registers.selectors import entries_of
from subjects.choices import Channel, Right
from subjects.errors import RequestError
from subjects.models import SubjectRequest

REQUEST_MARK = "request"
"""How an event of the ledger says that it came as a request: by this word, a colon and the case."""

METHODS = {
    Channel.DESK: CollectionMethod.IN_PERSON,
    Channel.EMAIL: CollectionMethod.EMAIL,
    Channel.PHONE: CollectionMethod.PHONE,
    Channel.LETTER: CollectionMethod.LETTER,
    Channel.PORTAL: CollectionMethod.PORTAL,
    Channel.COMMAND: CollectionMethod.API,
}


def values_of(request: SubjectRequest) -> list[Value]:
    """The identifiers of a request that the ledger knows."""
    secret = settings.ENVIRONMENT.index_key
    rows = request.identifiers.filter(kind__in=KINDS).order_by("id")
    return [Value.read(one.kind, one.value, secret=secret) for one in rows if one.value.strip()]


def contacts_told(request: SubjectRequest) -> tuple[ReportContact, ...]:
    """The consents and objections of the person, in Dutch; nothing of somebody who shares a number."""
    with transaction.atomic(), translation.override(LANGUAGE):
        return tuple(
            ReportContact(
                at=one.at,
                what=one.what,
                sender=one.sender,
                purpose=one.purpose,
                channel=one.channel,
                method=one.method,
                wording=one.wording,
            )
            for one in events_told(meant(values_of(request)))
        )


def speak_in_ledger(*, request: SubjectRequest, at: datetime, actor: User | None) -> None:
    """Record an objection or a withdrawal on receipt: it works from then on, whatever becomes of the request.

    Called in the transaction that opens the request. Raises RequestError without a value that leads to contact.
    """
    values = values_of(request)
    if not values:
        kinds = ", ".join(kind.value for kind in KINDS)
        told = _("without a number, address or customer number nobody is kept from calling: give one of %(kinds)s")
        raise RequestError(told % {"kinds": kinds})
    objects = request.right == Right.OBJECTION
    said = Entry(
        kind=EventKind.OBJECTED if objects else EventKind.WITHDRAWN,
        values=values,
        stated_at=_heard_at(request, at),
        method=METHODS[Channel(request.channel)],
        own_initiative=True,
        source_id=f"{REQUEST_MARK}:{request.case}",
    )
    events = record_event(entry=said, at=at, actor=actor)
    if not objects:
        for person in {event.person_id: event.person for event in events}.values():
            withdraw_standing(person=person, stated_at=said.stated_at, method=said.method, at=at, actor=actor)
    facts = {"deed": request.right, "people": len(events), "events": [str(event.uid) for event in events][:50]}
    record(kind=EvidenceKind.CONSENT_RECORDED, case=request.case, facts=facts, at=at)


def _heard_at(request: SubjectRequest, at: datetime) -> datetime:
    """Now; for a day that has passed its last moment, so that nothing which was said on that day overtakes it."""
    end = timezone.make_aware(datetime.combine(request.received_on, time.max))
    return min(end, at)


def forget_in_ledger(*, request: SubjectRequest, at: datetime) -> None:
    """Forget the person of an erasure in the ledger; twice is once. Raises NumberMissing."""
    if ledger_erasure(request) is not None:
        return
    with transaction.atomic():
        done = forget_by(values=values_of(request), at=at)
        record(kind=EvidenceKind.PERSON_FORGOTTEN, case=request.case, facts=_facts(done), at=at)


def ledger_erasure(request: SubjectRequest) -> LedgerErasure | None:
    """What the evidence says was done in the ledger; None before it was."""
    entry = entries_of(request.case).filter(kind=EvidenceKind.PERSON_FORGOTTEN).first()
    if entry is None:
        return None
    facts = json.loads(entry.body)["facts"]
    with translation.override(LANGUAGE):
        grounds = tuple(str(KeepingGround(ground).label) for ground in facts["grounds"])
    counts = {name: facts[name] for name in ("people", "values", "relations", "files", "keys_kept")}
    return LedgerErasure(**counts, grounds=grounds)


def _facts(done: list[Forgotten]) -> dict[str, object]:
    return {
        "people": len(done),
        "values": sum(one.values for one in done),
        "relations": sum(one.relations for one in done),
        "files": sum(one.files for one in done),
        "keys_kept": sum(one.keys_kept for one in done),
        "grounds": sorted({one.keeping.ground.value for one in done if one.keeping}),
    }
