"""Call lists on their way: what was asked, how far it is, what came of it, and where the files are until their day."""

import uuid

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from consents.choices import ContactChannel, PartyKind, ScreeningStatus
from consents.models.senders import ContactPurpose, Sender
from registers.models.fields import one_of


class ScreeningRun(models.Model):
    """One call list that is screened. The list and its two files are in the document store, encrypted, until a day.

    ``told`` holds counts and reasons without personal data; ``attempt`` is the run that counts, ``alive_at`` its last
    sign of life. ``position``: the last event of the ledger that was looked at, ``looked_at`` when.
    """

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="+", verbose_name=_("sender"))
    purpose = models.ForeignKey(ContactPurpose, models.PROTECT, related_name="+", verbose_name=_("purpose"))
    channel = models.CharField(_("channel"), max_length=12, choices=ContactChannel, default=ContactChannel.VOICE)
    about_at = models.DateTimeField(_("moment of the calls"))
    offer = models.BooleanField(_("something is offered"), default=False)
    party = models.CharField(_("kind of party"), max_length=10, choices=PartyKind, default=PartyKind.UNKNOWN)
    column = models.CharField(_("column with the numbers"), max_length=300, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=ScreeningStatus, default=ScreeningStatus.UPLOADED, editable=False
    )
    list_sha256 = models.CharField(
        _("SHA-256 of the list"), max_length=64, blank=True, validators=[MinLengthValidator(64)]
    )
    allowed_sha256 = models.CharField(_("SHA-256 of the first file"), max_length=64, blank=True)
    refused_sha256 = models.CharField(_("SHA-256 of the second file"), max_length=64, blank=True)
    told = models.JSONField(_("counts and reasons"), default=dict, blank=True)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    position = models.BigIntegerField(_("position of the ledger"), default=0)
    looked_at = models.DateTimeField(_("last looked at"), null=True, blank=True)
    problem = models.TextField(_("why it was refused"), blank=True)
    attempt = models.PositiveIntegerField(_("attempt"), default=0)
    alive_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    keep_until = models.DateField(_("files are kept until"))
    purged_at = models.DateTimeField(_("files purged at"), null=True, blank=True)

    class Meta:
        verbose_name = _("screened call list")
        verbose_name_plural = _("screened call lists")
        ordering = ["-id"]
        permissions = [
            ("screen_screeningrun", "Can have call lists screened"),
            ("source_screeningrun", "Can take call lists from tables of sources"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["reading", "refused", "cancelled"]) | ~models.Q(list_sha256=""),
                name="screening_has_its_list",
            ),
            one_of("channel", ContactChannel, name="screening_channel_known"),
            one_of("party", PartyKind, name="screening_party_known"),
            one_of("status", ScreeningStatus, name="screening_status_known"),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class ScreeningColumn(models.Model):
    """Which column of a list with these headers holds the numbers: chosen once, remembered by the set of headers."""

    header_sha256 = models.CharField(_("SHA-256 of the headers"), max_length=64, unique=True)
    column = models.CharField(_("column"), max_length=300)
    chosen_at = models.DateTimeField(_("chosen at"))

    class Meta:
        verbose_name = _("remembered column")
        verbose_name_plural = _("remembered columns")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.column
