"""The breach register (art. 33(5)): every breach, its clock, and what was decided and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import DataCategory
from registers.models.register.activities import ProcessingActivity, answer
from registers.models.register.base import CodesField, RegisterRecord, words
from registers.models.register.parties import Party
from registers.register_choices import Answer, BreachRisk, ToldAs

OPEN = models.Q(closed_at__isnull=True)
"""What is closed has its decisions, each with a reason (art. 33(5))."""


class Breach(RegisterRecord):
    """A personal data breach (art. 4(12)); the clock of art. 33(1) runs from ``aware_at`` in hours."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300, help_text=_("No names of people."))
    happened_at = models.DateTimeField(_("happened at"), null=True, blank=True)
    aware_at = models.DateTimeField(_("we became aware at"), help_text=_("Art. 33(1): the clock starts here."))
    processor = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="breaches", verbose_name=_("at which processor")
    )
    facts = models.TextField(_("facts of the breach"), blank=True, help_text=_("Art. 33(5)."))
    effects = models.TextField(_("effects"), blank=True, help_text=_("Art. 33(5), 33(3)(c)."))
    measures = models.TextField(_("measures taken"), blank=True, help_text=_("Art. 33(5), 33(3)(d)."))
    categories = CodesField(_("categories of data"), words=DataCategory, help_text=_("Art. 33(3)(a)."))
    people = models.PositiveIntegerField(_("number of people, estimated"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("number of records, estimated"), null=True, blank=True)
    cross_border = answer(_("people in other member states?"), _("Art. 56."))
    risk = models.CharField(_("risk for people"), max_length=10, choices=BreachRisk, default=BreachRisk.UNKNOWN)
    risk_reason = models.TextField(_("why"), blank=True)
    reported_at = models.DateTimeField(_("reported to the authority at"), null=True, blank=True)
    report_reference = models.CharField(_("reference of the report"), max_length=100, blank=True)
    delay_reason = models.TextField(_("reasons of a late report"), blank=True, help_text=_("Art. 33(1)."))
    not_reported_reason = models.TextField(_("why it was not reported"), blank=True)
    told_at = models.DateTimeField(_("people were told at"), null=True, blank=True, help_text=_("Art. 34."))
    not_told_reason = models.TextField(_("why people were not told"), blank=True, help_text=_("Art. 34(3)."))
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("breach")
        verbose_name_plural = _("breaches")
        ordering = ["-aware_at", "-id"]
        constraints = [
            *words("breach", cross_border=Answer, risk=BreachRisk),
            models.CheckConstraint(
                condition=OPEN | ~models.Q(risk=BreachRisk.UNKNOWN) & ~models.Q(risk_reason=""),
                name="breach_closed_assessed",
            ),
            models.CheckConstraint(
                condition=OPEN | models.Q(reported_at__isnull=False) | ~models.Q(not_reported_reason=""),
                name="breach_closed_report_decided",
            ),
            models.CheckConstraint(
                condition=OPEN
                | ~models.Q(risk=BreachRisk.HIGH)
                | models.Q(told_at__isnull=False)
                | ~models.Q(not_told_reason=""),
                name="breach_closed_people_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class BreachActivity(RegisterRecord):
    """An activity that a breach touches."""

    breach = models.ForeignKey(Breach, models.CASCADE, related_name="activities", verbose_name=_("breach"))
    activity = models.ForeignKey(
        ProcessingActivity, models.PROTECT, related_name="breaches", verbose_name=_("processing activity")
    )

    class Meta:
        verbose_name = _("activity touched")
        verbose_name_plural = _("activities touched")
        ordering = ["breach", "id"]
        constraints = [models.UniqueConstraint(fields=["breach", "activity"], name="activity_once_per_breach")]

    def __str__(self) -> str:
        return f"{self.activity}"


class BreachReport(RegisterRecord):
    """A report to the authority that followed the first (art. 33(4): in phases)."""

    breach = models.ForeignKey(Breach, models.CASCADE, related_name="follow_ups", verbose_name=_("breach"))
    sent_at = models.DateTimeField(_("sent at"))
    reference = models.CharField(_("reference of the report"), max_length=100, blank=True)
    told = models.TextField(_("what was added or changed"))

    class Meta:
        verbose_name = _("follow-up report")
        verbose_name_plural = _("follow-up reports")
        ordering = ["breach", "sent_at", "id"]

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M} {self.reference}".strip()


class BreachNotice(RegisterRecord):
    """Who has to hear of a breach, a client (art. 33(2)) or a joint controller (art. 26), and at the latest when."""

    breach = models.ForeignKey(Breach, models.CASCADE, related_name="notices", verbose_name=_("breach"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="breach_notices", verbose_name=_("organisation"))
    told_as = models.CharField(_("in the role of"), max_length=10, choices=ToldAs, default=ToldAs.CLIENT)
    due_at = models.DateTimeField(
        _("at the latest"), null=True, blank=True, help_text=_("Empty: no term was agreed on; without undue delay.")
    )
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    not_told_reason = models.TextField(_("why not told"), blank=True)

    class Meta:
        verbose_name = _("organisation to tell")
        verbose_name_plural = _("organisations to tell")
        ordering = ["breach", "due_at", "id"]
        constraints = [
            *words("breach_notice", told_as=ToldAs),
            models.UniqueConstraint(fields=["breach", "party"], name="client_once_per_breach"),
        ]

    def __str__(self) -> str:
        return f"{self.party}"
