"""Named places where the work may be cut off. A no-op in production; trials arm one to kill or freeze a worker.

A point is armed from outside by an environment variable, so that a real worker process can be cut off at a named
place: ``WAARBORG_FAULT=name:kill`` (SIGKILL to itself), ``name:freeze`` (SIGSTOP to itself), ``name:sleep`` (five
seconds) or ``name:raise``; ``name:kill:3`` goes off from the third passing in a process on, and ``@file`` reads at each
passing which fault is wanted. A file named by ``WAARBORG_FAULT_ONCE`` makes it go off only once (the process
writes its number there), and ``WAARBORG_FAULT_LOG`` names a file that lists the points passed.
"""

import os
import signal
import time
from collections import Counter
from pathlib import Path

SUPPRESSING = (
    "suppress.claimed",
    "suppress.after_intent",
    "suppress.begun",
    "suppress.written",
    "suppress.before_commit",
    "suppress.committed",
    "suppress.before_receipt",
    "suppress.after_receipt",
)
"""Those of an objection on its way into a suppression table."""

POINTS = (
    "step.claimed",
    "step.before_intent",
    "step.after_intent",
    "rewrite.begun",
    "rewrite.before_change",
    "rewrite.mid",
    "rewrite.before_commit",
    "rewrite.marked",
    "rewrite.committed",
    "step.before_receipt",
    "step.after_receipt",
    "files.between",
    "files.mid",
    "export.mid",
    "render.begun",
    "render.before_store",
    "render.stored",
    "render.committed",
    *SUPPRESSING,
)


_passed: Counter[str] = Counter()


class FaultInjected(Exception):
    """A fault point was told to raise."""


def faultpoint(name: str) -> None:
    """Pass the place called ``name``; goes off only when it is armed."""
    armed = os.environ.get("WAARBORG_FAULT")
    log = os.environ.get("WAARBORG_FAULT_LOG")
    if log:
        with Path(log).open("a") as lines:
            lines.write(f"{name}\n")
    if armed:
        _passed[name] += 1
        _go_off(name, Path(armed[1:]).read_text().strip() if armed.startswith("@") else armed)


def _go_off(name: str, armed: str) -> None:
    wanted, _, rest = armed.partition(":")
    deed, _, nth = rest.partition(":")
    if wanted != name or _passed[name] < int(nth or 1) or not _first_time():
        return
    if deed == "raise":
        raise FaultInjected(name)
    if deed == "sleep":
        time.sleep(5)
        return
    os.kill(os.getpid(), signal.SIGSTOP if deed == "freeze" else signal.SIGKILL)


def _first_time() -> bool:
    once = os.environ.get("WAARBORG_FAULT_ONCE")
    if not once:
        return True
    try:
        with Path(once).open("x") as mark:
            mark.write(str(os.getpid()))
    except FileExistsError:
        return False
    return True
