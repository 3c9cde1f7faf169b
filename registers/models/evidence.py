"""The evidence log as rows: entries, the leaves that give them their order, and the signed seals over them.

Entries, leaves and seals are written once. Database triggers refuse UPDATE and DELETE (migration 0002).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import EvidenceKind
from registers.models.fields import one_of


class EvidenceEntry(models.Model):
    """A fact, written in the transaction of the fact. ``body`` is the exact text that is hashed."""

    kind = models.CharField(_("kind"), max_length=40, choices=EvidenceKind)
    case = models.UUIDField(_("case"), db_index=True)
    at = models.DateTimeField(_("at"))
    body = models.TextField(_("body"))

    class Meta:
        verbose_name = _("evidence entry")
        verbose_name_plural = _("evidence log")
        ordering = ["id"]
        constraints = [one_of("kind", EvidenceKind, name="evidence_kind_known")]

    def __str__(self) -> str:
        return f"{self.pk} {self.get_kind_display()}"


class EvidenceSeal(models.Model):
    """One signed batch: the Merkle root (RFC 9162) over its leaves, chained to the seal before it."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    first = models.PositiveBigIntegerField(_("first position"))
    last = models.PositiveBigIntegerField(_("last position"))
    root = models.CharField(_("root"), max_length=64)
    previous = models.CharField(_("hash of the seal before"), max_length=64)
    key_id = models.CharField(_("key"), max_length=64)
    at = models.DateTimeField(_("at"))
    body = models.TextField(_("signed text"))
    signature = models.CharField(_("signature"), max_length=128)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"#{self.number} ({self.first}–{self.last})"


class EvidenceLeaf(models.Model):
    """The place of an entry in the sealed order."""

    position = models.PositiveBigIntegerField(_("position"), primary_key=True)
    entry = models.OneToOneField(EvidenceEntry, models.PROTECT, related_name="leaf", verbose_name=_("entry"))
    seal = models.ForeignKey(EvidenceSeal, models.PROTECT, related_name="leaves", verbose_name=_("seal"))

    class Meta:
        verbose_name = _("leaf")
        verbose_name_plural = _("leaves")
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.position)
