"""How often the portal was used in an hour, so that nobody blocks thousands of numbers of others by it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PortalUsage(models.Model):
    """What came in by the portal in one hour: from one visitor, or from all together where ``visitor`` is ''.

    A visitor is a keyed hash of address and hour: it says nothing of who it was, and nothing of the next hour.
    """

    visitor = models.CharField(_("keyed hash of the visitor"), max_length=64, blank=True)
    hour = models.PositiveIntegerField(_("hour since 1970"))
    used = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("use of the portal")
        verbose_name_plural = _("use of the portal")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visitor", "hour"], name="portal_usage_once_per_hour")]

    def __str__(self) -> str:
        return str(self.hour)
