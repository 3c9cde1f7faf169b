"""Other systems that ask and tell by the API: who they are, what they may, how often they came, what they sent before.

Of a key only a keyed hash is kept; what signs a call-back has to be readable again and is encrypted.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.models.fields import EncryptedTextField


class ApiConsumer(models.Model):
    """A system with a key of its own. ``senders`` holds keys of senders; ``revoked_at`` ends it for good."""

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=100, unique=True)
    prefix = models.CharField(_("begin of the key"), max_length=12, unique=True)
    key_hash = models.CharField(_("keyed hash of the key"), max_length=64)
    signing_secret = EncryptedTextField(_("secret that signs call-backs"), blank=True)
    may_decide = models.BooleanField(_("may ask for decisions"), default=False)
    may_record = models.BooleanField(_("may record consents"), default=False)
    may_object = models.BooleanField(_("may record objections"), default=False)
    may_call_back = models.BooleanField(_("may call back from a phone menu"), default=False)
    every_sender = models.BooleanField(_("for every sender"), default=False)
    senders = models.JSONField(_("for these senders"), default=list, blank=True)
    rate = models.PositiveIntegerField(_("questions per minute"), default=6_000)
    created_at = models.DateTimeField(_("made at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_on = models.DateField(_("last used on"), null=True, blank=True)

    class Meta:
        verbose_name = _("consumer of the API")
        verbose_name_plural = _("consumers of the API")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(may_call_back=False) | ~models.Q(signing_secret=""), name="call_back_is_signed"
            ),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="consumer_rate_above_zero"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role(self) -> str:
        """As ledger and evidence name it."""
        return f"api:{self.prefix}"

    def speaks_for(self, sender: str) -> bool:
        """Whether it may ask and tell on behalf of this sender."""
        return self.every_sender or sender in self.senders


class ApiUsage(models.Model):
    """How many questions of a minute were handed out to processes; shared by all of them."""

    consumer = models.ForeignKey(ApiConsumer, models.CASCADE, related_name="usage", verbose_name=_("consumer"))
    minute = models.PositiveBigIntegerField(_("minute since 1970"))
    used = models.PositiveIntegerField(_("questions"))

    class Meta:
        verbose_name = _("use of the API")
        verbose_name_plural = _("use of the API")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["consumer", "minute"], name="usage_once_per_minute")]

    def __str__(self) -> str:
        return str(self.minute)


class ApiMessage(models.Model):
    """A message that came with an idempotency key: keyed hashes of both, and the id it has in the ledger."""

    consumer = models.ForeignKey(ApiConsumer, models.PROTECT, related_name="messages", verbose_name=_("consumer"))
    key = models.CharField(_("keyed hash of the idempotency key"), max_length=64)
    content = models.CharField(_("keyed hash of the message"), max_length=64)
    source_id = models.CharField(_("id in the ledger"), max_length=120)
    at = models.DateTimeField(_("arrived at"))

    class Meta:
        verbose_name = _("message of the API")
        verbose_name_plural = _("messages of the API")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["consumer", "key"], name="message_once_per_key")]

    def __str__(self) -> str:
        return str(self.pk)
