"""The gateway without a network: every message becomes a file that only the owner can read."""

import json
from pathlib import Path

from consents.errors import MessageNotSent
from consents.messaging.gateway import ShortMessage


class FileGateway:
    """Writes messages in ``folder``, for development and for an installation without a gateway."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: ShortMessage) -> None:
        """Write one file. Raises MessageNotSent."""
        target = self._folder / f"{message.reference}.json"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.touch(mode=0o600)
            target.write_text(json.dumps({"to": message.to, "body": message.body}, ensure_ascii=False))
        except OSError:
            raise MessageNotSent() from None
