"""The keys of other systems: made once and shown once, revoked at once, and recognised without telling why not."""

import hmac
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import salted_hmac

from consents.choices import ApiScope
from consents.errors import ConsumerExists, ConsumerRefused, ScopeLacking
from consents.models import ApiConsumer, Sender
from consents.selectors import sender_of
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.prepared import Lookup

MARK = "wb"
LETTERS = "bcdfghjkmnpqrstvwxz"
"""Of which the begin of a key is made: no digits, so that nobody takes it for a number of somebody."""
_NOBODY = "0" * 64
_WITHOUT_SECRET = [each.name for each in ApiConsumer._meta.concrete_fields if each.name != "signing_secret"]
_CONSUMERS = Lookup(ApiConsumer, "prefix", *_WITHOUT_SECRET)
"""What signs call-backs is read, and deciphered, only for a call-back."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A new consumer with what is shown this once: its key and, for call-backs, the secret that signs them."""

    consumer: ApiConsumer
    key: str
    signing_secret: str


def keyed(purpose: str, text: str) -> str:
    """A hash under Django's secret: useless without it, also for texts that are easily guessed."""
    return salted_hmac(f"consents.api.{purpose}", text, algorithm="sha256").hexdigest()


def make_consumer(
    *,
    name: str,
    scopes: Collection[ApiScope],
    senders: Sequence[str] | None,
    rate: int,
    at: datetime,
    actor: User | None = None,
) -> Made:
    """A consumer for these senders; None is every one. That it was made, and what it opens, is a fact.

    Raises SenderUnknown, ConsumerExists, ValidationError.
    """
    held: list[Sender] = [sender_of(key) for key in senders or ()]
    prefix, secret = "".join(secrets.choice(LETTERS) for _place in range(10)), secrets.token_urlsafe(32)
    signing = secrets.token_urlsafe(32) if ApiScope.CALL_BACK in scopes else ""
    key = f"{MARK}_{prefix}_{secret}"
    with transaction.atomic():
        if ApiConsumer.objects.select_for_update().filter(name=name).exists():
            raise ConsumerExists()
        consumer = ApiConsumer(
            name=name,
            prefix=prefix,
            key_hash=keyed("key", key),
            signing_secret=signing,
            every_sender=senders is None,
            senders=[sender.key for sender in held],
            rate=rate,
            created_at=at,
            **{f"may_{scope.value}": True for scope in scopes},
        )
        consumer.full_clean()
        consumer.save(force_insert=True)
        _note(consumer, "made", at=at, actor=actor)
    return Made(consumer=consumer, key=key, signing_secret=signing)


def revoke_consumer(*, consumer: ApiConsumer, at: datetime, actor: User | None = None) -> bool:
    """End a key, at once and for good, with a fact; False when it had ended before."""
    with transaction.atomic():
        ended = bool(ApiConsumer.objects.filter(pk=consumer.pk, revoked_at__isnull=True).update(revoked_at=at))
        if ended:
            _note(consumer, "revoked", at=at, actor=actor)
    return ended


def _note(consumer: ApiConsumer, deed: str, *, at: datetime, actor: User | None) -> None:
    """In the caller's transaction: which key by its begin, and what it opens; not its name, which somebody typed."""
    facts = {
        "deed": deed,
        "prefix": consumer.prefix,
        "scopes": [scope.value for scope in ApiScope if getattr(consumer, f"may_{scope.value}")],
        "senders": None if consumer.every_sender else list(consumer.senders)[:50],
        "rate": consumer.rate,
        "role": role_of(actor),
    }
    record(kind=EvidenceKind.API_KEY_CHANGED, case=consumer.uid, facts=facts, at=at)


def consumer_by_key(*, key: str, at: datetime) -> ApiConsumer:
    """Whose key this is. Raises ConsumerRefused, for every reason the same."""
    consumer = _in_use(key.split("_")[1] if key.count("_") >= 2 else "")
    known = hmac.compare_digest(consumer.key_hash if consumer else _NOBODY, keyed("key", key))
    if consumer is None or not known:
        raise ConsumerRefused()
    return _used(consumer, at)


def consumer_by_signature(*, prefix: str, signature: str, body: bytes, at: datetime) -> ApiConsumer:
    """Who signed these bytes (HMAC-SHA256 in hex). Raises ConsumerRefused, for every reason the same."""
    consumer = _in_use(prefix)
    secret = consumer.signing_secret if consumer and consumer.may_call_back else ""
    expected = hmac.new((secret or _NOBODY).encode(), body, "sha256").hexdigest()
    known = hmac.compare_digest(expected.encode(), signature.encode())
    if consumer is None or not secret or not known:
        raise ConsumerRefused()
    return _used(consumer, at)


def _in_use(prefix: str) -> ApiConsumer | None:
    """Of a prefix as ours are made; other signs are not asked of the database, which may not take them."""
    if not (prefix.isascii() and prefix.isalnum()):
        return None
    return next((found for found in _CONSUMERS([prefix]) if found.revoked_at is None), None)


def _used(consumer: ApiConsumer, at: datetime) -> ApiConsumer:
    if consumer.last_used_on != at.date():
        ApiConsumer.objects.filter(pk=consumer.pk).update(last_used_on=at.date())
    return consumer


def demand(consumer: ApiConsumer, scope: ApiScope) -> None:
    """Raises ScopeLacking when this key does not open this door."""
    if not getattr(consumer, f"may_{scope.value}"):
        raise ScopeLacking()


def demand_senders(consumer: ApiConsumer, senders: Iterable[str]) -> None:
    """Raises ScopeLacking for a sender that the consumer does not speak for."""
    if not all(consumer.speaks_for(sender) for sender in senders):
        raise ScopeLacking()
