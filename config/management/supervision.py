"""Processes that belong together: start them, wait, and end them all as soon as one ends or the watch is called off.

What died must be seen, so nothing is started again but what is named for it, and that only after a kill: a worker that
was lost comes back, one that ends by itself is a fault. In production each of these is a container of its own
(compose.yaml).
"""

import os
import signal
import subprocess
import threading
from collections.abc import Collection, Mapping, Sequence
from types import FrameType
from typing import Self

import structlog

log = structlog.get_logger("waarborg.supervision")

POLL_SECONDS = 0.2
AGAIN_SECONDS = 1.0
"""Between a kill and the next start: what is killed at once, time after time, may not fill the machine."""


class Together:
    """A set of named processes, each leader of a process group of its own, so that its children end with it."""

    def __init__(
        self, commands: Mapping[str, Sequence[str]], *, again: Collection[str] = (), grace_seconds: float = 30.0
    ) -> None:
        """``again`` names the processes that are started again when they are killed."""
        self._commands = commands
        self._again = again
        self._grace_seconds = grace_seconds
        self._called_off = threading.Event()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        """Start every process."""
        try:
            for name in self._commands:
                self._start(name)
        except OSError:
            self._end()
            raise
        return self

    def __exit__(self, *_exception: object) -> None:
        """End what still runs: ask, wait, then force."""
        self._end()

    def call_off(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """End the watch; fits ``signal.signal``."""
        self._called_off.set()

    def first_to_end(self) -> tuple[str, int] | None:
        """Name and exit status of the first process that ended by itself; None when the watch was called off."""
        while not self._called_off.wait(POLL_SECONDS):
            for name, process in self.processes.items():
                status = process.poll()
                if status is not None and not (name in self._again and status < 0):
                    return name, status
            self._start_killed_again()
        return None

    def _start(self, name: str) -> None:
        self.processes[name] = subprocess.Popen(self._commands[name], start_new_session=True)

    def _start_killed_again(self) -> None:
        for name in [name for name in self._again if (self.processes[name].poll() or 0) < 0]:
            log.warning("killed and started again", process=name, status=self.processes[name].poll())
            if not self._called_off.wait(AGAIN_SECONDS):
                self._start(name)

    def _end(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(self._grace_seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
