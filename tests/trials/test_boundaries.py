"""Kill -9 at every boundary of a step: whatever was cut off, the end is that of a run that nothing disturbed."""

import re
from pathlib import Path

import pytest

from subjects.faultpoints import POINTS, SUPPRESSING
from tests.trials.scenarios import killed
from tests.trials.trial import Trial

OF_ACCESS = ("export.mid",)
"""Points that only reading passes: test_reading kills there."""
OF_ERASURE = tuple(point for point in POINTS if point not in {*OF_ACCESS, *SUPPRESSING})


def test_the_undisturbed_run_itself_leaves_nothing_behind(trial: Trial) -> None:
    trial.begin()
    trial.finish()

    assert set(trial.look().house.status.values()) == {"executed"}
    assert trial.faults_at_end() == []
    assert trial.left_behind() == []


@pytest.mark.parametrize("point", OF_ERASURE)
def test_a_worker_killed_at_a_boundary_leaves_no_trace(trial: Trial, point: str) -> None:
    noticed = list(killed(point)(trial, ""))

    assert noticed == []


def test_every_named_point_is_somewhere_in_the_work_and_no_other() -> None:
    texts = [path.read_text() for path in Path("subjects").rglob("*.py") if path.name != "faultpoints.py"]

    passed = {name for text in texts for name in re.findall(r'faultpoint\("([^"]+)"\)', text)}

    assert passed == set(POINTS)
