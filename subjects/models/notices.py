"""Notices to recipients (kennisgevingen): who is told of what was done (art. 19), until when, who confirmed.

One without a request tells a processor that holds lists who objected (art. 21(3)). ``details`` says whom it is about,
for as long as the recipient needs that: encrypted, and destroyed on confirmation or when its time is over. The e-mail
itself carries only a link with a random token.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.models.fields import EncryptedJSONField, EncryptedTextField, one_of
from registers.register_choices import RecipientKind
from subjects.choices import NoticeStatus, Right
from subjects.models.plans import DeferredErasure
from subjects.models.requests import SubjectRequest


class Notice(models.Model):
    """One recipient that is told about one request, or about objections that came in without one.

    About a deferred erasure of the request it is told again, on its day.
    """

    uid = models.UUIDField(_("id"), default=uuid.uuid4, editable=False)
    request = models.ForeignKey(
        SubjectRequest, models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("request")
    )
    deferral = models.ForeignKey(
        DeferredErasure,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("deferred erasure"),
    )
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("recipient"), max_length=300)
    sort = models.CharField(_("sort"), max_length=12, choices=RecipientKind)
    email = models.EmailField(_("e-mail address"), blank=True)
    activities = models.JSONField(_("processing activities"), default=list)
    status = models.CharField(_("status"), max_length=12, choices=NoticeStatus, default=NoticeStatus.QUEUED)
    due = models.DateField(_("confirm before"))
    token = EncryptedTextField(_("token"), blank=True)
    token_sha256 = models.CharField(_("SHA-256 of the token"), max_length=64, db_index=True)
    details = EncryptedJSONField(_("whom it is about"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("notice to a recipient")
        verbose_name_plural = _("notices to recipients")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="notice_number_once"),
            one_of("status", NoticeStatus, name="notice_status_known"),
            one_of("sort", RecipientKind, name="notice_sort_known"),
        ]
        indexes = [models.Index(fields=["status", "not_before"], name="notice_due")]

    def __str__(self) -> str:
        return self.name

    @property
    def case(self) -> uuid.UUID:
        """How evidence names what it is about."""
        return self.request.case if self.request else self.uid

    @property
    def reference(self) -> str:
        """How people name what it is about."""
        return self.request.reference if self.request else f"V-{str(self.uid)[:8].upper()}"

    @property
    def what(self) -> str:
        """What was done, in words."""
        return str(self.request.get_right_display() if self.request else Right.OBJECTION.label)
