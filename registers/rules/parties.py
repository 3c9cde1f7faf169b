"""Rules about organisations: who we are and how we are reached, our officer, and the same name twice."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.book import Book
from registers.book.records import Client, Engagement, Joint, Officer, Party
from registers.register_choices import Severity
from registers.rules.findings import Demand, Facts, empty
from registers.rules.names import normalised
from registers.rules.situation import Situation


@Demand(
    code="register-empty",
    on=Book,
    article="30(1), 30(2)",
    severity=Severity.ERROR,
    field="activities",
    title=_("The register is empty"),
    text=_("Nothing stands under “%(field)s”. Import what you have, copy a ready one, or add the first."),
)
def _register_empty(_book: Book, here: Situation) -> Iterator[Facts]:
    if not here.book.activities:
        yield {}


@Demand(
    code="own-organisation-missing",
    on=Book,
    article="30(1)(a), 30(2)(a)",
    severity=Severity.ERROR,
    field="parties",
    title=_("The register does not say whose it is"),
    text=_("No organisation is marked as our own. Add it under “%(field)s” and mark it."),
)
def _own_organisation_missing(_book: Book, here: Situation) -> Iterator[Facts]:
    if here.book.all(Party) and not any(party.own for party in here.book.all(Party)):
        yield {}


@Demand(
    code="controller-contact-empty",
    on=Party,
    article="30(1)(a), 30(2)(a)",
    severity=Severity.ERROR,
    field="address",
    title=_("Contact details of our organisation are missing"),
    text=_("Fill in for %(party)s: %(missing)s. The register opens with who answers for it and how to reach them."),
)
def _controller_contact_empty(party: Party, here: Situation) -> Iterator[Facts]:
    if party.uid not in here.controllers:
        return
    missing = empty(party, "address")
    if len(empty(party, "email", "phone")) == 2:
        missing.append("email")
    if missing:
        yield {"party": party.name, "missing": missing}


@Demand(
    code="dpo-missing",
    on=Party,
    article="30(1)(a), 37(1)",
    severity=Severity.ERROR,
    field="no_dpo_reason",
    title=_("No data protection officer and no reason"),
    text=_(
        "%(party)s has no data protection officer today. Add one with contact details, or say under “%(field)s” why "
        "none is needed."
    ),
)
def _dpo_missing(party: Party, here: Situation) -> Iterator[Facts]:
    if party.uid in here.controllers and here.officer(party) is None and not party.no_dpo_reason.strip():
        yield {"party": party.name}


@Demand(
    code="dpo-contact-empty",
    on=Officer,
    article="30(1)(a), 37(7)",
    severity=Severity.ERROR,
    field="email",
    title=_("The data protection officer cannot be reached"),
    text=_("Fill in “%(field)s” or a phone number of the data protection officer; a mailbox is enough."),
)
def _dpo_contact_empty(officer: Officer, here: Situation) -> Iterator[Facts]:
    past = officer.valid_until is not None and officer.valid_until < here.today
    if officer.party in here.controllers and not past and len(empty(officer, "email", "phone")) == 2:
        yield {}


@Demand(
    code="representative-missing",
    on=Party,
    article="27, 30(1)(a)",
    severity=Severity.ERROR,
    field="representative",
    title=_("No representative in the Union"),
    text=_(
        "%(party)s is established in %(country)s, outside the EEA. Fill in “%(field)s” with name and contact details."
    ),
)
def _representative_missing(party: Party, here: Situation) -> Iterator[Facts]:
    if party.uid in here.controllers and here.outside(party.country) and not party.representative.strip():
        yield {"party": party.name, "country": party.country}


@Demand(
    code="party-named-twice",
    on=Party,
    article="5(2)",
    severity=Severity.WARNING,
    field="name",
    title=_("The same organisation twice"),
    text=_(
        "%(party)s is here more than once, also as %(other)s. Keep one, and let activities and agreements refer to it; "
        "otherwise an agreement with the one does not count for the other."
    ),
)
def _party_named_twice(party: Party, here: Situation) -> Iterator[Facts]:
    name = normalised(party.name)
    first, *_others = here.namesakes.get(name, [party])
    if name and first.uid != party.uid:
        yield {"party": party.name, "other": first.name}


@Demand(
    code="joint-contact-empty",
    on=Joint,
    article="30(1)(a)",
    severity=Severity.ERROR,
    field="party",
    title=_("A joint controller without contact details"),
    text=_("Fill in an address, e-mail address or phone number of %(party)s, named under “%(field)s”."),
)
def _joint_contact_empty(joint: Joint, here: Situation) -> Iterator[Facts]:
    yield from _unreachable(joint.party, here)


@Demand(
    code="client-contact-empty",
    on=Client,
    article="30(2)(a)",
    severity=Severity.ERROR,
    field="party",
    title=_("A client without contact details"),
    text=_("Fill in an address, e-mail address or phone number of %(party)s, named under “%(field)s”."),
)
def _client_contact_empty(client: Client, here: Situation) -> Iterator[Facts]:
    yield from _unreachable(client.party, here)


@Demand(
    code="processor-contact-empty",
    on=Engagement,
    article="19, 28(3)(e)",
    severity=Severity.WARNING,
    field="party",
    title=_("A processor without contact details"),
    text=_(
        "Fill in an address, e-mail address or phone number of %(party)s, named under “%(field)s”: a processor has to "
        "be told of a correction or erasure."
    ),
)
def _processor_contact_empty(engagement: Engagement, here: Situation) -> Iterator[Facts]:
    yield from _unreachable(engagement.party, here)


def _unreachable(uid: str, here: Situation) -> Iterator[Facts]:
    party = here.book.party(uid)
    if party is not None and len(empty(party, "address", "email", "phone")) == 3:
        yield {"party": party.name}


RULES = (
    _register_empty,
    _own_organisation_missing,
    _controller_contact_empty,
    _dpo_missing,
    _dpo_contact_empty,
    _representative_missing,
    _party_named_twice,
    _joint_contact_empty,
    _client_contact_empty,
    _processor_contact_empty,
)
