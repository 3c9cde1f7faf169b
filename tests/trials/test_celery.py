"""Real Celery workers on both brokers: children killed or frozen and woken, a whole worker killed with its messages.

One long test for each broker, because starting a worker costs more than what it then does.
"""

import os
import signal
from collections.abc import Iterator

import pytest

from tests.trials.stage import Stage
from tests.trials.trial import Trial, staged
from tests.trials.workers import arm, finished, gone_off, throw_away, until, worker

pytestmark = pytest.mark.slow


@pytest.fixture
def trial(broker_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Three people to erase, one after another, through a real broker."""
    with staged(Stage(folder=tmp_path_factory.mktemp("celery"), people=3, broker_url=broker_url, lease=3)) as ready:
        yield ready


def test_whatever_is_cut_off_the_end_is_that_of_an_undisturbed_run(trial: Trial) -> None:
    trial.stage.restore()

    with worker(trial.stage, children=2) as first:
        carry_out(trial, 0, "rewrite.committed:kill")
        frozen = carry_out(trial, 1, "step.before_receipt:freeze")
        os.kill(frozen, signal.SIGCONT)
        begin(trial, 2, "render.before_store:freeze")
        assert until(trial, lambda: gone_off(trial.stage))
        first.kill()
    throw_away(trial.stage)
    faults = trial.faults_now()
    with worker(trial.stage):
        assert until(trial, finished(trial, trial.stage.requests[2]["case"]))

    assert faults == []
    assert trial.faults_at_end() == []


def begin(trial: Trial, number: int, fault: str) -> None:
    arm(trial.stage, fault)
    trial.stage.order("run", reference=trial.stage.requests[number]["reference"])


def carry_out(trial: Trial, number: int, fault: str) -> int:
    """Run one request to its end, cut off once; the process that was cut off."""
    begin(trial, number, fault)
    assert until(trial, finished(trial, trial.stage.requests[number]["case"])), f"not finished after {fault}"
    assert gone_off(trial.stage), f"{fault} was never passed"
    assert trial.faults_now() == []
    return gone_off(trial.stage)
