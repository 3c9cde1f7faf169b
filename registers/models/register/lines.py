"""The lines of an activity: whose data, which data, for which purpose, and all that hangs on that."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.choices import DataCategory
from registers.models.register.activities import ProcessingActivity, Purpose, answer
from registers.models.register.base import RegisterRecord, words
from registers.models.register.parties import System
from registers.models.register.retention import RetentionRule
from registers.register_choices import Answer, DataSource, Presence, SpecialCondition


def presence(label: Any, help_text: Any = "") -> "models.CharField[str, str]":
    """Whether a sort of data is there: yes, no, possible, or nobody answered."""
    return models.CharField(label, max_length=10, choices=Presence, default=Presence.UNKNOWN, help_text=help_text)


class Line(RegisterRecord):
    """Category of people × category of data × purpose (art. 30(1)(c)) with its retention (art. 30(1)(f))."""

    activity = models.ForeignKey(
        ProcessingActivity, models.CASCADE, related_name="lines", verbose_name=_("processing activity")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    subjects = models.CharField(_("category of people"), max_length=300, help_text=_("Art. 30(1)(c)."))
    category = models.CharField(_("category of data"), max_length=20, choices=DataCategory)
    data = models.TextField(_("which data"), blank=True)
    purpose = models.ForeignKey(
        Purpose, models.SET_NULL, null=True, blank=True, related_name="lines", verbose_name=_("purpose")
    )
    retention = models.ForeignKey(
        RetentionRule, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("retention rule")
    )
    retention_criterion = models.TextField(
        _("criterion, where no term can be given"), blank=True, help_text=_("Art. 13(2)(a), 30(1)(f).")
    )
    origin = models.CharField(
        _("where data come from"),
        max_length=10,
        choices=DataSource,
        blank=True,
        help_text=_("Art. 14(2)(f), 15(1)(g)."),
    )
    origin_text = models.TextField(_("source in words"), blank=True)
    obliged = answer(_("is the person obliged to give them?"), _("Art. 13(2)(e)."))
    refusal_effect = models.TextField(_("what happens if the person refuses"), blank=True)
    special = presence(_("special categories"), _("Art. 9(1)."))
    special_kinds = models.CharField(_("which"), max_length=300, blank=True)
    condition = models.CharField(_("condition of art. 9(2)"), max_length=10, choices=SpecialCondition, blank=True)
    condition_law = models.CharField(_("article of the UAVG"), max_length=200, blank=True)
    criminal = presence(_("criminal data"), _("Art. 10, art. 31 to 33 UAVG."))
    criminal_law = models.CharField(_("ground for criminal data"), max_length=200, blank=True)
    national_id = presence(_("citizen service number (BSN)"), _("Art. 87, art. 46 UAVG."))
    national_id_law = models.CharField(_("law that prescribes the number"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["activity", "position", "id"]
        constraints = [
            *words("line", category=DataCategory, origin_=DataSource, obliged=Answer, special=Presence),
            *words("line", condition_=SpecialCondition, criminal=Presence, national_id=Presence),
        ]

    def __str__(self) -> str:
        return f"{self.subjects} · {self.get_category_display()}"


class LineSystem(RegisterRecord):
    """In which system the data of a line are (AP: say where data are)."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="systems", verbose_name=_("line"))
    system = models.ForeignKey(System, models.PROTECT, related_name="lines", verbose_name=_("system"))

    class Meta:
        verbose_name = _("system of a line")
        verbose_name_plural = _("systems of a line")
        ordering = ["line", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "system"], name="system_once_per_line")]

    def __str__(self) -> str:
        return f"{self.system}"
