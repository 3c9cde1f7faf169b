"""Processor agreements (art. 28) whichever side we are, their clauses, sub-processors, assurances and files."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import DataCategory
from registers.models.register.activities import ProcessingActivity, answer
from registers.models.register.base import CodesField, RegisterRecord, country_code, words
from registers.models.register.parties import Party
from registers.register_choices import (
    AgreementDirection,
    AgreementStatus,
    Answer,
    AssuranceKind,
    Clause,
    SubProcessorDecision,
    SubProcessorRegime,
    Verdict,
)


class ProcessorAgreement(RegisterRecord):
    """A processor agreement (verwerkersovereenkomst, art. 28(3)). Whether it is in force follows from its dates."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300)
    direction = models.CharField(
        _("our side"), max_length=12, choices=AgreementDirection, default=AgreementDirection.WE_CONTROL
    )
    organisation = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="agreements_held", verbose_name=_("our organisation")
    )
    counterparty = models.ForeignKey(Party, models.PROTECT, related_name="agreements", verbose_name=_("other side"))
    status = models.CharField(_("status"), max_length=12, choices=AgreementStatus, default=AgreementStatus.DRAFT)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under contract")
    )
    template = models.CharField(_("model and version"), max_length=200, blank=True, help_text=_("Art. 28(6) to (8)."))
    services = models.TextField(_("services"), blank=True)
    data_categories = CodesField(
        _("categories of data in the agreement"), words=DataCategory, help_text=_("Art. 28(3), opening words.")
    )
    signed_by_us = models.DateField(_("signed by us on"), null=True, blank=True, help_text=_("Art. 28(9)."))
    signed_by_them = models.DateField(_("signed by them on"), null=True, blank=True)
    signatories = models.CharField(_("signatories"), max_length=300, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    open_ended = models.BooleanField(_("for an indefinite time"), default=False)
    notice_days = models.PositiveSmallIntegerField(_("days of notice"), null=True, blank=True)
    renews = answer(_("renews by itself?"))
    owner = models.CharField(_("owner"), max_length=200, blank=True)
    owner_email = models.EmailField(_("e-mail address of the owner"), blank=True)
    review_months = models.PositiveSmallIntegerField(_("review every (months)"), default=12)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    breach_hours = models.PositiveSmallIntegerField(
        _("breach is reported within (hours)"), null=True, blank=True, help_text=_("Art. 33(2), 28(3)(f).")
    )
    breach_email = models.EmailField(_("mailbox for breaches"), blank=True)
    breach_phone = models.CharField(_("phone number for breaches"), max_length=40, blank=True)
    breach_content = models.TextField(_("what the report holds at least"), blank=True)
    request_days = models.PositiveSmallIntegerField(
        _("helps with requests within (days)"), null=True, blank=True, help_text=_("Art. 28(3)(e).")
    )
    request_email = models.EmailField(_("mailbox for requests and notices"), blank=True, help_text=_("Art. 19."))
    regime = models.CharField(
        _("sub-processors"),
        max_length=10,
        choices=SubProcessorRegime,
        blank=True,
        help_text=_("Art. 28(2)."),
    )
    announce_days = models.PositiveSmallIntegerField(_("announced (days before)"), null=True, blank=True)
    objection_days = models.PositiveSmallIntegerField(_("days to object"), null=True, blank=True)
    objection_effect = models.TextField(_("what an objection leads to"), blank=True)
    audit_right = models.TextField(_("right to audit"), blank=True, help_text=_("Art. 28(3)(h)."))
    audit_notice_days = models.PositiveSmallIntegerField(_("notice of an audit (days)"), null=True, blank=True)
    audited_on = models.DateField(_("last audit"), null=True, blank=True)
    next_audit = models.DateField(_("next audit"), null=True, blank=True)
    deletion_days = models.PositiveSmallIntegerField(
        _("erases after the end within (days)"), null=True, blank=True, help_text=_("Art. 28(3)(g).")
    )
    deletion_choice = models.TextField(_("erase or return"), blank=True)
    deletion_proof_on = models.DateField(_("proof of erasure received on"), null=True, blank=True)
    liability = models.TextField(_("liability"), blank=True, help_text=_("Art. 82: cap and currency."))
    insurance = models.TextField(_("insurance"), blank=True)
    governing_law = models.CharField(_("governing law"), max_length=100, blank=True)
    locations = models.TextField(_("where the data are"), blank=True)
    measures_annex = models.CharField(_("annex with measures"), max_length=200, blank=True, help_text=_("Art. 32."))
    guarantees_on = models.DateField(
        _("guarantees checked on"), null=True, blank=True, help_text=_("Art. 28(1): our own check.")
    )
    guarantees_by = models.CharField(_("guarantees checked by"), max_length=200, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)
    source_system = models.CharField(_("imported from"), max_length=80, blank=True)
    source_id = models.CharField(_("id in the source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("processor agreement")
        verbose_name_plural = _("processor agreements")
        ordering = ["number", "id"]
        permissions = [("sign_processoragreement", "Can sign off agreements")]
        constraints = [
            *words("agreement", direction=AgreementDirection, status=AgreementStatus, renews=Answer),
            *words("agreement", regime_=SubProcessorRegime),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class AgreementCoverage(RegisterRecord):
    """An activity that an agreement covers."""

    agreement = models.ForeignKey(
        ProcessorAgreement, models.CASCADE, related_name="coverage", verbose_name=_("processor agreement")
    )
    activity = models.ForeignKey(
        ProcessingActivity, models.CASCADE, related_name="covered_by", verbose_name=_("processing activity")
    )

    class Meta:
        verbose_name = _("covered activity")
        verbose_name_plural = _("covered activities")
        ordering = ["agreement", "id"]
        constraints = [models.UniqueConstraint(fields=["agreement", "activity"], name="activity_once_per_agreement")]

    def __str__(self) -> str:
        return f"{self.activity}"


class ClauseCheck(RegisterRecord):
    """What was found about one letter of art. 28 in an agreement."""

    agreement = models.ForeignKey(
        ProcessorAgreement, models.CASCADE, related_name="clauses", verbose_name=_("processor agreement")
    )
    clause = models.CharField(_("clause"), max_length=12, choices=Clause)
    place = models.CharField(_("where in the agreement"), max_length=100, blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, default=Verdict.UNKNOWN)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clause check")
        ordering = ["agreement", "clause"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "clause"], name="clause_once_per_agreement"),
            *words("clause", clause=Clause, verdict=Verdict),
        ]

    def __str__(self) -> str:
        return str(self.get_clause_display())


class SubProcessor(RegisterRecord):
    """A sub-processor under an agreement (art. 28(2), (4)); the objection deadline is computed."""

    agreement = models.ForeignKey(
        ProcessorAgreement, models.CASCADE, related_name="subprocessors", verbose_name=_("processor agreement")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("engaged by")
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="subprocesses", verbose_name=_("organisation"))
    service = models.CharField(_("service"), max_length=300, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[country_code])
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    decision = models.CharField(
        _("decision"), max_length=10, choices=SubProcessorDecision, default=SubProcessorDecision.OPEN
    )
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    flowdown = answer(_("same duties passed on?"), _("Art. 28(4)."))

    class Meta:
        verbose_name = _("sub-processor")
        verbose_name_plural = _("sub-processors")
        ordering = ["agreement", "id"]
        constraints = [*words("subprocessor", decision=SubProcessorDecision, flowdown=Answer)]

    def __str__(self) -> str:
        return f"{self.party}"


class Assurance(RegisterRecord):
    """A certificate or report of the processor, with the day on which it lapses (art. 28(1), (5))."""

    agreement = models.ForeignKey(
        ProcessorAgreement, models.CASCADE, related_name="assurances", verbose_name=_("processor agreement")
    )
    sort = models.CharField(_("sort"), max_length=10, choices=AssuranceKind)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    scope_fits = answer(_("does the scope fit?"))
    findings = models.TextField(_("findings"), blank=True)
    reference = models.CharField(_("reference"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("assurance")
        verbose_name_plural = _("assurances")
        ordering = ["agreement", "valid_until", "id"]
        constraints = [*words("assurance", sort=AssuranceKind, scope_fits=Answer)]

    def __str__(self) -> str:
        return str(self.get_sort_display())


class AgreementFile(RegisterRecord):
    """A file of an agreement; the content stands in the store of documents under its hash."""

    agreement = models.ForeignKey(
        ProcessorAgreement, models.CASCADE, related_name="files", verbose_name=_("processor agreement")
    )
    name = models.CharField(_("name"), max_length=300)
    version = models.CharField(_("version"), max_length=40, blank=True)
    sha256 = models.CharField(
        _("SHA-256"), max_length=64, validators=[RegexValidator(r"\A[0-9a-f]{64}\Z", _("64 hexadecimal digits"))]
    )
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    added_on = models.DateField(_("added on"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of an agreement")
        verbose_name_plural = _("files of an agreement")
        ordering = ["agreement", "id"]

    def __str__(self) -> str:
        return self.name
