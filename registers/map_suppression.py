"""How the data map says that a table is a suppression table: whom a dialler or a mail system leaves alone.

An objection is written into it (art. 21(3)). Which column gets the number, in which spelling, and what the others get;
for which channels and senders the table counts. Whether the live table can take that: ``datamap check``.
"""

from typing import Self

from django.utils.translation import gettext as _
from pydantic import Field, model_validator

from registers.choices import IdentifierKind, NumberSpelling, SuppressionPart
from registers.map_values import MapValue

SUPPRESSED = frozenset({IdentifierKind.PHONE, IdentifierKind.EMAIL})


class SuppressionColumn(MapValue):
    """What one column gets. ``decides``: a row with another value here blocks nobody, so it counts as not there."""

    column: str = Field(min_length=1)
    holds: SuppressionPart
    value: str | int | bool | None = None
    decides: bool = False

    @model_validator(mode="after")
    def _complete(self) -> Self:
        fixed = self.holds == SuppressionPart.FIXED
        if fixed != (self.value is not None):
            raise ValueError(_("suppression: a fixed column has a `value`, and no other has"))
        if self.decides and not fixed:
            raise ValueError(_("suppression: only a fixed column can decide whether a row blocks"))
        return self


class SuppressionMap(MapValue):
    """The table as a list of whom to leave alone. Without ``channels`` or ``senders`` it counts for every one."""

    kind: IdentifierKind = IdentifierKind.PHONE
    column: str = Field(min_length=1, description="column with the number or address")
    spelling: NumberSpelling = NumberSpelling.E164
    channels: tuple[str, ...] = ()
    senders: tuple[str, ...] = Field((), description="keys of senders")
    also: tuple[SuppressionColumn, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is written, the number first."""
        return (self.column, *(one.column for one in self.also))

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.kind not in SUPPRESSED:
            raise ValueError(_("suppression: `kind` is phone or email"))
        doubles = sorted({name for name in self.columns if self.columns.count(name) > 1})
        if doubles:
            raise ValueError(_("suppression: named twice: %(columns)s") % {"columns": ", ".join(doubles)})
        return self
