"""What ``datamap check`` counted in a source: numbers per column, so that no request has to count again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpellingCount(models.Model):
    """Of one column that is looked up by an index: how many values it held, and how many a search would miss.

    ``rule`` says how the column was looked up then; under another rule the numbers say nothing.
    """

    source = models.CharField(_("source"), max_length=63)
    table = models.CharField(_("table"), max_length=257)
    column = models.CharField(_("column"), max_length=128)
    rule = models.CharField(_("rule of the search"), max_length=200)
    counted = models.PositiveBigIntegerField(_("values counted"))
    otherwise = models.PositiveBigIntegerField(_("values spelled otherwise"))
    counted_at = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("count of spellings")
        verbose_name_plural = _("counts of spellings")
        ordering = ["source", "table", "column"]
        constraints = [
            models.UniqueConstraint(fields=["source", "table", "column"], name="spelling_counted_once"),
            models.CheckConstraint(
                condition=models.Q(otherwise__lte=models.F("counted")), name="spelling_otherwise_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.table}.{self.column}"
