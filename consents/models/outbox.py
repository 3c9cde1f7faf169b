"""What others who hold lists still have to hear of: objections and their lifting, until they were passed on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consents.models.ledger import ConsentEvent
from registers.models.fields import EncryptedJSONField


class ObjectionOutbox(models.Model):
    """An objection, or its lifting, on its way to others. Made with the event in one transaction; goes when both heard.

    ``values`` are the numbers and addresses of the person at that moment, as [kind, text]: encrypted, because an
    erasure may come before a source that was down. ``spread_at`` is for suppression tables, ``told_at`` for processors.
    """

    event = models.OneToOneField(ConsentEvent, models.PROTECT, related_name="outbox", verbose_name=_("consent event"))
    values = EncryptedJSONField(_("numbers and addresses"))
    put_at = models.DateTimeField(_("put in at"))
    spread_at = models.DateTimeField(_("given to suppression tables at"), null=True, blank=True)
    told_at = models.DateTimeField(_("told to processors at"), null=True, blank=True)

    class Meta:
        verbose_name = _("objection to pass on")
        verbose_name_plural = _("objections to pass on")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.event_id)
