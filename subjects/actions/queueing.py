"""The verb that makes the steps of a plan and wakes the workers for those that can be done now."""

from subjects.actions.leases import is_workable
from subjects.actions.planning import sources_with_steps
from subjects.choices import Right, StepKind, StepStatus
from subjects.dispatch import hint_step
from subjects.models import Plan, Step


def queue_steps(*, plan: Plan) -> list[Step]:
    """Make the steps of a plan, once, and hint those that can be done now."""
    kind = StepKind.REWRITE if Right(plan.request.right).rewrites else StepKind.EXPORT
    for source in sources_with_steps(plan):
        Step.objects.get_or_create(plan=plan, kind=kind, source=source)
    Step.objects.get_or_create(plan=plan, kind=StepKind.RENDER, source="")
    freed = Step.objects.filter(plan=plan, status=StepStatus.BLOCKED)
    freed.update(status=StepStatus.PENDING, attempt=0, not_before=None, error_code="", error_text="")
    steps = list(Step.objects.filter(plan=plan).exclude(status=StepStatus.DONE))
    for step in steps:
        if is_workable(step):
            hint_step(step.pk, StepKind(step.kind))
    return steps
