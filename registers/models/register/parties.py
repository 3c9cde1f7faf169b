"""Organisations and their officers, systems and measures: what activities and agreements refer to."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.models.register.base import RegisterRecord, country_code


class Party(RegisterRecord):
    """An organisation. Whether it is a processor, a client or a recipient follows from where it is used."""

    name = models.CharField(_("legal name"), max_length=300)
    own = models.BooleanField(_("our own organisation"), default=False)
    registration = models.CharField(
        _("Chamber of Commerce number"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"\A[0-9. ]{8,14}\Z", _("give the number of the Chamber of Commerce or KBO"))],
    )
    address = models.TextField(_("address"), blank=True, help_text=_("Art. 30(1)(a): name and contact details."))
    country = models.CharField(_("country"), max_length=2, default="NL", blank=True, validators=[country_code])
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    contact = models.CharField(_("contact"), max_length=300, blank=True, help_text=_("A role or mailbox, if you can."))
    representative = models.TextField(
        _("representative"), blank=True, help_text=_("Art. 27: when established outside the EU.")
    )
    no_dpo_reason = models.TextField(
        _("why there is no data protection officer"), blank=True, help_text=_("Art. 37: a reason, when none is named.")
    )
    source_id = models.CharField(_("id in the source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class DataProtectionOfficer(RegisterRecord):
    """A data protection officer (FG, art. 37) of an organisation, from and until."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="officers", verbose_name=_("organisation"))
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("data protection officer")
        verbose_name_plural = _("data protection officers")
        ordering = ["party", "valid_from", "id"]

    def __str__(self) -> str:
        return self.name


class System(RegisterRecord):
    """An application or database in which personal data are; tied to the data map by the name of a source."""

    name = models.CharField(_("name"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    supplier = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="systems", verbose_name=_("supplier")
    )
    country = models.CharField(
        _("country of the data"), max_length=2, default="NL", blank=True, validators=[country_code]
    )
    source = models.SlugField(
        _("source of the data map"), max_length=63, blank=True, help_text=_("The name of the source, if it has one.")
    )

    class Meta:
        verbose_name = _("system")
        verbose_name_plural = _("systems")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Measure(RegisterRecord):
    """A technical or organisational measure (art. 32)."""

    name = models.CharField(_("name"), max_length=300)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("security measure")
        verbose_name_plural = _("security measures")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
