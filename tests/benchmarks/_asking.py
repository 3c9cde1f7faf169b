"""Sixteen clients in a process of their own: ``python -m tests.benchmarks._asking PORT KEY CALLS PACE PEOPLE``.

Each keeps one connection and asks CALLS questions about people, one in every PACE seconds (0: as fast as it can). The
milliseconds of every question, from the first byte sent to the last received, go to standard output as JSON.

One thread serves all of them and reads no more of an answer than its length: these clients share the cores with the
server that is measured, and sixteen threads waiting for each other would be measured with it.
"""

import json
import random
import selectors
import socket
import sys
import time
from collections.abc import Iterator

CLIENTS = 16


class Client:
    """One system with one connection: it asks, waits for the answer, and asks again."""

    def __init__(self, port: int, key: str, *, calls: int, pace: float, people: int) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = f"POST /api/contact-decisions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
        self._people, self.pace, self.left = people, pace, calls
        self._begun, self._got = 0.0, b""
        self.due = time.perf_counter() + random.random() * pace

    def ask(self) -> None:
        """Send a question about somebody."""
        number = f"06{random.randrange(self._people) + 10_000_000:08d}"
        asked = {"identifiers": [{"kind": "phone", "value": number}], "sender": "energie", "purpose": "aanbod"}
        body = json.dumps({**asked, "channel": "voice"})
        self.left -= 1
        self._begun, self._got = time.perf_counter(), b""
        self.due = self._begun + self.pace
        told = f"{self._head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        self.line.sendall(told.encode())

    def hear(self) -> float | None:
        """Milliseconds when the answer is complete. Raises SystemExit for any other than 200."""
        piece = self.line.recv(65_536)
        self._got += piece
        head, blank, content = self._got.partition(b"\r\n\r\n")
        if blank and (b" 200 " not in head[:16] or not piece):
            raise SystemExit(f"{head[:40]!r}: {content[:200]!r}")
        length = head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]
        if not blank or len(content) < int(length):
            return None
        return (time.perf_counter() - self._begun) * 1000


def main() -> None:
    """Ask and tell."""
    port, key, calls, pace, people = sys.argv[1:6]
    clients = [
        Client(int(port), key, calls=int(calls), pace=float(pace), people=int(people)) for _client in range(CLIENTS)
    ]
    begun = time.perf_counter()
    told = sorted(answers(clients))
    sys.stdout.write(json.dumps({"ms": told, "seconds": time.perf_counter() - begun}))


def answers(clients: list[Client]) -> Iterator[float]:
    """The milliseconds of every answer, as they come."""
    resting = list(clients)
    asking = 0
    with selectors.DefaultSelector() as lines:
        for client in clients:
            lines.register(client.line, selectors.EVENT_READ, client)
        while resting or asking:
            now = time.perf_counter()
            for client in [each for each in resting if each.due <= now]:
                resting.remove(client)
                client.ask()
                asking += 1
            wait = max(0.0, min((each.due for each in resting), default=now + 60) - time.perf_counter())
            for key, _events in lines.select(wait):
                took = key.data.hear()
                if took is None:
                    continue
                yield took
                asking -= 1
                if key.data.left:
                    resting.append(key.data)
                else:
                    lines.unregister(key.data.line)


if __name__ == "__main__":
    main()
