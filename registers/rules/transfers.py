"""Rules about third countries: every way out of the EEA has a transfer, and every transfer something to rest on."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.records import (
    Activity,
    Client,
    Engagement,
    Joint,
    LineSystem,
    Recipient,
    SubProcessor,
    System,
    Transfer,
)
from registers.choices import LegalStatus
from registers.register_choices import Answer, Severity, TransferMechanism
from registers.rules.findings import Demand, Facts, empty
from registers.rules.situation import Situation

Receiver = Engagement | Recipient | Joint | Client
LONGEST_NAME = 80
ASSESSED = frozenset(
    {TransferMechanism.STANDARD_CLAUSES, TransferMechanism.BINDING_RULES, TransferMechanism.OTHER_SAFEGUARD}
)


@Demand(
    code="transfers-unanswered",
    on=Activity,
    article="30(1)(e), 30(2)(c)",
    severity=Severity.ERROR,
    field="transfers",
    title=_("Not answered: data outside the EEA"),
    text=_("Answer “%(field)s”. Nothing listed is not the same as no."),
)
def _unanswered(activity: Activity, _here: Situation) -> Iterator[Facts]:
    if activity.transfers == Answer.UNKNOWN:
        yield {}


@Demand(
    code="transfers-none-listed",
    on=Activity,
    article="30(1)(e), 30(2)(c)",
    severity=Severity.ERROR,
    field="transfers",
    title=_("Data leave the EEA, but no transfer is listed"),
    text=_("“%(field)s” says yes. Add to which country and on what that rests, or change the answer."),
)
def _none_listed(activity: Activity, here: Situation) -> Iterator[Facts]:
    if activity.transfers == Answer.YES and not here.transfer_countries(activity.uid):
        yield {}


@Demand(
    code="transfers-denied",
    on=Activity,
    article="30(1)(e), 44",
    severity=Severity.ERROR,
    field="transfers",
    title=_("No data outside the EEA, but transfers are listed"),
    text=_("“%(field)s” says no, while there are transfers to %(countries)s. Change the answer, or take them away."),
)
def _denied(activity: Activity, here: Situation) -> Iterator[Facts]:
    abroad = sorted(country for country in here.transfer_countries(activity.uid) if here.outside(country))
    if activity.transfers == Answer.NO and abroad:
        yield {"countries": abroad}


@Demand(
    code="party-outside-eea",
    on=(Engagement, Recipient, Joint, Client),
    article="30(1)(e), 44",
    severity=Severity.ERROR,
    field="party",
    title=_("An organisation outside the EEA without a transfer"),
    text=_("%(party)s (“%(field)s”) is in %(country)s, outside the EEA. Add a transfer to that country."),
)
def _party_outside(receiver: Receiver, here: Situation) -> Iterator[Facts]:
    country = _country(receiver, here)
    if here.outside(country) and country not in here.transfer_countries(receiver.activity):
        named = receiver.text[:LONGEST_NAME] if isinstance(receiver, Recipient) else ""
        yield {"party": here.name(receiver.party) or named, "country": country}


@Demand(
    code="system-outside-eea",
    on=LineSystem,
    article="30(1)(e), 44",
    severity=Severity.ERROR,
    field="system",
    title=_("Data in a system outside the EEA without a transfer"),
    text=_("The data of %(name)s (“%(field)s”) are in %(country)s, outside the EEA. Add a transfer to that country."),
)
def _system_outside(stands: LineSystem, here: Situation) -> Iterator[Facts]:
    system = here.book.find(System, stands.system)
    if system is None or not here.outside(system.country):
        return
    if system.country not in here.transfer_countries(here.place(stands).uid):
        yield {"name": system.name, "country": system.country}


@Demand(
    code="subprocessor-outside-eea",
    on=SubProcessor,
    article="28(4), 44",
    severity=Severity.ERROR,
    field="country",
    title=_("A sub-processor outside the EEA without a transfer"),
    text=_("%(party)s works in %(country)s (“%(field)s”), outside the EEA. Add a transfer under this agreement."),
)
def _subprocessor_outside(sub: SubProcessor, here: Situation) -> Iterator[Facts]:
    country = _subprocessor_country(sub, here)
    gone = sub.ended_on is not None and sub.ended_on < here.today
    if gone or not here.outside(country):
        return
    if country not in {row.country for row in here.book.of(sub, Transfer, by="agreement")} | _listed(sub, here):
        yield {"party": here.name(sub.party), "country": country}


@Demand(
    code="country-missing",
    on=(Engagement, Joint, SubProcessor, LineSystem),
    article="30(1)(e), 44",
    severity=Severity.WARNING,
    title=_("Not recorded in which country"),
    text=_("It is not known in which country the data of %(name)s are. Fill in the country: not known is not the EEA."),
)
def _country_missing(record: Engagement | Joint | SubProcessor | LineSystem, here: Situation) -> Iterator[Facts]:
    if isinstance(record, LineSystem):
        system = here.book.find(System, record.system)
        if system is not None and empty(system, "country"):
            yield {"name": system.name}
        return
    country = _subprocessor_country(record, here) if isinstance(record, SubProcessor) else _country(record, here)
    if not country and here.book.party(record.party) is not None:
        yield {"name": here.name(record.party)}


@Demand(
    code="transfer-without-mechanism",
    on=Transfer,
    article="44",
    severity=Severity.ERROR,
    field="mechanism",
    title=_("A transfer that rests on nothing"),
    text=_(
        "Choose under “%(field)s” on what the transfer to %(country)s rests. Without that the data may not go there."
    ),
)
def _without_mechanism(transfer: Transfer, here: Situation) -> Iterator[Facts]:
    if transfer.mechanism is None and here.outside(transfer.country):
        yield {"country": transfer.country}


@Demand(
    code="adequacy-absent",
    on=Transfer,
    article="45",
    severity=Severity.ERROR,
    field="mechanism",
    title=_("No adequacy decision holds for this country"),
    text=_(
        "“%(field)s” says adequacy decision, but today none holds for %(country)s. Choose another safeguard, or stop."
    ),
)
def _adequacy_absent(transfer: Transfer, here: Situation) -> Iterator[Facts]:
    if not _on_adequacy(transfer, here) or here.law.adequacy(transfer.country, here.today) is not None:
        return
    lapsed = here.law.lapsed_on(transfer.country, here.today)
    yield {"country": transfer.country, **({"since": lapsed.isoformat()} if lapsed else {})}


@Demand(
    code="adequacy-condition-open",
    on=Transfer,
    article="45",
    severity=Severity.ERROR,
    field="document",
    title=_("An adequacy decision with a condition"),
    text=_(
        "The decision on %(country)s holds only for: %(condition)s. Write under “%(field)s” where it stands that this "
        "recipient meets that, and when you looked."
    ),
)
def _adequacy_condition_open(transfer: Transfer, here: Situation) -> Iterator[Facts]:
    decision = here.law.adequacy(transfer.country, here.today) if _on_adequacy(transfer, here) else None
    if decision is not None and decision.condition and empty(transfer, "document"):
        yield {"country": transfer.country, "condition": decision.condition}


@Demand(
    code="adequacy-to-check",
    on=Transfer,
    article="45",
    severity=Severity.HINT,
    field="mechanism",
    title=_("An adequacy decision that nobody checked yet"),
    text=_("“%(field)s” leans on a decision on %(country)s. Check it in the list of countries that protect enough."),
)
def _adequacy_to_check(transfer: Transfer, here: Situation) -> Iterator[Facts]:
    decision = here.law.adequacy(transfer.country, here.today) if _on_adequacy(transfer, here) else None
    if decision is not None and decision.status == LegalStatus.TO_CHECK:
        yield {"country": transfer.country}


@Demand(
    code="clauses-without-module",
    on=Transfer,
    article="46(2)(c)",
    severity=Severity.ERROR,
    field="module",
    title=_("Standard clauses without a module"),
    text=_("Choose under “%(field)s” which module of the standard clauses was agreed for %(country)s."),
)
def _clauses_without_module(transfer: Transfer, _here: Situation) -> Iterator[Facts]:
    if transfer.mechanism == TransferMechanism.STANDARD_CLAUSES and transfer.module is None:
        yield {"country": transfer.country}


@Demand(
    code="transfer-not-assessed",
    on=Transfer,
    article="44, 46(1)",
    severity=Severity.ERROR,
    field="assessment",
    title=_("A transfer that was not assessed"),
    text=_("Fill in: %(missing)s. Clauses only help when the law of %(country)s lets them be kept."),
)
def _not_assessed(transfer: Transfer, _here: Situation) -> Iterator[Facts]:
    missing = empty(transfer, "assessed_on", "assessment")
    if transfer.mechanism in ASSESSED and missing:
        yield {"missing": missing, "country": transfer.country}


@Demand(
    code="compelling-without-document",
    on=Transfer,
    article="30(1)(e), 49(1)",
    severity=Severity.ERROR,
    field="document",
    title=_("A transfer for compelling interests without documents"),
    text=_("Name under “%(field)s” the document with the suitable safeguards for %(country)s; the register has to."),
)
def _compelling_without_document(transfer: Transfer, _here: Situation) -> Iterator[Facts]:
    if transfer.mechanism == TransferMechanism.COMPELLING and empty(transfer, "document"):
        yield {"country": transfer.country}


@Demand(
    code="transfer-inside-eea",
    on=Transfer,
    article="44",
    severity=Severity.HINT,
    field="country",
    title=_("A transfer within the EEA"),
    text=_(
        "%(country)s (“%(field)s”) belongs to the EEA. This is no transfer to a third country; it can be taken away."
    ),
)
def _inside(transfer: Transfer, here: Situation) -> Iterator[Facts]:
    if here.law.in_eea(transfer.country, here.today):
        yield {"country": transfer.country}


def _country(receiver: Receiver, here: Situation) -> str:
    """Where a receiver is: as said of this recipient, else of the organisation; '' when neither says."""
    own = receiver.country if isinstance(receiver, Recipient) else ""
    party = here.book.party(receiver.party)
    return own or (party.country if party else "")


def _subprocessor_country(sub: SubProcessor, here: Situation) -> str:
    party = here.book.party(sub.party)
    return sub.country or (party.country if party else "")


def _listed(sub: SubProcessor, here: Situation) -> frozenset[str]:
    """Countries for which every activity under the agreement has a transfer of its own."""
    agreement = here.place(sub).agreement
    listed = [here.transfer_countries(activity.uid) for activity in here.covered(agreement)] if agreement else []
    return frozenset.intersection(*listed) if listed else frozenset()


def _on_adequacy(transfer: Transfer, here: Situation) -> bool:
    return transfer.mechanism == TransferMechanism.ADEQUACY and here.outside(transfer.country)


RULES = (
    _unanswered,
    _none_listed,
    _denied,
    _party_outside,
    _system_outside,
    _subprocessor_outside,
    _country_missing,
    _without_mechanism,
    _adequacy_absent,
    _adequacy_condition_open,
    _adequacy_to_check,
    _clauses_without_module,
    _not_assessed,
    _compelling_without_document,
    _inside,
)
