"""Every worker killed at one moment: they come back by themselves, and the reaper brings the request to its end."""

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.management.commands.up import ALONE, commands
from config.management.supervision import Together
from tests.trials.stage import ROOT, Stage
from tests.trials.trial import Trial, staged
from tests.trials.workers import arm, finished, gone_off, until

pytestmark = pytest.mark.slow


@pytest.fixture
def trial(broker_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Two people to erase, one after the other."""
    with staged(Stage(folder=tmp_path_factory.mktemp("lost"), people=2, broker_url=broker_url, lease=3)) as ready:
        yield ready


def test_every_worker_is_killed_and_the_work_is_finished(trial: Trial) -> None:
    stage = trial.stage
    stage.restore()

    with workers(stage) as together:
        for one in stage.requests:
            arm(stage, "step.before_receipt:freeze")
            stage.order("run", reference=one["reference"])
            assert until(trial, lambda: gone_off(stage))
            kill_all(together, stage)
            assert until(trial, finished(trial, one["case"]))

    assert trial.faults_at_end() == []


@contextmanager
def workers(stage: Stage) -> Iterator[Together]:
    """The workers of ``manage.py up`` for this broker, watched over as there."""
    lines = commands(bind="127.0.0.1:1", concurrency=2, broker=stage.broker_url)
    told = {
        **stage.environment(),
        "WAARBORG_FAULT": f"@{stage.folder / 'fault'}",
        "WAARBORG_FAULT_ONCE": str(stage.folder / "once"),
    }
    around = ["env", "-C", str(ROOT), *(f"{name}={value}" for name, value in told.items())]
    chosen = {name: [*around, *line] for name, line in lines.items() if name.startswith("worker")}
    with Together(chosen, again=[name for name in chosen if name.startswith(ALONE)], grace_seconds=1) as together:
        watch = threading.Thread(target=together.first_to_end)
        watch.start()
        try:
            yield together
        finally:
            together.call_off()
            watch.join()


def kill_all(together: Together, stage: Stage) -> None:
    """Everything that works at steps, at once: the children of a pool, and workers without one."""
    lost: list[int] = []
    for process in together.processes.values():
        children = children_of(process.pid)
        lost += [one for one in children if "python" in name_of(one)] if stage.broker_url else [process.pid]
    assert len(lost) == 2
    for one in lost:
        os.kill(one, signal.SIGKILL)


def children_of(process_id: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(process_id)], capture_output=True, text=True, check=False).stdout
    return [int(one) for one in found.split()]


def name_of(process_id: int) -> str:
    text = Path(f"/proc/{process_id}/cmdline").read_bytes().decode(errors="replace")
    return re.split("\0", text)[0]
