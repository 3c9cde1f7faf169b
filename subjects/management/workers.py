"""A real Celery worker beside a command: started, and stopped whatever happens."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def celery_worker(*, queues: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker with this process's environment; its log goes to a file. Stopped at the end, hard if need be.

    It is one process, without a pool: with messages in files a child that is killed could leave its pool locked.
    """
    command = [sys.executable, "-m", "celery", "--app", "config", "worker", "--queues", queues]
    command += ["--pool", "solo", "--loglevel", "INFO", "--hostname", f"demo{os.getpid()}@%h"]
    command += ["--without-gossip", "--without-mingle"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        try:
            yield process
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=25)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
