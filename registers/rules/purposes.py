"""Rules about purposes and their legal bases: present, specific, founded, and weighed where an interest is claimed."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.records import Activity, Line, Purpose
from registers.register_choices import ActivityRole, Answer, LegalBasis, Severity
from registers.rules.findings import Demand, Facts, empty
from registers.rules.situation import Situation
from registers.rules.words import GENERIC_PURPOSES, is_generic

ON_STATUTE = frozenset({LegalBasis.LEGAL_DUTY, LegalBasis.PUBLIC_TASK})
WEIGHING = ("interest", "necessity", "balancing", "balanced_on", "balanced_by")


@Demand(
    code="purpose-missing",
    on=Activity,
    article="5(1)(b), 30(1)(b)",
    severity=Severity.ERROR,
    field="purposes",
    role=ActivityRole.CONTROLLER,
    title=_("The activity has no purpose"),
    text=_("Add at least one purpose under “%(field)s”: what the data are used for, and on which legal basis."),
)
def _purpose_missing(activity: Activity, here: Situation) -> Iterator[Facts]:
    if not here.book.of(activity, Purpose):
        yield {}


@Demand(
    code="purpose-text-empty",
    on=Purpose,
    article="5(1)(b), 30(1)(b)",
    severity=Severity.ERROR,
    field="text",
    role=ActivityRole.CONTROLLER,
    title=_("A purpose without text"),
    text=_("Write under “%(field)s” what the data are used for."),
)
def _text_empty(purpose: Purpose, _here: Situation) -> Iterator[Facts]:
    if empty(purpose, "text"):
        yield {}


@Demand(
    code="purpose-text-generic",
    on=Purpose,
    article="5(1)(b), 30(1)(b)",
    severity=Severity.WARNING,
    field="text",
    role=ActivityRole.CONTROLLER,
    title=_("A purpose that says too little"),
    text=_("“%(field)s” could be said of anything. Write for this activity what is done and what for."),
)
def _text_generic(purpose: Purpose, _here: Situation) -> Iterator[Facts]:
    if empty(purpose, "text"):
        return
    if is_generic(purpose.text, GENERIC_PURPOSES) or len(purpose.text.strip()) < 10:
        yield {}


@Demand(
    code="purpose-basis-blank",
    on=Purpose,
    article="6(1)",
    severity=Severity.ERROR,
    field="basis",
    role=ActivityRole.CONTROLLER,
    title=_("A purpose without a legal basis"),
    text=_("Choose under “%(field)s” on what this purpose rests. Without a legal basis the data may not be used."),
)
def _basis_blank(purpose: Purpose, _here: Situation) -> Iterator[Facts]:
    if purpose.basis is None:
        yield {}


@Demand(
    code="purpose-statute-missing",
    on=Purpose,
    article="6(3)",
    severity=Severity.ERROR,
    field="statute",
    role=ActivityRole.CONTROLLER,
    title=_("A legal obligation or public task without a statute"),
    text=_("Name under “%(field)s” the law and article that this purpose rests on, or choose another legal basis."),
)
def _statute_missing(purpose: Purpose, _here: Situation) -> Iterator[Facts]:
    if purpose.basis in ON_STATUTE and empty(purpose, "statute"):
        yield {}


@Demand(
    code="interest-not-weighed",
    on=Purpose,
    article="6(1)(f), 5(2)",
    severity=Severity.ERROR,
    field="balancing",
    role=ActivityRole.CONTROLLER,
    title=_("A legitimate interest that was not weighed"),
    text=_("Fill in: %(missing)s. An interest counts only after it was weighed against that of the people."),
)
def _interest_not_weighed(purpose: Purpose, _here: Situation) -> Iterator[Facts]:
    if purpose.basis != LegalBasis.LEGITIMATE:
        return
    missing = empty(purpose, *WEIGHING)
    if purpose.balance_outcome == Answer.UNKNOWN:
        missing.append("balance_outcome")
    if missing:
        yield {"missing": missing}


@Demand(
    code="interest-outweighed",
    on=Purpose,
    article="6(1)(f)",
    severity=Severity.ERROR,
    field="balance_outcome",
    role=ActivityRole.CONTROLLER,
    title=_("A legitimate interest that does not prevail"),
    text=_("“%(field)s” says no, so this basis does not carry the purpose. Choose another basis, or stop this use."),
)
def _interest_outweighed(purpose: Purpose, _here: Situation) -> Iterator[Facts]:
    if purpose.basis == LegalBasis.LEGITIMATE and purpose.balance_outcome == Answer.NO:
        yield {}


@Demand(
    code="purpose-without-data",
    on=Purpose,
    article="5(1)(c), 30(1)(c)",
    severity=Severity.HINT,
    field="lines",
    role=ActivityRole.CONTROLLER,
    title=_("A purpose that no data serve"),
    text=_("No line under “%(field)s” names this purpose. Link the data that it needs, or take the purpose away."),
)
def _purpose_without_data(purpose: Purpose, here: Situation) -> Iterator[Facts]:
    lines = here.book.of(purpose.activity, Line)
    if lines and not here.book.of(purpose, Line, by="purpose"):
        yield {}


@Demand(
    code="line-without-purpose",
    on=Line,
    article="5(1)(b), 6(1)",
    severity=Severity.WARNING,
    field="purpose",
    role=ActivityRole.CONTROLLER,
    title=_("Data without a purpose"),
    text=_("Choose under “%(field)s” what these data serve, and so their legal basis. Data without one are too much."),
)
def _line_without_purpose(line: Line, _here: Situation) -> Iterator[Facts]:
    if line.purpose is None:
        yield {}


@Demand(
    code="line-purpose-elsewhere",
    on=Line,
    article="5(1)(b)",
    severity=Severity.ERROR,
    field="purpose",
    role=ActivityRole.CONTROLLER,
    title=_("Data with a purpose of another activity"),
    text=_("The purpose under “%(field)s” is not one of this activity. Choose one of this activity."),
)
def _line_purpose_elsewhere(line: Line, here: Situation) -> Iterator[Facts]:
    purpose = here.book.find(Purpose, line.purpose)
    if line.purpose is not None and (purpose is None or purpose.activity != line.activity):
        yield {}


RULES = (
    _purpose_missing,
    _text_empty,
    _text_generic,
    _basis_blank,
    _statute_missing,
    _interest_not_weighed,
    _interest_outweighed,
    _purpose_without_data,
    _line_without_purpose,
    _line_purpose_elsewhere,
)
