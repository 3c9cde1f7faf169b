"""Call scripts and what was said: versions that never change, the numbers that were called with, a row per call."""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from consents.choices import CallAnswer, CallResult
from consents.models.rules import ContactDecision
from consents.models.senders import ContactPurpose, Sender, plain_key
from registers.models.fields import one_of

whole_number = RegexValidator(r"\A\+[1-9]\d{6,14}\Z", _("write the number with its country: +31201234567"))


class CallScript(models.Model):
    """What is said in calls of a sender for a purpose; the words stand in its versions."""

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("key"), max_length=60, unique=True, validators=[plain_key])
    title = models.CharField(_("title"), max_length=200)
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="scripts", verbose_name=_("sender"))
    purpose = models.ForeignKey(ContactPurpose, models.PROTECT, related_name="scripts", verbose_name=_("purpose"))
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("call script")
        verbose_name_plural = _("call scripts")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class ScriptVersion(models.Model):
    """The words of a script. Written once (triggers). ``blocks``: key, moment, label and text, in their order.

    ``duties`` and ``duties_sha256`` name the set of duties that it was held against.
    """

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(CallScript, models.PROTECT, related_name="versions", verbose_name=_("call script"))
    number = models.PositiveIntegerField(_("version"))
    blocks = models.JSONField(_("blocks"))
    sha256 = models.CharField(_("SHA-256 of the wording"), max_length=64)
    duties = models.CharField(_("set of duties"), max_length=40)
    duties_sha256 = models.CharField(_("SHA-256 of the duties"), max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("version of a call script")
        verbose_name_plural = _("versions of call scripts")
        ordering = ["script", "-number"]
        constraints = [models.UniqueConstraint(fields=["script", "number"], name="script_version_once")]

    def __str__(self) -> str:
        return f"{self.script} v{self.number}"


class OutboundNumber(models.Model):
    """A number that people see when they are called. It stays reachable for a while after its last use (CTM)."""

    number = models.CharField(_("number"), max_length=16, unique=True, validators=[whole_number])
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="numbers", verbose_name=_("sender"))
    used_from = models.DateField(_("used from"))
    used_until = models.DateField(_("last day of use"), null=True, blank=True)
    ended_on = models.DateField(
        _("not reachable since"), null=True, blank=True, help_text=_("Empty: people who call back get somebody.")
    )

    class Meta:
        verbose_name = _("number we call with")
        verbose_name_plural = _("numbers we call with")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_until__isnull=True) | models.Q(used_until__gte=models.F("used_from")),
                name="number_used_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ContactCall(models.Model):
    """A call as it went, written once (triggers): which script, that verzet was offered, what the answer was.

    It does not say who the person is; the decision names that by a random name.
    """

    uid = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(
        ContactDecision, models.PROTECT, related_name="calls", verbose_name=_("contact decision")
    )
    version = models.ForeignKey(ScriptVersion, models.PROTECT, related_name="calls", verbose_name=_("script"))
    number = models.ForeignKey(OutboundNumber, models.PROTECT, related_name="calls", verbose_name=_("called with"))
    result = models.CharField(_("result"), max_length=12, choices=CallResult)
    objection_offered = models.BooleanField(_("verzet was offered"))
    again = models.CharField(_("may we call again?"), max_length=10, choices=CallAnswer)
    called_at = models.DateTimeField(_("called at"))
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("called by"))
    role = models.CharField(_("role"), max_length=40)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-id"]
        permissions = [("record_contactcall", "Can record calls")]
        constraints = [
            one_of("result", CallResult, name="call_result_known"),
            one_of("again", CallAnswer, name="call_answer_known"),
        ]

    def __str__(self) -> str:
        return str(self.uid)
