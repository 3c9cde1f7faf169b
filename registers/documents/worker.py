"""A process of its own that renders parts of long documents: ``python -m registers.documents.worker``.

Reads orders from standard input and answers each with one line of JSON; knows no Django and no settings. An order is
a line of JSON (title, created, lang, part, target, size), then ``size`` bytes of HTML. Only the PDF touches a disk.
"""

import gc
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from registers.documents.rendering import render_part


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Answer orders until there are no more; between two the garbage is collected, so that memory stays flat."""
    while line := orders.readline():
        order = json.loads(line)
        html = orders.read(order["size"]).decode()
        content = render_part(
            html=html,
            title=order["title"],
            created=datetime.fromisoformat(order["created"]),
            part=order["part"],
            lang=order["lang"],
        )
        Path(order["target"]).write_bytes(content)
        del html, content
        gc.collect()
        answer = {"part": order["part"], "peak_kib": peak_kib(), "cpu": time.process_time()}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def peak_kib() -> int:
    """The most memory this process ever held; 0 where the system does not tell. (getrusage counts the parent too.)"""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
