"""The verb that proves: documents from receipts, then everything that ends a request in one transaction.

The documents are made of what the receipts say, never of what the plan meant to do. One transaction holds the document
rows, the evidence, the receipt of this step, the move to EXECUTED and the destruction of working data: either all of
it is there or none.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.db import transaction

from registers.actions.evidence import seal_through
from registers.canonical import canonical_json
from registers.models import Document
from registers.publishing.notifying import Addressee
from registers.selectors import entries_of
from subjects.actions.certifying import certificate_documents, receipts_behind
from subjects.actions.contact_ledger import forget_in_ledger
from subjects.actions.deferring import defer
from subjects.actions.leases import Lease
from subjects.actions.lifting import end_restriction
from subjects.actions.moving import Deed, move, note_event
from subjects.actions.notifying import write_later_notices, write_notices
from subjects.actions.porting import portability_documents
from subjects.actions.prepared import PreparedDocument, issue
from subjects.actions.purging import forget_person
from subjects.actions.receipts import write_receipt
from subjects.actions.rectifying import corrected_fields, rectification_documents
from subjects.actions.reporting import access_documents, purge_extracts
from subjects.actions.restricting import prove_restriction, recipients_for
from subjects.actions.restriction_papers import restriction_documents
from subjects.choices import DeferredStatus, PlanPurpose, Right, Status
from subjects.errors import StepTaken
from subjects.faultpoints import faultpoint
from subjects.models import Plan, Receipt, Step
from subjects.notice_selectors import recipients_after


class Maker(Protocol):
    """What makes the documents of a step."""

    def __call__(self, *, step: Step, at: datetime) -> list[PreparedDocument]:
        """The documents, ready to be issued."""


def render(*, step: Step, lease: Lease, clock: Callable[[], datetime]) -> None:
    """Make the documents of a plan whose other steps all have receipts. Raises DocumentError, LeaseLost."""
    faultpoint("render.begun")
    request = step.plan.request
    if step.plan.purpose == PlanPurpose.REQUEST and request.status != Status.EXECUTING:
        raise StepTaken()
    at = clock()
    if step.plan.purpose == PlanPurpose.REQUEST and Right(request.right).erases:
        forget_in_ledger(request=request, at=at)
    seal_through(entries_of(request.case), at=at)
    prepared = _prepare(step, at)
    faultpoint("render.before_store")
    with transaction.atomic():
        documents = [issue(one, case=request.case, at=at) for one in prepared]
        faultpoint("render.stored")
        write_receipt(step=step, lease=lease, body=_body(step, documents), at=at)
        _finish(step.plan, at)
    faultpoint("render.committed")
    purge_extracts(request)


def _prepare(step: Step, at: datetime) -> list[PreparedDocument]:
    makers: dict[Right, Maker] = {
        Right.ACCESS: access_documents,
        Right.ERASURE: certificate_documents,
        Right.ANONYMISATION: certificate_documents,
        Right.RECTIFICATION: rectification_documents,
        Right.RESTRICTION: restriction_documents,
        Right.PORTABILITY: portability_documents,
    }
    return makers[Right(step.plan.request.right)](step=step, at=at)


def _body(step: Step, documents: list[Document]) -> str:
    """The receipt of the documents names their kinds; their hashes hold a signature and differ with each making."""
    receipts = Receipt.objects.filter(step__plan=step.plan).exclude(step=step).order_by("step_id")
    return canonical_json(
        {
            "v": 1,
            "case": str(step.plan.request.case),
            "plan": step.plan.number,
            "documents": [[document.kind, document.subkind] for document in documents],
            "receipts": [receipt.sha256 for receipt in receipts],
        }
    )


def _recipients(plan: Plan) -> tuple[Addressee, ...]:
    if plan.request.right == Right.RESTRICTION:
        return recipients_for(plan)
    return recipients_after(receipts_behind(plan))


def _finish(plan: Plan, at: datetime) -> None:
    request = plan.request
    Plan.objects.filter(pk=plan.pk).update(finished_at=at, secret="", terms=None)
    if plan.purpose == PlanPurpose.REQUEST:
        # What earlier plans carried out before a block is finished too: a restored backup brings their rows back.
        done = Plan.objects.filter(request=request, purpose=plan.purpose, steps__receipt__isnull=False)
        Plan.objects.filter(pk__in=done.values("pk")).update(finished_at=at)
        if Right(request.right).rewrites:
            defer(request=request, at=at)
            fields = corrected_fields(plan) if request.right == Right.RECTIFICATION else ()
            recipients = _recipients(plan)
            write_notices(request=request, recipients=recipients, corrected=fields, at=at)
        if request.right == Right.RESTRICTION:
            prove_restriction(plan=plan, at=at)
        if Right(request.right).erases:
            forget_person(request=request, at=at)
        move(
            request=request,
            to=Status.EXECUTED,
            deed=Deed(verb="prove", at=at, note=f"plan {plan.number}"),
            changes={"executed_at": at},
        )
        return
    plan.steps.update(intent=None)
    if plan.purpose == PlanPurpose.LIFTING:
        end_restriction(plan=plan, at=at)
    deferral = getattr(plan, "deferral", None)
    if deferral is not None:
        write_later_notices(deferral=deferral, recipients=_recipients(plan), at=at)
        deferral.status = DeferredStatus.DONE
        deferral.body = None
        deferral.save(update_fields=["status", "body"])
    note_event(request=request, verb=plan.purpose, at=at, note=f"plan {plan.number}")
