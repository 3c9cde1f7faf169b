"""Rules about processor agreements: what art. 28 wants in them, signed, in force, covering what is really done."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.days import later
from registers.book.records import Activity, Agreement, ClauseCheck, Coverage
from registers.register_choices import AgreementDirection, AgreementStatus, Clause, Severity, Verdict
from registers.rules.findings import Demand, Facts, empty
from registers.rules.law import LawNumber
from registers.rules.situation import Situation

CONCLUDED = frozenset({AgreementStatus.SIGNED, AgreementStatus.TERMINATED, AgreementStatus.EXIT})


@Demand(
    code="clause-missing",
    on=ClauseCheck,
    article="28(3)",
    severity=Severity.ERROR,
    field="verdict",
    title=_("A clause is missing"),
    text=_("“%(field)s” says that this is missing: %(clauses)s. Agree on it in an annex, and check it again."),
)
def _clause_missing(check: ClauseCheck, _here: Situation) -> Iterator[Facts]:
    if check.verdict == Verdict.NO:
        yield {"clauses": [check.clause.value]}


@Demand(
    code="clause-partly",
    on=ClauseCheck,
    article="28(3)",
    severity=Severity.WARNING,
    field="verdict",
    title=_("A clause is there in part"),
    text=_("“%(field)s” says partly: %(clauses)s. Agree on the rest, or note why this is enough."),
)
def _clause_partly(check: ClauseCheck, _here: Situation) -> Iterator[Facts]:
    if check.verdict == Verdict.PARTLY:
        yield {"clauses": [check.clause.value]}


@Demand(
    code="clause-set-aside",
    on=ClauseCheck,
    article="28(3)",
    severity=Severity.WARNING,
    field="note",
    title=_("A clause that would not apply, without a reason"),
    text=_(
        "This was marked as not applicable: %(clauses)s. The law asks for it; write under “%(field)s” why not here."
    ),
)
def _clause_set_aside(check: ClauseCheck, _here: Situation) -> Iterator[Facts]:
    if check.verdict == Verdict.NOT_APPLICABLE and empty(check, "note"):
        yield {"clauses": [check.clause.value]}


@Demand(
    code="clauses-unchecked",
    on=Agreement,
    article="28(3)",
    severity=Severity.ERROR,
    field="clause_checks",
    title=_("Clauses that were not checked"),
    text=_("Read the agreement and record under “%(field)s” what it says about: %(clauses)s."),
)
def _clauses_unchecked(agreement: Agreement, here: Situation) -> Iterator[Facts]:
    checks = here.book.of(agreement, ClauseCheck, by="agreement")
    checked = {check.clause for check in checks if check.verdict != Verdict.UNKNOWN}
    missing = [clause.value for clause in Clause if clause not in checked]
    if missing:
        yield {"clauses": missing}


@Demand(
    code="agreement-unsigned",
    on=Agreement,
    article="28(3), 28(9)",
    severity=Severity.ERROR,
    field="signed_by_us",
    title=_("A signed agreement without signing dates"),
    text=_("The status says signed. Fill in: %(missing)s."),
)
def _unsigned(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    missing = empty(agreement, "signed_by_us", "signed_by_them")
    if agreement.status in CONCLUDED and missing:
        yield {"missing": missing}


@Demand(
    code="agreement-start-missing",
    on=Agreement,
    article="28(3)",
    severity=Severity.ERROR,
    field="in_force_from",
    title=_("Not recorded since when the agreement holds"),
    text=_("Fill in “%(field)s”. Without that day the agreement counts as not in force."),
)
def _start_missing(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    if agreement.status in CONCLUDED and agreement.in_force_from is None:
        yield {}


@Demand(
    code="agreement-end-missing",
    on=Agreement,
    article="28(3)",
    severity=Severity.WARNING,
    field="in_force_until",
    title=_("Not recorded how long the agreement holds"),
    text=_("Fill in “%(field)s”, or tick that it is for an indefinite time."),
)
def _end_missing(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    if agreement.in_force_until is None and not agreement.open_ended:
        yield {}


@Demand(
    code="agreement-ended-activity-live",
    on=Agreement,
    article="28(3)",
    severity=Severity.ERROR,
    field="in_force_until",
    after_end=True,
    title=_("The agreement ended, the work did not"),
    text=_(
        "This agreement is over (“%(field)s”), while %(party)s still works on: %(activities)s. Renew it, record what "
        "replaced it, or record that the work has stopped."
    ),
)
def _ended_activity_live(agreement: Agreement, here: Situation) -> Iterator[Facts]:
    if agreement.direction != AgreementDirection.WE_CONTROL or not here.over(agreement):
        return
    at_work = [one for one in here.covered(agreement) if agreement.counterparty in here.engaged(one.uid)]
    bare = [one for one in at_work if here.live(one) and not here.covers_today(one.uid, agreement.counterparty)]
    if bare:
        yield {"party": here.name(agreement.counterparty), "activities": [one.number for one in bare]}


@Demand(
    code="agreement-covers-nothing",
    on=Agreement,
    article="28(3)",
    severity=Severity.WARNING,
    field="coverages",
    title=_("An agreement that covers no activity"),
    text=_("Add under “%(field)s” for which activities it was made; otherwise it counts for none."),
)
def _covers_nothing(agreement: Agreement, here: Situation) -> Iterator[Facts]:
    if not here.book.of(agreement, Coverage, by="agreement"):
        yield {}


@Demand(
    code="agreement-data-empty",
    on=Agreement,
    article="28(3)",
    severity=Severity.ERROR,
    field="data_categories",
    title=_("Not recorded which data the agreement is about"),
    text=_("Tick under “%(field)s” which categories of data the agreement names."),
)
def _data_empty(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    if not agreement.data_categories:
        yield {}


@Demand(
    code="agreement-data-narrower",
    on=Agreement,
    article="28(3)",
    severity=Severity.ERROR,
    field="data_categories",
    title=_("The agreement names fewer data than are processed"),
    text=_("The activities under this agreement also use: %(categories)s. Have them added, and tick “%(field)s”."),
)
def _data_narrower(agreement: Agreement, here: Situation) -> Iterator[Facts]:
    used = {category for one in here.covered(agreement) if here.live(one) for category in here.categories(one.uid)}
    extra = sorted(category.value for category in used - set(agreement.data_categories))
    if agreement.data_categories and extra:
        yield {"categories": extra}


@Demand(
    code="breach-hours-missing",
    on=Agreement,
    article="28(3)(f), 33(2)",
    severity=Severity.WARNING,
    field="breach_hours",
    title=_("No term for reporting a breach"),
    text=_("Fill in under “%(field)s” within how many hours a breach is reported, and agree on it if nothing was."),
)
def _breach_hours_missing(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    if agreement.breach_hours is None:
        yield {}


@Demand(
    code="breach-hours-long",
    on=Agreement,
    article="28(3)(f), 33(2)",
    severity=Severity.WARNING,
    field="breach_hours",
    title=_("A long term for reporting a breach"),
    text=_("“%(field)s” is %(number)s, more than the %(norm)s of our own norm. Agree on a shorter term."),
)
def _breach_hours_long(agreement: Agreement, here: Situation) -> Iterator[Facts]:
    norm = here.law.number(LawNumber.BREACH_CONTRACT_HOURS, here.today)
    ours = agreement.direction == AgreementDirection.WE_CONTROL
    if ours and norm is not None and agreement.breach_hours is not None and agreement.breach_hours > norm:
        yield {"number": agreement.breach_hours, "norm": norm}


@Demand(
    code="breach-mailbox-missing",
    on=Agreement,
    article="33(2)",
    severity=Severity.WARNING,
    field="breach_email",
    title=_("No mailbox for breaches"),
    text=_("Fill in “%(field)s”: where a breach is reported, also at night; a shared mailbox and no person."),
)
def _breach_mailbox_missing(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    if empty(agreement, "breach_email"):
        yield {}


@Demand(
    code="request-help-missing",
    on=Agreement,
    article="19, 28(3)(e)",
    severity=Severity.HINT,
    field="request_email",
    title=_("Help with requests has no term or mailbox"),
    text=_("Fill in: %(missing)s. A request of a person has to be passed on in time."),
)
def _request_help_missing(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    missing = empty(agreement, "request_days", "request_email")
    if missing:
        yield {"missing": missing}


@Demand(
    code="deletion-terms-missing",
    on=Agreement,
    article="28(3)(g)",
    severity=Severity.WARNING,
    field="deletion_days",
    title=_("Not recorded what happens to data at the end"),
    text=_("Fill in: %(missing)s."),
)
def _deletion_terms_missing(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    missing = empty(agreement, "deletion_days", "deletion_choice")
    if missing:
        yield {"missing": missing}


@Demand(
    code="deletion-proof-missing",
    on=Agreement,
    article="28(3)(g)",
    severity=Severity.ERROR,
    field="deletion_proof_on",
    after_end=True,
    title=_("No proof of erasure after the end"),
    text=_("The agreement is over and the term to erase has passed. Ask for proof, and fill in “%(field)s”."),
)
def _deletion_proof_missing(agreement: Agreement, here: Situation) -> Iterator[Facts]:
    ours = agreement.direction == AgreementDirection.WE_CONTROL
    if not ours or agreement.deletion_proof_on is not None or not here.over(agreement):
        return
    ended = agreement.in_force_until
    if ended is None or later(ended, days=agreement.deletion_days or 0) < here.today:
        yield {}


@Demand(
    code="audit-overdue",
    on=Agreement,
    article="28(3)(h)",
    severity=Severity.WARNING,
    field="next_audit",
    title=_("An audit that should have been"),
    text=_("“%(field)s” was %(day)s. Carry it out and plan the next one, or move the day with a note."),
)
def _audit_overdue(agreement: Agreement, here: Situation) -> Iterator[Facts]:
    if agreement.next_audit is not None and agreement.next_audit < here.today:
        yield {"day": agreement.next_audit.isoformat()}


@Demand(
    code="guarantees-unchecked",
    on=Agreement,
    article="28(1)",
    severity=Severity.WARNING,
    field="guarantees_on",
    title=_("Nobody checked what the processor guarantees"),
    text=_("Check whether the processor offers sufficient guarantees, and fill in: %(missing)s."),
)
def _guarantees_unchecked(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    missing = empty(agreement, "guarantees_on", "guarantees_by")
    if agreement.direction == AgreementDirection.WE_CONTROL and missing:
        yield {"missing": missing}


@Demand(
    code="agreement-owner-missing",
    on=Agreement,
    article="5(2), 24(1)",
    severity=Severity.WARNING,
    field="owner",
    title=_("The agreement has no owner"),
    text=_("Fill in “%(field)s”: a role or department that keeps this agreement up to date."),
)
def _owner_missing(agreement: Agreement, _here: Situation) -> Iterator[Facts]:
    if empty(agreement, "owner"):
        yield {}


@Demand(
    code="agreement-not-for-role",
    on=Agreement,
    article="28(3)",
    severity=Severity.WARNING,
    field="counterparty",
    title=_("An agreement with somebody who does not work on what it covers"),
    text=_("%(party)s (“%(field)s”) is not listed in: %(activities)s. Add it there, or take the activity away here."),
)
def _not_for_role(agreement: Agreement, here: Situation) -> Iterator[Facts]:
    covered = [one for one in here.covered(agreement) if here.live(one)]
    strange = [one.number for one in covered if not _takes_part(agreement, one, here)]
    if strange:
        yield {"party": here.name(agreement.counterparty), "activities": strange}


def _takes_part(agreement: Agreement, activity: Activity, here: Situation) -> bool:
    if agreement.direction == AgreementDirection.WE_CONTROL:
        return agreement.counterparty in here.engaged(activity.uid)
    return agreement.counterparty in here.clients(activity.uid)


RULES = (
    _clause_missing,
    _clause_partly,
    _clause_set_aside,
    _clauses_unchecked,
    _unsigned,
    _start_missing,
    _end_missing,
    _ended_activity_live,
    _covers_nothing,
    _data_empty,
    _data_narrower,
    _breach_hours_missing,
    _breach_hours_long,
    _breach_mailbox_missing,
    _request_help_missing,
    _deletion_terms_missing,
    _deletion_proof_missing,
    _audit_overdue,
    _guarantees_unchecked,
    _owner_missing,
    _not_for_role,
)
