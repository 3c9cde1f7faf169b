"""How long data are kept: the organisation's rules, and holds that keep what would otherwise go.

The duties of law themselves are ``RetentionDuty`` (models.datamap), because the data map refers to them too.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import IdentifierKind
from registers.models.datamap import RetentionDuty
from registers.models.register.activities import ProcessingActivity, answer
from registers.models.register.base import RegisterRecord, words
from registers.register_choices import Answer, EndFate


class RetentionRule(RegisterRecord):
    """A retention rule (bewaarregel): how long after which event, on which ground, and what then."""

    name = models.CharField(_("name"), max_length=200)
    months = models.PositiveSmallIntegerField(
        _("months"),
        null=True,
        blank=True,
        help_text=_("Art. 5(1)(e), 30(1)(f). Empty when only a criterion fits."),
    )
    least_months = models.PositiveSmallIntegerField(_("proposed: at least (months)"), null=True, blank=True)
    most_months = models.PositiveSmallIntegerField(_("proposed: at most (months)"), null=True, blank=True)
    chosen = answer(_("was the term chosen by us?"), _("Art. 5(2): a proposal is no choice."))
    start_event = models.CharField(_("counted from"), max_length=300, blank=True)
    criterion = models.TextField(_("criterion"), blank=True, help_text=_("Where no number of months can be given."))
    ground = models.TextField(_("why this long"), blank=True)
    duty = models.ForeignKey(
        RetentionDuty, models.PROTECT, null=True, blank=True, related_name="rules", verbose_name=_("retention duty")
    )
    fate = models.CharField(_("afterwards"), max_length=10, choices=EndFate, default=EndFate.DESTROY)
    executor = models.CharField(_("carried out by"), max_length=200, blank=True)
    kept_to = answer(_("is it kept to?"), _("Art. 5(2)."))
    deviation = models.TextField(_("why not, if it isn't"), blank=True)

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        ordering = ["name", "id"]
        constraints = [
            *words("retention", fate=EndFate, kept_to=Answer, chosen=Answer),
            models.CheckConstraint(
                condition=models.Q(least_months__isnull=True, most_months__isnull=True)
                | models.Q(
                    least_months__isnull=False, most_months__isnull=False, most_months__gte=models.F("least_months")
                ),
                name="retention_range_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Hold(RegisterRecord):
    """A hold: data that a legal claim keeps from being erased (art. 17(3)(e)), with an owner and an end.

    Without people in ``HeldPerson`` it holds a whole activity (or everything, without an activity).
    """

    label = models.CharField(_("label"), max_length=200, help_text=_("No names of people: they are kept apart."))
    activity = models.ForeignKey(
        ProcessingActivity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="holds",
        verbose_name=_("only this processing activity"),
    )
    ground = models.CharField(_("ground"), max_length=40, default="17(3)(e)")
    reason = models.TextField(_("reason"), blank=True)
    owner = models.CharField(_("owner"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), help_text=_("A hold ends; look again before that day."))

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["ends_on", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="hold_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.label


class HeldPerson(models.Model):
    """Somebody whose data a hold keeps: a keyed index of an identifier, nothing readable. Not part of the register."""

    hold = models.ForeignKey(Hold, models.CASCADE, related_name="people", verbose_name=_("hold"))
    kind = models.CharField(_("kind"), max_length=20, choices=IdentifierKind)
    index = models.CharField(_("keyed index"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("person under a hold")
        verbose_name_plural = _("people under a hold")
        ordering = ["hold", "id"]
        constraints = [
            models.UniqueConstraint(fields=["hold", "kind", "index"], name="held_once_per_hold"),
            *words("held", kind=IdentifierKind),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
