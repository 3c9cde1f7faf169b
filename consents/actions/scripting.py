"""The verbs of call scripts: write a version that says what has to be said, and record how a call went."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consents.actions.recording import AHEAD, Entry, record_event
from consents.choices import CallAnswer, CallResult, CollectionMethod, EventKind
from consents.errors import EventRefused, NoRules, ScriptLacks
from consents.identifying import Value
from consents.models import (
    CallScript,
    ContactCall,
    ContactDecision,
    ContactPurpose,
    OutboundNumber,
    ScriptVersion,
    Sender,
)
from consents.rules.scripts import Duty, lacking
from consents.script_selectors import duties_on
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.canonical import canonical_json
from registers.choices import EvidenceKind

ORDER = ("start", "middle", "end")
OWN = "own"
"""The block for what an organisation wants to say besides; it stands between start and end."""


@dataclass(frozen=True, kw_only=True)
class CallNote:
    """How a call went. ``uid`` makes that the same note counts once; ``values`` are those of the person."""

    uid: UUID
    decision: ContactDecision
    version: ScriptVersion
    number: OutboundNumber
    result: CallResult
    objection_offered: bool
    again: CallAnswer
    called_at: datetime
    values: Sequence[Value]
    sender: Sender
    purpose: ContactPurpose


def write_script(
    *, script: CallScript, texts: Mapping[str, str], country: str, actor: User, at: datetime
) -> ScriptVersion:
    """The next version of a script. Raises ScriptLacks that names each block, NoRules without duties for the day."""
    duties = duties_on(timezone.localdate(at), country=country)
    if duties is None:
        raise NoRules()
    blocks = duties.rules.for_purpose(script.purpose.kind)
    problems = lacking(texts, blocks)
    if problems:
        raise ScriptLacks(problems)
    told = _blocks(blocks, texts)
    with transaction.atomic():
        last = max(script.versions.select_for_update().values_list("number", flat=True), default=0)
        return ScriptVersion.objects.create(
            script=script,
            number=last + 1,
            blocks=told,
            sha256=hashlib.sha256(canonical_json(told).encode()).hexdigest(),
            duties=duties.rules.id,
            duties_sha256=duties.sha256,
            made_by=actor,
            made_at=at,
        )


def _blocks(duties: Sequence[Duty], texts: Mapping[str, str]) -> list[dict[str, str]]:
    """What is said, in the order of a call; the organisation's own words between start and end."""
    told = [{"key": duty.key, "moment": duty.moment, "label": duty.label, "text": texts[duty.key]} for duty in duties]
    own = texts.get(OWN, "").strip()
    if own:
        told.append({"key": OWN, "moment": "middle", "label": "", "text": own})
    return sorted(told, key=lambda block: ORDER.index(block["moment"]))


def record_call(*, note: CallNote, actor: User, at: datetime) -> ContactCall:
    """Record how a call went; a "no" to "may we call again?" is an objection in the same transaction.

    The same note again returns the call that was recorded before. Raises EventRefused, which names what is lacking.
    """
    before = ContactCall.objects.filter(uid=note.uid).first()
    if before is not None:
        return before
    _check(note, at)
    with transaction.atomic():
        call = ContactCall.objects.create(
            uid=note.uid,
            decision=note.decision,
            version=note.version,
            number=note.number,
            result=note.result,
            objection_offered=note.objection_offered,
            again=note.again,
            called_at=note.called_at,
            agent=actor,
            role=role_of(actor),
        )
        record(kind=EvidenceKind.CONSENT_RECORDED, case=call.uid, facts=_facts(call), at=at)
        if note.again == CallAnswer.NO:
            record_event(entry=_objection(note), at=at, actor=actor)
    return call


def _check(note: CallNote, at: datetime) -> None:
    asked = (note.decision.sender, note.decision.purpose)
    if asked != (note.sender.key, note.purpose.key):
        raise EventRefused(field="decision", why=_("this answer was about another sender or purpose"))
    if note.called_at > at + AHEAD:
        raise EventRefused(field="called_at", why=_("the moment lies in the future"))
    if (note.version.script.sender, note.number.sender) != (note.sender, note.sender):
        raise EventRefused(field="number", why=_("script and number are those of another sender"))
    if note.result.spoken and note.again == CallAnswer.NOT_ASKED and note.objection_offered:
        raise EventRefused(field="again", why=_("verzet was offered, so an answer belongs to it"))
    if not note.result.spoken and (note.objection_offered or note.again != CallAnswer.NOT_ASKED):
        raise EventRefused(field="result", why=_("without a conversation nothing was offered or answered"))


def _objection(note: CallNote) -> Entry:
    """Who does not want another call objects to calls of this sender, whatever they are about."""
    return Entry(
        kind=EventKind.OBJECTED,
        values=note.values,
        stated_at=note.called_at,
        method=CollectionMethod.PHONE,
        sender=note.sender,
        channel=note.decision.channel,
        source_id=f"call-{note.uid}",
    )


def _facts(call: ContactCall) -> dict[str, Any]:
    return {
        "decision": str(call.decision.uid),
        "script": str(call.version.uid),
        "script_sha256": call.version.sha256,
        "result": str(call.result),
        "objection_offered": call.objection_offered,
        "again": str(call.again),
        "role": call.role,
    }
