"""The bounds of the reaper and of the queues: nobody is crowded out, and a message goes to one queue."""

from datetime import UTC, date, datetime, timedelta

import pytest
from celery import current_app

from subjects.actions.reaping import MOST_HINTS, reap
from subjects.choices import Channel, PlanPurpose, Right, Status, StepKind
from subjects.models import Plan, Step, SubjectRequest

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_step(number: int, status: Status) -> Step:
    day = date(2026, 11, 1)
    request = SubjectRequest.objects.create(
        reference=f"W26-{number}",
        right=Right.ERASURE,
        channel=Channel.COMMAND,
        status=status,
        received_on=day,
        due=day,
        cautious_due=day,
        planning=day,
        extended_due=day,
        created_at=NOW,
    )
    plan = Plan.objects.create(request=request, number=1, purpose=PlanPurpose.REQUEST, sha256="0" * 64, made_at=NOW)
    return Step.objects.create(plan=plan, kind=StepKind.REWRITE, source="klanten")


@pytest.mark.django_db
def test_steps_of_requests_that_are_blocked_crowd_nobody_out() -> None:
    for number in range(MOST_HINTS + 1):
        a_step(number, Status.BLOCKED)
    waiting = a_step(MOST_HINTS + 1, Status.EXECUTING)

    hinted = reap(at=NOW)

    assert hinted == 1
    assert list(Step.objects.filter(hinted_at__isnull=False)) == [waiting]


@pytest.mark.django_db
def test_a_hint_is_not_given_again_while_it_may_be_under_way() -> None:
    a_step(1, Status.EXECUTING)

    hints = [reap(at=NOW + timedelta(seconds=later)) for later in (0, 2, 60)]

    assert hints == [1, 0, 1]


@pytest.mark.django_db
def test_no_more_hints_are_under_way_than_the_broker_can_bear() -> None:
    for number in range(MOST_HINTS + 5):
        a_step(number, Status.EXECUTING)

    hints = [reap(at=NOW + timedelta(seconds=later)) for later in (0, 1)]

    assert hints == [MOST_HINTS, 0]


def test_each_queue_has_a_way_in_of_its_own() -> None:
    queues = current_app.amqp.queues.values()

    assert len({(queue.exchange.name, queue.routing_key) for queue in queues}) == len(list(queues))
