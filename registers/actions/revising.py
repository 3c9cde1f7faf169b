"""What follows an edit of the register: what was offered or signed is a draft again, and the rules look anew."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from registers.actions.assessing import assess, assess_pages
from registers.actions.saving import saved
from registers.dispatch import hint_assessment
from registers.models import Offer, ProcessingActivity, ProcessorAgreement
from registers.register_choices import RecordKind, RecordStatus

Page = tuple[RecordKind, UUID]
"""An activity or agreement, by its uid."""

LARGE = 100
"""More activities than this, and the whole register is looked at in the background."""


def revised(*, pages: Sequence[Page], beside: Sequence[Page] = (), actor: User | None, at: datetime) -> list[str]:
    """Reopen what was edited and assess it; without pages assess the whole register. The titles of what was reopened.

    1. Settle open offers of the edited records: what was offered is not what stands there now.
    2. Make signed and offered activities drafts, with history.
    3. Let the rules look at what was edited, and at what stands ``beside`` it.
    """
    with transaction.atomic():
        titles = reopened(pages=pages, actor=actor, at=at)
        _look(pages, beside, at)
    return titles


def reopened(*, pages: Sequence[Page], actor: User | None, at: datetime) -> list[str]:
    """The first two steps of ``revised``, for who edits many pages and lets the rules look once, at the end."""
    with transaction.atomic():
        offered = _settle_offers({uid for _kind, uid in pages})
        titles = _reopen({uid for kind, uid in pages if kind == RecordKind.ACTIVITY}, actor, at)
    agreements = ProcessorAgreement.objects.filter(uid__in=offered)
    return [*titles, *(str(agreement) for agreement in agreements)]


def _look(pages: Sequence[Page], beside: Sequence[Page], at: datetime) -> None:
    """At what was edited and what stands beside it; at everything when a record of no page was edited."""
    if pages:
        assess_pages(pages=[(kind, str(uid)) for kind, uid in (*pages, *beside)], at=at)
    else:
        look_at_everything(at=at)


def look_at_everything(*, at: datetime) -> None:
    """Assess the whole register: now, or in the background where that takes longer than somebody waits for a page."""
    if ProcessingActivity.objects.count() > LARGE:
        hint_assessment()
    else:
        assess(at=at)


def _settle_offers(uids: Collection[UUID]) -> set[UUID]:
    open_ones = Offer.objects.filter(record__in=uids, closed=False)
    offered = set(open_ones.values_list("record", flat=True))
    open_ones.update(closed=True)
    return offered


def _reopen(uids: Collection[UUID], actor: User | None, at: datetime) -> list[str]:
    agreed = (RecordStatus.SIGNED, RecordStatus.SUBMITTED)
    reopened = []
    for activity in ProcessingActivity.objects.filter(uid__in=uids, status__in=agreed):
        activity.status = RecordStatus.DRAFT
        saved(activity, actor=actor, at=at, fields=("status",))
        reopened.append(str(activity))
    return reopened
