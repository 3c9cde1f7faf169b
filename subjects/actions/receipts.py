"""The verb that ends a step: receipt, end of the step and evidence entry in one transaction, under the lease.

And what a plan's receipts must say before a document is made of them.
"""

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import EvidenceKind
from subjects.actions.leases import Lease, write_as_owner
from subjects.actions.planning import sources_with_steps
from subjects.choices import StepStatus
from subjects.errors import NotProven
from subjects.models import Plan, Receipt, Step


def write_receipt(*, step: Step, lease: Lease, body: str, at: datetime) -> Receipt:
    """Write what a step did. Raises LeaseLost, and then nothing is written."""
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    with transaction.atomic():
        write_as_owner(lease, status=StepStatus.DONE, done_at=at, leased_until=None, error_code="", error_text="")
        receipt = Receipt.objects.create(step=step, body=body, sha256=sha256, at=at)
        facts = {"plan": step.plan.number, "kind": step.kind, "source": step.source, "sha256": sha256}
        record(kind=EvidenceKind.STEP_RECEIPT, case=step.plan.request.case, facts=facts, at=at)
    return receipt


def rows_arrived(plan: Plan) -> list[str]:
    """The sources whose receipt of this plan tells of rows that came after the commit."""
    receipts = Receipt.objects.filter(step__plan=plan).select_related("step").order_by("step__source")
    return [receipt.step.source for receipt in receipts if json.loads(receipt.body).get("arrived")]


def demand_receipts(plan: Plan) -> None:
    """Every source that the plan has a step for has its receipt, and none of them tells of rows that arrived.

    The plan itself is asked and not the steps: a step that was never made is missed too. Raises NotProven.
    """
    done = set(Receipt.objects.filter(step__plan=plan).values_list("step__source", flat=True))
    for source in sources_with_steps(plan):
        if source not in done:
            raise NotProven(_("source %(source)s: there is no receipt of the work there") % {"source": source})
    for source in rows_arrived(plan):
        raise NotProven(_("source %(source)s: rows arrived while the work was done") % {"source": source})
