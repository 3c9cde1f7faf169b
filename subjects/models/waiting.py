"""The times in which a request waited for the person, with the ground on which it did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.models.fields import EncryptedTextField, one_of
from subjects.choices import Status, WaitingGround
from subjects.models.requests import SubjectRequest


class WaitingPeriod(models.Model):
    """From the question to the person until the answer. ``back_to`` is where the request stood.

    The reason may be about the person: it is working data, and is destroyed with it. Ground and days stay.
    """

    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="waits", verbose_name=_("request"))
    ground = models.CharField(_("ground"), max_length=20, choices=WaitingGround)
    reason = EncryptedTextField(_("what was asked of the person, and why"), blank=True)
    back_to = models.CharField(_("goes back to"), max_length=20, choices=Status)
    began_at = models.DateTimeField(_("asked at"))
    ended_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("time of waiting")
        verbose_name_plural = _("times of waiting")
        ordering = ["request", "id"]
        constraints = [
            one_of("ground", WaitingGround, name="waiting_ground_known"),
            one_of("back_to", Status, name="waiting_back_to_known"),
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(ended_at__isnull=True), name="waiting_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_ground_display())
