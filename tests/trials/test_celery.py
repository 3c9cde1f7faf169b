"""Real Celery workers on both brokers: children killed or frozen and woken, a whole worker killed with its messages.

One long test for each broker, because starting a worker costs more than what it then does.
"""

import os
import signal
from collections.abc import Iterator

import pytest
import redis

from tests.conftest import REDIS, missing
from tests.trials.stage import Stage
from tests.trials.trial import Trial, prepared
from tests.trials.workers import arm, finished, gone_off, redis_of_our_own, throw_away, until, worker

pytestmark = pytest.mark.slow


@pytest.fixture(params=["filesystem", "redis"])
def trial(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Three people to erase, one after another, through a real broker."""
    folder = tmp_path_factory.mktemp("celery")
    if request.param == "filesystem":
        yield from _staged(Stage(folder=folder, people=3, broker_url="", lease=3))
        return
    try:
        redis.Redis.from_url(REDIS).ping()
    except redis.ConnectionError:
        missing("no Redis at WAARBORG_TEST_REDIS_URL")
    with redis_of_our_own(REDIS) as url:
        yield from _staged(Stage(folder=folder, people=3, broker_url=url, lease=3))


def _staged(stage: Stage) -> Iterator[Trial]:
    try:
        yield prepared(stage)
    finally:
        stage.close()


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
