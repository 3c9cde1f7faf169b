"""The one place that writes the status of a request: compare and set, with an event and an evidence entry."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction

from registers.actions.evidence import record
from registers.choices import EvidenceKind
from subjects.choices import Status
from subjects.errors import MoveRefused
from subjects.models import RequestEvent, SubjectRequest, WaitingPeriod
from subjects.states import may_move


def role_of(user: AbstractBaseUser | None) -> str:
    """The role that evidence names instead of a person: a group, ``manager`` for a superuser, ``system`` for nobody."""
    if not isinstance(user, User):
        return "system"
    group = user.groups.order_by("name").first()
    return group.name if group else ("manager" if user.is_superuser else "staff")


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What was done, when and by whom. ``note`` and ``facts`` hold codes and counts, never data of a person."""

    verb: str
    at: datetime
    actor: User | None = None
    note: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def move(*, request: SubjectRequest, to: Status, deed: Deed, changes: dict[str, Any] | None = None) -> None:
    """Bring a request to another status, with the ``changes`` to its fields that belong to it.

    Raises MoveRefused when the table of moves doesn't have it, or when somebody else moved the request first.
    """
    at_status = Status(request.status)
    if not may_move(at_status, to):
        raise MoveRefused(status=at_status.value, wanted=to.value)
    values = {"status": to, "block_code": "", "block_reason": "", **(changes or {})}
    with transaction.atomic():
        moved = SubjectRequest.objects.filter(pk=request.pk, status=at_status).update(**values)
        if not moved:
            request.refresh_from_db(fields=["status"])
            raise MoveRefused(status=request.status, wanted=to.value)
        for name, value in values.items():
            setattr(request, name, value)
        if at_status == Status.WAITING:
            WaitingPeriod.objects.filter(request=request, ended_at=None).update(ended_at=deed.at)
        note_event(request=request, verb=deed.verb, at=deed.at, actor=deed.actor, note=deed.note, moved=(at_status, to))
        record(
            kind=EvidenceKind.REQUEST_MOVED,
            case=request.case,
            facts={
                **deed.facts,
                **{"from": at_status.value, "to": to.value, "verb": deed.verb, "role": role_of(deed.actor)},
            },
            at=deed.at,
        )


def note_event(
    *,
    request: SubjectRequest,
    verb: str,
    at: datetime,
    actor: User | None = None,
    note: str = "",
    moved: tuple[str, str] = ("", ""),
) -> RequestEvent:
    """Write an event on the timeline. ``note`` holds codes and counts, never data of a person."""
    return RequestEvent.objects.create(
        request=request, at=at, verb=verb, actor=actor, note=note[:400], from_status=moved[0], to_status=moved[1]
    )


def block(*, request: SubjectRequest, code: str, reason: str, at: datetime, verb: str = "block") -> None:
    """Put a request aside for a person, with the reason and the way out."""
    move(
        request=request,
        to=Status.BLOCKED,
        deed=Deed(verb=verb, at=at, note=code),
        changes={"block_code": code, "block_reason": reason},
    )
