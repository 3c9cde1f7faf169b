"""The ledger: one row per happening, never changed (triggers); and the projection that answers at once."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consents.choices import CollectionMethod, ContactChannel, EventKind, Standing
from consents.models.people import Person
from consents.models.senders import ConsentText, ContactPurpose, Sender
from registers.choices import IdentifierKind
from registers.models.fields import one_of


class ConsentEvent(models.Model):
    """What happened to an agreement, as stated and as it arrived. Without sender, purpose or channel it is about all.

    ``index`` is the keyed index of the number or address that was reached. ``digest`` is the SHA-256 of the row's
    canonical form, which a seal of the ledger covers.
    """

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="events", verbose_name=_("person"))
    kind = models.CharField(_("what"), max_length=12, choices=EventKind)
    sender = models.ForeignKey(
        Sender, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("sender")
    )
    purpose = models.ForeignKey(
        ContactPurpose, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("purpose")
    )
    channel = models.CharField(_("channel"), max_length=12, choices=ContactChannel, blank=True)
    stated_at = models.DateTimeField(_("stated moment"))
    arrived_at = models.DateTimeField(_("arrived at"))
    identifier_kind = models.CharField(_("reached by"), max_length=20, choices=IdentifierKind, blank=True)
    index = models.CharField(_("keyed index"), max_length=64, blank=True)
    text = models.ForeignKey(
        ConsentText, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("wording")
    )
    refers_to = models.UUIDField(_("refers to"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=12, choices=CollectionMethod)
    campaign = models.CharField(_("campaign"), max_length=200, blank=True)
    campaign_url = models.URLField(_("page"), blank=True)
    suppliers = models.JSONField(_("chain of suppliers"), default=list, blank=True)
    evidence_file = models.CharField(_("SHA-256 of the proof"), max_length=64, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    first_contact_on = models.DateField(_("first contact planned on"), null=True, blank=True)
    own_initiative = models.BooleanField(_("on the person's own initiative"), default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    role = models.CharField(_("role"), max_length=40)
    source_id = models.CharField(_("id in the source"), max_length=120, blank=True)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("consent ledger")
        ordering = ["id"]
        permissions = [("record_consentevent", "Can record consents and objections")]
        constraints = [
            one_of("kind", EventKind, name="event_kind_known"),
            one_of("channel", ContactChannel, name="event_channel_known", blank=True),
            one_of("method", CollectionMethod, name="event_method_known"),
            one_of("identifier_kind", IdentifierKind, name="event_identifier_known", blank=True),
            models.UniqueConstraint(
                fields=["source_id"], condition=~models.Q(source_id=""), name="event_once_per_source_id"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="lifted") | models.Q(own_initiative=True), name="lifted_by_the_person"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["given", "renewed"])
                | models.Q(sender__isnull=False, purpose__isnull=False, text__isnull=False) & ~models.Q(channel=""),
                name="given_names_what_and_in_which_words",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ConsentState(models.Model):
    """The fold of a person's events for one scope; sender, purpose or channel '' is every one without a row of its own.

    Derived: `consents verify` folds anew and compares, and nothing is lost when this table is emptied.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="states", verbose_name=_("person"))
    sender = models.CharField(_("sender"), max_length=60, blank=True)
    purpose = models.CharField(_("purpose"), max_length=60, blank=True)
    channel = models.CharField(_("channel"), max_length=12, blank=True)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing)
    since = models.DateTimeField(_("since"), null=True)
    event = models.CharField(_("event"), max_length=36, blank=True)
    text = models.CharField(_("wording"), max_length=36, blank=True)
    verified = models.BooleanField(_("verified"), default=False)
    valid_until = models.DateField(_("valid until"), null=True)
    objection = models.CharField(_("objection"), max_length=36, blank=True)
    objected_at = models.DateTimeField(_("objected at"), null=True)

    class Meta:
        verbose_name = _("state of a consent")
        verbose_name_plural = _("states of consents")
        ordering = ["person", "sender", "purpose", "channel"]
        constraints = [
            models.UniqueConstraint(fields=["person", "sender", "purpose", "channel"], name="state_once_per_scope"),
            one_of("standing", Standing, name="state_standing_known"),
        ]
        indexes = [
            models.Index(
                fields=["since", "id"],
                condition=models.Q(objection="") & ~models.Q(standing="given"),
                name="states_that_ended",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_standing_display())
