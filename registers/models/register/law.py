"""Numbers of law and of the house, dated: never a constant in a branch."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import LegalStatus
from registers.models.register.base import RegisterRecord, words


class LegalParameter(RegisterRecord):
    """A number with a source, from and until: hours to report a breach, months that a report stays fresh."""

    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("label"), max_length=200)
    value = models.IntegerField(_("value"))
    unit = models.CharField(_("unit"), max_length=20)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    reference = models.CharField(_("source"), max_length=300, blank=True)
    status = models.CharField(_("legal status"), max_length=20, choices=LegalStatus, default=LegalStatus.TO_CHECK)

    class Meta:
        verbose_name = _("number of law")
        verbose_name_plural = _("numbers of law")
        ordering = ["code", "valid_from"]
        constraints = [
            *words("parameter", status=LegalStatus),
            models.UniqueConstraint(fields=["code", "valid_from"], name="parameter_once_per_day"),
        ]

    def __str__(self) -> str:
        return LegalStatus(self.status).marked(self.label)
