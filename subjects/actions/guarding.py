"""What stops a rewriting: a hold or a restriction that stands. Asked at the plan, at the start and again by each step.

A step asks inside its transaction, before its first statement and before its commit: what was set after the work was
queued stops it too, and the source is as it was.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from subjects.choices import Right
from subjects.errors import PlanRefused, RequestError
from subjects.hold_selectors import hold_over, restriction_over
from subjects.models import Plan
from subjects.planning.values import Operation, SourcePlan
from subjects.planning.values import Plan as PlanValue


def demand_unrestricted(value: PlanValue) -> None:
    """Data under a restriction may only be stored (art. 18(2)). Raises PlanRefused, with the restriction."""
    for source in value.sources:
        later = [operation for deferral in source.deferrals for operation in deferral.operations]
        _demand_free(source.source, [*source.operations, *later])


def demand_startable(*, plan: Plan, value: PlanValue, at: datetime) -> None:
    """What was set after the plan was made stops all of it. Raises RequestError for a hold, PlanRefused."""
    if Right(plan.request.right).erases:
        demand_unrestricted(value)
    for source in value.sources:
        _demand_no_hold(plan, source, at)


def demand_writable(*, plan: Plan, source: SourcePlan, at: datetime) -> None:
    """The same for what a step does in one source now. Raises RequestError, PlanRefused."""
    if Right(plan.request.right).erases:
        _demand_free(source.source, source.operations)
    _demand_no_hold(plan, source, at)


def _demand_free(source: str, operations: Sequence[Operation]) -> None:
    restriction = restriction_over(source, operations)
    if restriction:
        told = _("source %(source)s: rows are restricted under %(reference)s (art. 18(2)); lift that first")
        raise PlanRefused([told % {"source": source, "reference": restriction.request.reference}])


def _demand_no_hold(plan: Plan, source: SourcePlan, at: datetime) -> None:
    """A mark of restriction takes nothing away, so a hold lets it pass."""
    if plan.request.right == Right.RESTRICTION:
        return
    tables = [operation.table for operation in source.operations]
    hold = hold_over(plan.request, source.source, tables, on=at.astimezone().date())
    if hold:
        told = _("“%(hold)s” holds these data until %(day)s: make a new plan and have it approved")
        raise RequestError(told % {"hold": hold.name, "day": hold.until.isoformat()})
