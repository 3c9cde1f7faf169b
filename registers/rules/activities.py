"""Rules about an activity itself: who answers for it, its security, automated decisions, its role and joint control."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.records import Activity, ActivityMeasure, Client, Joint, Purpose
from registers.register_choices import ActivityRole, Answer, DpiaCriterion, LadderAnswer, Presence, Severity
from registers.rules.findings import Demand, Facts, empty
from registers.rules.situation import Situation


@Demand(
    code="activity-organisation-missing",
    on=Activity,
    article="30(1)(a), 30(2)(a)",
    severity=Severity.ERROR,
    field="organisation",
    title=_("Nobody answers for the activity"),
    text=_("Choose under “%(field)s” which of our organisations carries out this activity."),
)
def _organisation_missing(activity: Activity, here: Situation) -> Iterator[Facts]:
    if here.book.party(activity.organisation) is None:
        yield {}


@Demand(
    code="activity-owner-missing",
    on=Activity,
    article="5(2), 24(1)",
    severity=Severity.WARNING,
    field="owner",
    title=_("The activity has no owner"),
    text=_("Fill in “%(field)s”: a role or department that keeps this record true."),
)
def _owner_missing(activity: Activity, _here: Situation) -> Iterator[Facts]:
    if empty(activity, "owner"):
        yield {}


@Demand(
    code="activity-security-missing",
    on=Activity,
    article="30(1)(g), 30(2)(d)",
    severity=Severity.WARNING,
    field="security",
    title=_("No description of the security"),
    text=_("Describe the measures in general under “%(field)s”, or add the measures that this activity takes."),
)
def _security_missing(activity: Activity, here: Situation) -> Iterator[Facts]:
    if empty(activity, "security") and not here.book.of(activity, ActivityMeasure):
        yield {}


@Demand(
    code="activity-informing-missing",
    on=Activity,
    article="13, 14",
    severity=Severity.HINT,
    field="informing",
    role=ActivityRole.CONTROLLER,
    title=_("Not recorded how people are informed"),
    text=_("Say under “%(field)s” where people read about this activity, for instance in which privacy statement."),
)
def _informing_missing(activity: Activity, _here: Situation) -> Iterator[Facts]:
    if empty(activity, "informing"):
        yield {}


@Demand(
    code="automated-unanswered",
    on=Activity,
    article="13(2)(f), 22",
    severity=Severity.WARNING,
    field="automated",
    role=ActivityRole.CONTROLLER,
    title=_("Not answered: automated decisions"),
    text=_("Answer “%(field)s”. As long as nobody did, a request for access cannot be answered completely."),
)
def _automated_unanswered(activity: Activity, _here: Situation) -> Iterator[Facts]:
    if activity.automated == Answer.UNKNOWN:
        yield {}


@Demand(
    code="automated-without-logic",
    on=Activity,
    article="13(2)(f), 15(1)(h), 22",
    severity=Severity.ERROR,
    field="automated_logic",
    role=ActivityRole.CONTROLLER,
    title=_("Automated decisions without explanation"),
    text=_("Fill in: %(missing)s. People may know how a decision without a human is made and what it means for them."),
)
def _automated_without_logic(activity: Activity, _here: Situation) -> Iterator[Facts]:
    missing = empty(activity, "automated_logic", "automated_effects")
    if activity.automated == Answer.YES and missing:
        yield {"missing": missing}


@Demand(
    code="automated-denied",
    on=Activity,
    article="13(2)(f), 22",
    severity=Severity.ERROR,
    field="automated",
    role=ActivityRole.CONTROLLER,
    title=_("Automated decisions: no, but described"),
    text=_(
        "“%(field)s” says no, while this was filled in: %(filled)s. Change the answer or take the description away."
    ),
)
def _automated_denied(activity: Activity, _here: Situation) -> Iterator[Facts]:
    filled = [name for name in ("automated_logic", "automated_effects") if not empty(activity, name)]
    if LadderAnswer.EVALUATION in activity.dpia_ladder:
        filled.append("dpia_ladder")
    if DpiaCriterion.DECISION in activity.dpia_criteria:
        filled.append("dpia_criteria")
    if activity.automated == Answer.NO and filled:
        yield {"filled": filled}


@Demand(
    code="activity-questions-open",
    on=Activity,
    article="5(2), 24(1)",
    severity=Severity.HINT,
    field="profiling",
    role=ActivityRole.CONTROLLER,
    title=_("Questions not answered yet"),
    text=_("Not answered: %(missing)s. Not answered is not the same as no."),
)
def _questions_open(activity: Activity, _here: Situation) -> Iterator[Facts]:
    missing = [name for name in ("profiling", "ai_used") if getattr(activity, name) == Answer.UNKNOWN]
    missing += [name for name in ("pseudonymised", "encrypted") if getattr(activity, name) == Presence.UNKNOWN]
    if missing:
        yield {"missing": missing}


@Demand(
    code="ai-training-unanswered",
    on=Activity,
    article="5(1)(b)",
    severity=Severity.WARNING,
    field="ai_trains",
    title=_("Not answered: training of artificial intelligence"),
    text=_("Artificial intelligence is used. Answer “%(field)s”: training is a purpose of its own."),
)
def _ai_training_unanswered(activity: Activity, _here: Situation) -> Iterator[Facts]:
    if activity.ai_used == Answer.YES and activity.ai_trains == Answer.UNKNOWN:
        yield {}


@Demand(
    code="role-leftovers",
    on=Activity,
    article="30(1), 30(2)",
    severity=Severity.HINT,
    field="role",
    title=_("Left over from the other role"),
    text=_(
        "Under “%(field)s” we stand as %(role)s, and yet there are: %(tables)s. They are kept and do not count. Check "
        "the role, or take them away."
    ),
)
def _role_leftovers(activity: Activity, here: Situation) -> Iterator[Facts]:
    sorts = (Client,) if activity.role == ActivityRole.CONTROLLER else (Purpose, Joint)
    tables = [sort.kind for sort in sorts if here.book.of(activity, sort)]
    if tables:
        yield {"role": activity.role.value, "tables": tables}


@Demand(
    code="joint-unanswered",
    on=Activity,
    article="26, 30(1)(a)",
    severity=Severity.WARNING,
    field="joint",
    role=ActivityRole.CONTROLLER,
    title=_("Not answered: joint controllers"),
    text=_("Answer “%(field)s”. Nobody listed is not the same as none."),
)
def _joint_unanswered(activity: Activity, _here: Situation) -> Iterator[Facts]:
    if activity.joint == Answer.UNKNOWN:
        yield {}


@Demand(
    code="joint-none-listed",
    on=Activity,
    article="26, 30(1)(a)",
    severity=Severity.ERROR,
    field="joint",
    role=ActivityRole.CONTROLLER,
    title=_("Joint controllers: yes, but none is listed"),
    text=_("“%(field)s” says yes. Add who they are, or change the answer."),
)
def _joint_none_listed(activity: Activity, here: Situation) -> Iterator[Facts]:
    if activity.joint == Answer.YES and not here.book.of(activity, Joint):
        yield {}


@Demand(
    code="joint-denied",
    on=Activity,
    article="26, 30(1)(a)",
    severity=Severity.ERROR,
    field="joint",
    role=ActivityRole.CONTROLLER,
    title=_("Joint controllers: no, but some are listed"),
    text=_("“%(field)s” says no, while %(number)s are listed. Change the answer, or take them away."),
)
def _joint_denied(activity: Activity, here: Situation) -> Iterator[Facts]:
    listed = here.book.of(activity, Joint)
    if activity.joint == Answer.NO and listed:
        yield {"number": len(listed)}


@Demand(
    code="joint-without-division",
    on=Joint,
    article="26(1)",
    severity=Severity.ERROR,
    field="division",
    role=ActivityRole.CONTROLLER,
    title=_("Joint control without a division of tasks"),
    text=_("Write under “%(field)s” in short who of us and %(party)s does what."),
)
def _joint_without_division(joint: Joint, here: Situation) -> Iterator[Facts]:
    if empty(joint, "division"):
        yield {"party": here.name(joint.party)}


@Demand(
    code="joint-without-contact-point",
    on=Joint,
    article="26(1)",
    severity=Severity.HINT,
    field="contact_point",
    role=ActivityRole.CONTROLLER,
    title=_("Joint control without a contact point"),
    text=_("Fill in “%(field)s”: where people turn to, at us or at %(party)s."),
)
def _joint_without_contact_point(joint: Joint, here: Situation) -> Iterator[Facts]:
    if empty(joint, "contact_point"):
        yield {"party": here.name(joint.party)}


RULES = (
    _organisation_missing,
    _owner_missing,
    _security_missing,
    _informing_missing,
    _automated_unanswered,
    _automated_without_logic,
    _automated_denied,
    _questions_open,
    _ai_training_unanswered,
    _role_leftovers,
    _joint_unanswered,
    _joint_none_listed,
    _joint_denied,
    _joint_without_division,
    _joint_without_contact_point,
)
