"""People without a register of people: a random name, values encrypted, and a keyed index to find them by."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from consents.choices import PartyKind, RelationKind
from consents.models.senders import Sender
from registers.choices import IdentifierKind
from registers.models.fields import EncryptedTextField, one_of


class Person(models.Model):
    """Somebody about whom the ledger speaks. ``is_number`` stands for a number or address itself, whoever has it.

    ``minor_until``: the day on which the person becomes of age for consent, when that is known or suspected.
    """

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    party = models.CharField(_("kind of party"), max_length=10, choices=PartyKind, default=PartyKind.UNKNOWN)
    is_number = models.BooleanField(_("a number itself, whoever has it"), default=False)
    minor_until = models.DateField(_("minor until"), null=True, blank=True)
    representative = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="represents", verbose_name=_("representative")
    )
    forgotten_at = models.DateTimeField(_("values erased at"), null=True, blank=True)
    forgotten_ground = models.CharField(_("ground to keep the suppression key"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["id"]
        constraints = [one_of("party", PartyKind, name="person_party_known")]

    def __str__(self) -> str:
        return str(self.uid)


class Identifier(models.Model):
    """A value that leads to a person. ``index`` is an HMAC under the index key; ``value`` is '' after erasure."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identifiers", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=20, choices=IdentifierKind)
    value = EncryptedTextField(_("value"), blank=True)
    index = models.CharField(_("keyed index"), max_length=64)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["index", "person"], name="identifier_once_per_person"),
            one_of("kind", IdentifierKind, name="contact_identifier_kind_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Relation(models.Model):
    """A customer, donor or subscriber of a sender: what the exception of art. 11.7 Tw rests on."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="relations", verbose_name=_("person"))
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="relations", verbose_name=_("sender"))
    kind = models.CharField(_("kind"), max_length=20, choices=RelationKind)
    started_on = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(
        _("ended on"), null=True, blank=True, help_text=_("End of the contract, or the last purchase or gift.")
    )
    collected_in_sale = models.BooleanField(_("contact details were got in the sale or gift"), default=False)
    opt_out_offered = models.BooleanField(_("a way out was offered when they were collected"), default=False)
    similar = models.BooleanField(_("only own, similar products"), default=False)
    longer_months = models.PositiveSmallIntegerField(
        _("longer term in months"), default=0, help_text=_("Only with a written weighing and a committee's decision.")
    )
    longer_decision = models.CharField(_("decision of the committee"), max_length=200, blank=True)
    noted_at = models.DateTimeField(_("noted at"))

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "sender", "kind"], name="relation_once"),
            one_of("kind", RelationKind, name="relation_kind_known"),
            models.CheckConstraint(
                condition=models.Q(longer_months=0) | ~models.Q(longer_decision=""), name="longer_term_has_a_decision"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
