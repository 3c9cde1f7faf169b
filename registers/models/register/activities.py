"""Processing activities in both roles, their purposes, recipients, processors, joint controllers and clients."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.models.register.base import CodesField, RegisterRecord, country_code, words
from registers.models.register.parties import Measure, Party
from registers.register_choices import (
    ActivityRole,
    Answer,
    DpiaCriterion,
    DpiaKind,
    LadderAnswer,
    LegalBasis,
    Presence,
    ProcessingOperation,
    RecipientKind,
    RecordStatus,
)


def answer(label: Any, help_text: Any = "") -> "models.CharField[str, str]":
    """A question of three answers."""
    return models.CharField(label, max_length=10, choices=Answer, default=Answer.UNKNOWN, help_text=help_text)


class ProcessingActivity(RegisterRecord):
    """A processing activity (art. 30). Saved always, checked on sign-off; a change of role keeps every limb."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=300)
    role = models.CharField(_("our role"), max_length=12, choices=ActivityRole, default=ActivityRole.CONTROLLER)
    organisation = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("organisation")
    )
    description = models.TextField(_("description"), blank=True)
    department = models.CharField(_("department"), max_length=300, blank=True)
    owner = models.CharField(_("owner"), max_length=200, blank=True, help_text=_("Who answers for it: a role or name."))
    owner_email = models.EmailField(_("e-mail address of the owner"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=RecordStatus, default=RecordStatus.DRAFT)
    core = answer(_("core activity"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("continued as")
    )
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    volume = models.PositiveIntegerField(_("number of people, estimated"), null=True, blank=True)
    recipients = answer(_("are there recipients?"), _("Art. 30(1)(d): nothing listed is not the same as none."))
    transfers = answer(_("do data leave the EEA?"), _("Art. 30(1)(e), art. 44."))
    joint = answer(_("are there joint controllers?"), _("Art. 26, art. 30(1)(a)."))
    processors = answer(_("do processors work on it?"), _("Art. 28."))
    security = models.TextField(_("security in general"), blank=True, help_text=_("Art. 30(1)(g), art. 32(1)."))
    pseudonymised = models.CharField(
        _("pseudonymised"), max_length=10, choices=Presence, default=Presence.UNKNOWN, help_text=_("Art. 32(1)(a).")
    )
    encrypted = models.CharField(
        _("encrypted"), max_length=10, choices=Presence, default=Presence.UNKNOWN, help_text=_("Art. 32(1)(a).")
    )
    informing = models.TextField(_("how people are informed"), blank=True, help_text=_("Art. 12 to 14."))
    rights = models.TextField(_("remarks on rights"), blank=True, help_text=_("Art. 15 to 22."))
    automated = answer(_("automated decisions?"), _("Art. 22, 13(2)(f)."))
    automated_logic = models.TextField(_("logic of the decision"), blank=True)
    automated_effects = models.TextField(_("meaning and consequences for people"), blank=True)
    profiling = answer(_("profiling?"), _("Art. 4(4)."))
    ai_used = answer(_("is artificial intelligence used?"))
    ai_trains = answer(_("are the data used to train it?"))
    dpia_ladder = CodesField(_("always a DPIA, because"), words=LadderAnswer, help_text=_("Art. 35(3)."))
    dpia_kinds = CodesField(
        _("kinds on the list of the authority"),
        words=DpiaKind,
        help_text=_("Art. 35(4): the Dutch list of 27 November 2019, in short words. Its full text is to be checked."),
    )
    dpia_criteria = CodesField(
        _("criteria that apply"),
        words=DpiaCriterion,
        help_text=_("Art. 35(1): two or more of the nine criteria (WP 248) point to a DPIA; to be checked."),
    )
    dpia_needed = answer(_("is a DPIA needed?"), _("Art. 35(1). A no needs a reason."))
    dpia_reason = models.TextField(_("reasons"), blank=True)
    dpia_done_on = models.DateField(_("DPIA done on"), null=True, blank=True)
    dpia_reference = models.CharField(_("where the DPIA is"), max_length=300, blank=True)
    officer_remark = models.TextField(_("remark of the data protection officer"), blank=True)
    remarks = models.TextField(_("remarks"), blank=True)
    review_months = models.PositiveSmallIntegerField(_("review every (months)"), default=12)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    catalogue = models.SlugField(_("from the catalogue"), max_length=80, blank=True)
    catalogue_version = models.CharField(_("version of the catalogue"), max_length=20, blank=True)
    public = models.BooleanField(_("published"), default=False)
    public_fields = models.JSONField(_("published fields"), default=list, blank=True)
    source_system = models.CharField(_("imported from"), max_length=80, blank=True)
    source_id = models.CharField(_("id in the source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("processing activity")
        verbose_name_plural = _("processing activities")
        ordering = ["number", "id"]
        permissions = [
            ("sign_processingactivity", "Can sign off activities"),
            ("waive_findings", "Can waive findings"),
        ]
        constraints = [
            *words("activity", role=ActivityRole, status=RecordStatus, core=Answer, recipients=Answer),
            *words("activity", transfers=Answer, joint=Answer, processors=Answer, automated=Answer, profiling=Answer),
            *words("activity", ai_used=Answer, ai_trains=Answer, dpia_needed=Answer),
            *words("activity", pseudonymised=Presence, encrypted=Presence),
            models.UniqueConstraint(
                fields=["source_system", "source_id"],
                condition=~models.Q(source_id=""),
                name="activity_once_per_source_id",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Purpose(RegisterRecord):
    """A purpose with a legal basis of its own; a legitimate interest is weighed here (art. 6(1)(f))."""

    activity = models.ForeignKey(
        ProcessingActivity, models.CASCADE, related_name="purposes", verbose_name=_("processing activity")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    text = models.TextField(_("purpose"), help_text=_("Art. 5(1)(b), 30(1)(b): specified and explicit."))
    basis = models.CharField(_("legal basis"), max_length=10, choices=LegalBasis, blank=True, help_text=_("Art. 6(1)."))
    explanation = models.TextField(_("explanation of the basis"), blank=True)
    statute = models.CharField(_("statute"), max_length=300, blank=True, help_text=_("Art. 6(3): for (c) and (e)."))
    interest = models.TextField(_("the interest"), blank=True, help_text=_("Art. 6(1)(f), 13(1)(d)."))
    necessity = models.TextField(_("why it is necessary"), blank=True)
    balancing = models.TextField(_("weighing against the person's interests"), blank=True)
    balance_outcome = answer(_("does our interest prevail?"))
    balanced_on = models.DateField(_("weighed on"), null=True, blank=True)
    balanced_by = models.CharField(_("weighed by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        ordering = ["activity", "position", "id"]
        constraints = [*words("purpose", basis_=LegalBasis, balance_outcome=Answer)]

    def __str__(self) -> str:
        return self.text[:80]


class Recipient(RegisterRecord):
    """A recipient or a category of recipients (art. 30(1)(d), 15(1)(c))."""

    activity = models.ForeignKey(
        ProcessingActivity, models.CASCADE, related_name="recipient_rows", verbose_name=_("processing activity")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    text = models.TextField(_("recipient or category"))
    sort = models.CharField(_("sort"), max_length=12, choices=RecipientKind, blank=True)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="receives", verbose_name=_("organisation")
    )
    line = models.ForeignKey(
        "registers.Line", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("only these data")
    )
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[country_code])
    planned = models.BooleanField(_("planned, not yet supplied"), default=False)
    notice_email = models.EmailField(
        _("e-mail address for notices"), blank=True, help_text=_("Art. 19: who is told of a correction or erasure.")
    )

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["activity", "position", "id"]
        constraints = [*words("recipient", sort_=RecipientKind)]

    def __str__(self) -> str:
        return self.text[:80]


class Engagement(RegisterRecord):
    """A processor at work in an activity (art. 28)."""

    activity = models.ForeignKey(
        ProcessingActivity, models.CASCADE, related_name="engagements", verbose_name=_("processing activity")
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="engagements", verbose_name=_("processor"))
    service = models.CharField(_("service"), max_length=300, blank=True)
    retention_months = models.PositiveSmallIntegerField(_("keeps the data for (months)"), null=True, blank=True)

    class Meta:
        verbose_name = _("processor at work")
        verbose_name_plural = _("processors at work")
        ordering = ["activity", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "party", "service"], name="engagement_once_per_service")
        ]

    def __str__(self) -> str:
        return f"{self.party}"


class JointController(RegisterRecord):
    """A joint controller and how the tasks are divided (art. 26)."""

    activity = models.ForeignKey(
        ProcessingActivity, models.CASCADE, related_name="joints", verbose_name=_("processing activity")
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="joint_in", verbose_name=_("organisation"))
    division = models.TextField(_("division of tasks"), blank=True, help_text=_("Art. 26(1), in short."))
    contact_point = models.CharField(_("contact point for people"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("joint controller")
        verbose_name_plural = _("joint controllers")
        ordering = ["activity", "id"]

    def __str__(self) -> str:
        return f"{self.party}"


class ClientProcessing(RegisterRecord):
    """A controller for whom we process, with the categories of processing for it (art. 30(2)(a) and (b))."""

    activity = models.ForeignKey(
        ProcessingActivity, models.CASCADE, related_name="clients", verbose_name=_("processing activity")
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="client_of", verbose_name=_("client"))
    operations = CodesField(_("categories of processing"), words=ProcessingOperation)
    officer = models.CharField(_("data protection officer of the client"), max_length=300, blank=True)
    volume = models.PositiveIntegerField(_("number of people, estimated"), null=True, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        ordering = ["activity", "id"]
        constraints = [models.UniqueConstraint(fields=["activity", "party"], name="client_once_per_activity")]

    def __str__(self) -> str:
        return f"{self.party}"


class ActivityMeasure(RegisterRecord):
    """A measure that an activity takes (art. 32)."""

    activity = models.ForeignKey(
        ProcessingActivity, models.CASCADE, related_name="measures", verbose_name=_("processing activity")
    )
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="activities", verbose_name=_("measure"))

    class Meta:
        verbose_name = _("measure taken")
        verbose_name_plural = _("measures taken")
        ordering = ["activity", "id"]
        constraints = [models.UniqueConstraint(fields=["activity", "measure"], name="measure_once_per_activity")]

    def __str__(self) -> str:
        return f"{self.measure}"
