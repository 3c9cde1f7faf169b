"""Kill -9 and freeze while an objection is written into a suppression table: written once, told once, never half."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjects.faultpoints import SUPPRESSING
from tests.trials.dialler import EXPECTED, DiallerStage, SuppressionTrial, prepared
from tests.trials.suppression_mutants import SUPPRESSION_MUTANTS

OUTSIDE = ("suppress.claimed", "suppress.after_intent", "suppress.committed", "suppress.before_receipt")
"""Points where no transaction is open: a process frozen in one keeps SQLite locked."""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SuppressionTrial]:
    stage = DiallerStage(folder=tmp_path_factory.mktemp("dialler"))
    try:
        yield prepared(stage)
    finally:
        stage.close()


def killed(trial: SuppressionTrial, point: str, mutant: str = "") -> Iterator[str]:
    trial.begin()
    if trial.cut(f"{point}:kill", mutant)["ended"] != "killed":
        yield f"{point} was never passed"
    yield from trial.half()
    trial.cut("nothing:kill", mutant)
    yield from trial.half()
    trial.finish(mutant)
    yield from trial.faults()


def frozen(trial: SuppressionTrial, point: str, mutant: str = "") -> Iterator[str]:
    trial.begin()
    asleep = trial.cut(f"{point}:freeze", mutant)
    trial.finish(mutant)
    yield from trial.faults()
    trial.stage.send({"verb": "wake", "pid": asleep["pid"]})
    yield from trial.faults()


def test_the_undisturbed_run_writes_what_was_missing(trial: SuppressionTrial) -> None:
    assert trial.goal is not None

    assert (trial.goal.rows, [work[0] for work in trial.goal.works]) == (EXPECTED, ["done"])
    assert '"already_there":1' in trial.goal.works[0][2]


@pytest.mark.parametrize("point", SUPPRESSING)
def test_a_worker_killed_at_a_boundary_leaves_no_trace(trial: SuppressionTrial, point: str) -> None:
    assert list(killed(trial, point)) == []


@pytest.mark.parametrize("point", OUTSIDE)
def test_a_worker_that_was_taken_over_writes_nothing_more(trial: SuppressionTrial, point: str) -> None:
    assert list(frozen(trial, point)) == []


@pytest.mark.parametrize("mutant", SUPPRESSION_MUTANTS)
def test_a_writing_that_was_broken_on_purpose_is_caught(trial: SuppressionTrial, mutant: str) -> None:
    noticed = [
        *killed(trial, "suppress.before_commit", mutant),
        *killed(trial, "suppress.committed", mutant),
        *frozen(trial, "suppress.after_intent", mutant),
    ]

    assert noticed != []


def test_the_documentation_names_every_mutant() -> None:
    page = Path("docs/betrouwbaarheid.md").read_text()

    assert [name for name in SUPPRESSION_MUTANTS if f"`{name}`" not in page] == []
