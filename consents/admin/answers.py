"""An answer in words for the desk: what, by which rule, on which facts, and what differs at another moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.choices import Standing
from consents.explaining_selectors import Weighed, check_of, event_of
from consents.models import ConsentEvent, ConsentText
from consents.rules.deciding import Decision, local_day
from consents.rules.facts import Facts
from consents.rules.rulesets import RuleSet
from consents.rules.telling import Difference, conditions, differences, hours, name_of
from registers.choices import LegalStatus

LACKING: dict[str, Promise] = {
    "consent_not_verified": gettext_lazy("Have the person confirm the consent with a one-time code first."),
    "several_people": gettext_lazy("Fill in a second value, such as the customer number."),
    "no_basis": gettext_lazy("Without consent there is no contact. The person may give it on their own account."),
    "objection": gettext_lazy("Do not ask whether it may be lifted: only the person can start about that."),
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact that was used."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An answer as the page needs it."""

    at: datetime
    decision: Decision
    rule: str
    status: LegalStatus
    rules: RuleSet | None
    facts: Sequence[Fact]
    conditions: Sequence[str]
    hours: Sequence[str]
    lacking: str | Promise


def shown(weighed: Weighed) -> Shown:
    """The answer with its facts in words."""
    decision, rules = weighed.decision, weighed.rules
    rule = next((rule for rule in rules.rules if rule.id == decision.rule), None) if rules else None
    return Shown(
        at=weighed.at,
        decision=decision,
        rule=name_of(decision.rule),
        status=LegalStatus(decision.status),
        rules=rules,
        facts=list(_facts(weighed.facts)),
        conditions=conditions(rule.when) if rule else (),
        hours=hours(rules.window) if rules and rules.window and decision.not_before else (),
        lacking=LACKING.get(decision.rule, ""),
    )


def _facts(facts: Facts) -> Iterator[Fact]:
    yield Fact(label=_("consent"), text=_consent(facts))
    yield Fact(label=_("objection"), text=_objection(facts))
    yield Fact(label=_("what for"), text=str(facts.effective_purpose.label))
    yield Fact(label=_("sender"), text=str(facts.sender_kind.label))
    yield Fact(label=_("who is reached"), text=_people(facts))
    if facts.relation is not None:
        yield Fact(label=_("relation"), text=_relation(facts))
    if facts.minor:
        yield Fact(label=_("age"), text=_("too young for an offer, or maybe"))
    yield Fact(label=_("country"), text=facts.country or _("unknown"))
    if facts.lists_known or facts.lists:
        yield Fact(label=_("screening lists"), text=_lists(facts))


def _consent(facts: Facts) -> str:
    state, day = facts.state, local_day(facts.country, facts.at)
    standing = state.standing_on(day)
    if standing != Standing.GIVEN:
        return f"{standing.label}, {_day(state.since)}" if state.since else str(standing.label)
    told = [_("consent of %(day)s") % {"day": _day(state.since)}]
    text = ConsentText.objects.filter(uid=state.text).first() if state.text else None
    if text is not None:
        told.append(_("wording %(key)s v%(version)d") % {"key": text.key, "version": text.version})
    told.append(_checked(state.event) if state.verified else _("not checked"))
    if state.valid_until:
        told.append(_("until %(day)s") % {"day": date_format(state.valid_until, "j F Y")})
    return ", ".join(told)


def _checked(uid: str) -> str:
    given = event_of(uid)
    check = check_of(given) if given else None
    return _("checked on %(day)s") % {"day": _day(check.stated_at)} if check else _("checked")


def _objection(facts: Facts) -> str:
    if not facts.state.objected:
        return _("none")
    return _("objection of %(day)s") % {"day": _day(facts.state.objected_at)}


def _people(facts: Facts) -> str:
    if facts.people > 1:
        return _("%(count)d people have this; nobody knows who answers") % {"count": facts.people}
    known = _("known here") if facts.people else _("not known here")
    return f"{facts.party.label} ({known})"


def _relation(facts: Facts) -> str:
    relation = facts.relation
    if relation is None:
        return ""
    told = [str(relation.kind.label)]
    if relation.ended_on:
        told.append(_("ended on %(day)s") % {"day": date_format(relation.ended_on, "j F Y")})
    lacking = {
        _("details were not got in a sale or gift"): relation.collected_in_sale,
        _("no way out was offered"): relation.opt_out_offered,
        _("not for similar products"): relation.similar,
    }
    return ", ".join([*told, *(words for words, there in lacking.items() if not there)])


def _lists(facts: Facts) -> str:
    on, off = [str(each.label) for each in facts.lists], [str(each.label) for each in facts.lists_known - facts.lists]
    told = [_("stands on %(lists)s") % {"lists": ", ".join(on)}] if on else []
    return "; ".join([*told, *([_("not on %(lists)s") % {"lists": ", ".join(off)}] if off else [])])


def _day(moment: datetime | None) -> str:
    return str(date_format(timezone.localtime(moment), "j F Y")) if moment else "–"


def why_different(first: Shown, second: Shown) -> list[str]:
    """The difference between two answers, in sentences; without any the answers rest on the same rule."""
    told = []
    one, other = first.rules, second.rules
    if (one and one.id) != (other and other.id):
        words = {"first": one.title if one else _("no rules"), "second": other.title if other else _("no rules")}
        told.append(_("Other rules hold: first “%(first)s”, then “%(second)s”.") % words)
    if first.decision.rule != second.decision.rule:
        words = {"first": first.rule, "second": second.rule}
        told.append(_("Another rule decides: first “%(first)s”, then “%(second)s”.") % words)
    before = {fact.label: fact.text for fact in first.facts}
    for fact in second.facts:
        if before.get(fact.label, "") != fact.text:
            words = {"what": capfirst(fact.label), "first": before.get(fact.label, "–"), "second": fact.text}
            told.append(_("%(what)s: first %(first)s; then %(second)s.") % words)
    return told


def changed_rules(first: Shown, second: Shown) -> list[Difference]:
    """What changed in the two rules that decided, where the sets differ."""
    if first.rules is None or second.rules is None:
        return []
    decided = {first.decision.rule, second.decision.rule}
    return [each for each in differences(first.rules, second.rules) if each.rule in decided]


@dataclass(frozen=True, kw_only=True)
class Past:
    """A line of somebody's past."""

    event: ConsentEvent
    scope: str


def past(events: Sequence[ConsentEvent]) -> list[Past]:
    """The events with what they are about in words."""
    return [Past(event=event, scope=scope_of(event)) for event in events]


def scope_of(event: ConsentEvent) -> str:
    """What an event is about; everything it leaves open is every one."""
    parts = [event.sender, event.purpose, event.get_channel_display() if event.channel else None]
    return " · ".join(str(part) for part in parts if part) or _("everything")
