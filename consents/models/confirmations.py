"""Codes that make sure of who consented, requests for proof, and consents given for a minor by a representative."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from consents.choices import CodeStatus, CodeWay, CollectionMethod
from consents.models.ledger import ConsentEvent
from consents.models.people import Person
from registers.models import Document
from registers.models.fields import one_of


class Confirmation(models.Model):
    """A one-time code or link sent to the number or address of an event; of the secret only a keyed hash is kept."""

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(
        ConsentEvent, models.PROTECT, related_name="confirmations", verbose_name=_("consent event")
    )
    way = models.CharField(_("sent by"), max_length=8, choices=CodeWay)
    index = models.CharField(_("keyed index"), max_length=64)
    secret_hash = models.CharField(_("keyed hash of the code"), max_length=64)
    status = models.CharField(_("status"), max_length=10, choices=CodeStatus, default=CodeStatus.SENT)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    asked_at = models.DateTimeField(_("asked at"))
    expires_at = models.DateTimeField(_("valid until"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    verified = models.UUIDField(_("event that it led to"), null=True, blank=True)

    class Meta:
        verbose_name = _("confirmation of a consent")
        verbose_name_plural = _("confirmations of consents")
        ordering = ["-id"]
        constraints = [
            one_of("way", CodeWay, name="confirmation_way_known"),
            one_of("status", CodeStatus, name="confirmation_status_known"),
            models.CheckConstraint(
                condition=~models.Q(status="confirmed") | models.Q(verified__isnull=False),
                name="confirmed_names_its_event",
            ),
        ]
        indexes = [models.Index(fields=["index", "asked_at"], name="confirmations_per_number")]

    def __str__(self) -> str:
        return str(self.uid)


class ProofRequest(models.Model):
    """Somebody asked for the proof of their consent (Code Telemarketing). ``rule`` is the dated term that gave ``due``.

    ``kinds`` are those of the values they gave, never the values. Without ``person`` nobody is known by them; the
    answer then says so.
    """

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="proof_requests", verbose_name=_("person")
    )
    kinds = models.JSONField(_("asked by"), default=list, blank=True)
    method = models.CharField(_("method"), max_length=12, choices=CollectionMethod)
    received_on = models.DateField(_("received on"))
    due = models.DateField(_("answer before the end of"))
    rule = models.CharField(_("term"), max_length=200)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proof")
    )
    created_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("request for proof of consent")
        verbose_name_plural = _("requests for proof of consent")
        ordering = ["due", "id"]
        constraints = [
            one_of("method", CollectionMethod, name="proof_request_method_known"),
            models.CheckConstraint(
                condition=models.Q(due__gte=models.F("received_on")), name="proof_due_after_it_was_asked"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Authorisation(models.Model):
    """What a representative said so that the consent of a minor counts (art. 8): about one event of the minor."""

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    event = models.OneToOneField(
        ConsentEvent, models.PROTECT, related_name="authorisation", verbose_name=_("consent of the minor")
    )
    representative = models.ForeignKey(
        Person, models.PROTECT, related_name="authorisations", verbose_name=_("representative")
    )
    method = models.CharField(_("method"), max_length=12, choices=CollectionMethod)
    stated_at = models.DateTimeField(_("stated moment"))
    evidence_file = models.CharField(_("SHA-256 of the proof"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("authorisation by a representative")
        verbose_name_plural = _("authorisations by representatives")
        ordering = ["id"]
        constraints = [one_of("method", CollectionMethod, name="authorisation_method_known")]

    def __str__(self) -> str:
        return str(self.uid)
