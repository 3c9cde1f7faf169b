"""What a finding says to people: the words of its rule, filled in with the facts; labels of fields are handed in."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registers.choices import DataCategory, LegalStatus
from registers.register_choices import ActivityRole, Clause, DpiaCriterion, DpiaKind, LadderAnswer, RecordStatus
from registers.rules.findings import Fact, Words
from registers.rules.law import LawNumber
from registers.rules.register import DEMANDS
from registers.rules.words import Topic

Labels = Callable[[str, str], str]
"""The label of a field of a sort of record, or of a whole sort: (kind, field)."""

TOPICS: Mapping[str, Words] = {
    Topic.CRIMINAL: _("criminal data"),
    Topic.HEALTH: _("health"),
    Topic.SPECIAL: _("special categories of data"),
    Topic.NATIONAL_ID: _("citizen service number (BSN)"),
    Topic.PHOTO: _("photos"),
}
NUMBERS: Mapping[str, Words] = {
    LawNumber.BREACH_REPORT_HOURS: _("the term to report a breach to the authority"),
    LawNumber.BREACH_CONTRACT_HOURS: _("our norm for reporting a breach to us"),
    LawNumber.ASSURANCE_MONTHS: _("our norm for how old a report may be"),
    LawNumber.DPIA_CRITERIA: _("the number of criteria that points to a DPIA"),
    LawNumber.WAIVER_MONTHS: _("our norm for how long a finding may be accepted"),
}
LISTED = {"topics": TOPICS, "numbers": NUMBERS}
ENUMERATIONS: dict[str, tuple[type[TextChoices], ...]] = {
    "categories": (DataCategory,),
    "clauses": (Clause,),
    "reasons": (LadderAnswer, DpiaKind, DpiaCriterion),
    "role": (ActivityRole,),
    "status": (RecordStatus,),
}
FIELDS = frozenset({"missing", "filled"})
TABLES = frozenset({"tables"})
DAYS = frozenset({"day", "since"})


class _Told(dict[str, str]):
    """The facts in words; a fact that is not there is a dash, so that an older finding can still be read."""

    def __missing__(self, key: str) -> str:
        return "–"


def title_of(rule: str) -> str:
    """The title of a rule; its name when there is no such rule any more."""
    return str(DEMANDS[rule].title) if rule in DEMANDS else rule


def article_of(rule: str) -> str:
    """The article of a rule; '' when there is no such rule any more."""
    return DEMANDS[rule].article if rule in DEMANDS else ""


def text_of(rule: str, *, kind: str, facts: Mapping[str, Fact], labels: Labels) -> str:
    """What is wrong and the way out, in the language that is active."""
    if rule not in DEMANDS:
        return rule
    demand = DEMANDS[rule]
    words = {name: _in_words(name, value, kind, labels) for name, value in facts.items()}
    if "duty" in words and facts.get("legal") == LegalStatus.TO_CHECK:
        words["duty"] = LegalStatus.TO_CHECK.marked(words["duty"])
    words["field"] = labels(kind, demand.field) if demand.field else ""
    return str(demand.text) % _Told(words)


def _in_words(name: str, value: Any, kind: str, labels: Labels) -> str:
    if not isinstance(value, list):
        return _one(name, value, kind, labels)
    words = [_one(name, one, kind, labels) for one in value]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _one(name: str, value: Any, kind: str, labels: Labels) -> str:
    if name in FIELDS:
        return f"“{labels(kind, value)}”"
    if name in TABLES:
        return labels(value, "")
    if name in DAYS:
        return date_format(dt.date.fromisoformat(value))
    return _known(name, value)


def _known(name: str, value: Any) -> str:
    if name in LISTED:
        return str(LISTED[name].get(value, value))
    labels = {member.value: member.label for sort in ENUMERATIONS.get(name, ()) for member in sort}
    return str(labels.get(value, value))
