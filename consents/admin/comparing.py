"""Two screenings of one list side by side: what was asked, counts by reason, and which rows went from where to where.

Everything on the page is a count, a rule or a date; whose number it is stays in the files.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.actions.screening_twice import Compared, compare
from consents.admin.screening import SEE, list_page, run_of
from consents.choices import ListStatus, NumberRemark
from consents.errors import ConsentError
from consents.models import ScreeningRun
from consents.rules.deciding import OUTSIDE_HOURS
from consents.rules.rulesets import RuleSet
from consents.rules.telling import Difference, differences, name_of
from consents.screening.comparing import End, Shift
from consents.selectors import rules_timeline
from registers.admin.places import demand
from registers.choices import LegalStatus
from registers.errors import RegisterError

ASKED: tuple[tuple[Promise, Callable[[ScreeningRun], Any]], ...] = (
    (gettext_lazy("moment of the calls"), lambda run: _moment(run.about_at)),
    (gettext_lazy("on whose behalf"), lambda run: str(run.sender)),
    (gettext_lazy("what for"), lambda run: str(run.purpose)),
    (gettext_lazy("how"), lambda run: run.get_channel_display()),
    (gettext_lazy("who is reached"), lambda run: run.get_party_display()),
    (gettext_lazy("something is offered"), lambda run: yesno(run.offer, _("yes,no"))),
    (gettext_lazy("column with the numbers"), lambda run: run.column),
    (gettext_lazy("looked at what people said until"), lambda run: _moment(run.looked_at)),
    (gettext_lazy("last event of the ledger"), lambda run: str(run.position)),
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing of both screenings."""

    label: str
    first: Any
    second: Any
    words: Sequence[str] = ()

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return bool(self.first != self.second)

    @property
    def more(self) -> str:
        """How many more the second has, with its sign."""
        return f"{self.second - self.first:+d}".replace("+0", "0").replace("-", "−")


@dataclass(frozen=True, kw_only=True)
class ShownEnd:
    """An end in words."""

    outcome: str
    allowed: bool
    rule: str
    reason: str
    article: str
    legal: str
    sets: Sequence[RuleSet]


@dataclass(frozen=True, kw_only=True)
class ShownShift:
    """From where to where, how many rows, and why."""

    rows: int
    turns: bool
    before: ShownEnd
    after: ShownEnd
    why: str


def compare_view(request: HttpRequest, uid: UUID, other: UUID) -> HttpResponse:
    """The page; the one that is about the earlier calls stands first."""
    demand(request, SEE)
    if uid == other:
        raise Http404
    before, after = sorted((run_of(uid), run_of(other)), key=lambda run: (run.about_at, run.asked_at))
    context: dict[str, Any] = {
        "title": _("Two screenings of one list"),
        "before": before,
        "after": after,
        "opened": uid,
    }
    try:
        found = compare(before=before, after=after)
    except (ConsentError, RegisterError) as error:
        return list_page(request, "consents/call_list_compare.html", {**context, "problem": str(error)})
    return list_page(request, "consents/call_list_compare.html", {**context, **_compared(before, after, found)})


def _compared(before: ScreeningRun, after: ScreeningRun, found: Compared) -> dict[str, Any]:
    sets = {edition.sha256: edition.rules for edition in rules_timeline()}
    first, second = before.told["counts"], after.told["counts"]
    return {
        "rows": first["in"],
        "asked": [Line(label=str(label), first=tell(before), second=tell(after)) for label, tell in ASKED],
        "outcomes": [
            Line(label=str(status.label), first=first[status.value], second=second[status.value])
            for status in ListStatus
        ],
        "reasons": list(_reasons(before.told["reasons"], after.told["reasons"])),
        "known": found.shifts is not None,
        "moved": [_shown(shift, sets, spoken=before.position != after.position) for shift in found.moved],
        "same": found.same,
        "changed": _changed(found.moved, sets),
    }


