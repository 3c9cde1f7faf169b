"""The buttons beside an answer: objection, withdrawal, lifting, consent. Each reads its form and makes one call."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consents.actions.confirming import ask_confirmation
from consents.actions.minors import Authorised, note_age
from consents.actions.proof_files import keep_proof
from consents.actions.recording import Entry, record_event
from consents.admin.ask_forms import AgeForm, ConfirmForm, ConsentForm, LiftForm, SaidForm, WithdrawForm
from consents.choices import CollectionMethod, EventKind
from consents.deciding_selectors import Question, gather
from consents.errors import EventRefused
from consents.explaining_selectors import event_of
from consents.rules.deciding import local_day
from consents.rules.facts import Facts
from consents.rules.renewing import last_day

Call = Callable[[Question, dict[str, Any], User, datetime], object]


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One button. ``open``: its form is seen at once, without a click; ``offered``: by the facts of the answer."""

    name: str
    label: Promise
    intro: Promise
    done: Promise
    form: type[SaidForm]
    call: Call
    open: bool = False
    permission: str = "consents.record_consentevent"
    offered: Callable[[Facts], bool] = lambda _facts: True


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


def _unchecked(facts: Facts) -> bool:
    """A consent of one person stands, and nobody knows yet whether it was this person who gave it."""
    state = facts.state
    given = facts.people == 1 and facts.consent(local_day(facts.country, facts.at)) == "given"
    return given and bool(state.event) and not state.objected


def _confirm(question: Question, _given: dict[str, Any], _actor: User, at: datetime) -> object:
    event = event_of(gather(replace(question, at=at)).facts.state.event)
    if event is None:
        raise EventRefused(field="event", why=gettext("there is no consent to confirm"))
    return ask_confirmation(event=event, at=at)


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
            name="confirm",
            label=_("Send a code to confirm"),
            intro=_("A code by SMS, or a link by e-mail, to the number or address of the consent. The person uses it."),
            done=_("The code or link was sent. The consent counts once the person has used it."),
            form=ConfirmForm,
            call=_confirm,
            open=True,
            permission="consents.add_confirmation",
            offered=_unchecked,
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
