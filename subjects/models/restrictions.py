"""Restrictions that stand or stood (art. 18): since when, whether the person was told of the end, and which rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subjects.models.requests import SubjectRequest


class Restriction(models.Model):
    """A restriction of use (art. 18). It outlives its request, and ends only after the person was told (art. 18(3))."""

    request = models.OneToOneField(
        SubjectRequest, models.CASCADE, related_name="restriction", verbose_name=_("request")
    )
    set_at = models.DateTimeField(_("restricted at"))
    announced_at = models.DateTimeField(_("end announced at"), null=True, blank=True)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("end announced by"),
    )
    told_at = models.DateTimeField(_("person told at"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        ordering = ["-set_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(announced_at__isnull=False, announced_by__isnull=False),
                name="restriction_told_after_letter",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | Q(told_at__isnull=False), name="restriction_told_before_lifted"
            ),
        ]

    def __str__(self) -> str:
        return self.request.reference


class RestrictedRow(models.Model):
    """A row under a restriction, by a keyed index of its place. ``marked`` says that Waarborg set its mark."""

    restriction = models.ForeignKey(Restriction, models.CASCADE, related_name="rows", verbose_name=_("restriction"))
    index = models.CharField(_("keyed index"), max_length=64, db_index=True)
    marked = models.BooleanField(_("marked by Waarborg"))

    class Meta:
        verbose_name = _("restricted row")
        verbose_name_plural = _("restricted rows")
        ordering = ["restriction", "id"]
        constraints = [
            models.UniqueConstraint(fields=["restriction", "index"], name="row_once_per_restriction"),
        ]

    def __str__(self) -> str:
        return self.index[:12]
