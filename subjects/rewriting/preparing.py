"""From the plan's operations to prepared ones: keys staged, and the values that Python must compute staged with them.

Free text is read as it is now, redacted, and staged beside its key, so that one statement writes it together with all
that the database computes itself. Redacting twice equals redacting once, so a resumed run stages the same values.
"""

import json
from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from registers.choices import Treatment
from subjects.errors import PlanRefused, PlanStale
from subjects.planning.catalog import Family
from subjects.planning.keys import Key
from subjects.planning.values import Action, ColumnChange, Operation
from subjects.rewriting import correcting, statements
from subjects.rewriting.detectors import Redactor
from subjects.rewriting.expressions import Change, computed_in_python, seeds
from subjects.rewriting.generalising import network
from subjects.rewriting.tokens import stage_tokens, with_labels
from subjects.rewriting.work import Prepared, Work
from subjects.sources.staging import Stage

_PART = 1000
"""Rows fetched at a time, so that the database sees the transaction at work while Python redacts."""

_TEXTUAL = {Family.JSON, Family.NETWORK, Family.OTHER}


def prepare_stages(work: Work) -> None:
    """Stage the tokens of many rows, before anything else stages these rows. Raises PlanRefused as ``prepare`` does."""
    for operation in work.order.operations:
        stage_tokens(work, operation, _changes(work, operation))


def prepare(work: Work) -> tuple[Prepared, ...]:
    """Every operation, in the order of the plan. Raises PlanRefused for a treatment that does not fit its column."""
    going: dict[str, set[Key]] = defaultdict(set)
    for operation in work.order.operations:
        if operation.action == Action.DELETE:
            going[operation.table].update(operation.keys)
    redactor = Redactor(work.order.terms)
    return tuple(_prepared(work, operation, going[operation.table], redactor) for operation in work.order.operations)


def _prepared(work: Work, operation: Operation, going: set[Key], redactor: Redactor) -> Prepared:
    place = work.place(operation.table)
    stage = work.stage(operation.table, operation.keys)
    changes = with_labels(_changes(work, operation), stage)
    if operation.corrections:
        changes, stage = correcting.staged(work, operation)
    elif any(computed_in_python(change, work.dialect) for change in changes):
        changes, stage = _computed(work, operation, changes, redactor)
    tokens = seeds(place, changes, work.order.secret.hex())
    return Prepared(
        operation=operation,
        place=place,
        stage=stage,
        changes=changes,
        left=len([key for key in operation.keys if key not in going]) if going else len(operation.keys),
        transactional=work.known(operation.table).transactional,
        parameters={**tokens, **stage.parameters},
    )


def _changes(work: Work, operation: Operation) -> tuple[Change, ...]:
    return tuple(_change(work, operation, wanted) for wanted in operation.columns)


def _change(work: Work, operation: Operation, wanted: ColumnChange) -> Change:
    known = work.known(operation.table)
    column = known.column(wanted.column)
    mapped = work.mapped(operation.table)
    field = mapped.field(wanted.column) if mapped else None
    if column is None:
        raise PlanStale(table=operation.table, why=_("a column is gone"))
    if wanted.column in work.place(operation.table).keys:
        told = _("table %(table)s, column %(column)s: part of the key by which rows are found")
        raise PlanRefused([told % {"table": operation.table, "column": wanted.column}])
    return Change(
        column=column,
        treatment=wanted.treatment,
        identifies=field.identifies or "" if field else "",
        unique=bool(known.unique_over(wanted.column)),
    )


def _computed(
    work: Work, operation: Operation, changes: tuple[Change, ...], redactor: Redactor
) -> tuple[tuple[Change, ...], Stage]:
    place = work.place(operation.table)
    todo = tuple(change for change in changes if computed_in_python(change, work.dialect))
    names = tuple(change.column.name for change in todo)
    as_text = frozenset(change.column.name for change in todo if change.column.family in _TEXTUAL)
    source = work.stage(operation.table, operation.keys)
    query = statements.readable(place, names, source.shape, as_text)
    width = len(place.keys)
    options = {"yield_per": _PART} if len(operation.keys) > _PART else {}
    found = work.connection.execute(query, source.parameters, execution_options=options)
    rows = [
        (*row[:width], *(_value(change, value, redactor) for change, value in zip(todo, row[width:], strict=True)))
        for row in found
    ]
    labels = {name: f"v{number}" for number, name in enumerate(names)}
    staged = tuple(change.labelled(labels.get(change.column.name, "")) for change in changes)
    return staged, work.stage_values(place.table, (place.keys, names), rows)


def _value(change: Change, value: Any, redactor: Redactor) -> Any:
    if value is None:
        return None
    if change.treatment.treatment != Treatment.REDACT:
        return network(str(value), change.treatment.step or 0)
    if change.column.family == Family.JSON:
        return json.dumps(_inside(json.loads(value), redactor), ensure_ascii=False)
    if change.column.family == Family.ARRAY:
        return _inside(value, redactor)
    if not isinstance(value, str):
        told = _("column %(column)s: a value of type %(type)s can't be redacted")
        raise PlanRefused([told % {"column": change.column.name, "type": change.column.family}])
    return redactor.redact(value, limit=change.column.length)


def _inside(value: Any, redactor: Redactor) -> Any:
    """Every text and number inside a structure."""
    if isinstance(value, str):
        return redactor.redact(value)
    if isinstance(value, list):
        return [_inside(part, redactor) for part in value]
    if isinstance(value, dict):
        return {redactor.redact(name): _inside(part, redactor) for name, part in value.items()}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        clean = redactor.redact(str(value))
        return value if clean == str(value) else clean
    return value
