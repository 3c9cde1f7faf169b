"""Rules about what was copied from the catalogue: it is followed when it changes, and its terms are chosen."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.records import Activity, Line, Retention
from registers.register_choices import Answer, Severity
from registers.rules.findings import Demand, Facts
from registers.rules.situation import Situation


@Demand(
    code="catalogue-changed",
    on=Activity,
    article="5(2), 24(1)",
    severity=Severity.WARNING,
    field="catalogue_version",
    title=_("The catalogue has changed"),
    text=_("“%(field)s” is %(copied)s here, and %(now)s today. See what changed, and take it over or leave it as is."),
)
def _changed(activity: Activity, here: Situation) -> Iterator[Facts]:
    now = here.catalogue.get(activity.catalogue)
    if now is not None and now != activity.catalogue_version:
        yield {"copied": activity.catalogue_version or "?", "now": now}


@Demand(
    code="retention-not-chosen",
    on=Retention,
    article="5(1)(e), 5(2)",
    severity=Severity.WARNING,
    field="chosen",
    title=_("A retention period that nobody chose"),
    text=_(
        "The rule %(name)s holds the shortest term of a proposal of %(least)s to %(most)s months. Choose a term with a "
        "reason of your own, and answer “%(field)s”."
    ),
)
def _not_chosen(rule: Retention, here: Situation) -> Iterator[Facts]:
    proposed = rule.least_months is not None and rule.most_months is not None
    if proposed and rule.chosen != Answer.YES and here.book.of(rule, Line, by="retention"):
        yield {"name": rule.name, "least": rule.least_months or 0, "most": rule.most_months or 0}


@Demand(
    code="retention-outside-proposal",
    on=Retention,
    article="5(1)(e), 5(2)",
    severity=Severity.HINT,
    field="months",
    title=_("A retention period outside the proposal"),
    text=_(
        "“%(field)s” of the rule %(name)s lies outside the proposal of %(least)s to %(most)s months. That may be "
        "right: say why in the reason."
    ),
)
def _outside(rule: Retention, here: Situation) -> Iterator[Facts]:
    if rule.least_months is None or rule.most_months is None or rule.months is None:
        return
    within = rule.least_months <= rule.months <= rule.most_months
    if not within and here.book.of(rule, Line, by="retention"):
        yield {"name": rule.name, "least": rule.least_months, "most": rule.most_months}


RULES = (
    _changed,
    _not_chosen,
    _outside,
)
