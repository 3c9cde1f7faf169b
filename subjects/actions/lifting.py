"""The verbs that end a restriction: announce it to the person, note that the letter went, lift it, and write it down.

The person is told first (art. 18(3)), and who lifts is somebody else than who announced. Only marks that this request
set, or took over, and that still stand as set are cleared; a row under another restriction keeps its mark.
"""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_hex

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.documents.lettercontent import LiftingNotice
from registers.map_selectors import map_of
from registers.models import Document
from subjects.actions.connecting import opened
from subjects.actions.ending import letter_head, made_letter
from subjects.actions.moving import note_event, role_of
from subjects.actions.planning import freeze
from subjects.actions.prepared import issue
from subjects.actions.queueing import queue_steps
from subjects.actions.remaking import what_is_left
from subjects.actions.restricting import carried_out, marks_set
from subjects.choices import PlanPurpose, Status, StepStatus
from subjects.errors import ApprovalRefused, RequestError
from subjects.hold_selectors import marked_elsewhere, row_indexes
from subjects.locating.searching import OpenSource
from subjects.models import Plan, Restriction, Step, SubjectRequest
from subjects.planning.keys import Key
from subjects.planning.marking import BEFORE, clear_mark, set_mark, state_of
from subjects.planning.values import Action, Operation
from subjects.planning.values import Plan as PlanValue
from subjects.selectors import plan_value
from subjects.sources.looking import rows_of
from subjects.states import ENDED

PLAN_AGAIN = frozenset({"plan-stale", "count-mismatch", "map-stale"})
Keys = dict[str, dict[str, list[Key]]]


def standing_of(request: SubjectRequest) -> Restriction:
    """The restriction of this request that stands. Raises RequestError, also while it is still being set."""
    restriction = Restriction.objects.filter(request=request).first()
    if restriction is None:
        raise RequestError(_("this request restricts nothing"))
    if restriction.lifted_at is not None:
        raise RequestError(_("the restriction was lifted already"))
    if request.status not in {Status.EXECUTED, Status.ANSWERED, *ENDED}:
        raise RequestError(_("the restriction is not finished: carry it out, or end the request, before it is lifted"))
    return restriction


def announce(*, request: SubjectRequest, reason: str, actor: User, at: datetime) -> Document:
    """Make the letter that tells the person that the restriction will be lifted; ``reason`` goes into it as it is.

    Raises RequestError without a reason, without a restriction that stands, and the second time.
    """
    restriction = standing_of(request)
    if not reason.strip():
        raise RequestError(_("say why the restriction is lifted: the person reads it before it happens (art. 18(3))"))
    if restriction.announced_at is not None:
        raise RequestError(_("the end was announced already; the letter is among the documents"))
    since = restriction.set_at.astimezone().date()
    letter = LiftingNotice(head=letter_head(request, "opheffing", at), since=since, reason=reason.strip())
    ready = made_letter(letter, at)
    with transaction.atomic():
        mine = Restriction.objects.filter(pk=restriction.pk, announced_at=None)
        if not mine.update(announced_at=at, announced_by=actor):
            raise RequestError(_("the end was announced already; the letter is among the documents"))
        _note(request, "announced", at=at, actor=actor)
        note_event(request=request, verb="announce", at=at, actor=actor)
        return issue(ready, case=request.case, at=at)


def note_told(*, request: SubjectRequest, actor: User, at: datetime) -> None:
    """Note that the letter went to the person (art. 18(3)). Raises RequestError before there is one."""
    restriction = standing_of(request)
    if restriction.announced_at is None:
        raise RequestError(_("there is no letter to send yet: `manage.py request announce` makes it"))
    with transaction.atomic():
        if not Restriction.objects.filter(pk=restriction.pk, told_at=None).update(told_at=at):
            raise RequestError(_("it was noted already that the person was told"))
        _note(request, "told", at=at, actor=actor)
        note_event(request=request, verb="tell", at=at, actor=actor)


def lift(*, request: SubjectRequest, actor: User, at: datetime) -> Plan:
    """Queue the work that clears the marks; a lifting that stopped is taken up again.

    Raises RequestError before the person was told, while a lifting is under way, and where the map says no more how a
    row is marked; ApprovalRefused for who announced it (four eyes); SourceError.
    """
    restriction = standing_of(request)
    if restriction.told_at is None:
        raise RequestError(_("the person has to be told first (art. 18(3)): `manage.py request announce`, then `told`"))
    if restriction.announced_by_id == actor.pk:
        raise ApprovalRefused(_("who announced the end can't lift it: somebody else has to (four eyes)"))
    begun = request.plans.filter(purpose=PlanPurpose.LIFTING, superseded=False).order_by("-number").first()
    if begun and _may_go_on(begun):
        queue_steps(plan=begun)
        return begun
    value = _value(restriction, at)
    with transaction.atomic():
        request.plans.filter(purpose=PlanPurpose.LIFTING).update(superseded=True)
        Step.objects.filter(plan=begun).exclude(status=StepStatus.DONE).update(status=StepStatus.BLOCKED)
        plan = freeze(request=request, value=value, at=at, actor=actor, purpose=PlanPurpose.LIFTING)
        _note(request, "lifting", at=at, actor=actor)
        queue_steps(plan=plan)
    return plan


