"""Sixteen clients in a process of their own: ``python -m tests.benchmarks._asking PORT KEY CALLS PACE PEOPLE``.

Each keeps one connection and asks CALLS questions about people, one in every PACE seconds (0: as fast as it can). The
milliseconds of every question go to standard output as JSON.
"""

import json
import random
import sys
import threading
import time
from http.client import HTTPConnection

CLIENTS = 16


def main() -> None:
    """Ask and tell."""
    port, key, calls, pace, people = sys.argv[1:6]
    told: list[float] = []
    works = [
        threading.Thread(target=ask, args=(int(port), key, int(calls), float(pace), int(people), told))
        for _client in range(CLIENTS)
    ]
    begun = time.perf_counter()
    for work in works:
        work.start()
    for work in works:
        work.join()
    sys.stdout.write(json.dumps({"ms": sorted(told), "seconds": time.perf_counter() - begun}))


def ask(port: int, key: str, calls: int, pace: float, people: int, told: list[float]) -> None:
    """One client."""
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    time.sleep(random.random() * pace)
    for _call in range(calls):
        number = f"06{random.randrange(people) + 10_000_000:08d}"
        body = {"identifiers": [{"kind": "phone", "value": number}], "sender": "energie", "purpose": "aanbod"}
        begun = time.perf_counter()
        line.request("POST", "/api/contact-decisions", json.dumps({**body, "channel": "voice"}), headers)
        answer = line.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{answer.status}: {content[:200]!r}")
        took = time.perf_counter() - begun
        told.append(took * 1000)
        time.sleep(max(0.0, pace - took))


if __name__ == "__main__":
    main()
