"""Rules about recipients: answered, listed, named well enough, and no processor in disguise."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.records import Activity, Engagement, Recipient
from registers.register_choices import ActivityRole, Answer, RecipientKind, Severity
from registers.rules.findings import Demand, Facts, empty
from registers.rules.names import named_in, normalised
from registers.rules.situation import Situation
from registers.rules.words import GENERIC_RECIPIENTS, is_generic, processor_word

HEAD = re.compile(r"[:;(\n]")
"""A recipient is named first and described after one of these; who is named in the description is somebody else."""

ELSEWHERE = frozenset({RecipientKind.CONTROLLER, RecipientKind.AUTHORITY})


@Demand(
    code="recipients-unanswered",
    on=Activity,
    article="30(1)(d)",
    severity=Severity.ERROR,
    field="recipients",
    role=ActivityRole.CONTROLLER,
    title=_("Not answered: recipients"),
    text=_("Answer “%(field)s”. Nobody listed is not the same as none."),
)
def _unanswered(activity: Activity, _here: Situation) -> Iterator[Facts]:
    if activity.recipients == Answer.UNKNOWN:
        yield {}


@Demand(
    code="recipients-none-listed",
    on=Activity,
    article="30(1)(d)",
    severity=Severity.ERROR,
    field="recipients",
    role=ActivityRole.CONTROLLER,
    title=_("Recipients: yes, but none is listed"),
    text=_("“%(field)s” says yes. Add to whom the data go, as a name or a category, or change the answer."),
)
def _none_listed(activity: Activity, here: Situation) -> Iterator[Facts]:
    listed = bool(here.book.of(activity, Recipient)) or bool(here.book.of(activity, Engagement))
    if activity.recipients == Answer.YES and not listed:
        yield {}


@Demand(
    code="recipients-denied",
    on=Activity,
    article="30(1)(d)",
    severity=Severity.ERROR,
    field="recipients",
    role=ActivityRole.CONTROLLER,
    title=_("Recipients: no, but some are listed"),
    text=_("“%(field)s” says no, while %(number)s are listed. Change the answer, or take them away."),
)
def _denied(activity: Activity, here: Situation) -> Iterator[Facts]:
    listed = here.book.of(activity, Recipient)
    if activity.recipients == Answer.NO and listed:
        yield {"number": len(listed)}


@Demand(
    code="recipient-vague",
    on=Recipient,
    article="15(1)(c), 30(1)(d)",
    severity=Severity.WARNING,
    field="text",
    role=ActivityRole.CONTROLLER,
    title=_("A recipient that could be anybody"),
    text=_("Write under “%(field)s” which organisation or which kind of organisation gets the data."),
)
def _vague(recipient: Recipient, _here: Situation) -> Iterator[Facts]:
    if recipient.party is None and (empty(recipient, "text") or is_generic(recipient.text, GENERIC_RECIPIENTS)):
        yield {}


@Demand(
    code="recipient-also-processor",
    on=Recipient,
    article="4(8), 28, 30(1)(d)",
    severity=Severity.WARNING,
    field="party",
    role=ActivityRole.CONTROLLER,
    title=_("A recipient that is a processor here"),
    text=_(
        "%(party)s stands in this register as a processor at work. If that holds here too, list it as a processor of "
        "this activity and take it away as a recipient; otherwise choose under “%(field)s” whom you mean."
    ),
)
def _also_processor(recipient: Recipient, here: Situation) -> Iterator[Facts]:
    uid = _processor_named(recipient, here)
    if uid and recipient.sort != RecipientKind.PROCESSOR:
        yield {"party": here.name(uid)}


@Demand(
    code="recipient-reads-as-processor",
    on=Recipient,
    article="4(8), 28",
    severity=Severity.WARNING,
    field="text",
    role=ActivityRole.CONTROLLER,
    title=_("A recipient that reads as a processor"),
    text=_(
        "“%(field)s” says “%(word)s”. Who works on our instruction is a processor: list it as a processor at work, "
        "with an agreement."
    ),
)
def _reads_as_processor(recipient: Recipient, here: Situation) -> Iterator[Facts]:
    word = processor_word(recipient.text)
    if word and recipient.sort != RecipientKind.PROCESSOR and not _processor_named(recipient, here):
        yield {"word": word}


@Demand(
    code="recipient-processor-not-engaged",
    on=Recipient,
    article="28(3)",
    severity=Severity.ERROR,
    field="sort",
    role=ActivityRole.CONTROLLER,
    title=_("A recipient called processor that is not at work"),
    text=_("“%(field)s” says processor. Add it to the processors of this activity, so that its agreement is checked."),
)
def _processor_not_engaged(recipient: Recipient, here: Situation) -> Iterator[Facts]:
    if recipient.sort != RecipientKind.PROCESSOR:
        return
    at_work = here.engaged(recipient.activity)
    known = recipient.party if recipient.party is not None else _processor_named(recipient, here)
    if known not in at_work:
        yield {}


@Demand(
    code="recipient-notice-missing",
    on=Recipient,
    article="19",
    severity=Severity.HINT,
    field="notice_email",
    role=ActivityRole.CONTROLLER,
    title=_("A recipient that cannot be told of an erasure"),
    text=_("Fill in “%(field)s”, or an e-mail address of the organisation: a correction or erasure is passed on."),
)
def _notice_missing(recipient: Recipient, here: Situation) -> Iterator[Facts]:
    party = here.book.party(recipient.party)
    reachable = not empty(recipient, "notice_email") or (party is not None and not empty(party, "email"))
    if recipient.sort in ELSEWHERE and not recipient.planned and not reachable:
        yield {}


def _processor_named(recipient: Recipient, here: Situation) -> str:
    """The uid of a processor at work, here or in another activity, that a recipient names; '' when it names none."""
    known = here.processor_names
    if recipient.party is not None:
        party = here.book.party(recipient.party)
        return known.get(normalised(party.name), "") if party else ""
    return known.get(named_in(HEAD.split(recipient.text, maxsplit=1)[0], known), "")


RULES = (
    _unanswered,
    _none_listed,
    _denied,
    _vague,
    _also_processor,
    _reads_as_processor,
    _processor_not_engaged,
    _notice_missing,
)
