"""Contact rules in words for people: conditions, hours, and what differs between two versions of a set. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consents.choices import ContactChannel
from consents.rules.rulesets import DAYS, CustomerTerm, Rule, RuleSet, When, Window
from registers.choices import LegalStatus

CONSENTS: dict[str, Promise] = {
    "verified": gettext_lazy("consent, checked"),
    "given": gettext_lazy("consent, not checked"),
    "none": gettext_lazy("no consent"),
}
WEEKDAYS: dict[str, Promise] = {
    "monday": gettext_lazy("Monday"),
    "tuesday": gettext_lazy("Tuesday"),
    "wednesday": gettext_lazy("Wednesday"),
    "thursday": gettext_lazy("Thursday"),
    "friday": gettext_lazy("Friday"),
    "saturday": gettext_lazy("Saturday"),
    "sunday": gettext_lazy("Sunday"),
}
YES_OR_NO: dict[str, tuple[Promise, Promise]] = {
    "objected": (gettext_lazy("the person objected"), gettext_lazy("the person did not object")),
    "minor": (gettext_lazy("too young for an offer, or maybe"), gettext_lazy("not too young for an offer")),
    "several_people": (gettext_lazy("several people have this number"), gettext_lazy("one person has this number")),
}
LISTS: dict[str, Promise] = {
    "channels": gettext_lazy("channel: %(words)s"),
    "purposes": gettext_lazy("purpose: %(words)s"),
    "parties": gettext_lazy("who is reached: %(words)s"),
    "senders": gettext_lazy("sender: %(words)s"),
    "listed": gettext_lazy("stands on the list: %(words)s"),
    "unscreened": gettext_lazy("this list was not loaded or is too old: %(words)s"),
}
NAMES: dict[str, Promise] = {
    "objection": gettext_lazy("objection"),
    "minor": gettext_lazy("too young"),
    "no_marketing": gettext_lazy("no marketing"),
    "legal_person": gettext_lazy("legal person"),
    "several_people": gettext_lazy("several people"),
    "consent": gettext_lazy("consent"),
    "consent_not_verified": gettext_lazy("consent that was not checked"),
    "customer": gettext_lazy("customer"),
    "customer_exception_ended": gettext_lazy("exception for customers ended"),
    "bmnr": gettext_lazy("Bel-me-niet Register"),
    "bmnr_not_loaded": gettext_lazy("Bel-me-niet Register not loaded"),
    "dncm": gettext_lazy("Bel-me-niet-meer"),
    "dncm_not_loaded": gettext_lazy("Bel-me-niet-meer not loaded"),
    "opt_out": gettext_lazy("no objection and on no list"),
    "no_basis": gettext_lazy("no ground"),
    "no_rule_fits": gettext_lazy("no rule allows it"),
    "no_rules": gettext_lazy("no rules"),
    "outside_hours": gettext_lazy("outside calling hours"),
}
PARTS: dict[str, Promise] = {
    "outcome": gettext_lazy("answer"),
    "reason": gettext_lazy("reason"),
    "article": gettext_lazy("article"),
    "source": gettext_lazy("source"),
    "status": gettext_lazy("legal status"),
    "window": gettext_lazy("calling hours"),
}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that differs between two versions: where, what it was and what it becomes ('' is absent)."""

    place: str
    what: str
    before: str
    after: str
    rule: str = ""


def name_of(rule: str) -> str:
    """A rule in words; one that somebody made up keeps the id it was given."""
    return str(NAMES.get(rule, rule))


def conditions(when: When) -> list[str]:
    """What has to hold, each in a sentence part; empty when the rule always fits."""
    return [_condition(name, getattr(when, name)) for name in When.model_fields if getattr(when, name) is not None]


def _condition(name: str, wanted: object) -> str:
    if isinstance(wanted, bool):
        return str(YES_OR_NO[name][0 if wanted else 1])
    if isinstance(wanted, CustomerTerm):
        return _customer(wanted)
    assert isinstance(wanted, tuple)
    if name == "consent":
        return either(str(CONSENTS[each]) for each in wanted)
    return str(LISTS[name]) % {"words": either(str(each.label) for each in wanted)}


def _customer(term: CustomerTerm) -> str:
    who = either(str(kind.label) for kind in term.relations)
    told = _("%(who)s of this sender, for similar products, with a way out offered") % {"who": who}
    if term.months is None:
        return told
    until = ngettext("until %(n)d month after the end", "until %(n)d months after the end", term.months)
    return f"{told}, {until % {'n': term.months}}"


