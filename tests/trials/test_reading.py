"""Kill -9 while an access request is carried out: the sources untouched, every document there, once."""

from collections.abc import Iterator

import pytest

from tests.trials.scenarios import killed
from tests.trials.stage import Stage
from tests.trials.test_boundaries import OF_ACCESS
from tests.trials.trial import Trial, staged

POINTS = (*OF_ACCESS, "step.after_receipt", "render.stored")


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """An access request over two SQLite sources."""
    with staged(Stage(folder=tmp_path_factory.mktemp("access"), right="access")) as ready:
        yield ready


def test_the_undisturbed_run_changes_nothing_in_the_sources(trial: Trial) -> None:
    assert set(trial.goal.house.status.values()) == {"executed"}
    assert trial.goal.sources == trial.before.sources
    assert all(trial.goal.house.documents.values())


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_at_a_boundary_leaves_no_trace(trial: Trial, point: str) -> None:
    noticed = list(killed(point)(trial, ""))

    assert noticed == []
