"""A worker that freezes is taken over; when it wakes, it finds another number at the step and changes nothing."""

import pytest

from tests.trials.trial import Trial

# Inside a transaction a frozen process keeps SQLite locked for everybody; test_postgresql freezes workers there.
OUTSIDE_TRANSACTIONS = (
    "step.claimed",
    "step.after_intent",
    "rewrite.committed",
    "step.before_receipt",
    "render.before_store",
    "render.committed",
)


@pytest.mark.parametrize("point", OUTSIDE_TRANSACTIONS)
def test_a_worker_that_wakes_after_it_was_taken_over_does_no_damage(trial: Trial, point: str) -> None:
    trial.begin()

    zombie = trial.cut(f"{point}:freeze")
    trial.finish()
    faults_before_it_wakes = trial.faults_at_end()
    woken = trial.wake(zombie)

    assert woken["ended"] == "done"
    assert faults_before_it_wakes == []
    assert trial.faults_at_end() == []
