"""Rules about the data protection impact assessment: answered, with reasons, done where it is needed."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.records import Activity, Line
from registers.register_choices import ActivityRole, Answer, DpiaCriterion, Presence, Severity
from registers.rules.findings import Demand, Facts, empty
from registers.rules.law import LawNumber
from registers.rules.lines import SPECIAL
from registers.rules.situation import Situation


@Demand(
    code="dpia-unanswered",
    on=Activity,
    article="35(1)",
    severity=Severity.WARNING,
    field="dpia_needed",
    role=ActivityRole.CONTROLLER,
    title=_("Not answered: is a DPIA needed"),
    text=_("Go through the questions and answer “%(field)s”. A no needs a reason too."),
)
def _unanswered(activity: Activity, here: Situation) -> Iterator[Facts]:
    if activity.dpia_needed == Answer.UNKNOWN and not _signs(activity, here):
        yield {}


@Demand(
    code="dpia-unanswered-with-signs",
    on=Activity,
    article="35(1), 35(3), 35(4)",
    severity=Severity.ERROR,
    field="dpia_needed",
    role=ActivityRole.CONTROLLER,
    title=_("Signs of high risk, and no answer about a DPIA"),
    text=_("This points to a DPIA: %(reasons)s. Answer “%(field)s”."),
)
def _unanswered_with_signs(activity: Activity, here: Situation) -> Iterator[Facts]:
    signs = _signs(activity, here)
    if activity.dpia_needed == Answer.UNKNOWN and signs:
        yield {"reasons": signs}


@Demand(
    code="dpia-denied-without-reason",
    on=Activity,
    article="35(1), 35(3), 35(4)",
    severity=Severity.ERROR,
    field="dpia_reason",
    role=ActivityRole.CONTROLLER,
    title=_("No DPIA in spite of signs of high risk, without reasons"),
    text=_("This points to a DPIA: %(reasons)s. Carry one out, or write under “%(field)s” why none is needed."),
)
def _denied_without_reason(activity: Activity, here: Situation) -> Iterator[Facts]:
    signs = _signs(activity, here)
    if activity.dpia_needed == Answer.NO and signs and empty(activity, "dpia_reason"):
        yield {"reasons": signs}


@Demand(
    code="dpia-denied-though-listed",
    on=Activity,
    article="35(3), 35(4)",
    severity=Severity.WARNING,
    field="dpia_needed",
    role=ActivityRole.CONTROLLER,
    title=_("No DPIA for what is on the list"),
    text=_("The law or the list of the authority asks for a DPIA: %(reasons)s. Check “%(field)s” with your officer."),
)
def _denied_though_listed(activity: Activity, _here: Situation) -> Iterator[Facts]:
    listed = _listed(activity)
    if activity.dpia_needed == Answer.NO and listed and not empty(activity, "dpia_reason"):
        yield {"reasons": listed}


@Demand(
    code="dpia-no-without-reason",
    on=Activity,
    article="5(2), 35(1)",
    severity=Severity.WARNING,
    field="dpia_reason",
    role=ActivityRole.CONTROLLER,
    title=_("No DPIA, without a reason"),
    text=_("Write under “%(field)s” why no DPIA is needed, so that you can show that you thought about it."),
)
def _no_without_reason(activity: Activity, here: Situation) -> Iterator[Facts]:
    if activity.dpia_needed == Answer.NO and empty(activity, "dpia_reason") and not _signs(activity, here):
        yield {}


@Demand(
    code="dpia-not-done",
    on=Activity,
    article="35(1)",
    severity=Severity.ERROR,
    field="dpia_done_on",
    role=ActivityRole.CONTROLLER,
    title=_("A DPIA is needed and was not done"),
    text=_("Carry out the DPIA before you go on, and fill in “%(field)s”."),
)
def _not_done(activity: Activity, here: Situation) -> Iterator[Facts]:
    done = activity.dpia_done_on is not None and activity.dpia_done_on <= here.today
    if activity.dpia_needed == Answer.YES and not done:
        yield {}


@Demand(
    code="dpia-criteria-overlooked",
    on=Activity,
    article="35(1)",
    severity=Severity.HINT,
    field="dpia_criteria",
    role=ActivityRole.CONTROLLER,
    title=_("Criteria of a DPIA that seem to apply"),
    text=_("The record itself says: %(reasons)s. Tick them under “%(field)s” if they apply."),
)
def _criteria_overlooked(activity: Activity, here: Situation) -> Iterator[Facts]:
    seen = [criterion.value for criterion in _seen(activity, here) if criterion not in activity.dpia_criteria]
    if seen and activity.dpia_needed != Answer.YES:
        yield {"reasons": seen}


def _listed(activity: Activity) -> list[str]:
    """What asks for a DPIA by itself: a case of art. 35(3), a kind on the list of art. 35(4)."""
    return [*(case.value for case in activity.dpia_ladder), *(kind.value for kind in activity.dpia_kinds)]


def _signs(activity: Activity, here: Situation) -> list[str]:
    """All that points to a DPIA; criteria only when there are as many as the norm says."""
    norm = here.law.number(LawNumber.DPIA_CRITERIA, here.today)
    enough = norm is not None and len(activity.dpia_criteria) >= norm
    return [*_listed(activity), *(criterion.value for criterion in activity.dpia_criteria if enough)]


def _seen(activity: Activity, here: Situation) -> Iterator[DpiaCriterion]:
    lines = here.book.of(activity, Line)
    if any(Presence.YES in {line.special, line.criminal} or line.category in SPECIAL for line in lines):
        yield DpiaCriterion.SENSITIVE
    if activity.automated == Answer.YES:
        yield DpiaCriterion.DECISION
    if activity.profiling == Answer.YES:
        yield DpiaCriterion.SCORING


RULES = (
    _unanswered,
    _unanswered_with_signs,
    _denied_without_reason,
    _denied_though_listed,
    _no_without_reason,
    _not_done,
    _criteria_overlooked,
)
