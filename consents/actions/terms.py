"""The verb of storage limitation (art. 5(1)(e)): people whose term of proof is over are forgotten, a few at a time.

Each is looked at once more and forgotten in a transaction of their own, with everything they have locked: who spoke at
that moment is not due any more. Killed anywhere, the next run goes on, because nobody who was forgotten is found again.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from consents.actions.forgetting import forget
from consents.choices import ForgottenBecause, KeptBy
from consents.due_selectors import Term, days_of_grace, look_at, pages_due, term_on
from consents.models import Person

MOST = 40_000
"""People in one run of the clock: half an hour of work; the rest goes the next day."""

log = structlog.get_logger("waarborg.consents")


@dataclass(kw_only=True)
class Swept:
    """What a run did: people forgotten, and why others whose term is over stay."""

    forgotten: int = 0
    kept: Counter[KeptBy] = field(default_factory=Counter)


def forget_when_decided(*, at: datetime) -> Swept | None:
    """What the clock does: nothing until the organisation decided after how many days it may. Raises NumberMissing."""
    day = timezone.localdate(at)
    grace = days_of_grace(day)
    if grace is None:
        return None
    done = forget_due(term=replace(term_on(day), day=day - timedelta(days=grace)), at=at)
    log.info("people whose term of proof is over forgotten", count=done.forgotten)
    return done


def forget_due(*, term: Term, at: datetime, actor: User | None = None, most: int = MOST) -> Swept:
    """Forget no more than ``most`` people whose term is over on the day of ``term``, longest ago first."""
    done = Swept()
    for page in pages_due(term=term, at=at):
        done.kept += page.kept
        for person in page.due:
            if done.forgotten == most:
                return done
            done.forgotten += _forget(person, term=term, at=at, actor=actor)
    return done


def _forget(key: int, *, term: Term, at: datetime, actor: User | None) -> bool:
    """Whether somebody was forgotten; not when they spoke, or something came up, since they were found."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=key)
        if not look_at([key], term=term, at=at).due:
            return False
        forget(person=person, at=at, because=ForgottenBecause.TERM, actor=actor)
    return True
