"""Words in which the commands of exchange tell of a record."""

from django.utils.translation import gettext_lazy as _

from registers.actions.importing import Effect
from registers.exchange.units import Verdict

VERDICTS = {
    Verdict.FITS: _("fits"),
    Verdict.DOUBTFUL: _("doubtful"),
    Verdict.REFUSED: _("refused"),
}
EFFECTS = {
    Effect.NEW: _("new"),
    Effect.CHANGED: _("changes"),
    Effect.UNCHANGED: _("unchanged"),
    Effect.NOTHING: _("stays out"),
}
