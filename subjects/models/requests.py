"""A request of a person, its identifiers and the events of its life.

What tells who the person is (identifiers, wording) is working data: encrypted, and destroyed when the request ends.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import IdentifierKind, LegalStatus
from registers.models.fields import EncryptedJSONField, EncryptedTextField, one_of
from subjects.choices import CandidateStatus, Channel, IdentificationMethod, RestrictionGround, Right, Status


class LegalTerm(models.Model):
    """A dated rule of law for the time to answer. ``until`` is exclusive; empty is open."""

    rule = models.CharField(_("rule"), max_length=20)
    months = models.PositiveSmallIntegerField(_("months"))
    extension_months = models.PositiveSmallIntegerField(_("extension in months"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    status = models.CharField(_("legal status"), max_length=20, choices=LegalStatus)

    class Meta:
        verbose_name = _("legal term")
        verbose_name_plural = _("legal terms")
        ordering = ["-valid_from"]
        constraints = [one_of("status", LegalStatus, name="term_status_known")]

    def __str__(self) -> str:
        return self.rule


class SubjectRequest(models.Model):
    """One request (verzoek). ``case`` is random and names it in evidence and documents; ``reference`` is for people."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    case = models.UUIDField(_("case"), unique=True, default=uuid.uuid4)
    right = models.CharField(_("right"), max_length=20, choices=Right)
    restriction_ground = models.CharField(
        _("ground of the restriction"), max_length=20, choices=RestrictionGround, blank=True
    )
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    wording = EncryptedTextField(_("exact wording"), blank=True)
    received_on = models.DateField(_("received on"))
    rule = models.CharField(_("rule of the deadline"), max_length=20)
    due = models.DateField(_("legal last day"))
    cautious_due = models.DateField(_("cautious last day"))
    planning = models.DateField(_("planning day"))
    extended_due = models.DateField(_("last day after extension"))
    extension_reason = models.TextField(_("reason of extension"), blank=True)
    extended_at = models.DateTimeField(_("extended at"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RECEIVED)
    block_code = models.CharField(_("blocked by"), max_length=60, blank=True)
    block_reason = models.TextField(_("why it is blocked"), blank=True)
    identified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("identified by"),
    )
    identified_method = models.CharField(_("method"), max_length=20, choices=IdentificationMethod, blank=True)
    passphrase = EncryptedTextField(_("passphrase of the package"), blank=True)
    created_at = models.DateTimeField(_("created at"))
    executed_at = models.DateTimeField(_("executed at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    purged_at = models.DateTimeField(_("working data destroyed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-created_at", "-id"]
        permissions = [
            ("handle_subjectrequest", "Can take requests forward"),
            ("approve_subjectrequest", "Can approve plans"),
            ("refuse_subjectrequest", "Can refuse requests"),
        ]
        constraints = [
            one_of("right", Right, name="request_right_known"),
            one_of("status", Status, name="request_status_known"),
            one_of("channel", Channel, name="request_channel_known"),
            one_of("identified_method", IdentificationMethod, name="request_method_known", blank=True),
            models.CheckConstraint(
                condition=models.Q(right=Right.RESTRICTION, restriction_ground__in=RestrictionGround.values)
                | (~models.Q(right=Right.RESTRICTION) & models.Q(restriction_ground="")),
                name="request_ground_with_restriction",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class RequestIdentifier(models.Model):
    """A value by which the person is looked up. ``learned`` ones were read from rows that are the person's."""

    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="identifiers", verbose_name=_("request"))
    kind = models.CharField(_("kind"), max_length=20, choices=IdentifierKind)
    value = EncryptedTextField(_("value"))
    index = models.CharField(_("keyed index"), max_length=64)
    learned = models.BooleanField(_("learned"), default=False)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "index"], name="identifier_once_per_request"),
            one_of("kind", IdentifierKind, name="identifier_kind_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class RequestEvent(models.Model):
    """One event in the life of a request: who, when, from where to where. Notes are codes and counts, never data."""

    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="events", verbose_name=_("request"))
    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("what"), max_length=40)
    from_status = models.CharField(_("from"), max_length=20, blank=True)
    to_status = models.CharField(_("to"), max_length=20, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("timeline")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.to_status}"


class WatchedIdentifier(models.Model):
    """Keyed index of an identifier of somebody who was erased: to notice an import or a restored backup.

    Still personal data for whoever has the key: kept until ``until`` and listed as a processing of its own.
    """

    case = models.UUIDField(_("case"), db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=IdentifierKind)
    index = models.CharField(_("keyed index"), max_length=64, db_index=True)
    until = models.DateField(_("kept until"))

    class Meta:
        verbose_name = _("watched identifier")
        verbose_name_plural = _("watch list")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "index"], name="watched_once_per_case"),
            one_of("kind", IdentifierKind, name="watched_kind_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Candidate(models.Model):
    """A row that may be the person. Only its key is kept, encrypted; the grounds name columns, not values."""

    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="candidates", verbose_name=_("request"))
    number = models.PositiveIntegerField(_("number"))
    source = models.SlugField(_("source"), max_length=63)
    table = models.CharField(_("table"), max_length=257)
    key = EncryptedJSONField(_("key"), null=True)
    key_index = models.CharField(_("keyed index of the key"), max_length=64)
    grounds = models.JSONField(_("grounds"), default=list)
    status = models.CharField(_("decision"), max_length=20, choices=CandidateStatus, default=CandidateStatus.OPEN)
    by_rule = models.BooleanField(_("decided by rule"), default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["number"]
        constraints = [
            one_of("status", CandidateStatus, name="candidate_status_known"),
            models.UniqueConstraint(fields=["request", "number"], name="candidate_number_once"),
            models.UniqueConstraint(fields=["request", "source", "table", "key_index"], name="candidate_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.table} #{self.number}"
