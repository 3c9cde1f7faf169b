"""``manage.py up``: one set of processes, that live and end together."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.management import supervision
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


@pytest.mark.parametrize(("broker", "names"), [("", ["worker-1", "worker-2"]), ("redis://localhost/0", ["worker"])])
def test_the_workers_serve_every_queue(broker: str, names: list[str]) -> None:
    lines = commands(bind="127.0.0.1:1", concurrency=2, broker=broker)

    assert [name for name in lines if name.startswith("worker")] == names
    for name in names:
        assert lines[name][lines[name].index("--queues") + 1] == "locate,rewrite,render,bulk,mail"


def test_messages_in_files_are_worked_on_without_a_pool() -> None:
    lines = commands(bind="127.0.0.1:1", concurrency=2, broker="")

    assert all("solo" in lines[name] for name in ("worker-1", "worker-2"))
    assert len({line[line.index("--hostname") + 1] for name, line in lines.items() if "worker" in name}) == 2


def test_what_was_killed_is_started_again_when_it_is_named_for_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "AGAIN_SECONDS", 0.1)
    with Together({"worker-1": SLEEPS, "web": SLEEPS}, again=["worker-1"]) as together:
        watch = threading.Thread(target=together.first_to_end)
        watch.start()
        first = together.processes["worker-1"]
        first.kill()
        wait_until(lambda: together.processes["worker-1"] is not first)
        running = together.processes["worker-1"].poll() is None
        together.call_off()
        watch.join()

    assert (first.returncode, running) == (-signal.SIGKILL, True)


def test_what_ends_by_itself_is_not_started_again() -> None:
    with Together({"worker-1": ENDS, "web": SLEEPS}, again=["worker-1"]) as together:
        assert together.first_to_end() == ("worker-1", 3)


def wait_until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_process_that_will_not_end_is_forced(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    deaf = f"import signal, time, pathlib; signal.signal(15, signal.SIG_IGN); pathlib.Path({str(ready)!r}).touch()"

    with Together({"deaf": [sys.executable, "-c", f"{deaf}; time.sleep(60)"]}, grace_seconds=0.5) as together:
        while not ready.exists():
            time.sleep(0.05)

    assert not alive(together.processes["deaf"].pid)


def test_what_ends_by_itself_while_another_is_started_again_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.management.supervision.AGAIN_SECONDS", 0.0)
    with Together({"worker-1": ENDS, "web": ENDS}, again=["worker-1"]) as together:
        before = dict(together.processes)
        for process in before.values():
            process.wait()
        together._start_killed_again()
        assert together.processes == before