def either(words: Iterable[str]) -> str:
    """``a, b or c``."""
    held = list(words)
    return _("%(first)s or %(last)s") % {"first": ", ".join(held[:-1]), "last": held[-1]} if held[1:] else "".join(held)


def hours(window: Window) -> list[str]:
    """Calling hours, a line for days that have the same, and the exceptions."""
    lines = [_days(names, text) for names, text in _alike(window)]
    lines += [_("not on %(day)s") % {"day": WEEKDAYS[day]} for day in DAYS if day not in window.days]
    if window.holidays:
        lines.append(_("not on public holidays"))
    for day, end in window.until_on.items():
        month, number = day.split("-")
        lines.append(_("on %(day)s-%(month)s until %(end)s") % {"day": number, "month": month, "end": end})
    lines += [_("not on %(day)s") % {"day": date_format(day, "j F Y")} for day in window.closed_on]
    return lines


def _alike(window: Window) -> list[tuple[list[str], str]]:
    groups: list[tuple[list[str], str]] = []
    for day in DAYS:
        held = window.days.get(day)
        text = f"{held.start}–{held.end}" if held else ""
        if text and groups and groups[-1][1] == text:
            groups[-1][0].append(day)
        elif text:
            groups.append(([day], text))
    return groups


def _days(names: Sequence[str], text: str) -> str:
    first, last = WEEKDAYS[names[0]], WEEKDAYS[names[-1]]
    told = str(first) if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
    return f"{capfirst(told)} {text}"


def differences(before: RuleSet, after: RuleSet) -> list[Difference]:
    """What a reader has to know of the newer version: days, hours, rules that came, went, moved or changed."""
    old, new = {rule.id: rule for rule in before.rules}, {rule.id: rule for rule in after.rules}
    found = _whole(before, after)
    found += [_gone(rule) for key, rule in old.items() if key not in new]
    for key, rule in new.items():
        found += _rule(old[key], rule) if key in old else [_came(rule)]
    return found + _moved(list(old), list(new))


def _whole(before: RuleSet, after: RuleSet) -> list[Difference]:
    place = _("the whole set")
    pairs = (
        (_("title"), before.title, after.title),
        (_("country"), before.country, after.country),
        (_("channels"), _channels(before.channels), _channels(after.channels)),
        (_("from"), _day(before.valid_from), _day(after.valid_from)),
        (_("until (that day excluded)"), _day(before.valid_until), _day(after.valid_until)),
        (_("calling hours"), _hours(before.window), _hours(after.window)),
    )
    return [Difference(place=place, what=what, before=old, after=new) for what, old, new in pairs if old != new]


def _rule(before: Rule, after: Rule) -> list[Difference]:
    pairs = [(_("when"), _when(before), _when(after))]
    pairs += [(str(label), _part(before, name), _part(after, name)) for name, label in PARTS.items()]
    return [
        Difference(place=name_of(after.id), rule=after.id, what=what, before=old, after=new)
        for what, old, new in pairs
        if old != new
    ]


def _came(rule: Rule) -> Difference:
    return Difference(place=name_of(rule.id), rule=rule.id, what=_("new rule"), before="", after=_sentence(rule))


def _gone(rule: Rule) -> Difference:
    return Difference(place=name_of(rule.id), rule=rule.id, what=_("rule that goes"), before=_sentence(rule), after="")


def _moved(old: list[str], new: list[str]) -> list[Difference]:
    """Rules are tried in order, so a rule that changed places may decide where another did."""
    before, after = [key for key in old if key in new], [key for key in new if key in old]
    if before == after:
        return []
    order = {"before": ", ".join(map(name_of, before)), "after": ", ".join(map(name_of, after))}
    return [Difference(place=_("the whole set"), what=_("order of the rules"), **order)]


def _sentence(rule: Rule) -> str:
    return f"{_when(rule)} → {rule.outcome.label}: {rule.reason}"


def _when(rule: Rule) -> str:
    return _("; and ").join(conditions(rule.when)) or _("always")


def _part(rule: Rule, name: str) -> str:
    if name == "window":
        return _("apply") if rule.window else _("do not apply")
    if name == "status":
        return str(LegalStatus(rule.status).label)
    if name == "outcome":
        return str(rule.outcome.label)
    return str(getattr(rule, name))


def _channels(channels: Sequence[ContactChannel]) -> str:
    return ", ".join(str(channel.label) for channel in channels)


def _day(day: date | None) -> str:
    return str(date_format(day, "j F Y")) if day else "–"


def _hours(window: Window | None) -> str:
    if window is None:
        return _("none")
    return "; ".join([*hours(window), window.article, window.source, str(LegalStatus(window.status).label)])
