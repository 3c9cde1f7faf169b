"""Rules about lines: whose data, which data, where from, and the conditions for special, criminal and BSN data."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.records import Activity, Line, LineSystem
from registers.choices import DataCategory
from registers.register_choices import ActivityRole, Answer, DataSource, Presence, Severity
from registers.rules.findings import Demand, Facts, empty
from registers.rules.names import folded
from registers.rules.situation import Situation

SPECIAL = frozenset({DataCategory.HEALTH, DataCategory.SPECIAL})


@Demand(
    code="line-missing",
    on=Activity,
    article="30(1)(c)",
    severity=Severity.ERROR,
    field="lines",
    role=ActivityRole.CONTROLLER,
    title=_("Not recorded whose data, and which"),
    text=_("Add a line under “%(field)s” for each category of people and each category of their data."),
)
def _line_missing(activity: Activity, here: Situation) -> Iterator[Facts]:
    if not here.book.of(activity, Line):
        yield {}


@Demand(
    code="line-subjects-empty",
    on=Line,
    article="30(1)(c)",
    severity=Severity.ERROR,
    field="subjects",
    title=_("Data of nobody in particular"),
    text=_("Fill in “%(field)s”: customers, callers, staff."),
)
def _subjects_empty(line: Line, _here: Situation) -> Iterator[Facts]:
    if empty(line, "subjects"):
        yield {}


@Demand(
    code="subjects-without-data",
    on=Line,
    article="30(1)(c)",
    severity=Severity.ERROR,
    field="category",
    role=ActivityRole.CONTROLLER,
    title=_("A category of people without data"),
    text=_("Of these people no data are recorded at all. Choose under “%(field)s” which data of theirs are processed."),
)
def _subjects_without_data(line: Line, here: Situation) -> Iterator[Facts]:
    if line.category == DataCategory.NONE and folded(line.subjects) not in here.people_with_data(line.activity):
        yield {}


@Demand(
    code="line-data-vague",
    on=Line,
    article="30(1)(c)",
    severity=Severity.WARNING,
    field="data",
    role=ActivityRole.CONTROLLER,
    title=_("Other data, but not which"),
    text=_("The category is “other”. Write under “%(field)s” which data these are."),
)
def _data_vague(line: Line, _here: Situation) -> Iterator[Facts]:
    if line.category == DataCategory.OTHER and empty(line, "data"):
        yield {}


@Demand(
    code="line-origin-missing",
    on=Line,
    article="14(2)(f), 15(1)(g)",
    severity=Severity.WARNING,
    field="origin",
    role=ActivityRole.CONTROLLER,
    title=_("Not recorded where data come from"),
    text=_("Choose under “%(field)s” who or what gives these data. People may ask for it."),
)
def _origin_missing(line: Line, _here: Situation) -> Iterator[Facts]:
    if line.origin is None and line.category != DataCategory.NONE:
        yield {}


@Demand(
    code="line-source-unnamed",
    on=Line,
    article="14(2)(f), 15(1)(g)",
    severity=Severity.WARNING,
    field="origin_text",
    role=ActivityRole.CONTROLLER,
    title=_("Data from elsewhere without a named source"),
    text=_(
        "These data do not come from the person. Name the source under “%(field)s”, such as the supplier of a file."
    ),
)
def _source_unnamed(line: Line, _here: Situation) -> Iterator[Facts]:
    if line.origin in {DataSource.THIRD, DataSource.PUBLIC} and empty(line, "origin_text"):
        yield {}


@Demand(
    code="line-obliged-without-effect",
    on=Line,
    article="13(2)(e)",
    severity=Severity.WARNING,
    field="refusal_effect",
    role=ActivityRole.CONTROLLER,
    title=_("Obliged, but not what happens otherwise"),
    text=_("People have to give these data. Write under “%(field)s” what happens when they do not."),
)
def _obliged_without_effect(line: Line, _here: Situation) -> Iterator[Facts]:
    if line.obliged == Answer.YES and empty(line, "refusal_effect"):
        yield {}


@Demand(
    code="line-presence-unanswered",
    on=Line,
    article="9, 10, 87",
    severity=Severity.WARNING,
    field="special",
    role=ActivityRole.CONTROLLER,
    title=_("Not answered: special data"),
    text=_("Not answered: %(missing)s. Choose “possible” where people may say things that nobody asked for."),
)
def _presence_unanswered(line: Line, _here: Situation) -> Iterator[Facts]:
    flags = ("special", "criminal", "national_id")
    missing = [name for name in flags if getattr(line, name) == Presence.UNKNOWN]
    if missing and line.category != DataCategory.NONE:
        yield {"missing": missing}


@Demand(
    code="special-without-condition",
    on=Line,
    article="9(2)",
    severity=Severity.ERROR,
    field="condition",
    role=ActivityRole.CONTROLLER,
    title=_("Special data without a condition"),
    text=_("Special categories may not be used, unless a condition lifts the ban. Choose it under “%(field)s”."),
)
def _special_without_condition(line: Line, _here: Situation) -> Iterator[Facts]:
    if (line.special == Presence.YES or line.category in SPECIAL) and line.condition is None:
        yield {}


@Demand(
    code="possible-special-without-condition",
    on=Line,
    article="9(2)",
    severity=Severity.WARNING,
    field="condition",
    role=ActivityRole.CONTROLLER,
    title=_("Special data possible, but no condition"),
    text=_("Special data may turn up here. Choose under “%(field)s” what allows you to keep them when they do."),
)
def _possible_special_without_condition(line: Line, _here: Situation) -> Iterator[Facts]:
    if line.special == Presence.POSSIBLE and line.category not in SPECIAL and line.condition is None:
        yield {}


@Demand(
    code="criminal-without-ground",
    on=Line,
    article="10, 31-33 UAVG",
    severity=Severity.ERROR,
    field="criminal_law",
    role=ActivityRole.CONTROLLER,
    title=_("Criminal data without a ground"),
    text=_("Criminal data need a ground in the UAVG or another law. Name it under “%(field)s”."),
)
def _criminal_without_ground(line: Line, _here: Situation) -> Iterator[Facts]:
    there = line.criminal == Presence.YES or line.category == DataCategory.CRIMINAL
    if there and empty(line, "criminal_law"):
        yield {}


@Demand(
    code="possible-criminal-without-ground",
    on=Line,
    article="10, 31-33 UAVG",
    severity=Severity.WARNING,
    field="criminal_law",
    role=ActivityRole.CONTROLLER,
    title=_("Criminal data possible, but no ground"),
    text=_("Criminal data may turn up here. Name under “%(field)s” what allows you to keep them when they do."),
)
def _possible_criminal_without_ground(line: Line, _here: Situation) -> Iterator[Facts]:
    possible = line.criminal == Presence.POSSIBLE and line.category != DataCategory.CRIMINAL
    if possible and empty(line, "criminal_law"):
        yield {}


@Demand(
    code="bsn-without-law",
    on=Line,
    article="87, 46 UAVG",
    severity=Severity.ERROR,
    field="national_id_law",
    role=ActivityRole.CONTROLLER,
    title=_("Citizen service number without a law"),
    text=_("The BSN may only be used where a law says so. Name that law under “%(field)s”, or stop using the number."),
)
def _bsn_without_law(line: Line, _here: Situation) -> Iterator[Facts]:
    there = line.national_id == Presence.YES or line.category == DataCategory.NATIONAL_ID
    if there and empty(line, "national_id_law"):
        yield {}


@Demand(
    code="possible-bsn-without-law",
    on=Line,
    article="87, 46 UAVG",
    severity=Severity.WARNING,
    field="national_id_law",
    role=ActivityRole.CONTROLLER,
    title=_("Citizen service number possible, but no law"),
    text=_("A BSN may turn up here. Name the law that allows it under “%(field)s”, or see to it that it is removed."),
)
def _possible_bsn_without_law(line: Line, _here: Situation) -> Iterator[Facts]:
    possible = line.national_id == Presence.POSSIBLE and line.category != DataCategory.NATIONAL_ID
    if possible and empty(line, "national_id_law"):
        yield {}


@Demand(
    code="line-system-missing",
    on=Line,
    article="5(2), 32",
    severity=Severity.HINT,
    field="line_systems",
    title=_("Not recorded where the data are"),
    text=_("Add under “%(field)s” in which system these data are; a request for access or erasure starts there."),
)
def _system_missing(line: Line, here: Situation) -> Iterator[Facts]:
    if line.category != DataCategory.NONE and not here.book.of(line, LineSystem, by="line"):
        yield {}


RULES = (
    _line_missing,
    _subjects_empty,
    _subjects_without_data,
    _data_vague,
    _origin_missing,
    _source_unnamed,
    _obliged_without_effect,
    _presence_unanswered,
    _special_without_condition,
    _possible_special_without_condition,
    _criminal_without_ground,
    _possible_criminal_without_ground,
    _bsn_without_law,
    _possible_bsn_without_law,
    _system_missing,
)
