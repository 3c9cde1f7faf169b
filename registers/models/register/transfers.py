"""Transfers to third countries, and the dated decisions on which countries protect enough."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import LegalStatus
from registers.models.register.activities import ProcessingActivity
from registers.models.register.agreements import ProcessorAgreement
from registers.models.register.base import RegisterRecord, country_code, words
from registers.models.register.parties import Party
from registers.register_choices import ClausesModule, TransferKind, TransferMechanism


class Transfer(RegisterRecord):
    """A transfer outside the EEA (art. 44-49), of an activity or under an agreement."""

    activity = models.ForeignKey(
        ProcessingActivity,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="transfer_rows",
        verbose_name=_("processing activity"),
    )
    agreement = models.ForeignKey(
        ProcessorAgreement,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="transfers",
        verbose_name=_("processor agreement"),
    )
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to which organisation")
    )
    country = models.CharField(_("country"), max_length=2, validators=[country_code], help_text=_("Art. 30(1)(e)."))
    sort = models.CharField(_("sort"), max_length=10, choices=TransferKind, default=TransferKind.SUPPLY)
    mechanism = models.CharField(
        _("mechanism"),
        max_length=10,
        choices=TransferMechanism,
        blank=True,
        help_text=_("Art. 45 to 49: on what the transfer rests."),
    )
    module = models.CharField(_("module of the clauses"), max_length=1, choices=ClausesModule, blank=True)
    assessed_on = models.DateField(_("transfer assessed on"), null=True, blank=True)
    assessment = models.TextField(_("outcome of the assessment"), blank=True)
    document = models.CharField(
        _("document with the safeguards"), max_length=300, blank=True, help_text=_("Art. 30(1)(e) for art. 49(1).")
    )

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["activity", "agreement", "id"]
        constraints = [
            *words("transfer", sort=TransferKind, mechanism_=TransferMechanism, module_=ClausesModule),
            models.CheckConstraint(
                condition=models.Q(activity__isnull=False) | models.Q(agreement__isnull=False),
                name="transfer_of_something",
            ),
        ]

    def __str__(self) -> str:
        return self.country


class AdequacyDecision(RegisterRecord):
    """A country that protects enough, from and until (art. 45), or that belongs to the EEA. Dated law, editable."""

    country = models.CharField(_("country"), max_length=2, validators=[country_code])
    label = models.CharField(_("name"), max_length=200, blank=True)
    eea = models.BooleanField(_("part of the EEA"), default=False)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    condition = models.CharField(_("only when"), max_length=300, blank=True)
    reference = models.CharField(_("source"), max_length=300, blank=True)
    status = models.CharField(_("legal status"), max_length=20, choices=LegalStatus, default=LegalStatus.TO_CHECK)

    class Meta:
        verbose_name = _("country that protects enough")
        verbose_name_plural = _("countries that protect enough")
        ordering = ["country", "valid_from"]
        constraints = [*words("adequacy", status=LegalStatus)]

    def __str__(self) -> str:
        return LegalStatus(self.status).marked(self.label or self.country)
