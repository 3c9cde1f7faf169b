"""Real Celery workers in process groups of their own, and brokers whose messages can be thrown away."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import redis

from tests.trials.checker import status_of
from tests.trials.stage import ROOT, Stage
from tests.trials.trial import Trial

QUEUES = "locate,rewrite,render,bulk,mail"
PATIENCE = 180.0
"""Seconds that a request may take with a worker that is killed on the way."""


@dataclass(kw_only=True)
class Worker:
    """``celery worker`` with one or more children; everything of it can be killed at once."""

    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Kill -9 of parent and children; frozen ones too."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def worker(stage: Stage, *, children: int = 1) -> Iterator[Worker]:
    """A worker that reads from a file at which point to be cut off; killed at the end."""
    command = ["-q", "-A", "config", "worker", "-Q", QUEUES, "-c", str(children), "-l", "ERROR", "--without-gossip"]
    started = subprocess.Popen(
        [sys.executable, "-m", "celery", *command, "--without-mingle"],
        cwd=ROOT,
        env={
            **stage.environment(),
            "WAARBORG_FAULT": f"@{stage.folder / 'fault'}",
            "WAARBORG_FAULT_ONCE": str(stage.folder / "once"),
        },
        start_new_session=True,
    )
    running = Worker(process=started)
    try:
        yield running
    finally:
        if started.poll() is None:
            running.kill()


def arm(stage: Stage, fault: str) -> None:
    """Have the next worker that comes by cut off; '' for none."""
    (stage.folder / "once").unlink(missing_ok=True)
    (stage.folder / "fault").write_text(fault)


def gone_off(stage: Stage) -> int:
    """The process at which the fault went off; 0 when it has not."""
    mark = stage.folder / "once"
    text = mark.read_text() if mark.exists() else ""
    return int(text) if text else 0


def until(trial: Trial, what: Callable[[], Any]) -> bool:
    """Let the reaper pass until ``what`` holds; whether it came to that in time."""
    end = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > end:
            return False
        trial.stage.order("reap")
        time.sleep(0.4)
    return True


def finished(trial: Trial, case: str) -> Callable[[], bool]:
    """Whether a request has been carried out."""
    return lambda: status_of(trial.stage.house)[case] == "executed"


def throw_away(stage: Stage) -> None:
    """Everything the broker held is gone."""
    if not stage.broker_url:
        for path in (stage.live / "var" / "broker" / "messages").iterdir():
            path.unlink()
        return
    server = redis.Redis.from_url(stage.broker_url)
    server.delete(*QUEUES.split(","), "unacked", "unacked_index", "unacked_mutex")


@contextmanager
def redis_of_our_own(url: str) -> Iterator[str]:
    """A database of the server that no other trial uses now; empty at the beginning and at the end."""
    base = url.rpartition("/")[0]
    for number in range(15, 8, -1):
        server = redis.Redis.from_url(f"{base}/{number}")
        if server.set("waarborg-trials", os.getpid(), nx=True, ex=900):
            try:
                yield f"{base}/{number}"
            finally:
                ours = [*QUEUES.split(","), "unacked", "unacked_index", "unacked_mutex", "waarborg-trials"]
                server.delete(*ours, *server.keys("_kombu.binding*"))
            return
    raise RuntimeError("every Redis database is in use by other trials")


def forget(stage: Stage) -> None:
    """Remove the folder of a stage."""
    shutil.rmtree(stage.folder, ignore_errors=True)
