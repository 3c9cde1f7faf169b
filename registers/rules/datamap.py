"""Rules that hold the data map against the register: every table with people serves an activity that stands in it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.records import System
from registers.register_choices import Severity
from registers.rules.findings import Demand, Facts
from registers.rules.situation import MapTable, Situation


@Demand(
    code="map-activity-unknown",
    on=MapTable,
    article="5(2), 30(1)",
    severity=Severity.ERROR,
    field="activity",
    title=_("The data map names an activity that is not in the register"),
    text=_(
        "“%(field)s” of table %(table)s in %(source)s is %(name)s. Add that activity, or correct it in the data map."
    ),
)
def _activity_unknown(mapped: MapTable, here: Situation) -> Iterator[Facts]:
    name = mapped.activity.strip()
    if name and name.casefold() not in here.activity_names:
        yield {"table": mapped.table, "source": mapped.source, "name": name}


@Demand(
    code="map-table-without-activity",
    on=MapTable,
    article="5(1)(b), 30(1)",
    severity=Severity.WARNING,
    field="activity",
    title=_("A table with people that serves no activity"),
    text=_(
        "Fill in “%(field)s” of table %(table)s in %(source)s; what people are told about these data comes from it."
    ),
)
def _table_without_activity(mapped: MapTable, _here: Situation) -> Iterator[Facts]:
    if not mapped.activity.strip():
        yield {"table": mapped.table, "source": mapped.source}


@Demand(
    code="system-source-unknown",
    on=System,
    article="5(2)",
    severity=Severity.WARNING,
    field="source",
    title=_("A system with a source that is not in the data map"),
    text=_(
        "%(name)s names the source %(source)s under “%(field)s”, which the data map has not. Correct it, or add it."
    ),
)
def _source_unknown(system: System, here: Situation) -> Iterator[Facts]:
    if here.mapped is not None and system.source and system.source not in here.mapped.sources:
        yield {"name": system.name, "source": system.source}


RULES = (
    _activity_unknown,
    _table_without_activity,
    _source_unknown,
)