def _may_go_on(plan: Plan) -> bool:
    """Whether its blocked steps can be tried again; False when only a new plan helps. Raises RequestError at work."""
    blocked = plan.steps.filter(status=StepStatus.BLOCKED)
    if not blocked.exists():
        raise RequestError(_("the restriction is being lifted; `manage.py request show` says how far that is"))
    return not blocked.filter(error_code__in=PLAN_AGAIN).exists()


def _value(restriction: Restriction, at: datetime) -> PlanValue:
    request = restriction.request
    _demand_same_marks(request)
    keys = _keys_to_clear(restriction)
    with opened([map_of(source) for source in keys]) as sources:
        plans = tuple(
            what_is_left(sources[source], _operations(sources[source], tables), still_marked)
            for source, tables in keys.items()
        )
    return PlanValue(right=request.right, nonce=token_hex(16), made_on=at.astimezone().date(), sources=plans)


def _demand_same_marks(request: SubjectRequest) -> None:
    """The map has to say how the marks that were set are taken away. Raises RequestError."""
    for source, operation in marks_set(request):
        table = map_of(source).table(operation.table)
        if table is None or table.restriction is None or (set_mark(table.restriction),) != operation.columns:
            told = _(
                "table %(table)s of %(source)s: the map says no more how the marks are cleared; put `restriction` back"
            )
            raise RequestError(told % {"table": operation.table, "source": source})


def _keys_to_clear(restriction: Restriction) -> Keys:
    """Rows that this restriction marked or took over, and that no other one needs marked; by source and table."""
    places: set[tuple[str, str, Key]] = set()
    for plan in _finished(restriction.request):
        for source in plan_value(plan).sources:
            found = [(op.table, key) for op in source.operations if op.action == Action.MARK for key in op.keys]
            found += [(kept.table, key) for kept in source.kept if kept.reason == BEFORE for key in kept.keys]
            places |= {(source.source, table, key) for table, key in found}
    marked = set(restriction.rows.filter(marked=True).values_list("index", flat=True))
    ours = {place for place in places if not marked.isdisjoint(row_indexes(*place))}
    keys: Keys = {}
    for name, table, key in sorted(ours - marked_elsewhere(ours, besides=restriction), key=repr):
        keys.setdefault(name, {}).setdefault(table, []).append(key)
    return keys


def _finished(request: SubjectRequest) -> list[Plan]:
    """The plans that set marks, and the one that was proved, also when it found every row marked already."""
    proved = request.plans.filter(purpose=PlanPurpose.REQUEST, finished_at__isnull=False)
    return list(dict.fromkeys([*carried_out(request), *proved]))


def _operations(source: OpenSource, tables: dict[str, list[Key]]) -> list[Operation]:
    found = [(source.datamap.table(name), keys) for name, keys in tables.items()]
    return [
        Operation(table=table.qualified, action=Action.MARK, keys=tuple(keys), columns=(clear_mark(table.restriction),))
        for table, keys in found
        if table and table.restriction
    ]


def still_marked(source: OpenSource, operation: Operation) -> Iterable[Key]:
    """The rows of an operation whose mark still stands as it was set."""
    table = source.datamap.table(operation.table)
    if table is None or table.restriction is None:
        return []
    columns = [table.restriction.column]
    rows = rows_of(source.connection, catalog=source.catalog, table=table, columns=columns, keys=operation.keys)
    return [key for key, (stored,) in rows if state_of(stored, table.restriction)]


def end_restriction(*, plan: Plan, at: datetime) -> None:
    """Note that the restriction was lifted; belongs in the transaction that proves it."""
    Restriction.objects.filter(request=plan.request, lifted_at=None).update(lifted_at=at)
    _note(plan.request, "lifted", at=at, actor=None)


def _note(request: SubjectRequest, edit: str, *, at: datetime, actor: User | None) -> None:
    facts = {"edit": edit, "role": role_of(actor)}
    record(kind=EvidenceKind.HOLD_CHANGED, case=request.case, facts=facts, at=at)
