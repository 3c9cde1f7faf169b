"""``manage.py up``: one set of processes, that live and end together."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from config.management.commands.up import commands
from config.management.supervision import Together

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDS = [sys.executable, "-c", "import sys; sys.exit(3)"]


def alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_first_process_that_ends_is_named_with_its_status() -> None:
    with Together({"web": SLEEPS, "worker": ENDS}) as together:
        assert together.first_to_end() == ("worker", 3)


def test_the_others_end_with_it() -> None:
    with Together({"web": SLEEPS, "worker": ENDS}) as together:
        together.first_to_end()

    assert together.processes["web"].returncode == -signal.SIGTERM


def test_calling_off_ends_all_and_names_nobody() -> None:
    with Together({"web": SLEEPS, "beat": SLEEPS}) as together:
        together.call_off()
        ended = together.first_to_end()

    assert ended is None
    assert {process.returncode for process in together.processes.values()} == {-signal.SIGTERM}


def test_a_command_that_does_not_exist_leaves_nothing_running() -> None:
    together = Together({"web": SLEEPS, "worker": ["/nowhere/at-all"]})

    with pytest.raises(FileNotFoundError), together:
        pass

    assert together.processes["web"].returncode == -signal.SIGTERM


def test_the_worker_serves_every_queue() -> None:
    lines = commands(bind="127.0.0.1:1", concurrency=1)

    assert lines["worker"][lines["worker"].index("--queues") + 1] == "locate,rewrite,render,bulk,mail"


def test_a_process_that_will_not_end_is_forced(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    deaf = f"import signal, time, pathlib; signal.signal(15, signal.SIG_IGN); pathlib.Path({str(ready)!r}).touch()"

    with Together({"deaf": [sys.executable, "-c", f"{deaf}; time.sleep(60)"]}, grace_seconds=0.5) as together:
        while not ready.exists():
            time.sleep(0.05)

    assert not alive(together.processes["deaf"].pid)
