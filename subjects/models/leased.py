"""What every piece of work has that a worker takes by lease: who is at it, until when, and what went wrong."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from subjects.choices import StepStatus


class LeasedWork(models.Model):
    """Work that one worker owns at a time: ``owner`` until ``leased_until``, under ``fencing``.

    Every claim raises that number. A write that ends the work demands it, so a worker that was taken over can't write.
    """

    status = models.CharField(_("status"), max_length=20, choices=StepStatus, default=StepStatus.PENDING)
    owner = models.CharField(_("worker"), max_length=80, blank=True)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    fencing = models.PositiveBigIntegerField(_("fencing number"), default=0)
    attempt = models.PositiveIntegerField(_("attempt"), default=0)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    hinted_at = models.DateTimeField(_("last queued at"), null=True, blank=True)
    intended_at = models.DateTimeField(_("intended at"), null=True, blank=True)
    unsafe_at = models.DateTimeField(_("first change without a way back at"), null=True, blank=True)
    error_code = models.CharField(_("error"), max_length=60, blank=True)
    error_text = models.TextField(_("what is wrong"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        abstract = True
