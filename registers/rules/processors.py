"""Rules about processors at work and about clients: who works for another has an agreement that holds today."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.days import in_force
from registers.book.records import Activity, Agreement, Client, Engagement, LineSystem, System
from registers.register_choices import ActivityRole, AgreementDirection, Answer, Severity
from registers.rules.findings import Demand, Facts
from registers.rules.situation import Situation


@Demand(
    code="processors-unanswered",
    on=Activity,
    article="28, 30(1)(d)",
    severity=Severity.WARNING,
    field="processors",
    title=_("Not answered: processors"),
    text=_("Answer “%(field)s”. Nobody listed is not the same as none."),
)
def _unanswered(activity: Activity, _here: Situation) -> Iterator[Facts]:
    if activity.processors == Answer.UNKNOWN:
        yield {}


@Demand(
    code="processors-none-listed",
    on=Activity,
    article="28, 30(1)(d)",
    severity=Severity.ERROR,
    field="processors",
    title=_("Processors: yes, but none is listed"),
    text=_("“%(field)s” says yes. Add who they are, or change the answer."),
)
def _none_listed(activity: Activity, here: Situation) -> Iterator[Facts]:
    if activity.processors == Answer.YES and not here.book.of(activity, Engagement):
        yield {}


@Demand(
    code="processors-denied",
    on=Activity,
    article="28, 30(1)(d)",
    severity=Severity.ERROR,
    field="processors",
    title=_("Processors: no, but some are listed"),
    text=_("“%(field)s” says no, while %(number)s are listed. Change the answer, or take them away."),
)
def _denied(activity: Activity, here: Situation) -> Iterator[Facts]:
    listed = here.book.of(activity, Engagement)
    if activity.processors == Answer.NO and listed:
        yield {"number": len(listed)}


@Demand(
    code="processor-without-agreement",
    on=Engagement,
    article="28(3)",
    severity=Severity.ERROR,
    field="party",
    title=_("A processor without an agreement"),
    text=_("There is no processor agreement with %(party)s (“%(field)s”). Make one, and record it here."),
)
def _without_agreement(engagement: Engagement, here: Situation) -> Iterator[Facts]:
    if not _ours(engagement.party, here):
        yield {"party": here.name(engagement.party)}


@Demand(
    code="processor-agreement-elsewhere",
    on=Engagement,
    article="28(3)",
    severity=Severity.ERROR,
    field="party",
    title=_("A processor whose agreement does not cover this activity"),
    text=_(
        "There is an agreement with %(party)s (“%(field)s”): %(agreements)s. It does not cover this activity. Add the "
        "activity to it if its text does, or agree on it."
    ),
)
def _agreement_elsewhere(engagement: Engagement, here: Situation) -> Iterator[Facts]:
    known = _ours(engagement.party, here)
    if known and not here.covering(engagement.activity, known):
        yield {"party": here.name(engagement.party), "agreements": [one.number for one in known]}


@Demand(
    code="processor-agreement-not-in-force",
    on=Engagement,
    article="28(3)",
    severity=Severity.ERROR,
    field="party",
    title=_("A processor whose agreement is not in force"),
    text=_(
        "The agreement with %(party)s (“%(field)s”) is not in force today: %(agreements)s. Check its status and dates; "
        "sign or renew it, or stop the work."
    ),
)
def _agreement_not_in_force(engagement: Engagement, here: Situation) -> Iterator[Facts]:
    known = here.covering(engagement.activity, _ours(engagement.party, here))
    if known and not any(in_force(agreement, here.today) for agreement in known):
        yield {"party": here.name(engagement.party), "agreements": [one.number for one in known]}


@Demand(
    code="supplier-not-engaged",
    on=LineSystem,
    article="28",
    severity=Severity.WARNING,
    field="system",
    title=_("The supplier of a system is no processor here"),
    text=_(
        "%(party)s supplies %(name)s (“%(field)s”), where these data are, and is not listed as a processor. Add it, or "
        "take the supplier from the system if it never sees the data."
    ),
)
def _supplier_not_engaged(stands: LineSystem, here: Situation) -> Iterator[Facts]:
    system = here.book.find(System, stands.system)
    supplier = here.book.party(system.supplier) if system else None
    if system and supplier and not supplier.own and supplier.uid not in here.engaged(here.place(stands).uid):
        yield {"party": supplier.name, "name": system.name}


@Demand(
    code="client-missing",
    on=Activity,
    article="30(2)(a)",
    severity=Severity.ERROR,
    field="clients",
    role=ActivityRole.PROCESSOR,
    title=_("A processor without clients"),
    text=_("Add under “%(field)s” every organisation for which we do this."),
)
def _client_missing(activity: Activity, here: Situation) -> Iterator[Facts]:
    if not here.book.of(activity, Client):
        yield {}


@Demand(
    code="client-without-operations",
    on=Client,
    article="30(2)(b)",
    severity=Severity.ERROR,
    field="operations",
    role=ActivityRole.PROCESSOR,
    title=_("Not recorded what we do for a client"),
    text=_("Tick under “%(field)s” what we do with the data of %(party)s."),
)
def _client_without_operations(client: Client, here: Situation) -> Iterator[Facts]:
    if not client.operations:
        yield {"party": here.name(client.party)}


@Demand(
    code="client-without-agreement",
    on=Client,
    article="28(3)",
    severity=Severity.WARNING,
    field="party",
    role=ActivityRole.PROCESSOR,
    title=_("A client without an agreement in force"),
    text=_(
        "No agreement in which we are the processor of %(party)s (“%(field)s”) covers this activity today. Record it, "
        "or make one: without an agreement we decide for ourselves."
    ),
)
def _client_without_agreement(client: Client, here: Situation) -> Iterator[Facts]:
    known = here.covering(client.activity, here.agreements_with(client.party, AgreementDirection.WE_PROCESS))
    if not any(in_force(agreement, here.today) for agreement in known):
        yield {"party": here.name(client.party)}


def _ours(party: str, here: Situation) -> tuple[Agreement, ...]:
    return here.agreements_with(party, AgreementDirection.WE_CONTROL)


RULES = (
    _unanswered,
    _none_listed,
    _denied,
    _without_agreement,
    _agreement_elsewhere,
    _agreement_not_in_force,
    _supplier_not_engaged,
    _client_missing,
    _client_without_operations,
    _client_without_agreement,
)
