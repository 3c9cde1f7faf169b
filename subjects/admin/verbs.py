"""The buttons of a request as one table: label, permission, when it is offered, what it asks, and the action it calls.

The table decides what is offered; whether it may be done is decided by the action alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subjects.actions import ending, intake, lifting, locating, planning, running, settling, waiting
from subjects.actions.correcting import CORRECTABLE, drop_correction
from subjects.admin import forms
from subjects.choices import CandidateStatus, IdentificationMethod, PlanPurpose, Right, Status, WaitingGround
from subjects.models import Plan, Restriction, SubjectRequest
from subjects.states import ENDED, may_move

HANDLE = "subjects.handle_subjectrequest"
APPROVE = "subjects.approve_subjectrequest"
REFUSE = "subjects.refuse_subjectrequest"

Call = Callable[[SubjectRequest, User, datetime, Mapping[str, Any]], str]


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One button. ``ask`` is what the confirm page says; without it and without a form the click is enough."""

    name: str
    label: Promise
    call: Call
    offered: Callable[[SubjectRequest], bool]
    permission: str = HANDLE
    form: type[Form] = forms.NothingAsked
    ask: Promise | None = None
    shows_plan: bool = False

    @property
    def confirms(self) -> bool:
        """Whether a page comes between the button and the deed."""
        return self.ask is not None or self.form is not forms.NothingAsked


def _identify(request: SubjectRequest, actor: User, at: datetime, values: Mapping[str, Any]) -> str:
    method = IdentificationMethod(values["method"])
    intake.identify(request=request, method=method, actor=actor, at=at)
    return _("The identity check was noted.")


def _locate(request: SubjectRequest, actor: User, at: datetime, _values: Mapping[str, Any]) -> str:
    found = locating.locate(request=request, at=at, actor=actor)
    tables = [table for source in found.findings for table in source.tables]
    counts = {"rows": sum(len(table.rows) for table in tables), "tables": len(tables)}
    return _("Searched every source: %(rows)d rows in %(tables)d tables.") % counts


def _decide(request: SubjectRequest, actor: User, at: datetime, values: Mapping[str, Any]) -> str:
    chosen = values["is_subject"] == "yes"
    locating.decide(request=request, number=values["number"], is_subject=chosen, actor=actor, at=at)
    if chosen:
        return _("The decision on candidate %(number)d was noted. Locate again to see what hangs on it.") % values
    return _("The decision was noted: candidate %(number)d is somebody else and stays out of it.") % values


def _drop(request: SubjectRequest, actor: User, at: datetime, values: Mapping[str, Any]) -> str:
    drop_correction(request=request, number=values["number"], actor=actor, at=at)
    return _("Correction %(number)d was taken back. Make a new plan.") % values


def _plan(request: SubjectRequest, actor: User, at: datetime, _values: Mapping[str, Any]) -> str:
    made = planning.plan(request=request, at=at, actor=actor)
    return _("Plan %(number)d was made and frozen.") % {"number": made.number}


def _approve(request: SubjectRequest, actor: User, at: datetime, values: Mapping[str, Any]) -> str:
    planning.approve(request=request, actor=actor, at=at, sha256=values["sha256"], measure=values.get("measure", ""))
    return _("The plan was approved.")


def _run(request: SubjectRequest, actor: User, at: datetime, _values: Mapping[str, Any]) -> str:
    steps = running.start(request=request, at=at, actor=actor)
    return _("Steps that were queued: %(count)d. You may close this page; the work goes on.") % {"count": len(steps)}


def _extend(request: SubjectRequest, actor: User, at: datetime, values: Mapping[str, Any]) -> str:
    ending.extend(request=request, reason=values["reason"], actor=actor, at=at)
    return _("The deadline was extended; send the letter that is among the documents.")


def _refuse(request: SubjectRequest, actor: User, at: datetime, values: Mapping[str, Any]) -> str:
    ending.refuse(request=request, article=values["article"], reason=values["reason"], actor=actor, at=at)
    return _("The request was refused; send the letter that is among the documents.")


def _withdraw(request: SubjectRequest, actor: User, at: datetime, _values: Mapping[str, Any]) -> str:
    ending.withdraw(request=request, actor=actor, at=at)
    return _("The request was withdrawn and its working data destroyed.")


def _wait(request: SubjectRequest, actor: User, at: datetime, values: Mapping[str, Any]) -> str:
    ground = WaitingGround(values["ground"])
    waiting.wait(request=request, ground=ground, reason=values["reason"], actor=actor, at=at)
    return _("The request waits for the person. The legal last day stays the same.")


