"""One prepared stage for all trials of a test process: building it costs more than a trial."""

from collections.abc import Iterator

import pytest

from tests.trials.stage import Stage
from tests.trials.trial import Trial, prepared


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """An erasure in two SQLite sources, with Waarborg on SQLite."""
    stage = Stage(folder=tmp_path_factory.mktemp("trial"))
    try:
        yield prepared(stage)
    finally:
        stage.close()
