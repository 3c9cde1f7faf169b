"""The verbs of a correction (art. 16): state what is wrong and what is right, or take that back.

What is stated is data of the person: encrypted, destroyed with the working data, and named in a plan by a keyed digest
only. Whatever is stated or taken back makes an existing plan out of date.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import CorrectionWay, EvidenceKind
from registers.map_selectors import map_of
from subjects.actions.committing import open_sources
from subjects.actions.judging import refusals
from subjects.actions.moving import Deed, move, note_event, role_of
from subjects.choices import Right, Status
from subjects.errors import CorrectionInvalid, CorrectionsInvalid, RequestError
from subjects.models import Correction, Receipt, SubjectRequest
from subjects.planning.correcting import Correction as CorrectionValue

CORRECTABLE = frozenset({Status.LOCATED, Status.PLANNED, Status.APPROVED, Status.BLOCKED})
LONGEST_TEXT = 10_000


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What has to be put right. ``present`` of None takes any row of the person; ``text`` '' empties the field."""

    source: str
    table: str
    column: str
    text: str
    present: str | None = None
    way: CorrectionWay = CorrectionWay.REPLACE
    shared: bool = False


def state_correction(*, request: SubjectRequest, wish: Wish, actor: User, at: datetime) -> Correction:
    """Note one correction. Raises CorrectionInvalid with the field and the reason, and as ``state_corrections``."""
    try:
        (stated,) = state_corrections(request=request, wishes=[wish], actor=actor, at=at)
    except CorrectionsInvalid as error:
        raise error.errors[0] from None
    return stated


def state_corrections(
    *, request: SubjectRequest, wishes: Sequence[Wish], actor: User, at: datetime
) -> list[Correction]:
    """Note corrections, all or none, judged as the planner will judge them. A plan has to be made anew.

    Raises CorrectionsInvalid with the place in ``wishes`` of each that can't be made, RequestError where the request
    takes none, SourceError.
    """
    demand_correctable(request)
    _demand_possible(request, wishes, at)
    with transaction.atomic():
        return [_state(request, wish, actor, at) for wish in wishes]


def _state(request: SubjectRequest, wish: Wish, actor: User, at: datetime) -> Correction:
    number = (request.corrections.aggregate(last=Max("number"))["last"] or 0) + 1
    stated = Correction(
        request=request,
        number=number,
        source=wish.source,
        table=wish.table,
        column=wish.column,
        way=wish.way,
        shared=wish.shared,
        values={"text": _text(request, wish, at), "present": wish.present, "salt": secrets.token_hex(16)},
        stated_by=actor,
        stated_at=at,
    )
    stated.full_clean()
    stated.save(force_insert=True)
    _note(request, stated, verb="correct", actor=actor, at=at)
    return stated


def _demand_possible(request: SubjectRequest, wishes: Sequence[Wish], at: datetime) -> None:
    """First what the map alone can say, then what the databases say. Raises CorrectionsInvalid, SourceError."""
    wrong = {place: why for place, wish in enumerate(wishes) if (why := _unknown(wish)) is not None}
    wanted: dict[str, list[CorrectionValue]] = {}
    for place, wish in enumerate(wishes):
        if place not in wrong:
            wanted.setdefault(wish.source, []).append(_as_value(request, wish, str(place), at))
    found = refusals(request=request, wanted=wanted, at=at) if wanted else {}
    wrong |= {int(digest): error for digest, error in found.items()}
    if wrong:
        raise CorrectionsInvalid(dict(sorted(wrong.items())))


def _as_value(request: SubjectRequest, wish: Wish, digest: str, at: datetime) -> CorrectionValue:
    return CorrectionValue(
        table=wish.table,
        column=wish.column,
        way=wish.way,
        text=_text(request, wish, at),
        digest=digest,
        present=wish.present,
        shared=wish.shared,
    )


def drop_correction(*, request: SubjectRequest, number: int, actor: User, at: datetime) -> None:
    """Take a correction back. Raises RequestError when there is none, or when it was carried out already."""
    demand_correctable(request)
    stated = request.corrections.filter(number=number).first()
    if stated is None:
        raise RequestError(_("there is no correction %(number)d") % {"number": number})
    if stated.source in _touched(request):
        told = _("source %(source)s: corrections were carried out there already, so they stay as they were stated")
        raise RequestError(told % {"source": stated.source})
    with transaction.atomic():
        _note(request, stated, verb="drop", actor=actor, at=at)
        stated.delete()


def demand_correctable(request: SubjectRequest) -> None:
    """Raises RequestError where a request takes no corrections, by its right or by where it stands."""
    if request.right != Right.RECTIFICATION:
        raise RequestError(_("only a request for rectification (art. 16) takes corrections"))
    if request.status not in CORRECTABLE:
        told = _("a request that is %(status)s takes no corrections; locate the person first")
        raise RequestError(told % {"status": request.get_status_display()})


def _unknown(wish: Wish) -> CorrectionInvalid | None:
    table = map_of(wish.source).table(wish.table)
    why = ""
    if table is None or table.field(wish.column) is None:
        why = _("the data map doesn't have this field")
    elif wish.way == CorrectionWay.SUPPLEMENT and not wish.text.strip():
        why = _("a supplementary statement has a text")
    elif max(len(wish.text), len(wish.present or "")) > LONGEST_TEXT:
        why = _("the value is longer than %(longest)d signs") % {"longest": LONGEST_TEXT}
    return CorrectionInvalid(table=wish.table, column=wish.column, why=why) if why else None


def _touched(request: SubjectRequest) -> set[str]:
    """Sources in which something was carried out, or may have been."""
    done = Receipt.objects.filter(step__plan__request=request).values_list("step__source", flat=True)
    return {*done, *open_sources(request)}


def _text(request: SubjectRequest, wish: Wish, at: datetime) -> str:
    """What is written. A statement is dated, and told apart from the organisation's own words."""
    if wish.way != CorrectionWay.SUPPLEMENT:
        return wish.text
    with translation.override("nl"):
        head = _("[Statement of the person, %(day)s, %(reference)s]")
    return f"{head % {'day': at.astimezone().strftime('%d-%m-%Y'), 'reference': request.reference}} {wish.text.strip()}"


def _note(request: SubjectRequest, stated: Correction, *, verb: str, actor: User, at: datetime) -> None:
    """The event, the fact, and the end of a plan that was made of other corrections."""
    note = f"{stated.number}: {stated}"
    facts = {"correction": stated.number, "field": str(stated)[:200], "way": stated.way}
    request.plans.filter(superseded=False).update(superseded=True)
    if request.status in {Status.PLANNED, Status.APPROVED}:
        deed = Deed(verb=verb, at=at, actor=actor, note=note, facts=facts)
        move(request=request, to=Status.LOCATED, deed=deed)
        return
    note_event(request=request, verb=verb, at=at, actor=actor, note=note)
    stays = {"from": request.status, "to": request.status, "verb": verb, "role": role_of(actor)}
    record(kind=EvidenceKind.REQUEST_MOVED, case=request.case, facts={**facts, **stays}, at=at)
