"""Imports: the mapping that is remembered by its headers, the run, and each original row."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.models.fields import EncryptedJSONField


class ImportMapping(models.Model):
    """Which column of a spreadsheet is which field; recognised again by the set of its headers."""

    name = models.SlugField(_("name"), max_length=63, unique=True)
    header_sha256 = models.CharField(_("SHA-256 of the headers"), max_length=64, unique=True)
    headers = models.JSONField(_("headers"))
    columns = models.JSONField(_("columns"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("import mapping")
        verbose_name_plural = _("import mappings")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One file that was read; ``applied`` false is a dry run."""

    uid = models.UUIDField(_("id"), default=uuid.uuid4, unique=True, editable=False)
    filename = models.CharField(_("file"), max_length=300)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    format = models.CharField(_("format"), max_length=20)
    applied = models.BooleanField(_("applied"), default=False)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    counts = models.JSONField(_("counts"), default=dict, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.filename


class ImportRow(models.Model):
    """One record of the file: the original, what was doubtful, and what became of it."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows", verbose_name=_("import"))
    position = models.PositiveIntegerField(_("position"))
    place = models.CharField(_("place in the file"), max_length=300, blank=True)
    source_id = models.CharField(_("id in the source"), max_length=200, blank=True)
    original = EncryptedJSONField(_("original"), null=True)
    verdict = models.SlugField(_("verdict"), max_length=20)
    doubts = models.JSONField(_("doubts"), default=list, blank=True)
    record = models.UUIDField(_("record"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["run", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="row_once_per_run")]

    def __str__(self) -> str:
        return f"{self.position}"
