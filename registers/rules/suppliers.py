"""Rules about what stands behind an agreement: sub-processors and their clock, certificates and reports."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.days import in_force, later, objection_deadline
from registers.book.records import Agreement, Assurance, SubProcessor
from registers.register_choices import (
    AgreementDirection,
    Answer,
    AssuranceKind,
    Severity,
    SubProcessorDecision,
    SubProcessorRegime,
)
from registers.rules.findings import Demand, Facts, empty
from registers.rules.law import LawNumber
from registers.rules.situation import Situation

REPORTS = frozenset({AssuranceKind.ISAE3402, AssuranceKind.SOC2, AssuranceKind.AUDIT})
"""These tell of a period that has passed; a certificate holds until its own day."""


@Demand(
    code="regime-missing",
    on=Agreement,
    article="28(2)",
    severity=Severity.WARNING,
    field="regime",
    title=_("Not recorded whether sub-processors are allowed"),
    text=_("Choose under “%(field)s” what was agreed."),
)
def _regime_missing(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    if agreement.regime is None:
        yield {}


@Demand(
    code="objection-terms-missing",
    on=Agreement,
    article="28(2)",
    severity=Severity.WARNING,
    field="objection_days",
    title=_("Sub-processors in general, without a term to object"),
    text=_("Fill in: %(missing)s. Without them nobody knows until when to object to a new sub-processor."),
)
def _objection_terms_missing(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    missing = empty(agreement, "announce_days", "objection_days", "objection_effect")
    if agreement.regime == SubProcessorRegime.GENERAL and missing:
        yield {"missing": missing}


@Demand(
    code="subprocessor-not-allowed",
    on=SubProcessor,
    article="28(2)",
    severity=Severity.ERROR,
    field="party",
    title=_("A sub-processor that the agreement does not allow"),
    text=_(
        "The agreement allows no sub-processors, and %(party)s (“%(field)s”) is one. Agree on it, or have it stopped."
    ),
)
def _not_allowed(sub: SubProcessor, here: Situation) -> Iterator[Facts]:
    agreement = _agreement(sub, here)
    if agreement is not None and agreement.regime == SubProcessorRegime.NONE and _at_work(sub, here):
        yield {"party": here.name(sub.party)}


@Demand(
    code="subprocessor-unapproved",
    on=SubProcessor,
    article="28(2)",
    severity=Severity.ERROR,
    field="decision",
    title=_("A sub-processor without permission"),
    text=_("Each sub-processor needs a permission of its own. Decide about %(party)s under “%(field)s”."),
)
def _unapproved(sub: SubProcessor, here: Situation) -> Iterator[Facts]:
    agreement = _agreement(sub, here)
    each = agreement is not None and agreement.regime == SubProcessorRegime.SPECIFIC
    if each and sub.decision == SubProcessorDecision.OPEN and _at_work(sub, here):
        yield {"party": here.name(sub.party)}


@Demand(
    code="subprocessor-undecided",
    on=SubProcessor,
    article="28(2)",
    severity=Severity.WARNING,
    field="decision",
    title=_("Decide about a new sub-processor"),
    text=_("You can object to %(party)s until %(day)s. Decide under “%(field)s”; silence is consent."),
)
def _undecided(sub: SubProcessor, here: Situation) -> Iterator[Facts]:
    agreement = _deciding(sub, here)
    deadline = objection_deadline(sub.announced_on, agreement.objection_days) if agreement else None
    if deadline is not None and deadline >= here.today:
        yield {"party": here.name(sub.party), "day": deadline.isoformat()}


@Demand(
    code="subprocessor-objection-missed",
    on=SubProcessor,
    article="28(2)",
    severity=Severity.ERROR,
    field="decision",
    title=_("The term to object has passed without a decision"),
    text=_(
        "You could object to %(party)s until %(day)s. Look at it after all, and record the outcome under “%(field)s”."
    ),
)
def _objection_missed(sub: SubProcessor, here: Situation) -> Iterator[Facts]:
    agreement = _deciding(sub, here)
    deadline = objection_deadline(sub.announced_on, agreement.objection_days) if agreement else None
    if deadline is not None and deadline < here.today:
        yield {"party": here.name(sub.party), "day": deadline.isoformat()}


@Demand(
    code="subprocessor-deadline-unknown",
    on=SubProcessor,
    article="28(2)",
    severity=Severity.WARNING,
    field="announced_on",
    title=_("Until when to object is not known"),
    text=_("Nobody decided about %(party)s. Fill in “%(field)s” and the days to object of the agreement, and decide."),
)
def _deadline_unknown(sub: SubProcessor, here: Situation) -> Iterator[Facts]:
    agreement = _deciding(sub, here)
    if agreement is not None and objection_deadline(sub.announced_on, agreement.objection_days) is None:
        yield {"party": here.name(sub.party)}


@Demand(
    code="subprocessor-objected",
    on=SubProcessor,
    article="28(2)",
    severity=Severity.ERROR,
    field="decision",
    title=_("We objected, and it works on our data"),
    text=_("“%(field)s” says that we objected, while %(party)s has started. Have it stopped, or change the decision."),
)
def _objected(sub: SubProcessor, here: Situation) -> Iterator[Facts]:
    started = sub.started_on is not None and sub.started_on <= here.today
    if sub.decision == SubProcessorDecision.OBJECTED and started and _at_work(sub, here):
        yield {"party": here.name(sub.party)}


@Demand(
    code="flowdown-unknown",
    on=SubProcessor,
    article="28(4)",
    severity=Severity.WARNING,
    field="flowdown",
    title=_("Not known whether the same duties were passed on"),
    text=_("Ask whether %(party)s has to keep the same duties, and answer “%(field)s”."),
)
def _flowdown_unknown(sub: SubProcessor, here: Situation) -> Iterator[Facts]:
    if sub.flowdown == Answer.UNKNOWN and _at_work(sub, here):
        yield {"party": here.name(sub.party)}


@Demand(
    code="flowdown-denied",
    on=SubProcessor,
    article="28(4)",
    severity=Severity.ERROR,
    field="flowdown",
    title=_("The same duties were not passed on"),
    text=_("“%(field)s” says no: %(party)s need not keep what was agreed with us. Have the processor mend that."),
)
def _flowdown_denied(sub: SubProcessor, here: Situation) -> Iterator[Facts]:
    if sub.flowdown == Answer.NO and _at_work(sub, here):
        yield {"party": here.name(sub.party)}


@Demand(
    code="assurance-missing",
    on=Agreement,
    article="28(1), 28(5)",
    severity=Severity.HINT,
    field="assurances",
    title=_("No certificate or report"),
    text=_("Add under “%(field)s” what the processor shows for its security, or an audit of our own."),
)
def _assurance_missing(agreement: Agreement, here: Situation) -> Iterator[Facts]:
    ours = agreement.direction == AgreementDirection.WE_CONTROL and in_force(agreement, here.today)
    if ours and not here.book.of(agreement, Assurance, by="agreement"):
        yield {}


@Demand(
    code="assurance-expired",
    on=Assurance,
    article="28(1), 28(5)",
    severity=Severity.WARNING,
    field="valid_until",
    title=_("A certificate or report that lapsed"),
    text=_("“%(field)s” was %(day)s. Ask the processor for a new one and add it."),
)
def _assurance_expired(assurance: Assurance, here: Situation) -> Iterator[Facts]:
    lapsed = assurance.valid_until is not None and assurance.valid_until < here.today
    if lapsed and assurance.valid_until and _ours(assurance, here) and not _replaced(assurance, here):
        yield {"day": assurance.valid_until.isoformat()}


@Demand(
    code="assurance-old",
    on=Assurance,
    article="28(1), 28(5)",
    severity=Severity.WARNING,
    field="issued_on",
    title=_("An old report"),
    text=_("“%(field)s” is %(day)s, more than %(norm)s months ago: our own norm. Ask for a new one and add it."),
)
def _assurance_old(assurance: Assurance, here: Situation) -> Iterator[Facts]:
    norm = here.law.number(LawNumber.ASSURANCE_MONTHS, here.today)
    counted = assurance.valid_until is None or (assurance.sort in REPORTS and assurance.valid_until >= here.today)
    if norm is None or assurance.issued_on is None or not counted or _replaced(assurance, here):
        return
    if later(assurance.issued_on, months=norm) < here.today and _ours(assurance, here):
        yield {"day": assurance.issued_on.isoformat(), "norm": norm}


@Demand(
    code="assurance-undated",
    on=Assurance,
    article="28(1), 28(5)",
    severity=Severity.HINT,
    field="issued_on",
    title=_("A certificate or report without a day"),
    text=_("Fill in “%(field)s” or until when it is valid; otherwise nobody is warned when it lapses."),
)
def _assurance_undated(assurance: Assurance, _here: Situation) -> Iterator[Facts]:
    if assurance.issued_on is None and assurance.valid_until is None:
        yield {}


@Demand(
    code="assurance-out-of-scope",
    on=Assurance,
    article="28(1), 28(5)",
    severity=Severity.WARNING,
    field="scope_fits",
    title=_("A certificate or report about something else"),
    text=_("“%(field)s” says no, so it shows nothing about our data. Ask for one that covers the services we use."),
)
def _assurance_out_of_scope(assurance: Assurance, here: Situation) -> Iterator[Facts]:
    if assurance.scope_fits == Answer.NO and _ours(assurance, here):
        yield {}


def _agreement(record: SubProcessor | Assurance, here: Situation) -> Agreement | None:
    return here.book.find(Agreement, record.agreement)


def _at_work(sub: SubProcessor, here: Situation) -> bool:
    return sub.ended_on is None or sub.ended_on >= here.today


def _deciding(sub: SubProcessor, here: Situation) -> Agreement | None:
    """The agreement under which we still have to decide about a sub-processor; None when there is nothing to decide."""
    agreement = _agreement(sub, here)
    if agreement is None or agreement.direction != AgreementDirection.WE_CONTROL:
        return None
    general = agreement.regime in {None, SubProcessorRegime.GENERAL}
    return agreement if general and sub.decision == SubProcessorDecision.OPEN and _at_work(sub, here) else None


def _ours(assurance: Assurance, here: Situation) -> bool:
    agreement = _agreement(assurance, here)
    return agreement is not None and agreement.direction == AgreementDirection.WE_CONTROL


def _replaced(assurance: Assurance, here: Situation) -> bool:
    """Whether a newer one of the same sort is there."""
    others = here.book.of(assurance.agreement, Assurance, by="agreement")
    return any(other.sort == assurance.sort and _newest_day(other) > _newest_day(assurance) for other in others)


def _newest_day(assurance: Assurance) -> str:
    days = [day.isoformat() for day in (assurance.issued_on, assurance.valid_until) if day is not None]
    return max(days, default="")


RULES = (
    _regime_missing,
    _objection_terms_missing,
    _not_allowed,
    _unapproved,
    _undecided,
    _objection_missed,
    _deadline_unknown,
    _objected,
    _flowdown_unknown,
    _flowdown_denied,
    _assurance_missing,
    _assurance_expired,
    _assurance_old,
    _assurance_undated,
    _assurance_out_of_scope,
)