def _resume(request: SubjectRequest, actor: User, at: datetime, _values: Mapping[str, Any]) -> str:
    waiting.resume(request=request, actor=actor, at=at)
    return _("The request was taken up again where it stood.")


def _settle(request: SubjectRequest, actor: User, at: datetime, _values: Mapping[str, Any]) -> str:
    settling.settle(request=request, actor=actor, at=at)
    return _("The letter is among the documents, and who holds lists is told.")


def _answer(request: SubjectRequest, actor: User, at: datetime, _values: Mapping[str, Any]) -> str:
    ending.answer(request=request, actor=actor, at=at)
    return _("It was noted that the answer went to the person.")


def _close(request: SubjectRequest, actor: User, at: datetime, _values: Mapping[str, Any]) -> str:
    ending.close(request=request, actor=actor, at=at)
    return _("The request was closed and its working data destroyed.")


def _announce(request: SubjectRequest, actor: User, at: datetime, values: Mapping[str, Any]) -> str:
    lifting.announce(request=request, reason=values["reason"], actor=actor, at=at)
    return _("The letter is among the documents; send it before the restriction is lifted.")


def _told(request: SubjectRequest, actor: User, at: datetime, _values: Mapping[str, Any]) -> str:
    lifting.note_told(request=request, actor=actor, at=at)
    return _("It was noted that the person was told.")


def _lift(request: SubjectRequest, actor: User, at: datetime, _values: Mapping[str, Any]) -> str:
    lifting.lift(request=request, actor=actor, at=at)
    return _("The marks are being cleared; a certificate follows.")


def _restriction(*, announced: bool, told: bool) -> Callable[[SubjectRequest], bool]:
    """Whether a restriction stands of which the end was announced, and told, or not yet."""
    found = Restriction.objects.filter(lifted_at=None, announced_at__isnull=not announced, told_at__isnull=not told)
    return lambda request: found.filter(request=request).exists()


def _can_reach(to: Status) -> Callable[[SubjectRequest], bool]:
    return lambda request: may_move(Status(request.status), to)


def _plan_that_counts(request: SubjectRequest) -> Plan | None:
    return request.plans.filter(superseded=False, purpose=PlanPurpose.REQUEST).select_related("approval").first()


def _may_start(request: SubjectRequest) -> bool:
    if request.status == Status.BLOCKED or not may_move(Status(request.status), Status.EXECUTING):
        return False
    return request.status == Status.APPROVED or not Right(request.right).rewrites


def _may_retry(request: SubjectRequest) -> bool:
    if request.status != Status.BLOCKED:
        return False
    plan = _plan_that_counts(request)
    return plan is not None and (not Right(request.right).rewrites or hasattr(plan, "approval"))


def _may_plan(request: SubjectRequest) -> bool:
    if request.candidates.filter(status=CandidateStatus.OPEN).exists():
        return False
    if request.right == Right.RECTIFICATION and not request.corrections.exists():
        return False
    return request.identified_by_id is not None and request.status in planning.PLANNABLE


