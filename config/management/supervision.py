"""Processes that belong together: start them, wait, and end them all as soon as one ends or the watch is called off.

Nothing is started again: what died must be seen. In production each of these is a container of its own (compose.yaml).
"""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Self

POLL_SECONDS = 0.2


class Together:
    """A set of named processes, each leader of a process group of its own, so that its children end with it."""

    def __init__(self, commands: Mapping[str, Sequence[str]], *, grace_seconds: float = 30.0) -> None:
        self._commands = commands
        self._grace_seconds = grace_seconds
        self._called_off = threading.Event()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        """Start every process."""
        try:
            for name, command in self._commands.items():
                self.processes[name] = subprocess.Popen(command, start_new_session=True)
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
                if status is not None:
                    return name, status
        return None

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
