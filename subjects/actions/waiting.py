"""The verbs of waiting for the person: ask something, and take the request up again when the answer is there.

Waiting moves no deadline. Where the ground is one that may suspend it (art. 12(6), recital 63), a second, later date is
shown beside the legal one: what the organisation can claim, if it has to. Alerts keep to the legal one.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from subjects.actions.moving import Deed, move
from subjects.choices import Status, WaitingGround
from subjects.errors import RequestError
from subjects.models import SubjectRequest, WaitingPeriod

LONGEST_REASON = 2000


def wait(
    *, request: SubjectRequest, ground: WaitingGround, reason: str, actor: User | None, at: datetime
) -> WaitingPeriod:
    """Wait for the person. ``reason`` is what was asked and why; a doubt has to be about this person (art. 12(6)).

    Raises RequestError without a reason or with too long a one, MoveRefused where a request can't wait.
    """
    text = reason.strip()
    if not text:
        raise RequestError(_("waiting gives its reason: what was asked of the person, and why"))
    if len(text) > LONGEST_REASON:
        told = _("the reason is longer than %(longest)s signs")
        raise RequestError(told % {"longest": LONGEST_REASON})
    stood = Status(request.status)
    with transaction.atomic():
        facts = {"ground": ground.value, "suspends": ground.suspends}
        deed = Deed(verb="wait", at=at, actor=actor, note=ground.value, facts=facts)
        move(request=request, to=Status.WAITING, deed=deed)
        return WaitingPeriod.objects.create(request=request, ground=ground, reason=text, back_to=stood, began_at=at)


def resume(*, request: SubjectRequest, actor: User | None, at: datetime) -> None:
    """Take a request up again where it stood: the person answered, or nothing is waited for any more.

    Raises RequestError when it doesn't wait.
    """
    period = WaitingPeriod.objects.filter(request=request, ended_at=None).first()
    if request.status != Status.WAITING or period is None:
        raise RequestError(_("this request does not wait for the person"))
    days = (at.astimezone().date() - period.began_at.astimezone().date()).days
    facts = {"ground": period.ground, "days": days}
    deed = Deed(verb="resume", at=at, actor=actor, note=period.ground, facts=facts)
    move(request=request, to=Status(period.back_to), deed=deed)
