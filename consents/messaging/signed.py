"""The gateway over HTTP: one POST of JSON, signed, so that the receiver knows who sent it and when.

The signature is HMAC-SHA256 in hex over the timestamp, a point and the body, under the shared key.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from consents.errors import MessageNotSent
from consents.messaging.gateway import ShortMessage

SECONDS = 10


def signature(key: str, timestamp: str, body: bytes) -> str:
    """What ``X-Waarborg-Signature`` holds."""
    return hmac.new(key.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


class SignedGateway:
    """Posts to ``url``; redirects are not followed and only an answer of 2xx counts. ``clock`` is in seconds."""

    def __init__(self, url: str, key: str, *, clock: Callable[[], float] = time.time) -> None:
        self._url, self._key, self._clock = urlsplit(url), key, clock

    def send(self, message: ShortMessage) -> None:
        """Post one message. Raises MessageNotSent."""
        body = json.dumps({"to": message.to, "body": message.body, "reference": message.reference}).encode()
        timestamp = str(int(self._clock()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": message.reference,
            "X-Waarborg-Timestamp": timestamp,
            "X-Waarborg-Signature": signature(self._key, timestamp, body),
        }
        if not 200 <= self._post(body, headers) < 300:
            raise MessageNotSent()

    def _post(self, body: bytes, headers: dict[str, str]) -> int:
        kind = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        line = kind(self._url.hostname or "", self._url.port, timeout=SECONDS)
        try:
            line.request("POST", self._url.path or "/", body=body, headers=headers)
            return line.getresponse().status
        except (OSError, HTTPException):
            raise MessageNotSent() from None
        finally:
            line.close()
