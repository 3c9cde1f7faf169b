"""Documents as rows: kind, case and hashes. The bytes are in the document store, under their hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import DocumentKind
from registers.models.fields import one_of


class Document(models.Model):
    """One issued document (bewijsstuk). ``sha256`` is of the bytes that people receive, the signature included."""

    kind = models.CharField(_("kind"), max_length=40, choices=DocumentKind)
    case = models.UUIDField(_("case"), db_index=True)
    subkind = models.CharField(_("letter or part"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=200)
    filename = models.CharField(_("file name"), max_length=120)
    media_type = models.CharField(_("media type"), max_length=80, default="application/pdf")
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    unsigned_sha256 = models.CharField(_("SHA-256 before signing"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    personal = models.BooleanField(_("holds personal data"), help_text=_("then the store keeps it encrypted"))
    issued_at = models.DateTimeField(_("issued at"))
    purged_at = models.DateTimeField(_("purged at"), null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-issued_at", "-id"]
        permissions = [("read_personal_document", "Can download documents that hold personal data")]
        constraints = [
            one_of("kind", DocumentKind, name="document_kind_known"),
            models.UniqueConstraint(fields=["case", "kind", "subkind"], name="document_once_per_case"),
        ]

    def __str__(self) -> str:
        return self.title