def _reasons(first: Iterable[dict[str, Any]], second: Iterable[dict[str, Any]]) -> Iterator[Line]:
    """Rows by outcome and rule, those that may be called first; sentences of both, when they differ."""
    held: dict[tuple[str, str], tuple[list[int], list[str]]] = {}
    for place, reasons in enumerate((first, second)):
        for one in reasons:
            counts, words = held.setdefault((one["status"], one["rule"]), ([0, 0], []))
            counts[place] += one["rows"]
            told = f"{one['reason']} ({one['article']})" if one["article"] else one["reason"]
            words += [told] if told not in words else []
    order = ListStatus.values
    for (status, _rule), (counts, words) in sorted(held.items(), key=lambda one: order.index(one[0][0])):
        yield Line(label=str(ListStatus(status).label), first=counts[0], second=counts[1], words=words)


def _shown(shift: Shift, sets: dict[str, RuleSet], *, spoken: bool) -> ShownShift:
    before, after = _end(shift.before, sets), _end(shift.after, sets)
    if _ruled(shift, before.sets, after.sets):
        words = {"first": _titles(before.sets), "second": _titles(after.sets)}
        why = _("Other rules hold: first “%(first)s”, then “%(second)s”.") % words
    else:
        why = _spoken(shift, spoken=spoken)
    return ShownShift(rows=shift.rows, turns=shift.turns, before=before, after=after, why=why)


def _ruled(shift: Shift, first: Sequence[RuleSet], second: Sequence[RuleSet]) -> bool:
    """Whether the rules make the difference: one that decided is not in the other set as it is in its own."""
    if not first or not second:
        return bool(first or second)
    decided = (shift.before.rule, shift.after.rule)
    pairs = [(old, new) for old, new in product(first, second) if old.country == new.country]
    return any(_rule(old, name) != _rule(new, name) for old, new in pairs for name in decided)


def _rule(rules: RuleSet, name: str) -> object:
    """When a rule fits and what it says, '' when the set does not have it; the hours stand for being outside them."""
    if name == OUTSIDE_HOURS:
        return rules.window
    return next(((rule.when, rule.outcome, rule.window) for rule in rules.rules if rule.id == name), "")


def _spoken(shift: Shift, *, spoken: bool) -> str:
    """The difference where the rules are the same: what was said, or the moment itself."""
    ends = {shift.before.rule, shift.after.rule}
    if OUTSIDE_HOURS in ends:
        return _("One of the two moments lies outside calling hours.")
    if spoken and "objection" in ends:
        return _("An objection came in, or was lifted, between the two screenings.")
    if spoken:
        return _(
            "These rules did not change: people spoke in between, or the moment of the calls makes the difference."
        )
    return _("These rules did not change and nobody spoke in between: the moment of the calls makes the difference.")


def _end(end: End, sets: dict[str, RuleSet]) -> ShownEnd:
    status = end.legal_status
    unsure = status not in {"", LegalStatus.CONFIRMED}
    return ShownEnd(
        outcome=str(ListStatus(end.status).label),
        allowed=end.status == ListStatus.ALLOWED,
        rule=name_of(end.rule) if end.rule not in NumberRemark.values and end.rule != ListStatus.DUPLICATE else "",
        reason=end.reason,
        article=end.article,
        legal=str(LegalStatus(status).label) if unsure else "",
        sets=[sets[sha256] for sha256 in end.rules if sha256 in sets],
    )


def _titles(sets: Sequence[RuleSet]) -> str:
    return ", ".join(rules.title for rules in sets) or _("no rules")


def _changed(moved: Sequence[Shift], sets: dict[str, RuleSet]) -> list[Difference]:
    """What differs in the rules that decided the rows which moved, for each pair of sets that took over."""
    decided: dict[tuple[str, str], set[str]] = {}
    for shift in moved:
        for pair in product(shift.before.rules, shift.after.rules):
            decided.setdefault(pair, set()).update({shift.before.rule, shift.after.rule})
    found = [
        (sets[old], sets[new], rules)
        for (old, new), rules in decided.items()
        if old != new and {old, new} <= sets.keys()
    ]
    return [
        each
        for old, new, rules in found
        if old.country == new.country
        for each in differences(old, new)
        if each.rule in rules
    ]


def _moment(moment: Any) -> str:
    return str(date_format(timezone.localtime(moment), "j F Y, H:i")) if moment else "–"
