"""A real Celery worker beside a command: started, and stopped whatever happens."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def celery_worker(*, queues: str, log: Path, concurrency: int = 1) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process with this process's environment; its log goes to a file. Stopped at the end, hard if need be."""
    command = [sys.executable, "-m", "celery", "--app", "config", "worker", "--queues", queues]
    command += ["--concurrency", str(concurrency), "--loglevel", "INFO", "--hostname", f"demo{os.getpid()}@%h"]
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