def _may_extend(request: SubjectRequest) -> bool:
    return request.extended_at is None and request.status not in {*ENDED, Status.ANSWERED}


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            name="identify",
            label=gettext_lazy("Note the identity check"),
            call=_identify,
            offered=lambda request: (
                request.status in {Status.RECEIVED, Status.WAITING} and not Right(request.right).in_ledger
            ),
            form=forms.IdentifyForm,
        ),
        Verb(
            name="locate",
            label=gettext_lazy("Locate in every source"),
            call=_locate,
            offered=lambda request: (
                request.identified_by_id is not None and request.status in locating.SEARCHABLE_STATUSES
            ),
        ),
        Verb(
            name="decide",
            label=gettext_lazy("Decide on a candidate"),
            call=_decide,
            offered=lambda request: request.status in locating.SEARCHABLE_STATUSES and request.purged_at is None,
            form=forms.DecideForm,
        ),
        Verb(
            name="drop",
            label=gettext_lazy("Take a correction back"),
            call=_drop,
            offered=lambda request: request.right == Right.RECTIFICATION and request.status in CORRECTABLE,
            form=forms.DropForm,
        ),
        Verb(name="plan", label=gettext_lazy("Make the plan"), call=_plan, offered=_may_plan),
        Verb(
            name="approve",
            label=gettext_lazy("Approve the plan"),
            call=_approve,
            offered=lambda request: request.status == Status.PLANNED and Right(request.right).rewrites,
            permission=APPROVE,
            form=forms.ApproveForm,
            ask=gettext_lazy("You agree that the rows below are rewritten. After execution this can't be undone."),
            shows_plan=True,
        ),
        Verb(
            name="run",
            label=gettext_lazy("Carry out the plan"),
            call=_run,
            offered=_may_start,
            ask=gettext_lazy("Workers carry out the plan now. What it rewrites can't be brought back."),
            shows_plan=True,
        ),
        Verb(
            name="retry",
            label=gettext_lazy("Try the blocked steps again"),
            call=_run,
            offered=_may_retry,
            ask=gettext_lazy("Steps that are done stay done; the blocked ones are tried again."),
        ),
        Verb(
            name="settle",
            label=gettext_lazy("Settle it with a letter"),
            call=_settle,
            offered=lambda request: request.status == Status.RECEIVED and Right(request.right).in_ledger,
        ),
        Verb(
            name="answer",
            label=gettext_lazy("Note that the answer was sent"),
            call=_answer,
            offered=_can_reach(Status.ANSWERED),
        ),
        Verb(
            name="close",
            label=gettext_lazy("Close the request"),
            call=_close,
            offered=_can_reach(Status.CLOSED),
            ask=gettext_lazy("Working data and documents that hold personal data are destroyed; the proof stays."),
        ),
        Verb(
            name="resume",
            label=gettext_lazy("Take it up again"),
            call=_resume,
            offered=lambda request: request.status == Status.WAITING,
        ),
        Verb(
            name="wait",
            label=gettext_lazy("Wait for the person"),
            call=_wait,
            offered=_can_reach(Status.WAITING),
            form=forms.WaitForm,
            ask=gettext_lazy("The legal last day does not move. Ask at once, and ask no more than you need."),
        ),
        Verb(
            name="extend",
            label=gettext_lazy("Extend the deadline"),
            call=_extend,
            offered=_may_extend,
            form=forms.ExtendForm,
        ),
        Verb(
            name="announce",
            label=gettext_lazy("Announce the end of the restriction"),
            call=_announce,
            offered=_restriction(announced=False, told=False),
            form=forms.AnnounceForm,
        ),
        Verb(
            name="told",
            label=gettext_lazy("Note that the person was told"),
            call=_told,
            offered=_restriction(announced=True, told=False),
            ask=gettext_lazy("The letter went to the person, so that they know before it happens (art. 18(3))."),
        ),
        Verb(
            name="lift",
            label=gettext_lazy("Lift the restriction"),
            call=_lift,
            offered=_restriction(announced=True, told=True),
            permission=APPROVE,
            ask=gettext_lazy("The marks that this request set are cleared, and the data may be used again."),
        ),
        Verb(
            name="withdraw",
            label=gettext_lazy("Withdraw"),
            call=_withdraw,
            offered=_can_reach(Status.WITHDRAWN),
            ask=gettext_lazy("The person takes the request back. It ends, and its working data is destroyed."),
        ),
        Verb(
            name="refuse",
            label=gettext_lazy("Refuse"),
            call=_refuse,
            offered=lambda request: (
                may_move(Status(request.status), Status.REFUSED) and not Right(request.right).in_ledger
            ),
            permission=REFUSE,
            form=forms.RefuseForm,
            ask=gettext_lazy("The request ends, a letter is made, and its working data is destroyed."),
        ),
    )
}
PLAN_AGAIN = frozenset({"plan-stale", "count-mismatch", "map-stale"})
NEXT = ("settle", "identify", "approve", "run", "retry", "plan", "locate", "answer", "close")


def offered_to(request: SubjectRequest, user: User) -> tuple[Verb | None, list[Verb]]:
    """The verb that takes this request forward, and the others that this user may choose now."""
    able = {name: one for name, one in VERBS.items() if user.has_perm(one.permission) and one.offered(request)}
    for listed in ("decide", "drop"):
        able.pop(listed, None)
    first = next((able.pop(name) for name in _order(request) if name in able), None)
    return first, list(able.values())


def _order(request: SubjectRequest) -> tuple[str, ...]:
    if request.status == Status.WAITING:
        return ("resume", "identify")
    if request.status == Status.LOCATED and not _may_plan(request):
        return ()
    if request.status == Status.BLOCKED:
        return ("plan", "locate") if request.block_code in PLAN_AGAIN else ("retry", "locate", "plan")
    return NEXT if request.status != Status.PLANNED else ("approve", "run")
