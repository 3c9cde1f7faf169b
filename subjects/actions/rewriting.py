"""The verb that rewrites one source: intent, the engine, the files, and a second search on a fresh connection."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import EvidenceKind, IdentifierKind, Treatment
from registers.datamap import DataMap
from registers.map_selectors import map_of
from subjects.actions.amending import amendments_for, note_before, readdressed_by
from subjects.actions.committing import files_left, mark
from subjects.actions.connecting import demand_fit, engine_for, files_root, live_catalog
from subjects.actions.guarding import demand_writable
from subjects.actions.leases import Lease, write_as_owner
from subjects.actions.remaking import marks_of
from subjects.choices import PlanPurpose, Right
from subjects.errors import MapStale
from subjects.faultpoints import faultpoint
from subjects.locating.collecting import find_again
from subjects.locating.corrected import misplaced
from subjects.locating.known import Known
from subjects.locating.searching import OpenSource
from subjects.models import Plan, Step
from subjects.planning.keys import Key
from subjects.planning.serialising import searched_to_json
from subjects.planning.values import Action, Kept, Operation, SourcePlan
from subjects.rewriting.detectors import SubjectTerms
from subjects.rewriting.files import Files, files_of, remove_files
from subjects.rewriting.outcomes import SourceOutcome
from subjects.rewriting.running import RewriteOrder, rewrite
from subjects.selectors import known_of, plan_value
from subjects.sources.addresses import Engine, reading
from subjects.sources.faults import faults
from subjects.sources.looking import smallest_group


def rewrite_source(*, step: Step, lease: Lease, clock: Callable[[], datetime]) -> dict[str, Any]:
    """Carry out the plan in one source; the answer is the body of the receipt. Safe to run again after a kill.

    Raises MapStale, any ExecutionError or SourceError (the source is as it was), FileStoreError (the rows are done,
    files remain), LeaseLost.
    """
    plan = step.plan
    source = next(one for one in plan_value(plan).sources if one.source == step.source)
    datamap = map_of(step.source)
    engine = engine_for(name=datamap.name, url_env=datamap.url_env)
    order = _order(step, source, datamap, engine)
    known = _known(plan)
    faultpoint("step.before_intent")
    files = _intend(step, lease, engine, order, clock())
    faultpoint("step.after_intent")

    changed = readdressed_by(plan.request, source)

    def look_again(connection: Any) -> set[tuple[str, Key]]:
        opened = OpenSource(datamap=datamap, catalog=order.catalog, connection=connection)
        return misplaced(opened, changed) if order.corrects else find_again(opened, known)

    outcome = rewrite(
        engine,
        order,
        look_again=look_again,
        may_change=lambda may: mark(lease, (step.unsafe_at or clock()) if may else None),
        demand_allowed=lambda: demand_writable(plan=plan, source=source, at=clock()),
        faultpoint=faultpoint,
    )
    if files.paths:
        remove_files(files.paths, root=files_root(datamap))
    faultpoint("files.mid")
    with faults(step.source), reading(engine).connect() as connection:
        later = look_again(connection)
        left = _left(step, source, OpenSource(datamap=datamap, catalog=order.catalog, connection=connection))
    write_as_owner(lease, intent={"files": asdict(files), "marks": left.marks})
    receipt = _receipt(step, source, outcome, files, len(_unexplained(source, later | outcome.arrived)))
    return {**receipt, "groups": left.groups}


@dataclass(frozen=True, kw_only=True)
class Left:
    """What stands in the source afterwards: smallest groups after anonymising, marks of rows that are treated later."""

    groups: list[dict[str, Any]]
    marks: list[Any]


def _left(step: Step, source: SourcePlan, opened: OpenSource) -> Left:
    anonymised = step.plan.request.right == Right.ANONYMISATION
    return Left(
        groups=_groups(opened, source) if anonymised else [],
        marks=[marks_of(opened, later_on.operations) for later_on in source.deferrals],
    )


def _known(plan: Plan) -> Known:
    """The identifiers to look up again; a deferred erasure has none left and relies on keys alone."""
    return known_of(plan.request) if plan.purpose == PlanPurpose.REQUEST else Known(given=frozenset())


def _order(step: Step, source: SourcePlan, datamap: DataMap, engine: Engine) -> RewriteOrder:
    """What the engine needs; refuses a map or a structure that is not the one of the plan."""
    if datamap.sha256 != source.map_sha256:
        raise MapStale(
            datamap.name, [_("the data map was changed after the plan was made; make and approve a new plan")]
        )
    with faults(datamap.name), reading(engine).connect() as connection:
        catalog = live_catalog(connection, datamap)
    demand_fit(datamap, catalog)
    if catalog.sha256 != source.catalog_sha256:
        raise MapStale(
            datamap.name, [_("the database was changed after the plan was made; make and approve a new plan")]
        )
    return RewriteOrder(
        datamap=datamap,
        catalog=catalog,
        plan=source,
        secret=bytes.fromhex(step.plan.secret),
        terms=terms_of(step.plan),
        maybe_applied=step.unsafe_at is not None,
        amendments=amendments_for(step.plan.request, source, datamap, catalog),
        alone=step.plan.purpose == PlanPurpose.LIFTING,
    )


def terms_of(plan: Plan) -> SubjectTerms:
    """The words to remove from free text."""
    return SubjectTerms.of((IdentifierKind(kind), text) for kind, text in plan.terms or ())


def _intend(step: Step, lease: Lease, engine: Engine, order: RewriteOrder, at: datetime) -> Files:
    """Write down what is about to happen, with the files that go after the commit. Kept from the first attempt on."""
    if step.intended_at is not None:
        return Files(**(step.intent or {}).get("files", {}))
    left = files_left(step)
    if order.corrects:
        with faults(step.source), reading(engine).connect() as connection:
            opened = OpenSource(datamap=order.datamap, catalog=order.catalog, connection=connection)
            note_before(step.plan.request, order.plan, opened)
    wanted = left or _has_files(order)
    files = files_of(engine, order, root=files_root(order.datamap), left=left) if wanted else Files()
    with transaction.atomic():
        write_as_owner(lease, intended_at=at, intent={"files": asdict(files)})
        facts = {
            "plan": step.plan.number,
            "source": step.source,
            "sha256": step.plan.sha256,
            "files": len(files.paths),
        }
        record(kind=EvidenceKind.STEP_INTENDED, case=step.plan.request.case, facts=facts, at=at)
    return files


def _has_files(order: RewriteOrder) -> bool:
    return any(change.treatment.treatment == Treatment.FILE for op in order.operations for change in op.columns)


def _groups(opened: OpenSource, source: SourcePlan) -> list[dict[str, Any]]:
    """How far the treated rows stand out by what is left of them: the coarser values and those that were kept."""
    found: list[dict[str, Any]] = []
    for operation in source.operations:
        table = opened.datamap.table(operation.table)
        if table is None or operation.action != Action.TREAT:
            continue
        columns = _left_over(source, operation)
        if columns:
            k = smallest_group(
                opened.connection, catalog=opened.catalog, table=table, columns=columns, keys=operation.keys
            )
            found.append({"table": operation.table, "columns": columns, "rows": operation.rows, "k": k})
    return found


def _left_over(source: SourcePlan, operation: Operation) -> list[str]:
    coarse = [c.column for c in operation.columns if c.treatment.treatment == Treatment.GENERALISE]
    keys = set(operation.keys)
    kept = [
        column for one in source.kept if one.table == operation.table and keys & set(one.keys) for column in one.columns
    ]
    return [*coarse, *dict.fromkeys(kept)]


def _unexplained(source: SourcePlan, found: set[tuple[str, Key]]) -> set[tuple[str, Key]]:
    return found - {*source.others, *((kept.table, key) for kept in source.kept for key in kept.keys)}


def _receipt(step: Step, source: SourcePlan, outcome: SourceOutcome, files: Files, arrived: int) -> dict[str, Any]:
    """Counts only, and no moments: equal for a run that was killed and resumed."""
    plan = step.plan
    return {
        "v": 1,
        "case": str(plan.request.case),
        "plan": plan.number,
        "plan_sha256": plan.sha256,
        "map_sha256": source.map_sha256,
        "source": source.source,
        "dialect": source.dialect,
        "operations": [
            {
                "table": done.table,
                "action": done.action.value,
                "columns": planned.deeds,
                "planned": done.planned,
                "affected": done.affected,
                "verified": done.verified,
            }
            for planned, done in zip(source.operations, outcome.operations, strict=True)
        ],
        "kept": [_kept(kept) for kept in source.kept],
        "searched": [searched_to_json(one) for one in source.searched],
        "notes": list(source.notes),
        "files": {"removed": len(files.paths), "missing": files.missing, "shared": files.shared},
        "found_again": outcome.found_again,
        "explained": outcome.explained,
        "arrived": arrived,
    }


def _kept(kept: Kept) -> dict[str, Any]:
    return {
        "table": kept.table,
        "columns": list(kept.columns),
        "rows": len(kept.keys),
        "ground": kept.ground,
        "reason": kept.reason,
        "until": kept.until.isoformat() if kept.until else None,
        "until_text": kept.until_text,
    }
