"""Objections on their way into suppression tables of the organisation, and which numbers stand there (art. 21(3)).

What says who somebody is (``Suppression.body``) is working data: encrypted, and destroyed with the receipt. Afterwards
a number is known by its keyed index only.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import IdentifierKind
from registers.models.fields import EncryptedJSONField, one_of
from subjects.choices import StepStatus, SuppressedStatus
from subjects.models.leased import LeasedWork


class Suppression(LeasedWork):
    """Numbers that are written into one table in one transaction. ``case`` is random and names it in evidence.

    ``body`` is the plan with the values, ``receipt`` the exact text of which ``receipt_sha256`` is the hash.
    ``failures`` counts orderly failures: a source that is down is tried again for as long as that takes.
    """

    case = models.UUIDField(_("case"), unique=True, default=uuid.uuid4, editable=False)
    source = models.SlugField(_("source"), max_length=63)
    table = models.CharField(_("table"), max_length=257)
    rows = models.PositiveIntegerField(_("rows"))
    body = EncryptedJSONField(_("plan"), null=True)
    plan_sha256 = models.CharField(_("SHA-256 of the plan"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("made at"))
    failures = models.PositiveIntegerField(_("failures"), default=0)
    receipt = models.TextField(_("receipt"), blank=True)
    receipt_sha256 = models.CharField(_("SHA-256 of the receipt"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("writing into a suppression table")
        verbose_name_plural = _("writings into suppression tables")
        ordering = ["-id"]
        permissions = [("handle_suppression", "Can try again and settle suppressions")]
        constraints = [
            one_of("status", StepStatus, name="suppression_status_known"),
            models.CheckConstraint(
                condition=~models.Q(status=StepStatus.DONE) | ~models.Q(receipt=""), name="suppression_done_has_receipt"
            ),
        ]
        indexes = [models.Index(fields=["status", "leased_until"], name="suppression_due")]

    def __str__(self) -> str:
        return f"{self.source}.{self.table}"


class SuppressedNumber(models.Model):
    """A number or address in one suppression table. ``uid`` is the name under which the row there knows it.

    ``written`` is False for what stood there already. ``event`` is the objection; ``lifted_by`` lifts it.
    """

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    suppression = models.ForeignKey(
        Suppression, models.PROTECT, related_name="numbers", verbose_name=_("writing into a suppression table")
    )
    source = models.SlugField(_("source"), max_length=63)
    table = models.CharField(_("table"), max_length=257)
    kind = models.CharField(_("kind"), max_length=20, choices=IdentifierKind)
    index = models.CharField(_("keyed index"), max_length=64)
    event = models.UUIDField(_("objection"))
    objected_at = models.DateTimeField(_("objected at"))
    status = models.CharField(_("status"), max_length=10, choices=SuppressedStatus, default=SuppressedStatus.WAITING)
    written = models.BooleanField(_("written by Waarborg"), null=True)
    standing_at = models.DateTimeField(_("stands there since"), null=True, blank=True)
    lifted_by = models.UUIDField(_("lifted by"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("number in a suppression table")
        verbose_name_plural = _("numbers in suppression tables")
        ordering = ["-id"]
        constraints = [
            one_of("kind", IdentifierKind, name="suppressed_kind_known"),
            one_of("status", SuppressedStatus, name="suppressed_status_known"),
            models.UniqueConstraint(
                fields=["source", "table", "index"],
                condition=~models.Q(status=SuppressedStatus.RELEASED),
                name="suppressed_once_per_table",
            ),
            models.CheckConstraint(
                condition=models.Q(status=SuppressedStatus.WAITING) | models.Q(written__isnull=False),
                name="suppressed_stands_by_a_receipt",
            ),
        ]
        indexes = [
            models.Index(fields=["index"], name="suppressed_by_index"),
            models.Index(fields=["event"], name="suppressed_by_event"),
        ]

    def __str__(self) -> str:
        return str(self.uid)
