"""The verbs of contact rules of one's own: write a version, change or drop a draft, sign it. None changes the past."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consents.errors import OwnRules, RulesFixed, RulesInvalid, RulesSigned
from consents.models import ContactRuleSet
from consents.rules.rulesets import RuleSet, read_rules
from consents.selectors import shipped_rules
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A version as it is written: the YAML, why it changes, and the first day on which it is in force."""

    body: str
    reason: str
    effective_from: date


def draft_rules(*, set_id: str, draft: Draft, actor: User, at: datetime) -> ContactRuleSet:
    """A new version that waits for somebody else to sign it. Raises RulesInvalid, RulesFixed."""
    _checked(set_id, draft, at)
    with transaction.atomic():
        held = ContactRuleSet.objects.select_for_update().filter(set_id=set_id)
        last = max(held.values_list("version", flat=True), default=0)
        return ContactRuleSet.objects.create(
            set_id=set_id, version=last + 1, written_by=actor, written_at=at, **_columns(draft)
        )


def change_draft(*, version: ContactRuleSet, draft: Draft, actor: User, at: datetime) -> ContactRuleSet:
    """Write a draft again; who does is its writer now. Raises RulesSigned, RulesInvalid, RulesFixed."""
    _checked(version.set_id, draft, at)
    with transaction.atomic():
        held = _unsigned(version)
        for name, value in {**_columns(draft), "written_by": actor, "written_at": at}.items():
            setattr(held, name, value)
        held.save()
    return held


def drop_draft(*, version: ContactRuleSet) -> None:
    """A draft that is not wanted goes. Raises RulesSigned."""
    with transaction.atomic():
        _unsigned(version).delete()


def sign_rules(*, version: ContactRuleSet, actor: User, at: datetime) -> ContactRuleSet:
    """From its day on this version decides; who signs is not who wrote. Raises OwnRules, RulesSigned, RulesFixed."""
    with transaction.atomic():
        held = _unsigned(version)
        if held.written_by_id == actor.pk:
            raise OwnRules()
        _checked(held.set_id, Draft(body=held.body, reason=held.reason, effective_from=held.effective_from), at)
        held.signed_by, held.signed_at = actor, at
        held.save(update_fields=["signed_by", "signed_at"])
        facts = {
            "set": held.set_id,
            "version": held.version,
            "sha256": held.sha256,
            "effective_from": str(held.effective_from),
            "role": role_of(actor),
        }
        record(kind=EvidenceKind.CONTACT_RULES_SIGNED, case=case_of(held.set_id), facts=facts, at=at)
    return held


def case_of(set_id: str) -> UUID:
    """The name under which the evidence log keeps what happened to a set."""
    return uuid5(NAMESPACE_URL, f"waarborg/contactrules/{set_id}")


def _checked(set_id: str, draft: Draft, at: datetime) -> RuleSet:
    if draft.effective_from < timezone.localdate(at):
        raise RulesFixed()
    rules = read_rules(draft.body)
    problems = [*_of_another_set(set_id, rules), *_not_in_force(rules, draft.effective_from)]
    if not draft.reason.strip():
        problems.append(_("reason: say why the rules change"))
    if problems:
        raise RulesInvalid(problems)
    return rules


def _of_another_set(set_id: str, rules: RuleSet) -> list[str]:
    """A version covers what its set covers; a channel that fell out would be without rules from one day to the next."""
    problems = [] if rules.id == set_id else [_("id: this is a version of %(set)s") % {"set": set_id}]
    shipped = shipped_rules().get(set_id)
    if shipped and (rules.country, set(rules.channels)) != (shipped.rules.country, set(shipped.rules.channels)):
        problems.append(_("country, channels: they stay as they are in %(set)s") % {"set": set_id})
    return problems


def _not_in_force(rules: RuleSet, begin: date) -> list[str]:
    if rules.holds_on(begin):
        return []
    return [_("valid_from, valid_until: the set is not valid on the day from which it would be in force")]


def _columns(draft: Draft) -> dict[str, object]:
    sha256 = hashlib.sha256(draft.body.encode()).hexdigest()
    return {"body": draft.body, "sha256": sha256, "reason": draft.reason, "effective_from": draft.effective_from}


def _unsigned(version: ContactRuleSet) -> ContactRuleSet:
    held = ContactRuleSet.objects.select_for_update().get(pk=version.pk)
    if held.signed_at is not None:
        raise RulesSigned()
    return held
