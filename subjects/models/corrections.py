"""Corrections that staff stated for a request (art. 16): where, how, and encrypted from what to what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import CorrectionWay
from registers.models.fields import EncryptedJSONField, one_of
from subjects.models.requests import SubjectRequest


class Correction(models.Model):
    """One field that is put right. ``values`` is working data: encrypted, and destroyed when the request ends.

    It holds ``text`` (the right value, or the statement), ``present`` (the value that it replaces, or null for any),
    ``salt`` (random, for the digest that a plan names) and ``before`` (what stood there when the plan was made).
    """

    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="corrections", verbose_name=_("request"))
    number = models.PositiveIntegerField(_("number"))
    source = models.SlugField(_("source"), max_length=63)
    table = models.CharField(_("table"), max_length=257)
    column = models.CharField(_("field"), max_length=128)
    way = models.CharField(_("way"), max_length=12, choices=CorrectionWay, default=CorrectionWay.REPLACE)
    shared = models.BooleanField(_("the value in shared rows is the person's"), default=False)
    values = EncryptedJSONField(_("values"), null=True)
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("stated by")
    )
    stated_at = models.DateTimeField(_("stated at"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="correction_number_once"),
            one_of("way", CorrectionWay, name="correction_way_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source}.{self.table}.{self.column}"
