"""Versions of contact rules: the text to edit, what a version follows, and what it would change in answers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files

from django.utils import timezone

from consents.models import ContactDecision, ContactRuleSet
from consents.rules.facts import Facts
from consents.rules.imagining import Shift, Tried, situations, tried
from consents.rules.replaying import repeated
from consents.rules.rulesets import RuleSet, read_rules
from consents.selectors import Edition, rules_timeline, shipped_rules

MOST = 1_000
"""So many of the newest decisions are tried."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Made-up situations and decisions that were kept, each decided by the rules before and by the version."""

    imagined: Tried
    kept: Tried
    unrepeatable: int

    @property
    def turned(self) -> list[Shift]:
        """The shifts of both, those that turn the answer first."""
        held = [*self.kept.shifts.values(), *self.imagined.shifts.values()]
        return sorted(held, key=lambda shift: not shift.turns)


def rules_text(set_id: str, *, day: date) -> str | None:
    """The YAML of a set as in force on a day, else as shipped; None when there is no such set."""
    own = ContactRuleSet.objects.filter(set_id=set_id, signed_at__isnull=False, effective_from__lte=day)
    newest = own.order_by("effective_from", "version").last()
    return newest.body if newest else _shipped_texts().get(set_id)


@lru_cache(maxsize=1)
def _shipped_texts() -> dict[str, str]:
    folder = files("consents").joinpath("rulesets")
    texts = [path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".yaml")]
    return {read_rules(text).id: text for text in texts}


def before(version: ContactRuleSet) -> RuleSet | None:
    """The rules that this version takes over from: of its set, in force on its first day without it."""
    earlier = ContactRuleSet.objects.filter(
        set_id=version.set_id, signed_at__isnull=False, effective_from__lte=version.effective_from
    ).exclude(pk=version.pk)
    if version.signed_at is not None:
        earlier = earlier.filter(version__lt=version.version)
    newest = earlier.order_by("effective_from", "version").last()
    if newest is not None:
        return read_rules(newest.body)
    shipped = shipped_rules().get(version.set_id)
    return shipped.rules if shipped else None


def trial(version: ContactRuleSet) -> Trial:
    """Try a version. Raises RulesInvalid when its text is not valid (any more)."""
    rules, old = read_rules(version.body), before(version)
    noon = timezone.make_aware(datetime.combine(_working_day(version), time(12)))
    kept, unrepeatable = _kept(version.set_id)
    return Trial(
        imagined=tried(old, rules, situations(rules, noon)),
        kept=tried(old, rules, iter(kept)),
        unrepeatable=unrepeatable,
    )


def _working_day(version: ContactRuleSet) -> date:
    """A Tuesday in which the version is in force, so that made-up calls fall within calling hours."""
    return version.effective_from + timedelta(days=(1 - version.effective_from.weekday()) % 7)


def _kept(set_id: str) -> tuple[list[Facts], int]:
    """The facts of the newest decisions by a set, and how many could not be read back."""
    editions = {edition.sha256: edition for edition in rules_timeline()}
    found = [_again(one, editions) for one in ContactDecision.objects.filter(ruleset=set_id).order_by("-id")[:MOST]]
    return [facts for facts in found if facts is not None], sum(facts is None for facts in found)


def _again(decision: ContactDecision, editions: dict[str, Edition]) -> Facts | None:
    edition = editions.get(decision.rules_sha256)
    rules = edition.rules if edition else None
    return repeated(decision.facts, channel=decision.channel, at=decision.about_at, rules=rules, rule=decision.rule)
