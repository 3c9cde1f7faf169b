"""On whose behalf people are contacted, what for, and the exact words in which they were asked."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from consents.choices import ContactChannel, PurposeKind, SenderKind
from registers.models import Party, ProcessingActivity
from registers.models.fields import one_of
from registers.models.register.base import RegisterRecord

plain_key = RegexValidator(r"\A[a-z0-9][a-z0-9-]{0,59}\Z", _("write small letters, digits and hyphens: energie-nl"))


class Sender(RegisterRecord):
    """Who contacts people: the advertiser of the Code Telemarketing. ``key`` names it in lists and in the API."""

    key = models.CharField(_("key"), max_length=60, unique=True, validators=[plain_key])
    legal_name = models.CharField(_("legal name"), max_length=300)
    trade_name = models.CharField(_("trade name"), max_length=300, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=SenderKind,
        default=SenderKind.ORDINARY,
        help_text=_("Decides whether customers may be called without consent since 1 July 2026."),
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="senders",
        verbose_name=_("organisation in the register"),
    )
    contact = models.CharField(_("where people can stop contact"), max_length=300, blank=True)
    privacy_url = models.URLField(_("privacy statement"), blank=True)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")
        ordering = ["key"]
        constraints = [one_of("kind", SenderKind, name="sender_kind_known")]

    def __str__(self) -> str:
        return self.trade_name or self.legal_name


class ContactPurpose(RegisterRecord):
    """What people are contacted for: one purpose per consent (art. 4(11), 6(1)(a)). Its kind is fixed once used."""

    key = models.CharField(_("key"), max_length=60, unique=True, validators=[plain_key])
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=PurposeKind, default=PurposeKind.MARKETING)
    products = models.TextField(_("about which products or services"), blank=True)
    activity = models.ForeignKey(
        ProcessingActivity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_purposes",
        verbose_name=_("processing activity"),
    )
    months = models.PositiveSmallIntegerField(
        _("months that a consent stays valid"),
        null=True,
        blank=True,
        help_text=_("The law names no term; the EDPB advises to renew at fitting intervals. Empty: until withdrawn."),
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("contact purpose")
        verbose_name_plural = _("contact purposes")
        ordering = ["key"]
        constraints = [one_of("kind", PurposeKind, name="purpose_kind_known")]

    def __str__(self) -> str:
        return self.title


class ConsentText(models.Model):
    """The exact wording somebody saw or heard. Written once (triggers); other words are a new version."""

    uid = models.UUIDField(_("id"), unique=True, editable=False)
    key = models.CharField(_("key"), max_length=60, validators=[plain_key])
    version = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=10, default="nl")
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="texts", verbose_name=_("sender"))
    purpose = models.ForeignKey(ContactPurpose, models.PROTECT, related_name="texts", verbose_name=_("purpose"))
    channel = models.CharField(_("channel"), max_length=12, choices=ContactChannel)
    body = models.TextField(_("wording"))
    policy_url = models.URLField(_("privacy statement"), blank=True)
    standalone = models.BooleanField(_("a question of its own"), default=True)
    sha256 = models.CharField(_("SHA-256 of the wording"), max_length=64)
    created_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("consent wording")
        verbose_name_plural = _("consent wordings")
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version", "language"], name="text_version_once"),
            one_of("channel", ContactChannel, name="text_channel_known"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version} ({self.language})"
