"""Who is asking: a key in the Authorization header, or a signature over the bytes of a call-back."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyHeader, HttpBearer

from consents.actions.consumers import consumer_by_key, consumer_by_signature
from consents.models import ApiConsumer


class KeyOfConsumer(HttpBearer):
    """``Authorization: Bearer wb_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiConsumer:  # noqa: ARG002  (ninja passes it)
        """The consumer. Raises ConsumerRefused."""
        return consumer_by_key(key=token, at=timezone.now())


class SignatureOfConsumer(APIKeyHeader):
    """``X-Waarborg-Signature``: HMAC-SHA256 in hex over the body; ``X-Waarborg-Consumer`` is the begin of the key."""

    param_name = "X-Waarborg-Signature"

    def authenticate(self, request: HttpRequest, key: str | None) -> ApiConsumer | None:
        """The consumer. Raises ConsumerRefused."""
        prefix = request.headers.get("X-Waarborg-Consumer", "")
        return consumer_by_signature(prefix=prefix, signature=key or "", body=request.body, at=timezone.now())


def consumer_of(request: HttpRequest) -> ApiConsumer:
    """Whom the key or signature of this request belongs to."""
    held: Any = request
    consumer: ApiConsumer = held.auth
    return consumer
