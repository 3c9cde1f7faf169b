"""Plans, approvals, steps and receipts: what was to be done, who agreed, who is at it, and what happened."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.models.fields import EncryptedJSONField, EncryptedTextField, one_of
from subjects.choices import DeferredStatus, PlanPurpose, StepKind, StepStatus
from subjects.models.leased import LeasedWork
from subjects.models.requests import SubjectRequest


class Plan(models.Model):
    """A frozen plan (werkplan). ``body`` holds keys, so it is encrypted; ``sha256`` is of its canonical JSON."""

    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="plans", verbose_name=_("request"))
    number = models.PositiveIntegerField(_("number"))
    purpose = models.CharField(_("purpose"), max_length=20, choices=PlanPurpose, default=PlanPurpose.REQUEST)
    body = EncryptedJSONField(_("plan"), null=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    summary = models.JSONField(_("summary"), default=dict)
    secret = EncryptedTextField(_("secret of the surrogates"), blank=True)
    terms = EncryptedJSONField(_("words to remove from texts"), null=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    superseded = models.BooleanField(_("replaced by a newer plan"), default=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="plan_number_once"),
            one_of("purpose", PlanPurpose, name="plan_purpose_known"),
        ]

    def __str__(self) -> str:
        return f"{self.request.reference} · {self.number}"


class Approval(models.Model):
    """Somebody else than the planner agrees with the plan of this hash."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="approval", verbose_name=_("plan"))
    sha256 = models.CharField(_("SHA-256 of the plan"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("approved by"))
    at = models.DateTimeField(_("at"))
    measure = models.TextField(
        _("measure of the organisation"),
        blank=True,
        help_text=_("How rows that Waarborg doesn't mark are restricted (art. 18). No data of a person."),
    )

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self) -> str:
        return self.sha256[:12]


class Step(LeasedWork):
    """One piece of work of a plan. The row is the truth; a message only wakes a worker."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=20, choices=StepKind)
    source = models.SlugField(_("source"), max_length=63, blank=True)
    progress = models.PositiveIntegerField(_("progress"), default=0)
    intent = EncryptedJSONField(_("intent"), null=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["plan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "source"], name="step_once_per_source"),
            one_of("kind", StepKind, name="step_kind_known"),
            one_of("status", StepStatus, name="step_status_known"),
        ]
        indexes = [models.Index(fields=["status", "leased_until"], name="step_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.source}".strip()


class Receipt(models.Model):
    """What a step did: counts per operation, no data. ``body`` is the exact text of which ``sha256`` is the hash."""

    step = models.OneToOneField(Step, models.CASCADE, related_name="receipt", verbose_name=_("step"))
    body = models.TextField(_("body"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self) -> str:
        return self.sha256[:12]


class DeferredErasure(models.Model):
    """What a duty to retain kept: the operations that run by themselves on ``on``."""

    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="deferrals", verbose_name=_("request"))
    source = models.SlugField(_("source"), max_length=63)
    on = models.DateField(_("on"))
    duty = models.CharField(_("retention duty"), max_length=63, blank=True)
    rows = models.PositiveIntegerField(_("rows"))
    body = EncryptedJSONField(_("operations"), null=True)
    status = models.CharField(_("status"), max_length=20, choices=DeferredStatus, default=DeferredStatus.WAITING)
    plan = models.OneToOneField(
        Plan, models.PROTECT, null=True, blank=True, related_name="deferral", verbose_name=_("plan that ran")
    )

    class Meta:
        verbose_name = _("deferred erasure")
        verbose_name_plural = _("deferred erasures")
        ordering = ["on", "id"]
        constraints = [one_of("status", DeferredStatus, name="deferred_status_known")]

    def __str__(self) -> str:
        return f"{self.source} {self.on}"
