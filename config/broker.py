"""The broker without a server: messages as files. Kombu's own file transport shows a message before its text is in it,
and a worker that reads it then stops; here a message appears in one rename, with its whole text."""

import fcntl
import json
import secrets
import time
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem

SCHEME = "files"


class Channel(filesystem.Channel):
    """Kombu's file channel, with writes that nobody sees half."""

    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:  # type: ignore[override]  # as kombu has it
        name = f"{time.monotonic_ns() // 1_000_000:015d}_{secrets.token_hex(16)}.{queue}.msg"
        _write_whole(Path(self.data_folder_out) / name, json.dumps(payload))

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        self.control_folder.mkdir(exist_ok=True)
        binding = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with (self.control_folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            bound = self.get_table(exchange)  # type: ignore[no-untyped-call]  # kombu has no types
            if binding not in bound:
                path: Path = self._exchange_file(exchange)  # type: ignore[no-untyped-call]  # kombu has no types
                _write_whole(path, json.dumps([binding, *bound]))


class Transport(filesystem.Transport):
    """Kombu's file transport over that channel."""

    Channel = Channel


def _write_whole(path: Path, text: str) -> None:
    draft = path.with_name(f".{secrets.token_hex(8)}.draft")
    try:
        draft.write_text(text)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
