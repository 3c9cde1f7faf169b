"""The data map as rows, so that a privacy officer edits it in the admin, with history."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from registers.choices import (
    DataCategory,
    DutyStart,
    Fate,
    IdentifierKind,
    LegalStatus,
    PhoneFormat,
    Provided,
    SharedRows,
    TableRole,
    Treatment,
)
from registers.models.fields import one_of
from registers.register_choices import RetentionType


class RetentionDuty(models.Model):
    """A dated fact of law about keeping (bewaarplicht): a duty that makes erasure wait (art. 17(3)(b)), or a norm.

    Only a ``hold`` keeps rows from being erased; the period is the sum of years, months and weeks.
    """

    uid = models.UUIDField(_("id"), default=uuid.uuid4, unique=True, editable=False)
    name = models.SlugField(_("name"), unique=True, max_length=63)
    label = models.CharField(_("label"), max_length=200)
    type = models.CharField(_("sort of rule"), max_length=10, choices=RetentionType, default=RetentionType.HOLD)
    law = models.CharField(_("law"), max_length=200)
    article = models.CharField(_("ground"), max_length=40, default="17(3)(b)")
    years = models.PositiveSmallIntegerField(_("years"), default=0)
    months = models.PositiveSmallIntegerField(_("months"), default=0)
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=0)
    start_event = models.CharField(_("counted from"), max_length=300, blank=True)
    minimal_fields = models.TextField(_("what must be kept at least"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    reference = models.CharField(_("source"), max_length=300, blank=True)
    starts = models.CharField(_("starts"), max_length=20, choices=DutyStart, default=DutyStart.EVENT)
    status = models.CharField(_("legal status"), max_length=20, choices=LegalStatus, default=LegalStatus.TO_CHECK)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("retention duty")
        verbose_name_plural = _("retention duties")
        ordering = ["name"]
        constraints = [
            one_of("starts", DutyStart, name="duty_starts_known"),
            one_of("status", LegalStatus, name="duty_status_known"),
            one_of("type", RetentionType, name="duty_type_known"),
        ]

    def __str__(self) -> str:
        return LegalStatus(self.status).marked(self.label)


class Source(models.Model):
    """One database of the organisation. The URL stays in the environment; only the name of its variable is here."""

    name = models.SlugField(_("name"), unique=True, max_length=63)
    label = models.CharField(_("label"), max_length=200, blank=True)
    url_env = models.CharField(_("variable with the address"), max_length=100)
    files_env = models.CharField(_("variable with the folder of files"), max_length=100, blank=True)
    duties = models.ManyToManyField(RetentionDuty, blank=True, verbose_name=_("retention duties"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.label or self.name


class SourceTable(models.Model):
    """One table of a source: its key, the activity it serves, and what happens to its rows."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="tables", verbose_name=_("source"))
    position = models.PositiveIntegerField(_("position"), default=0)
    schema_name = models.CharField(_("schema"), max_length=128, blank=True)
    name = models.CharField(_("name"), max_length=128)
    label = models.CharField(_("label"), max_length=200, blank=True)
    activity = models.CharField(_("processing activity"), max_length=200, blank=True)
    ground = models.CharField(_("legal ground"), max_length=40, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=TableRole, default=TableRole.DEPENDENT)
    key = models.JSONField(_("key columns"), default=list, blank=True)
    erasure = models.CharField(_("on erasure"), max_length=20, choices=Fate, default=Fate.TREAT)
    anonymisation = models.CharField(_("on anonymisation"), max_length=20, choices=Fate, default=Fate.TREAT)
    reason = models.TextField(_("reason to keep"), blank=True)
    keep_until = models.CharField(_("kept until"), max_length=200, blank=True)
    shared = models.CharField(_("shared rows"), max_length=10, choices=SharedRows, default=SharedRows.KEEP)
    duty = models.ForeignKey(
        RetentionDuty, models.PROTECT, null=True, blank=True, related_name="tables", verbose_name=_("retention duty")
    )
    duty_start = models.CharField(_("duty counts from"), max_length=128, blank=True)
    duty_keep = models.JSONField(_("columns under the duty"), default=list, blank=True)
    statement = models.CharField(_("field for a supplementary statement"), max_length=128, blank=True)
    third_party = models.TextField(_("left out of access, because"), blank=True)
    provided = models.CharField(_("came by it"), max_length=10, choices=Provided, blank=True)
    restriction = models.JSONField(_("mark of restriction"), default=dict, blank=True)
    suppression = models.JSONField(_("suppression table"), default=dict, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        ordering = ["source", "position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["source", "schema_name", "name"], name="table_once_per_source"),
            one_of("role", TableRole, name="table_role_known"),
            one_of("shared", SharedRows, name="table_shared_known"),
            one_of("erasure", Fate, name="table_erasure_known"),
            one_of("anonymisation", Fate, name="table_anonymisation_known"),
            one_of("provided", Provided, name="table_provided_known", blank=True),
        ]

    def __str__(self) -> str:
        return f"{self.schema_name}.{self.name}" if self.schema_name else self.name


class SourceField(models.Model):
    """One column: what it is, who it identifies, whether it is shown, and its treatment under each right."""

    table = models.ForeignKey(SourceTable, models.CASCADE, related_name="fields", verbose_name=_("table"))
    position = models.PositiveIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=128)
    label = models.CharField(_("label"), max_length=200, blank=True)
    category = models.CharField(_("category"), max_length=20, choices=DataCategory, default=DataCategory.NONE)
    identifies = models.CharField(_("identifies by"), max_length=20, choices=IdentifierKind, blank=True)
    phone_format = models.CharField(_("phone format"), max_length=10, choices=PhoneFormat, default=PhoneFormat.ANY)
    scan = models.BooleanField(_("search without an index"), default=False)
    show = models.BooleanField(_("shown in access"), default=True)
    third_party = models.TextField(_("left out of access, because"), blank=True)
    provided = models.CharField(_("came by it"), max_length=10, choices=Provided, blank=True)
    erasure = models.CharField(_("on erasure"), max_length=20, choices=Treatment, blank=True)
    erasure_options = models.JSONField(_("options on erasure"), default=dict, blank=True)
    anonymisation = models.CharField(_("on anonymisation"), max_length=20, choices=Treatment, blank=True)
    anonymisation_options = models.JSONField(_("options on anonymisation"), default=dict, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["table", "position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["table", "name"], name="field_once_per_table"),
            one_of("category", DataCategory, name="field_category_known"),
            one_of("phone_format", PhoneFormat, name="field_phone_format_known"),
            one_of("identifies", IdentifierKind, name="field_identifies_known", blank=True),
            one_of("erasure", Treatment, name="field_erasure_known", blank=True),
            one_of("anonymisation", Treatment, name="field_anonymisation_known", blank=True),
            one_of("provided", Provided, name="field_provided_known", blank=True),
        ]

    def __str__(self) -> str:
        return self.label or self.name


class SourceLink(models.Model):
    """How rows hang together: child columns hold the values of parent columns, maybe in another source."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="links", verbose_name=_("source"))
    position = models.PositiveIntegerField(_("position"), default=0)
    child_source = models.SlugField(_("child source"), max_length=63, blank=True)
    child_table = models.CharField(_("child table"), max_length=257)
    child_columns = models.JSONField(_("child columns"))
    parent_source = models.SlugField(_("parent source"), max_length=63, blank=True)
    parent_table = models.CharField(_("parent table"), max_length=257)
    parent_columns = models.JSONField(_("parent columns"))
    belongs = models.BooleanField(_("the child belongs to the person of the parent"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["source", "position"]

    def __str__(self) -> str:
        return f"{self.child_table} → {self.parent_table}"
