"""Stated corrections on their way through plan and execution: as values for the planner, the engine and the search.

Here the encrypted values are read. They go on in memory only; what stood in a field is kept beside them, encrypted, for
the answer to the person.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from registers.canonical import canonical_json
from registers.choices import CorrectionWay
from registers.datamap import DataMap
from registers.keyring import keyed_indexes
from subjects.errors import CorrectionInvalid, PlanRefused
from subjects.locating.corrected import Readdressed
from subjects.locating.searching import OpenSource
from subjects.models import Correction, SubjectRequest
from subjects.planning.catalog import Catalog
from subjects.planning.correcting import Correction as CorrectionValue
from subjects.planning.correcting import CorrectionInput, Holder
from subjects.planning.findings import SourceFinding
from subjects.planning.keys import KeyValue
from subjects.planning.stated import stated_value
from subjects.planning.values import SourcePlan
from subjects.rewriting.work import Amendment
from subjects.sources.looking import rows_of
from subjects.sources.uniqueness import holders

LONGEST_BEFORE = 20


def stated_for(request: SubjectRequest, source: str) -> list[Correction]:
    """The corrections of a request in one source; those whose values were destroyed are left out."""
    return [one for one in request.corrections.filter(source=source).order_by("number") if one.values]


def digest_of(stated: Correction) -> str:
    """The keyed digest that a plan names: of the place, the way and the values, under a random salt of its own."""
    return digests_of(stated)[0]


def digests_of(stated: Correction) -> tuple[str, ...]:
    """The same under every key that is looked up by: a plan may be older than the key of today."""
    values: dict[str, Any] = stated.values or {}
    parts = [stated.source, stated.table, stated.column, stated.way, stated.shared, values["present"], values["text"]]
    return keyed_indexes(settings.ENVIRONMENT.index_keys, f"correction/{values['salt']}", canonical_json(parts))


def by_digest(request: SubjectRequest, source: str) -> dict[str, Correction]:
    """The corrections of a request in one source, by every digest that a plan may name them by."""
    return {digest: one for one in stated_for(request, source) for digest in digests_of(one)}


def as_value(stated: Correction) -> CorrectionValue:
    """A stored correction as the planner takes it."""
    values: dict[str, Any] = stated.values or {}
    return CorrectionValue(
        table=stated.table,
        column=stated.column,
        way=CorrectionWay(stated.way),
        text=values["text"],
        digest=digest_of(stated),
        present=values["present"],
        shared=stated.shared,
    )


def demand_sources(request: SubjectRequest, names: Iterable[str]) -> None:
    """Every correction is in a source of the map. Raises PlanRefused: none is passed over in silence."""
    lost = request.corrections.exclude(source__in=list(names)).order_by("number")
    told = _("correction %(number)d is in source %(source)s, which is in no data map: take it back")
    reasons = [told % {"number": one.number, "source": one.source} for one in lost]
    if reasons:
        raise PlanRefused(reasons)


def correction_inputs(
    request: SubjectRequest, source: OpenSource, finding: SourceFinding
) -> tuple[CorrectionInput, ...]:
    """The corrections in one source with what stands there now. Raises SourceError."""
    return tuple(input_of(source, finding, as_value(one)) for one in stated_for(request, source.datamap.name))


def input_of(source: OpenSource, finding: SourceFinding, correction: CorrectionValue) -> CorrectionInput:
    """A correction with what stands in its rows now. Raises SourceError."""
    table, found = source.datamap.table(correction.table), finding.table(correction.table)
    live = source.catalog.table(correction.table)
    if table is None or found is None or live is None or live.column(correction.column) is None:
        return CorrectionInput(correction=correction, cells={})
    wanted = (correction.column,)
    rows = rows_of(source.connection, catalog=source.catalog, table=table, columns=wanted, keys=found.keys)
    cells = {key: values[0] for key, values in rows}
    return CorrectionInput(correction=correction, cells=cells, holders=_holders(source, correction, found.keys))


def _holders(source: OpenSource, correction: CorrectionValue, keys: Sequence[Any]) -> tuple[Holder, ...]:
    """Who holds the value already; a value that can't be read is refused by the planner."""
    table = source.datamap.table(correction.table)
    if table is None or correction.way != CorrectionWay.REPLACE:
        return ()
    try:
        value = value_of(correction, source.datamap, source.catalog)
    except CorrectionInvalid:
        return ()
    connection, catalog = source.connection, source.catalog
    return holders(connection, catalog=catalog, table=table, column=correction.column, value=value, keys=keys)


def value_of(correction: CorrectionValue, datamap: DataMap, catalog: Catalog) -> KeyValue:
    """The value that a correction writes. Raises CorrectionInvalid."""
    table, live = datamap.table(correction.table), catalog.table(correction.table)
    field = table.field(correction.column) if table else None
    column = live.column(correction.column) if live else None
    if live is None or field is None or column is None:
        raise CorrectionInvalid(table=correction.table, column=correction.column, why="")
    return stated_value(correction.text, column=column, field=field, table=live)


def amendments_for(
    request: SubjectRequest, plan: SourcePlan, datamap: DataMap, catalog: Catalog
) -> dict[str, Amendment]:
    """What the engine writes for the corrections that this plan names, by digest. Raises CorrectionInvalid."""
    named = {change.digest for operation in plan.operations for change in operation.corrections}
    stated = by_digest(request, plan.source) if named else {}
    return {digest: _amendment(as_value(one), datamap, catalog) for digest, one in stated.items() if digest in named}


def _amendment(correction: CorrectionValue, datamap: DataMap, catalog: Catalog) -> Amendment:
    if correction.way == CorrectionWay.SUPPLEMENT:
        return Amendment(value=correction.text, adds=True)
    return Amendment(value=value_of(correction, datamap, catalog))


def note_before(request: SubjectRequest, plan: SourcePlan, source: OpenSource) -> None:
    """Keep what stands in the fields that are replaced, encrypted beside the right value. Twice is once."""
    stated = by_digest(request, plan.source)
    for operation in plan.operations:
        table = source.datamap.table(operation.table)
        changes = [one for one in operation.corrections if one.digest in stated and one.way == CorrectionWay.REPLACE]
        if table is None or not changes:
            continue
        names = [change.column for change in changes]
        connection, catalog = source.connection, source.catalog
        rows = rows_of(connection, catalog=catalog, table=table, columns=names, keys=operation.keys)
        for place, change in enumerate(changes):
            _keep_before(stated[change.digest], (values[place] for _key, values in rows))


def _keep_before(stated: Correction, cells: Iterable[Any]) -> None:
    values: dict[str, Any] = stated.values or {}
    texts = ["" if cell is None else str(cell) for cell in cells]
    before = list(dict.fromkeys([*values.get("before", ()), *texts]))[:LONGEST_BEFORE]
    stated.values = {**values, "before": before}
    stated.save(update_fields=["values"])


def readdressed_by(request: SubjectRequest, plan: SourcePlan) -> tuple[Readdressed, ...]:
    """The corrections of a plan as the search afterwards needs them."""
    stated = by_digest(request, plan.source)
    return tuple(
        Readdressed(
            table=operation.table,
            column=change.column,
            keys=frozenset(operation.keys),
            before=tuple((stated[change.digest].values or {}).get("before", ())),
            after=str((stated[change.digest].values or {})["text"]),
        )
        for operation in plan.operations
        for change in operation.corrections
        if change.digest in stated and change.way == CorrectionWay.REPLACE
    )
