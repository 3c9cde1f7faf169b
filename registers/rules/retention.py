"""Rules about keeping: every line has a term that can be counted, and no term is against another or the law."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.records import Activity, Duty, Engagement, Hold, Line, Retention
from registers.choices import DataCategory, LegalStatus
from registers.register_choices import ActivityRole, Answer, RetentionType, Severity
from registers.rules.findings import Demand, Facts, empty
from registers.rules.law import holds_on
from registers.rules.situation import Situation
from registers.rules.terms import duty_months

NEVER_DEMANDED = frozenset({DataCategory.PREFERENCE, DataCategory.BEHAVIOUR})
"""What no duty to keep is about: preferences for marketing, and use and behaviour."""


@Demand(
    code="line-without-retention",
    on=Line,
    article="5(1)(e), 13(2)(a), 30(1)(f)",
    severity=Severity.ERROR,
    field="retention",
    role=ActivityRole.CONTROLLER,
    title=_("Data without a retention period"),
    text=_("Choose a rule under “%(field)s”. Where no term can be given, write down what the end depends on."),
)
def _line_without_retention(line: Line, here: Situation) -> Iterator[Facts]:
    rule = here.book.retention(line)
    if line.category != DataCategory.NONE and rule is None and empty(line, "retention_criterion"):
        yield {}


@Demand(
    code="retention-empty",
    on=Retention,
    article="5(1)(e), 30(1)(f)",
    severity=Severity.ERROR,
    field="months",
    title=_("A retention rule without a term"),
    text=_("The rule %(name)s says neither “%(field)s” nor a criterion. Fill in one of the two."),
)
def _empty(rule: Retention, here: Situation) -> Iterator[Facts]:
    if _in_use(rule, here) and rule.months is None and empty(rule, "criterion"):
        yield {"name": rule.name}


@Demand(
    code="retention-start-missing",
    on=Retention,
    article="5(1)(e), 30(1)(f)",
    severity=Severity.ERROR,
    field="start_event",
    title=_("A retention rule that never starts"),
    text=_("Fill in “%(field)s” of the rule %(name)s: the end of a contract, the day of a call. Else no end is known."),
)
def _start_missing(rule: Retention, here: Situation) -> Iterator[Facts]:
    if _in_use(rule, here) and rule.months is not None and empty(rule, "start_event"):
        yield {"name": rule.name}


@Demand(
    code="retention-ground-missing",
    on=Retention,
    article="5(1)(e), 5(2)",
    severity=Severity.WARNING,
    field="ground",
    title=_("A retention rule without a reason"),
    text=_(
        "Write under “%(field)s” of the rule %(name)s why this long. The law gives few terms; you justify your own."
    ),
)
def _ground_missing(rule: Retention, here: Situation) -> Iterator[Facts]:
    if _in_use(rule, here) and empty(rule, "ground") and here.book.duty(rule) is None:
        yield {"name": rule.name}


@Demand(
    code="retention-executor-missing",
    on=Retention,
    article="5(1)(e), 24(1)",
    severity=Severity.HINT,
    field="executor",
    title=_("Nobody carries out a retention rule"),
    text=_("Fill in “%(field)s” of the rule %(name)s: the department or system that removes the data."),
)
def _executor_missing(rule: Retention, here: Situation) -> Iterator[Facts]:
    if _in_use(rule, here) and empty(rule, "executor"):
        yield {"name": rule.name}


@Demand(
    code="retention-not-kept",
    on=Retention,
    article="5(1)(e), 5(2)",
    severity=Severity.WARNING,
    field="deviation",
    title=_("A retention rule that is not kept to, without a reason"),
    text=_("The rule %(name)s is not kept to. Write under “%(field)s” why, and until when."),
)
def _not_kept(rule: Retention, here: Situation) -> Iterator[Facts]:
    if _in_use(rule, here) and rule.kept_to == Answer.NO and empty(rule, "deviation"):
        yield {"name": rule.name}


@Demand(
    code="retention-short-of-duty",
    on=Retention,
    article="17(3)(b)",
    severity=Severity.ERROR,
    field="months",
    title=_("Shorter than the law demands"),
    text=_("The rule %(name)s keeps for %(months)s months; %(duty)s asks for at least %(norm)s. Change “%(field)s”."),
)
def _short_of_duty(rule: Retention, here: Situation) -> Iterator[Facts]:
    duty = _duty_of(rule, RetentionType.HOLD, here)
    if duty is not None and rule.months is not None and rule.months < duty_months(duty):
        yield {"name": rule.name, "months": rule.months, **_cited(duty), "norm": duty_months(duty)}


@Demand(
    code="retention-beyond-norm",
    on=Retention,
    article="5(1)(e)",
    severity=Severity.WARNING,
    field="months",
    title=_("Longer than the norm"),
    text=_(
        "The rule %(name)s keeps for %(months)s months; %(duty)s gives %(norm)s. Shorten “%(field)s”, or say why not."
    ),
)
def _beyond_norm(rule: Retention, here: Situation) -> Iterator[Facts]:
    duty = _duty_of(rule, RetentionType.MAX, here)
    if duty is not None and rule.months is not None and rule.months > duty_months(duty) > 0:
        yield {"name": rule.name, "months": rule.months, **_cited(duty), "norm": duty_months(duty)}


@Demand(
    code="retention-duty-lapsed",
    on=Retention,
    article="5(1)(e), 17(3)(b)",
    severity=Severity.ERROR,
    field="duty",
    title=_("A retention rule on law that does not hold"),
    text=_(
        "The rule %(name)s rests on %(duty)s (“%(field)s”), which does not hold today. Choose another ground or term."
    ),
)
def _duty_lapsed(rule: Retention, here: Situation) -> Iterator[Facts]:
    duty = here.book.duty(rule)
    if _in_use(rule, here) and duty is not None and not holds_on(duty, here.today):
        yield {"name": rule.name, **_cited(duty)}


@Demand(
    code="retention-duty-unconfirmed",
    on=Retention,
    article="5(2)",
    severity=Severity.HINT,
    field="duty",
    title=_("A retention rule on law that nobody checked yet"),
    text=_("The rule %(name)s rests on %(duty)s (“%(field)s”). Check that fact of law, and mark it as confirmed."),
)
def _duty_unconfirmed(rule: Retention, here: Situation) -> Iterator[Facts]:
    duty = here.book.duty(rule)
    if _in_use(rule, here) and duty is not None and duty.status == LegalStatus.TO_CHECK:
        yield {"name": rule.name, **_cited(duty)}


@Demand(
    code="duty-without-fields",
    on=Retention,
    article="17(3)(b)",
    severity=Severity.HINT,
    field="duty",
    title=_("A duty to keep that does not say what"),
    text=_("%(duty)s (“%(field)s”) does not say what must be kept at least. Fill that in: the rest has to go."),
)
def _duty_without_fields(rule: Retention, here: Situation) -> Iterator[Facts]:
    duty = _duty_of(rule, RetentionType.HOLD, here)
    if duty is not None and empty(duty, "minimal_fields"):
        yield _cited(duty)


@Demand(
    code="duty-on-wrong-data",
    on=Line,
    article="5(1)(e), 17(3)(b)",
    severity=Severity.WARNING,
    field="retention",
    title=_("A duty to keep does not reach these data"),
    text=_(
        "“%(field)s” rests on %(duty)s, but no duty to keep is about %(categories)s. Give these data their own rule."
    ),
)
def _duty_on_wrong_data(line: Line, here: Situation) -> Iterator[Facts]:
    rule = here.book.retention(line)
    duty = _duty_of(rule, RetentionType.HOLD, here) if rule else None
    if duty is not None and line.category in NEVER_DEMANDED:
        yield {**_cited(duty), "categories": [line.category.value]}


@Demand(
    code="retention-conflict",
    on=Line,
    article="5(1)(e), 30(1)(f)",
    severity=Severity.ERROR,
    field="retention",
    role=ActivityRole.CONTROLLER,
    title=_("Two terms for the same data"),
    text=_(
        "Another line about the same people, data and purpose has another “%(field)s”: %(other)s. Keep one of the two."
    ),
)
def _conflict(line: Line, here: Situation) -> Iterator[Facts]:
    other = here.terms.conflicts.get(line.uid)
    if other is not None:
        yield {"other": other}


@Demand(
    code="retention-longest-wins",
    on=Activity,
    article="5(1)(b), 5(1)(e)",
    severity=Severity.HINT,
    field="lines",
    role=ActivityRole.CONTROLLER,
    title=_("The same data under several terms"),
    text=_(
        "“%(field)s” give %(categories)s several terms, one for each purpose. The data stay as long as the longest, "
        "but after a shorter one they may not be used for its purpose any more. See to it that they are not."
    ),
)
def _longest_wins(activity: Activity, here: Situation) -> Iterator[Facts]:
    categories = here.terms.several.get(activity.uid)
    if categories:
        yield {"categories": sorted(categories)}


@Demand(
    code="processor-keeps-longer",
    on=Engagement,
    article="5(1)(e), 28(3)(g)",
    severity=Severity.ERROR,
    field="retention_months",
    role=ActivityRole.CONTROLLER,
    title=_("The processor keeps data longer than we do"),
    text=_("%(party)s keeps data for %(months)s months (“%(field)s”), we at most %(norm)s. Agree on a shorter term."),
)
def _processor_keeps_longer(engagement: Engagement, here: Situation) -> Iterator[Facts]:
    longest = here.terms.longest.get(engagement.activity)
    theirs = engagement.retention_months
    if longest is not None and theirs is not None and theirs > longest:
        yield {"party": here.name(engagement.party), "months": theirs, "norm": longest}


@Demand(
    code="hold-past-end",
    on=Hold,
    article="17(3)(e)",
    severity=Severity.ERROR,
    field="ends_on",
    after_end=True,
    title=_("A hold that should have ended"),
    text=_("“%(field)s” was %(day)s. Let the hold go, or decide with reasons that it goes on."),
)
def _hold_past_end(hold: Hold, here: Situation) -> Iterator[Facts]:
    if hold.ends_on < here.today:
        yield {"day": hold.ends_on.isoformat()}


@Demand(
    code="hold-without-reason",
    on=Hold,
    article="17(3)(e)",
    severity=Severity.ERROR,
    field="reason",
    after_end=True,
    title=_("A hold without a reason or owner"),
    text=_("Fill in: %(missing)s. Data that should go are kept only for a reason that somebody answers for."),
)
def _hold_without_reason(hold: Hold, _here: Situation) -> Iterator[Facts]:
    missing = empty(hold, "reason", "owner")
    if missing:
        yield {"missing": missing}


def _in_use(rule: Retention, here: Situation) -> bool:
    return rule.uid in here.retentions_in_use


def _duty_of(rule: Retention, sort: RetentionType, here: Situation) -> Duty | None:
    """The fact of law of that type behind a rule, if it holds today."""
    duty = here.book.duty(rule)
    return duty if duty is not None and duty.type == sort and holds_on(duty, here.today) else None


def _cited(duty: Duty) -> Facts:
    """A fact of law by its label, with how sure it is."""
    return {"duty": duty.label, "legal": duty.status.value}


RULES = (
    _line_without_retention,
    _empty,
    _start_missing,
    _ground_missing,
    _executor_missing,
    _not_kept,
    _short_of_duty,
    _beyond_norm,
    _duty_lapsed,
    _duty_unconfirmed,
    _duty_without_fields,
    _duty_on_wrong_data,
    _conflict,
    _longest_wins,
    _processor_keeps_longer,
    _hold_past_end,
    _hold_without_reason,
)
