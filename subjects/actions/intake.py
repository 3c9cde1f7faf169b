"""The first verbs of a request: receive it, and make sure who asks."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import EvidenceKind, IdentifierKind
from registers.errors import IdentifierInvalid
from registers.keyring import keyed_indexes
from subjects.actions.contact_ledger import speak_in_ledger
from subjects.actions.moving import Deed, move, note_event, role_of
from subjects.choices import Channel, IdentificationMethod, RestrictionGround, Right, Status
from subjects.deadlines import Term, deadlines
from subjects.errors import RequestError
from subjects.locating.known import SEARCHABLE, Identifier
from subjects.models import LegalTerm, RequestIdentifier, SubjectRequest

ENOUGH = (*SEARCHABLE, IdentifierKind.NAME)
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What comes in: the right, the day of receipt at the establishment, identifiers as (kind, text), the channel.

    ``ground`` is the letter of art. 18(1); only a restriction has one, and can't be without.
    """

    right: Right
    received_on: date
    identifiers: Sequence[tuple[IdentifierKind, str]]
    channel: Channel = Channel.COMMAND
    wording: str = ""
    ground: RestrictionGround | None = None


def receive(*, intake: Intake, at: datetime, actor: User | None = None) -> SubjectRequest:
    """Open a request; its deadline follows from the day of receipt (art. 12(3); Regulation 1182/71).

    Raises IdentifierInvalid for a value that doesn't fit its kind, RequestError without an identifier, for a day of
    receipt in the future, and for a restriction without a ground.
    """
    if not intake.identifiers:
        raise RequestError(_("at least one identifier is needed, such as an e-mail address or a customer number"))
    if not any(kind in ENOUGH for kind, _text in intake.identifiers):
        kinds = ", ".join(str(kind.label) for kind in ENOUGH)
        told = _("nobody can be looked up by these identifiers alone: give one of %(kinds)s too")
        raise RequestError(told % {"kinds": kinds})
    if intake.received_on > at.astimezone().date():
        raise RequestError(_("the day of receipt lies in the future"))
    _demand_ground(intake)
    known = list(dict.fromkeys(Identifier.read(kind, text) for kind, text in intake.identifiers))
    term = legal_term(intake.received_on)
    dates = deadlines(received=intake.received_on, term=term, country=settings.ENVIRONMENT.country)
    with transaction.atomic():
        request = SubjectRequest(
            reference=_new_reference(at),
            right=intake.right,
            restriction_ground=intake.ground or "",
            channel=intake.channel,
            wording=intake.wording,
            received_on=intake.received_on,
            rule=dates.rule,
            due=dates.due,
            cautious_due=dates.cautious_due,
            planning=dates.planning,
            extended_due=dates.extended_due,
            created_at=at,
        )
        request.full_clean()
        request.save(force_insert=True)
        remember(request=request, identifiers=known, learned=False)
        _note_receipt(request, at=at, actor=actor)
        if intake.right.in_ledger:
            speak_in_ledger(request=request, at=at, actor=actor)
    return request


def _note_receipt(request: SubjectRequest, *, at: datetime, actor: User | None) -> None:
    note_event(request=request, verb="receive", at=at, actor=actor, moved=("", Status.RECEIVED))
    facts = {
        "right": Right(request.right).value,
        "to": "received",
        "rule": request.rule,
        "due": request.due.isoformat(),
        "role": role_of(actor),
    }
    record(kind=EvidenceKind.REQUEST_MOVED, case=request.case, facts=facts, at=at)


def _demand_ground(intake: Intake) -> None:
    """A restriction has a ground, and nothing else has. Raises RequestError."""
    if intake.right == Right.RESTRICTION and intake.ground is None:
        raise RequestError(_("a restriction needs its ground: choose one of art. 18(1)(a)-(d)"))
    if intake.right != Right.RESTRICTION and intake.ground is not None:
        raise RequestError(_("only a restriction has a ground of art. 18(1); leave the ground empty"))


def _new_reference(at: datetime) -> str:
    while True:
        reference = f"W{at:%y}-{''.join(secrets.choice(_LETTERS) for _ in range(6))}"
        if not SubjectRequest.objects.filter(reference=reference).exists():
            return reference


def legal_term(day: date) -> Term:
    """The term of law on a day. Raises RequestError when the table of terms has none."""
    row = LegalTerm.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day).first()
    if row is None:
        told = _("no legal term is known for %(day)s; add one in the admin")
        raise RequestError(told % {"day": day.isoformat()})
    return Term(rule=row.rule, months=row.months, extension_months=row.extension_months)


def remember(*, request: SubjectRequest, identifiers: Sequence[Identifier], learned: bool) -> None:
    """Keep identifiers as working data: the value encrypted, beside a keyed index."""
    for one in identifiers:
        indexes = keyed_indexes(settings.ENVIRONMENT.index_keys, one.kind.value, one.value)
        RequestIdentifier.objects.get_or_create(
            request=request,
            kind=one.kind,
            index__in=indexes,
            defaults={"index": indexes[0], "value": one.value, "learned": learned},
        )


def read_identifier(text: str) -> tuple[IdentifierKind, str]:
    """``KIND=VALUE`` as people type it. Raises IdentifierInvalid that lists the kinds."""
    kind, sign, value = text.partition("=")
    if not sign or kind not in IdentifierKind.values:
        # What was typed may be the value itself, so the message doesn't repeat it.
        kinds = ", ".join(IdentifierKind.values)
        why = _("write KIND=VALUE with a kind out of: %(kinds)s") % {"kinds": kinds}
        raise IdentifierInvalid(kind="?", why=why)
    return IdentifierKind(kind), value


def identify(*, request: SubjectRequest, method: IdentificationMethod, actor: User, at: datetime) -> None:
    """Note how it was made sure who asks: the method, never a copy of a document (art. 12(6))."""
    if Right(request.right).in_ledger:
        told = _("this right needs no identity check and is carried out already: `manage.py request settle`")
        raise RequestError(told)
    if request.status == Status.IDENTIFIED:
        raise RequestError(_("the identity was checked already"))
    with transaction.atomic():
        move(
            request=request,
            to=Status.IDENTIFIED,
            deed=Deed(verb="identify", at=at, actor=actor, note=method.value),
            changes={"identified_by": actor, "identified_method": method},
        )
        record(
            kind=EvidenceKind.IDENTITY_CHECKED,
            case=request.case,
            facts={"method": method.value, "role": role_of(actor)},
            at=at,
        )
