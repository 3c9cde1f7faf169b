"""Before and after, read live and never stored: what a plan would do to a handful of rows of each operation.

Who looks sees personal data, so that somebody looked is a fact in the evidence log, without what was seen.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import EvidenceKind, Treatment
from registers.map_selectors import map_of
from subjects.actions.amending import amendments_for
from subjects.actions.connecting import opened
from subjects.actions.moving import role_of
from subjects.locating.searching import OpenSource
from subjects.models import SubjectRequest
from subjects.planning.correcting import supplemented
from subjects.planning.serialising import plan_sha256
from subjects.planning.values import Action, ColumnChange, Operation, Plan, SourcePlan
from subjects.rewriting.detectors import Redactor
from subjects.rewriting.generalising import generalised
from subjects.rewriting.terms import SubjectTerms
from subjects.rewriting.work import Amendment
from subjects.sources.looking import rows_of

ROWS = 5


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value of one row, before and after. ``key`` tells rows apart."""

    source: str
    table: str
    action: str
    key: str
    column: str
    before: str
    after: str


def look_ahead(
    *, request: SubjectRequest, value: Plan, terms: SubjectTerms, actor: User | None, at: datetime
) -> list[Change]:
    """What a plan of this request would do, to be shown to ``actor`` now. Raises SourceError."""
    changes = preview(value=value, terms=terms, request=request)
    rows = len({(change.source, change.table, change.key) for change in changes})
    facts = {"sha256": plan_sha256(value), "rows": rows, "role": role_of(actor)}
    record(kind=EvidenceKind.PREVIEW_READ, case=request.case, facts=facts, at=at)
    return changes


def preview(
    *, value: Plan, terms: SubjectTerms, request: SubjectRequest | None = None, rows: int = ROWS
) -> list[Change]:
    """The first ``rows`` rows of every operation. Holds personal data: show it, don't keep it.

    ``request`` has the corrections of a plan that puts data right.
    """
    changes: list[Change] = []
    with opened([map_of(source.source) for source in value.sources if source.operations]) as sources:
        for source in value.sources:
            amendments = _amendments(request, source, sources)
            for operation in source.operations:
                opened_source = sources[source.source]
                corrected = _corrected(opened_source, operation, rows, amendments)
                changes += corrected or _operation(opened_source, operation, terms, rows)
    return changes


def _amendments(
    request: SubjectRequest | None, plan: SourcePlan, sources: dict[str, OpenSource]
) -> dict[str, Amendment]:
    """What the corrections of this plan write; nothing in a source in which it does nothing."""
    source = sources.get(plan.source)
    return amendments_for(request, plan, source.datamap, source.catalog) if request is not None and source else {}


def _corrected(source: OpenSource, operation: Operation, rows: int, amendments: dict[str, Amendment]) -> list[Change]:
    """The corrections of an operation: what stands there, and what is stated."""
    table = source.datamap.table(operation.table)
    if table is None or not operation.corrections:
        return []
    names = [one.column for one in operation.corrections]
    found = rows_of(source.connection, catalog=source.catalog, table=table, columns=names, keys=operation.keys[:rows])
    return [
        Change(
            source=source.datamap.name,
            table=operation.table,
            action=operation.action.value,
            key="/".join(str(part) for part in key),
            column=correction.column,
            before=_("(empty)") if before is None else _shown(before),
            after=_amended(amendments.get(correction.digest), before),
        )
        for key, values in found
        for correction, before in zip(operation.corrections, values, strict=True)
    ]


def _amended(amendment: Amendment | None, before: Any) -> str:
    if amendment is None:
        return _("(the correction was changed: make a new plan)")
    after = supplemented(before, str(amendment.value)) if amendment.adds else amendment.value
    return _("(empty)") if after is None else _shown(after)


def _operation(source: OpenSource, operation: Operation, terms: SubjectTerms, rows: int) -> list[Change]:
    table = source.datamap.table(operation.table)
    if table is None:
        return []
    columns = {change.column: change for change in operation.columns}
    names = (
        [field.name for field in table.fields if field.personal] if operation.action == Action.DELETE else [*columns]
    )
    found = rows_of(source.connection, catalog=source.catalog, table=table, columns=names, keys=operation.keys[:rows])
    return [
        Change(
            source=source.datamap.name,
            table=operation.table,
            action=operation.action.value,
            key="/".join(str(part) for part in key),
            column=name,
            before=_shown(before),
            after=_("(row is deleted)")
            if operation.action == Action.DELETE
            else _after(columns.get(name), before, terms),
        )
        for key, values in found
        for name, before in zip(names, values, strict=True)
        if before not in {None, ""}
    ]


def _shown(value: Any) -> str:
    text = "(…)" if isinstance(value, bytes) else str(value)
    return text if len(text) <= 200 else f"{text[:200]}…"


def _after(change: ColumnChange | None, before: Any, terms: SubjectTerms) -> str:
    if change is None:
        return _shown(before)
    treatment = change.treatment
    if treatment.treatment == Treatment.CONSTANT:
        return str(treatment.value)
    if treatment.treatment == Treatment.REDACT:
        return _shown(Redactor(terms).redact(str(before)))
    if treatment.treatment == Treatment.GENERALISE:
        return str(generalised(before, str(treatment.to), treatment.step))
    return {
        Treatment.SURROGATE: _("(meaningless token)"),
        Treatment.FILE: _("(file is removed)"),
    }.get(treatment.treatment, _("(empty)"))
