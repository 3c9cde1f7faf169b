"""How near the last day of a request is: a word, a tone for its colour, and the days. Pure."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subjects.choices import Status
from subjects.models import SubjectRequest
from subjects.selectors import last_day_of
from subjects.states import ENDED

SOON = 7
ANSWERED = (*sorted(ENDED), Status.ANSWERED)


@dataclass(frozen=True, kw_only=True)
class DueState:
    """``tone`` is late, soon, fine or done: the class of the badge. ``days`` are days left, negative when late."""

    word: str
    tone: str
    last_day: dt.date
    days: int

    @property
    def text(self) -> str:
        """The days in words; empty for a request that was answered."""
        if self.tone == "done":
            return ""
        if self.days < 0:
            return ngettext("%(n)d day late", "%(n)d days late", -self.days) % {"n": -self.days}
        return ngettext("%(n)d day left", "%(n)d days left", self.days) % {"n": self.days}


def due_state(request: SubjectRequest, *, today: dt.date) -> DueState:
    """Late, soon (within a week) or in time; a request that was answered has no deadline any more."""
    last = last_day_of(request)
    days = (last - today).days
    if request.status in ANSWERED:
        return DueState(word=_("done"), tone="done", last_day=last, days=days)
    if days < 0:
        return DueState(word=_("late"), tone="late", last_day=last, days=days)
    if days <= SOON:
        return DueState(word=_("soon"), tone="soon", last_day=last, days=days)
    return DueState(word=_("in time"), tone="fine", last_day=last, days=days)
