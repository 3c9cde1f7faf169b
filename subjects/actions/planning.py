"""The verbs of the plan: make it and freeze it, and have somebody else approve it."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.information_selectors import bases_of
from registers.publishing.grounds import ActivityBasis
from subjects.actions.amending import demand_sources
from subjects.actions.committing import open_sources
from subjects.actions.guarding import demand_unrestricted
from subjects.actions.intake import remember
from subjects.actions.locating import gather, note_candidates
from subjects.actions.moving import Deed, block, move, role_of
from subjects.actions.restricting import measure_for, with_marks
from subjects.choices import CandidateStatus, PlanPurpose, Right, Status
from subjects.errors import ApprovalRefused, NothingFound, PlanRefused, RequestError, SourceError, UndecidedCandidates
from subjects.hold_selectors import holds_for
from subjects.locating.collecting import Collected
from subjects.models import Approval, Plan, Receipt, SubjectRequest
from subjects.planning.planner import SourceInput, make_plan
from subjects.planning.serialising import plan_sha256, plan_to_json, searched_to_json
from subjects.planning.values import Operation, SourcePlan, TableBasis
from subjects.planning.values import Plan as PlanValue
from subjects.selectors import plan_value

PLANNABLE = frozenset({Status.LOCATED, Status.PLANNED, Status.APPROVED, Status.BLOCKED})


def propose(*, request: SubjectRequest, at: datetime) -> tuple[PlanValue, Collected]:
    """What the plan would be now. Writes the candidates that turn up, and nothing else.

    Nothing to be found is a plan too once an earlier one was begun: it says that there is nothing left to do.
    Raises UndecidedCandidates, NothingFound (for a right that rewrites), PlanRefused, SourceError.
    """
    return _judged(request, _looked(request), at)


def _looked(request: SubjectRequest) -> tuple[Collected, list[SourceInput]]:
    """What the sources hold now. They are waited for here, and in no transaction of ours. Raises SourceError."""
    if request.status not in PLANNABLE:
        told = _("a request that is %(status)s can't be planned; locate it first")
        raise RequestError(told % {"status": request.get_status_display()})
    found, inputs = gather(request=request)
    inputs = with_marks(request=request, inputs=inputs) if request.right == Right.RESTRICTION else inputs
    return found, inputs


def _judged(
    request: SubjectRequest, looked: tuple[Collected, list[SourceInput]], at: datetime
) -> tuple[PlanValue, Collected]:
    found, inputs = looked
    today = at.astimezone().date()
    holds = holds_for(request, [given.datamap for given in inputs], on=today, learned=found.learned)
    bases = _bases(request, inputs, at=at)
    inputs = [replace(given, holds=holds, bases=bases) for given in inputs]
    note_candidates(request=request, candidates=found.candidates, at=at)
    waiting = request.candidates.filter(status=CandidateStatus.OPEN).count()
    if waiting:
        raise UndecidedCandidates(waiting)
    demand_sources(request, {given.datamap.name for given in inputs})
    right = Right(request.right)
    if right.rewrites and not any(source.tables for source in found.findings) and not _begun(request):
        raise NothingFound()
    value = make_plan(right=right, nonce=secrets.token_hex(16), made_on=today, inputs=inputs)
    if right.rewrites and not _does_anything(value) and not _begun(request):
        raise PlanRefused([_why_nothing(request)])
    if right.erases:
        demand_unrestricted(value)
    return value, found


def _does_anything(value: PlanValue) -> bool:
    """Whether something happens. Rows that are marked already, or by hand, are restricted all the same."""
    restricts = value.right == Right.RESTRICTION and any(source.kept for source in value.sources)
    return restricts or bool(sources_with_work(value))


def _why_nothing(request: SubjectRequest) -> str:
    """Why a plan has no work, with the way out."""
    if request.right != Right.RECTIFICATION:
        return _("everything that was found is kept, so there is nothing to carry out; answer with a refusal")
    if not request.corrections.exists():
        return _("no correction has been stated: say which field is wrong, with `manage.py request correct`")
    return _("every field holds the right value already, so there is nothing to correct; answer with a refusal")


def _bases(request: SubjectRequest, inputs: Sequence[SourceInput], *, at: datetime) -> dict[str, ActivityBasis]:
    """On what the activities of the found tables rest, where the right asks it (art. 20)."""
    if request.right != Right.PORTABILITY:
        return {}
    tables = [
        table for given in inputs for found in given.finding.tables if (table := given.datamap.table(found.table))
    ]
    return bases_of((table.activity for table in tables), at=at)


def _begun(request: SubjectRequest) -> bool:
    """Whether an earlier plan did something already, which a certificate has to tell, or may have done so."""
    return Receipt.objects.filter(step__plan__request=request).exists() or bool(open_sources(request))


def rehearse(*, request: SubjectRequest, at: datetime) -> tuple[PlanValue, Collected]:
    """What the plan would be now, and nothing stays of it: not even a candidate is noted. Raises as ``propose``."""
    looked = _looked(request)
    with transaction.atomic():
        proposed = _judged(request, looked, at)
        transaction.set_rollback(True)
    return proposed


def plan(*, request: SubjectRequest, at: datetime, actor: User | None = None) -> Plan:
    """Make the plan and freeze it under its hash. Without ``actor`` the planner is who checked the identity."""
    planner = actor or request.identified_by
    try:
        value, found = propose(request=request, at=at)
    except SourceError as error:
        if request.status != Status.BLOCKED:
            block(request=request, code=error.code, reason=str(error), at=at, verb="plan")
        raise
    with transaction.atomic():
        _back_to_located(request, at=at, actor=planner)
        remember(request=request, identifiers=sorted(found.learned), learned=True)
        stored = freeze(request=request, value=value, at=at, actor=planner)
        stored.terms = _all_terms(request, [[kind.value, text] for kind, text in found.terms])
        stored.save(update_fields=["terms"])
        move(
            request=request,
            to=Status.PLANNED,
            deed=Deed(verb="plan", at=at, actor=planner, note=f"plan {stored.number}"),
        )
    return stored


def _back_to_located(request: SubjectRequest, *, at: datetime, actor: User | None) -> None:
    if request.status != Status.LOCATED:
        move(request=request, to=Status.LOCATED, deed=Deed(verb="plan", at=at, actor=actor))


def _all_terms(request: SubjectRequest, terms: list[list[str]]) -> list[list[str]]:
    """The words of this plan and of earlier ones: a source may still hold what another one lost already."""
    earlier = [pair for old in request.plans.exclude(terms=None) for pair in old.terms or ()]
    return [list(pair) for pair in dict.fromkeys(tuple(pair) for pair in [*earlier, *terms])]


def freeze(
    *,
    request: SubjectRequest,
    value: PlanValue,
    at: datetime,
    actor: User | None,
    purpose: PlanPurpose = PlanPurpose.REQUEST,
) -> Plan:
    """Store a plan under its hash, with a secret of its own for surrogates."""
    if purpose == PlanPurpose.REQUEST:
        request.plans.filter(superseded=False, purpose=purpose).update(superseded=True)
    stored = Plan.objects.create(
        request=request,
        number=request.plans.count() + 1,
        purpose=purpose,
        body=plan_to_json(value),
        sha256=plan_sha256(value),
        summary=summary_of(value),
        secret=secrets.token_hex(32),
        made_at=at,
        made_by=actor,
    )
    facts = {
        "plan": stored.number,
        "purpose": purpose.value,
        "sha256": stored.sha256,
        "rows": value.rows,
        "sources": len(value.sources),
        "role": role_of(actor),
    }
    record(kind=EvidenceKind.PLAN_FROZEN, case=request.case, facts=facts, at=at)
    return stored


def summary_of(value: PlanValue) -> dict[str, Any]:
    """What may be shown and kept of a plan: names, counts, grounds and dates; no keys."""
    return {
        "right": value.right,
        "made_on": value.made_on.isoformat(),
        "rows": value.rows,
        "sources": [_source_summary(source) for source in value.sources],
    }


def _source_summary(source: SourcePlan) -> dict[str, Any]:
    return {
        "source": source.source,
        "dialect": source.dialect,
        "map_sha256": source.map_sha256,
        "operations": [_operation_summary(op) for op in source.operations],
        "kept": [
            {
                "table": kept.table,
                "columns": list(kept.columns),
                "rows": len(kept.keys),
                "ground": kept.ground,
                "reason": kept.reason,
                "until": kept.until.isoformat() if kept.until else kept.until_text,
            }
            for kept in source.kept
        ],
        "deferrals": [
            {"on": later.on.isoformat(), "duty": later.duty, "operations": _operations_summary(later.operations)}
            for later in source.deferrals
        ],
        "others": len(source.others),
        "searched": [searched_to_json(one) for one in source.searched],
        "notes": list(source.notes),
        **({"basis": [_basis_summary(one) for one in source.basis]} if source.basis else {}),
    }


def _basis_summary(one: TableBasis) -> dict[str, Any]:
    return {
        "table": one.table,
        "rows": one.rows,
        "register": f"{one.number}, {one.version}",
        "grounds": list(one.grounds),
        "left": one.left,
        **({"shared": one.shared} if one.shared else {}),
    }


def _operations_summary(operations: Sequence[Operation]) -> list[dict[str, Any]]:
    return [_operation_summary(operation) for operation in operations]


def _operation_summary(operation: Operation) -> dict[str, Any]:
    return {
        "table": operation.table,
        "action": operation.action.value,
        "rows": operation.rows,
        "columns": operation.deeds,
    }


def approve(*, request: SubjectRequest, actor: User, at: datetime, sha256: str = "", measure: str = "") -> Approval:
    """Agree with the plan that counts, by its hash. Raises ApprovalRefused for the planner's own user (four eyes).

    ``sha256`` is the plan that the approver saw, where that is known: another plan than that one is not approved.
    ``measure`` says how the organisation restricts what Waarborg can't mark (art. 18); it is asked where that is so.
    """
    stored = request.plans.filter(superseded=False, purpose=PlanPurpose.REQUEST).order_by("-number").first()
    if stored is None or request.status != Status.PLANNED:
        raise ApprovalRefused(_("there is no plan to approve; `manage.py request plan` makes one"))
    if sha256 and sha256 != stored.sha256:
        raise ApprovalRefused(_("the plan was replaced while you looked at it; read the new one first"))
    if stored.summary != summary_of(plan_value(stored)):
        raise ApprovalRefused(_("what is shown of the plan is not the plan; make a new one"))
    if stored.made_by_id == actor.pk:
        raise ApprovalRefused(_("the planner can't approve the plan: somebody else has to (four eyes)"))
    stated = measure_for(plan_value(stored), measure)
    with transaction.atomic():
        approval = Approval.objects.create(plan=stored, sha256=stored.sha256, by=actor, at=at, measure=stated)
        move(
            request=request,
            to=Status.APPROVED,
            deed=Deed(verb="approve", at=at, actor=actor, note=f"plan {stored.number}"),
        )
        facts = {"plan": stored.number, "sha256": stored.sha256, "role": role_of(actor)}
        record(kind=EvidenceKind.PLAN_APPROVED, case=request.case, facts=facts, at=at)
    return approval


def sources_with_work(value: PlanValue) -> list[str]:
    """The sources in which something happens."""
    return [source.source for source in value.sources if source.operations]


def sources_with_steps(plan: Plan) -> list[str]:
    """The sources that need a receipt: also where an erasure leaves everything, for good or until a later day.

    A source in which an earlier plan of the request left its receipt needs no second one to say that.
    """
    value = plan_value(plan)
    working = sources_with_work(value)
    if not Right(value.right).erases or plan.purpose != PlanPurpose.REQUEST:
        return working
    earlier = Receipt.objects.filter(step__plan__request=plan.request_id, step__plan__number__lt=plan.number)
    told = {*working, *earlier.values_list("step__source", flat=True)}
    idle = (source for source in value.sources if source.kept or source.deferrals)
    return [*working, *(source.source for source in idle if source.source not in told)]
