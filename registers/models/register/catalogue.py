"""What was copied from the catalogue, as it was then, and what was decided when the catalogue changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.models.register.activities import ProcessingActivity
from registers.models.register.base import RegisterRecord, country_code, words
from registers.register_choices import PieceDecision


class CatalogueCopy(RegisterRecord):
    """The tie between an activity and the entry of the catalogue that it was copied from: the entry as it was."""

    activity = models.OneToOneField(
        ProcessingActivity, models.CASCADE, related_name="catalogue_copy", verbose_name=_("processing activity")
    )
    entry = models.SlugField(_("from the catalogue"), max_length=80, db_index=True)
    version = models.DateField(_("version of the catalogue"))
    country = models.CharField(_("country"), max_length=2, validators=[country_code])
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    body = models.JSONField(_("the entry as it was copied"))
    copied_at = models.DateTimeField(_("copied at"))

    class Meta:
        verbose_name = _("copy from the catalogue")
        verbose_name_plural = _("copies from the catalogue")
        ordering = ["entry", "id"]

    def __str__(self) -> str:
        return f"{self.entry} {self.version}"


class CatalogueDecision(RegisterRecord):
    """What was decided about one piece of the catalogue that changed: taken over, or left as it is, and why."""

    copy = models.ForeignKey(
        CatalogueCopy, models.CASCADE, related_name="decisions", verbose_name=_("copy from the catalogue")
    )
    piece = models.CharField(_("piece"), max_length=120)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    decision = models.CharField(_("decision"), max_length=10, choices=PieceDecision)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision about the catalogue")
        verbose_name_plural = _("decisions about the catalogue")
        ordering = ["copy", "at", "id"]
        constraints = [
            *words("piece", decision=PieceDecision),
            models.UniqueConstraint(fields=["copy", "piece", "sha256"], name="piece_decided_once"),
            models.CheckConstraint(
                condition=models.Q(decision=PieceDecision.TAKEN) | ~models.Q(reason=""), name="piece_left_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.piece
