"""The buttons beside an answer: objection, withdrawal, lifting, consent. Each reads its form and makes one call."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consents.actions.minors import Authorised, note_age
from consents.actions.proof_files import keep_proof
from consents.actions.recording import Entry, record_event
from consents.admin.ask_forms import AgeForm, ConsentForm, LiftForm, SaidForm, WithdrawForm
from consents.choices import CollectionMethod, EventKind
from consents.deciding_selectors import Question
from consents.rules.renewing import last_day

Call = Callable[[Question, dict[str, Any], User, datetime], object]


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One button. ``open``: its form is seen at once, without a click."""

    name: str
    label: Promise
    intro: Promise
    done: Promise
    form: type[SaidForm]
    call: Call
    open: bool = False


def _entry(kind: EventKind, question: Question, given: dict[str, Any], at: datetime) -> Entry:
    scope = given.get("scope", "exact")
    return Entry(
        kind=kind,
        values=question.values,
        stated_at=given["stated_at"] or at,
        method=CollectionMethod(given["method"]),
        sender=question.sender if scope != "everything" else None,
        purpose=question.purpose if scope in {"purpose", "exact"} else None,
        channel=question.channel if scope == "exact" else "",
        whole_number=given.get("whole_number", False),
        source_id=f"desk-{given['once']}",
    )


def _object(question: Question, given: dict[str, Any], actor: User, at: datetime) -> object:
    return record_event(entry=_entry(EventKind.OBJECTED, question, given, at), at=at, actor=actor)


def _withdraw(question: Question, given: dict[str, Any], actor: User, at: datetime) -> object:
    return record_event(entry=_entry(EventKind.WITHDRAWN, question, given, at), at=at, actor=actor)


def _lift(question: Question, given: dict[str, Any], actor: User, at: datetime) -> object:
    entry = _entry(EventKind.LIFTED, question, given, at)
    proof = keep_proof(content=given["proof"].read())
    entry = replace(entry, own_initiative=given["own_initiative"], evidence_file=proof)
    return record_event(entry=entry, at=at, actor=actor)


def _consent(question: Question, given: dict[str, Any], actor: User, at: datetime) -> object:
    entry = _entry(EventKind.GIVEN, question, given, at)
    until = last_day(question.purpose.months, timezone.localdate(entry.stated_at))
    said = replace(entry, text=given["text"], valid_until=until, authorised=_authorised(given, at))
    return record_event(entry=said, at=at, actor=actor)


def _authorised(given: dict[str, Any], at: datetime) -> Authorised | None:
    """What the parent or guardian of a minor said; None for anybody else."""
    if not given.get("representative"):
        return None
    proof = given["rep_proof"]
    return Authorised(
        values=given["representative"],
        stated_at=given["rep_stated_at"] or at,
        method=CollectionMethod(given["rep_method"]),
        evidence_file=keep_proof(content=proof.read()) if proof else "",
    )


def _age(question: Question, given: dict[str, Any], actor: User, at: datetime) -> object:
    born, country = given["born_on"], given["country"]
    return note_age(values=question.values, born_on=born, country=country, at=at, actor=actor)


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            name="object",
            label=_("Record the objection"),
            intro=_("The person does not want this any more. It works at once; nobody has to give a reason."),
            done=_("The objection was recorded and works from now on."),
            form=SaidForm,
            call=_object,
            open=True,
        ),
        Verb(
            name="withdraw",
            label=_("Withdraw the consent"),
            intro=_("The person takes a consent back. That is as easy as giving it (art. 7(3))."),
            done=_("The consent was withdrawn."),
            form=WithdrawForm,
            call=_withdraw,
        ),
        Verb(
            name="consent",
            label=_("Record a consent"),
            intro=_("Read the words out exactly as they stand, and record the consent after a clear yes."),
            done=_("The consent was recorded. It counts once it was checked that this is the person who gave it."),
            form=ConsentForm,
            call=_consent,
        ),
        Verb(
            name="age",
            label=_("Note the age"),
            intro=_("For somebody who is young: until when a parent or guardian has to agree as well (art. 8)."),
            done=_("The age was noted."),
            form=AgeForm,
            call=_age,
        ),
        Verb(
            name="lift",
            label=_("Lift the objection"),
            intro=_("Only the person can do this, on their own initiative. Do not ask for it (art. 21(3))."),
            done=_("The objection was lifted."),
            form=LiftForm,
            call=_lift,
        ),
    )
}
