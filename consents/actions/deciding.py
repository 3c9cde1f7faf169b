"""The verb behind "may I contact this person?": gather, decide by the rules of the date, note what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from consents.actions.stopping import stop_address
from consents.choices import ContactChannel, Standing
from consents.deciding_selectors import Gathered, Question, gather, gather_all
from consents.errors import EventRefused
from consents.identifying import reached
from consents.models import ContactDecision
from consents.rules.deciding import Decision, decide
from consents.rules.facts import Facts
from registers.actions.actors import role_of
from registers.appending import append, append_all

WRITTEN = {ContactChannel.EMAIL, ContactChannel.SMS}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A decision with the facts it was made from and the row that keeps it."""

    decision: Decision
    facts: Facts
    noted: ContactDecision

    def as_value(self) -> dict[str, Any]:
        """For machines: outcome, rule, article, status, facts by id."""
        decision, noted = self.decision, self.noted
        return {
            "decision": str(noted.uid),
            "outcome": str(decision.outcome),
            "rule": decision.rule,
            "ruleset": decision.ruleset,
            "rules_sha256": noted.rules_sha256,
            "reason": decision.reason,
            "article": decision.article,
            "source": decision.source,
            "status": str(decision.status),
            "not_before": decision.not_before.isoformat() if decision.not_before else None,
            "at": noted.about_at.isoformat(),
            "facts": noted.facts,
            "stop": self._stop,
        }

    @property
    def _stop(self) -> str:
        """Where the person stops it, to be written in the message (art. 11.7 Tw); '' where nothing is written."""
        if not self.decision.allowed or self.noted.channel not in WRITTEN:
            return ""
        state = self.facts.state
        return stop_address(state.event if state.standing == Standing.GIVEN else "")


def may_contact(*, question: Question, at: datetime, actor: User | None = None, role: str = "") -> Answer:
    """Whether somebody may be contacted, by the rules in force at the moment of the contact; the answer is kept.

    ``role`` names who asks when that is no user. Raises EventRefused when no value is given by which the channel
    reaches somebody.
    """
    demand_way(question)
    answer = _answer(question, gather(question), at=at, actor=actor, role=role or role_of(actor))
    append(answer.noted)
    return answer


def may_contact_all(
    *, questions: Sequence[Question], at: datetime, actor: User | None = None, role: str = ""
) -> list[Answer]:
    """The same answers as one by one, in as many queries as for one; all are kept or, when one is refused, none.

    Raises EventRefused.
    """
    for question in questions:
        demand_way(question)
    known = role or role_of(actor)
    held = zip(questions, gather_all(questions), strict=True)
    answers = [_answer(question, gathered, at=at, actor=actor, role=known) for question, gathered in held]
    append_all([answer.noted for answer in answers])
    return answers


def demand_way(question: Question) -> None:
    """Raises EventRefused when the channel of a question reaches nobody by its values."""
    if reached(question.values, question.channel) is None:
        kind = _("an e-mail address") if question.channel == ContactChannel.EMAIL else _("a phone number")
        raise EventRefused(field="identifiers", why=_("give %(kind)s for this channel") % {"kind": kind})


def _answer(question: Question, gathered: Gathered, *, at: datetime, actor: User | None, role: str) -> Answer:
    edition = gathered.edition
    decision = decide(gathered.facts, edition.rules if edition else None)
    noted = ContactDecision(
        asked_at=at,
        about_at=question.at,
        sender=question.sender.key,
        purpose=question.purpose.key,
        channel=question.channel,
        outcome=decision.outcome,
        ruleset=decision.ruleset,
        rules_sha256=edition.sha256 if edition else "",
        rule=decision.rule,
        facts=facts_by_id(gathered.facts, gathered.people),
        asked_by=actor,
        role=role,
    )
    return Answer(decision=decision, facts=gathered.facts, noted=noted)


def facts_by_id(facts: Facts, people: tuple[str, ...]) -> dict[str, Any]:
    """The facts used, as ids and words; no value that says who somebody is."""
    return {
        "people": list(people),
        "country": facts.country,
        "purpose": str(facts.effective_purpose),
        "sender_kind": str(facts.sender_kind),
        "party": str(facts.party),
        "consent": {
            "event": facts.state.event,
            "standing": str(facts.state.standing),
            "text": facts.state.text,
            "verified": facts.state.verified,
            "until": str(facts.state.valid_until or ""),
        },
        "objection": facts.state.objection,
        "minor": facts.minor,
        "relation": str(facts.relation.kind) if facts.relation else "",
        "lists": sorted(facts.lists),
        "lists_known": sorted(facts.lists_known),
    }
