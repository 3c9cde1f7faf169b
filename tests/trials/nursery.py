"""A process with Django loaded that forks a child for each piece of work, so that a kill costs a fork and no start-up.

Commands come as JSON lines on standard input; each answer is one JSON line. A child ends by itself, is killed at a
fault point, or stops there; the nursery says which and stays as it was.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import django

django.setup()

from tests.trials import labour  # noqa: E402  (needs Django)

VERBS: dict[str, Callable[..., Any]] = labour.VERBS


def fork(command: dict[str, Any]) -> dict[str, Any]:
    """Do one command in a child."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _child(command, writer)
    os.close(writer)
    if command.get("detached"):
        os.close(reader)
        return {"pid": pid}
    stopped = _wait(pid)
    if stopped["ended"] == "stopped":
        os.close(reader)
        return {"pid": pid, **stopped}
    with os.fdopen(reader) as answers:
        return {"pid": pid, **stopped, "answer": json.loads(answers.read() or "null")}


def _child(command: dict[str, Any], writer: int) -> None:
    os.environ.update(command.get("environment", {}))
    code = 0
    try:
        answer = VERBS[command["verb"]](**command.get("values", {}))
        with suppress(BrokenPipeError), os.fdopen(writer, "w") as channel:
            channel.write(json.dumps(answer))
    except BaseException:  # noqa: BLE001  (a child may not live on as a second nursery)
        traceback.print_exc()
        code = 1
    finally:
        sys.stderr.flush()
        os._exit(code)


def _wait(pid: int) -> dict[str, Any]:
    _pid, status = os.waitpid(pid, os.WUNTRACED)
    if os.WIFSTOPPED(status):
        return {"ended": "stopped"}
    if os.WIFSIGNALED(status):
        return {"ended": "killed", "signal": os.WTERMSIG(status)}
    return {"ended": "done", "code": os.WEXITSTATUS(status)}


def send(pid: int, signal_number: int) -> dict[str, Any]:
    """Signal a child that is stopped or detached (0: none), and wait for its end."""
    os.kill(pid, signal_number)
    return {"pid": pid, **_wait(pid)}


SIGNALS = {"wake": signal.SIGCONT, "end": signal.SIGKILL, "wait": 0}


def main() -> None:
    """Answer commands until the input ends."""
    for line in sys.stdin:
        command = json.loads(line)
        known = command["verb"] in SIGNALS
        answer = send(command["pid"], SIGNALS[command["verb"]]) if known else fork(command)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
