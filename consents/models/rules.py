"""Contact rules of one's own, lists of people who don't want to be called, and the decisions that were made."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consents.choices import ContactChannel, Outcome, ScreeningListKind
from registers.models.fields import one_of


class ContactRuleSet(models.Model):
    """A version of a set of rules that stands in the place of the shipped one from ``effective_from`` on.

    A draft (``signed_at`` empty) is edited; a signed one is not. Signing is done by somebody else than the writer.
    """

    set_id = models.CharField(_("set"), max_length=40)
    version = models.PositiveIntegerField(_("version"))
    body = models.TextField(_("rules (YAML)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    reason = models.TextField(_("why it was changed"))
    effective_from = models.DateField(_("in force from"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact rules")
        verbose_name_plural = _("contact rules")
        ordering = ["set_id", "-version"]
        permissions = [("sign_contactruleset", "Can sign contact rules")]
        constraints = [
            models.UniqueConstraint(fields=["set_id", "version"], name="ruleset_version_once"),
            models.CheckConstraint(
                condition=models.Q(signed_by__isnull=True, signed_at__isnull=True)
                | models.Q(signed_by__isnull=False, signed_at__isnull=False),
                name="ruleset_signed_wholly",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by__isnull=True) | ~models.Q(signed_by=models.F("written_by")),
                name="ruleset_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.set_id} v{self.version}"


class ScreeningList(models.Model):
    """A list as it was got on a day: the old Bel-me-niet Register, the Belgian list. Valid for a number of days."""

    kind = models.CharField(_("list"), max_length=10, choices=ScreeningListKind)
    obtained_on = models.DateField(_("obtained on"))
    valid_until = models.DateField(_("valid until"), help_text=_("A file of the Bel-me-niet Register: four weeks."))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    entries_count = models.PositiveIntegerField(_("numbers"), default=0)
    complete = models.BooleanField(_("loaded to the end"), default=False)
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("screening list")
        verbose_name_plural = _("screening lists")
        ordering = ["kind", "-obtained_on"]
        constraints = [
            one_of("kind", ScreeningListKind, name="list_kind_known"),
            models.UniqueConstraint(fields=["kind", "obtained_on"], name="list_once_per_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.obtained_on}"


class ScreeningEntry(models.Model):
    """A number of a list, by its keyed index only."""

    list = models.ForeignKey(ScreeningList, models.CASCADE, related_name="entries", verbose_name=_("list"))
    index = models.CharField(_("keyed index"), max_length=64)

    class Meta:
        verbose_name = _("number of a list")
        verbose_name_plural = _("numbers of a list")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["index", "list"], name="number_once_per_list")]

    def __str__(self) -> str:
        return str(self.pk)


class ContactDecision(models.Model):
    """A decision as it was given: rules with their hash, facts by id, who asked. It does not say who the person is."""

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    asked_at = models.DateTimeField(_("asked at"))
    about_at = models.DateTimeField(_("about the moment"))
    sender = models.CharField(_("sender"), max_length=60)
    purpose = models.CharField(_("purpose"), max_length=60)
    channel = models.CharField(_("channel"), max_length=12, choices=ContactChannel)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    ruleset = models.CharField(_("set of rules"), max_length=40, blank=True)
    rules_sha256 = models.CharField(_("SHA-256 of the rules"), max_length=64, blank=True)
    rule = models.CharField(_("rule"), max_length=60)
    facts = models.JSONField(_("facts used"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    role = models.CharField(_("role"), max_length=40)

    class Meta:
        verbose_name = _("contact decision")
        verbose_name_plural = _("contact decisions")
        ordering = ["-id"]
        permissions = [("ask_contactdecision", "Can ask whether somebody may be contacted")]
        constraints = [
            one_of("outcome", Outcome, name="decision_outcome_known"),
            one_of("channel", ContactChannel, name="decision_channel_known"),
        ]

    def __str__(self) -> str:
        return str(self.uid)
