"""What was offered and signed off, what was found and waived: the formal side of the register.

A version is written once; database triggers refuse UPDATE and DELETE.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.models.register.base import RegisterRecord, words
from registers.register_choices import RecordKind, Severity


class Offer(models.Model):
    """An activity, agreement or the whole register offered for sign-off, as it was: the hash says what was seen."""

    record_kind = models.CharField(_("sort of record"), max_length=10, choices=RecordKind)
    record = models.UUIDField(_("record"), db_index=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("offered by"))
    at = models.DateTimeField(_("at"))
    closed = models.BooleanField(_("settled"), default=False)

    class Meta:
        verbose_name = _("offer for sign-off")
        verbose_name_plural = _("offers for sign-off")
        ordering = ["-id"]
        constraints = [
            *words("offer", record_kind=RecordKind),
            models.UniqueConstraint(
                fields=["record_kind", "record"], condition=models.Q(closed=False), name="offer_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class RegisterVersion(models.Model):
    """A version that was signed off: the canonical JSON itself, under its hash, by two people."""

    uid = models.UUIDField(_("id"), default=uuid.uuid4, unique=True, editable=False)
    record_kind = models.CharField(_("sort of record"), max_length=10, choices=RecordKind)
    record = models.UUIDField(_("record"), db_index=True)
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=400)
    body = models.TextField(_("canonical JSON"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("offered by")
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed off by")
    )
    at = models.DateTimeField(_("signed off at"), db_index=True)

    class Meta:
        verbose_name = _("signed version")
        verbose_name_plural = _("signed versions")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["record_kind", "record", "number"], name="version_number_once"),
            *words("version", record_kind=RecordKind),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.number}"


class RegisterFinding(models.Model):
    """What the rules found last time, for lists and filters: a projection that is made anew, never the truth."""

    rule = models.SlugField(_("rule"), max_length=60)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    owner_kind = models.CharField(_("sort of record"), max_length=10, choices=RecordKind)
    owner_record = models.UUIDField(_("page"), db_index=True, null=True)
    record_kind = models.CharField(_("table"), max_length=20)
    record = models.UUIDField(_("record"), null=True)
    field = models.CharField(_("field"), max_length=40, blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    waived = models.BooleanField(_("waived"), default=False)
    found_at = models.DateTimeField(_("found at"))

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["severity", "rule", "id"]
        constraints = [*words("finding", severity=Severity, owner_kind=RecordKind)]
        indexes = [models.Index(fields=["owner_kind", "owner_record", "severity"], name="finding_of_page")]

    def __str__(self) -> str:
        return self.rule


class Waiver(RegisterRecord):
    """A finding that is accepted for a while: by whom, why, until when."""

    rule = models.SlugField(_("rule"), max_length=60)
    record = models.UUIDField(_("record"), db_index=True)
    field = models.CharField(_("field"), max_length=40, blank=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("waived by"))
    at = models.DateTimeField(_("at"))
    until = models.DateField(_("until"))

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["until", "id"]

    def __str__(self) -> str:
        return self.rule


class Reminder(models.Model):
    """A mail that was sent about a day that comes near; so that nobody gets it twice."""

    sort = models.SlugField(_("sort"), max_length=40)
    record = models.UUIDField(_("record"))
    due = models.DateField(_("day"))
    sent_at = models.DateTimeField(_("sent at"))
    claimed_at = models.DateTimeField(
        _("on its way since"), null=True, blank=True, help_text=_("Empty once the mail server took it.")
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-sent_at"]
        constraints = [models.UniqueConstraint(fields=["sort", "record", "due"], name="reminder_once")]

    def __str__(self) -> str:
        return self.sort
