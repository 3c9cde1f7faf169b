"""Words for what an incident touches and until when somebody has to hear."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.incidents.drafts import moment
from registers.incidents.incident import Incident
from registers.incidents.touched import Path, Way

WAYS = {
    Way.OURS: gettext_lazy("with ourselves"),
    Way.ENGAGED: gettext_lazy("works on it as a processor"),
    Way.AGREEMENT: gettext_lazy("its agreement covers this"),
    Way.SUBPROCESSOR: gettext_lazy("sub-processor behind"),
    Way.SYSTEM: gettext_lazy("supplies the system"),
    Way.JOINT: gettext_lazy("is a joint controller of it"),
}


def way_in_words(path: Path) -> str:
    """How an activity is touched, with who stands between."""
    told = ": ".join(filter(None, (str(WAYS[path.way]), " › ".join(path.chain))))
    ended = _("had ended; data may still be there")
    return f"{told} ({ended})" if path.past else told


def report_in_words(found: Incident) -> str:
    """Until when the authority has to hear, or why there is no such moment."""
    if found.report_by is not None:
        return found.report_status.marked(moment(found.report_by))
    return _("not by us: nothing of our own is touched") if not found.as_controller else _("no number of law is known")
