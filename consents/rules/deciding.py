"""May this person be contacted? The first rule that fits the facts decides; without rules the answer is no. Pure."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from consents.choices import Outcome, PartyKind, RelationKind
from consents.rules.facts import Facts
from consents.rules.rulesets import CustomerTerm, Rule, RuleSet, When
from consents.rules.windows import is_open, next_open
from registers.choices import LegalStatus

NO_RULES = "no_rules"
OUTSIDE_HOURS = "outside_hours"
_ZONES = {"NL": "Europe/Amsterdam", "BE": "Europe/Brussels"}


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Outcome with everything that explains it. ``rule`` is ``no_rules`` when nobody wrote rules for the country.

    ``not_before`` is the first moment at which calling is allowed, when only the hour stands in the way.
    ``house`` rules are stricter than the law says or follow no source that was found.
    """

    outcome: Outcome
    ruleset: str
    rule: str
    reason: str
    article: str
    source: str
    status: LegalStatus
    not_before: dt.datetime | None = None

    @property
    def allowed(self) -> bool:
        """Whether the person may be contacted."""
        return self.outcome == Outcome.ALLOWED


def local_day(country: str, at: dt.datetime) -> dt.date:
    """The day of an aware moment where the number is."""
    return at.astimezone(ZoneInfo(_ZONES.get(country, "Europe/Amsterdam"))).date()


def decide(facts: Facts, rules: RuleSet | None) -> Decision:
    """The decision. ``rules`` is the set in force for the facts' country, channel and day."""
    if rules is None:
        return Decision(
            outcome=Outcome.REFUSED,
            ruleset="",
            rule=NO_RULES,
            reason=_("There are no rules for this country, this channel or this date."),
            article="",
            source="",
            status=LegalStatus.TO_CHECK,
        )
    day = local_day(facts.country, facts.at)
    rule = next(rule for rule in rules.rules if fits(rule.when, facts, day))
    if rule.outcome == Outcome.ALLOWED and rule.window and rules.window and not is_open(rules.window, facts.at):
        return Decision(
            outcome=Outcome.REFUSED,
            ruleset=rules.id,
            rule=OUTSIDE_HOURS,
            reason=_("Allowed, but not at this moment: outside calling hours."),
            article=rules.window.article,
            source=rules.window.source,
            status=rules.window.status,
            not_before=next_open(rules.window, facts.at),
        )
    return _decided(rule, rules)


def _decided(rule: Rule, rules: RuleSet) -> Decision:
    return Decision(
        outcome=rule.outcome,
        ruleset=rules.id,
        rule=rule.id,
        reason=rule.reason,
        article=rule.article,
        source=rule.source,
        status=rule.status,
    )


def fits(when: When, facts: Facts, day: dt.date) -> bool:
    """Whether every condition that is named holds on that day."""
    return all(_holds(name, getattr(when, name), facts, day) for name in when.model_fields_set)


def _holds(name: str, wanted: object, facts: Facts, day: dt.date) -> bool:
    return wanted is None or _CONDITIONS[name](wanted, facts, day)


def customer_holds(term: CustomerTerm, facts: Facts, day: dt.date) -> bool:
    """Whether somebody is a customer for whom the exception is open: similar product, a way out offered, in time."""
    relation = facts.relation
    if relation is None or relation.kind not in term.relations:
        return False
    bought = relation.collected_in_sale or relation.kind == RelationKind.VOLUNTEER
    if not (bought and relation.opt_out_offered and relation.similar):
        return False
    if relation.ended_on is None or term.months is None:
        return True
    months = max(term.months, relation.longer_months if relation.longer_decision else 0)
    return day <= relation.ended_on + relativedelta(months=months)


_CONDITIONS: dict[str, Callable[..., bool]] = {
    "channels": lambda wanted, facts, _on: facts.channel in wanted,
    "purposes": lambda wanted, facts, _on: facts.effective_purpose in wanted,
    "parties": lambda wanted, facts, _on: (
        facts.effective_party in wanted or (facts.party == PartyKind.UNKNOWN and PartyKind.UNKNOWN in wanted)
    ),
    "senders": lambda wanted, facts, _on: facts.sender_kind in wanted,
    "objected": lambda wanted, facts, _on: facts.state.objected == wanted,
    "minor": lambda wanted, facts, _on: facts.minor == wanted,
    "several_people": lambda wanted, facts, _on: (facts.people > 1) == wanted,
    "consent": lambda wanted, facts, day: facts.consent(day) in wanted,
    "customer": customer_holds,
    "unscreened": lambda wanted, facts, _on: bool(set(wanted) - facts.lists_known),
    "listed": lambda wanted, facts, _on: bool(facts.lists & set(wanted)),
}
