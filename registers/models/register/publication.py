"""Where our organisations show their register and statement to everybody, and with whom people complain."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import LegalStatus
from registers.models.register.base import RegisterRecord, country_code, words
from registers.models.register.parties import Party


class Publication(RegisterRecord):
    """Which public pages an organisation of ours has; without a row, and until switched on, there are none."""

    organisation = models.OneToOneField(
        Party,
        models.PROTECT,
        related_name="publication",
        limit_choices_to={"own": True},
        verbose_name=_("organisation"),
    )
    slug = models.SlugField(_("name in the address"), max_length=63, unique=True, help_text=_("Small letters and -."))
    register_on = models.BooleanField(
        _("show the public register"), default=False, help_text=_("On /register/, for everybody.")
    )
    statement_on = models.BooleanField(
        _("show the privacy statement"), default=False, help_text=_("On /privacyverklaring/, for everybody.")
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def clean(self) -> None:
        """Raises ValidationError for an organisation that isn't ours."""
        if self.organisation_id and not self.organisation.own:
            raise ValidationError({"organisation": _("choose one of our own organisations")})


class SupervisoryAuthority(RegisterRecord):
    """The authority of a country where people complain (art. 77), from and until. Dated law, editable."""

    country = models.CharField(_("country"), max_length=2, validators=[country_code])
    name = models.CharField(_("name"), max_length=200)
    site = models.CharField(
        _("website"),
        max_length=200,
        validators=[RegexValidator(r"\A[a-z0-9-]+(\.[a-z0-9-]+)+\Z", _("give the name of the site, as example.org"))],
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    reference = models.CharField(_("source"), max_length=300, blank=True)
    status = models.CharField(_("legal status"), max_length=20, choices=LegalStatus, default=LegalStatus.TO_CHECK)

    class Meta:
        verbose_name = _("privacy authority")
        verbose_name_plural = _("privacy authorities")
        ordering = ["country", "valid_from"]
        constraints = [
            *words("authority", status=LegalStatus),
            models.UniqueConstraint(fields=["country", "valid_from"], name="authority_once_per_day"),
        ]

    def __str__(self) -> str:
        return LegalStatus(self.status).marked(self.name)
