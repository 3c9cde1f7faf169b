"""A consumer of the API and short ways to speak with it."""

import hashlib
import hmac
import json
from typing import Any

from django.test import Client
from django.utils import timezone

from consents.actions.consumers import Made, make_consumer
from consents.choices import ApiScope
from tests.verbs.consent_office import Office

NUMBER = "0612345678"


class Caller:
    """Another system with a key that opens every door, for the sender of the office unless said otherwise."""

    def __init__(
        self, *, scopes: tuple[ApiScope, ...] = tuple(ApiScope), senders: list[str] | None = None, rate: int = 6_000
    ) -> None:
        self.made: Made = make_consumer(name="kcc", scopes=scopes, senders=senders, rate=rate, at=timezone.now())
        self.client = Client(raise_request_exception=False)

    def post(self, path: str, body: Any, *, key: str | None = None, **headers: str) -> Any:
        """A message with the key; ``again`` is its idempotency key."""
        sent = {"Authorization": f"Bearer {self.made.key if key is None else key}", **headers}
        return self._send(path, json.dumps(body).encode(), sent)

    def event(self, body: dict[str, Any], *, again: str) -> Any:
        """An event for the ledger."""
        return self.post("consent-events", body, **{"Idempotency-Key": again})

    def call_back(self, body: dict[str, Any], *, secret: str = "", tampered: bytes | None = None) -> Any:
        """A signed call from the phone menu; ``tampered`` is sent in the place of what was signed."""
        bytes_ = json.dumps(body).encode()
        signature = hmac.new((secret or self.made.signing_secret).encode(), bytes_, hashlib.sha256).hexdigest()
        headers = {"X-Waarborg-Consumer": self.made.consumer.prefix, "X-Waarborg-Signature": signature}
        return self._send("ivr/objections", tampered or bytes_, headers)

    def _send(self, path: str, body: bytes, headers: dict[str, str]) -> Any:
        return self.client.post(f"/api/{path}", body, content_type="application/json", headers=headers)


def question(number: str = NUMBER, **rest: Any) -> dict[str, Any]:
    """May this number be called about the offer?"""
    asked = {"sender": "energie", "purpose": "aanbod", "channel": "voice", "at": "2026-06-30T12:00:00+02:00"}
    return {"identifiers": [{"kind": "phone", "value": number}], **asked, **rest}


def given(office: Office, **rest: Any) -> dict[str, Any]:
    """A consent for calls, in the words of the office."""
    identifiers = [{"kind": "phone", "value": NUMBER}, {"kind": "email", "value": "sanne@example.nl"}]
    told = {"kind": "given", "identifiers": identifiers, "stated_at": "2026-06-01T12:00:00+02:00", "method": "web"}
    text = office.texts["voice"]
    scope = {"sender": "energie", "purpose": "aanbod", "channel": "voice"}
    return {**told, **scope, "text_key": text.key, "text_version": text.version, **rest}
