"""Stages for trials: one that a test process shares, because building it costs more than a trial, and brokers."""

from collections.abc import Iterator

import pytest
import redis

from tests.conftest import REDIS, missing
from tests.trials.stage import Stage
from tests.trials.trial import Trial, staged
from tests.trials.workers import redis_of_our_own


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """An erasure in two SQLite sources, with Waarborg on SQLite."""
    with staged(Stage(folder=tmp_path_factory.mktemp("trial"))) as ready:
        yield ready


@pytest.fixture(params=["filesystem", "redis"])
def broker_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Both brokers: '' for files, and a database of Redis that nobody else uses."""
    if request.param == "filesystem":
        yield ""
        return
    try:
        redis.Redis.from_url(REDIS).ping()
    except redis.ConnectionError:
        missing("no Redis at WAARBORG_TEST_REDIS_URL")
    with redis_of_our_own(REDIS) as url:
        yield url
