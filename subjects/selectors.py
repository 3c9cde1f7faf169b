"""Reads of the requests: one by reference, what is known of its person, its plan as a value."""

import datetime as dt
from collections.abc import Collection

from django.conf import settings
from django.utils.translation import gettext as _

from registers.choices import IdentifierKind
from subjects.choices import CandidateStatus, PlanPurpose, WaitingGround
from subjects.deadlines import Pause, claimed_due
from subjects.errors import RequestError, UnknownRequest
from subjects.locating.known import Identifier, Known
from subjects.locating.searching import Place
from subjects.models import Plan, RequestIdentifier, SpellingCount, SubjectRequest
from subjects.planning.checking_lookups import SpellingTally
from subjects.planning.keys import key_from_json
from subjects.planning.serialising import plan_from_json, plan_sha256
from subjects.planning.values import Plan as PlanValue
from subjects.states import ENDED


def request_of(reference: str) -> SubjectRequest:
    """The request of that reference. Raises UnknownRequest."""
    request = SubjectRequest.objects.filter(reference=reference.strip().upper()).first()
    if request is None:
        raise UnknownRequest()
    return request


def known_of(request: SubjectRequest) -> Known:
    """The identifiers of a request. Raises RequestError when they have been destroyed."""
    rows = list(RequestIdentifier.objects.filter(request=request))
    if not rows:
        raise RequestError(_("the working data of this request has been destroyed"))
    as_values = [(Identifier(kind=IdentifierKind(row.kind), value=row.value), row.learned) for row in rows]
    return Known(
        given=frozenset(one for one, learned in as_values if not learned),
        learned={one for one, learned in as_values if learned},
    )


def under_way(indexes: Collection[str]) -> set[str]:
    """Of these keyed indexes those by which the person of a request that has not ended is known."""
    rows = RequestIdentifier.objects.filter(index__in=indexes).exclude(request__status__in=ENDED)
    return set(rows.values_list("index", flat=True))


def places_of(request: SubjectRequest, status: CandidateStatus) -> list[Place]:
    """The rows of the candidates with this decision."""
    return [
        Place(source=candidate.source, table=candidate.table, key=key_from_json(key))
        for candidate in request.candidates.filter(status=status)
        for key in candidate.key or ()
    ]


def current_plan(request: SubjectRequest) -> Plan:
    """The plan that counts. Raises RequestError when there is none."""
    plan = request.plans.filter(superseded=False, purpose=PlanPurpose.REQUEST).order_by("-number").first()
    if plan is None:
        raise RequestError(_("there is no plan yet: `manage.py request plan`"))
    return plan


def last_day_of(request: SubjectRequest) -> dt.date:
    """The legal last day, after an extension the later one. Waiting doesn't move it."""
    return request.extended_due if request.extended_at else request.due


def claimed_due_of(request: SubjectRequest, *, today: dt.date) -> dt.date | None:
    """The later day that the organisation can claim for having waited; None when nothing it waited for suspends."""
    grounds = [ground.value for ground in WaitingGround if ground.suspends]
    pauses = [
        Pause(asked=_day(one.began_at), answered=_day(one.ended_at) if one.ended_at else None)
        for one in request.waits.filter(ground__in=grounds)
    ]
    if not pauses:
        return None
    return claimed_due(last=last_day_of(request), pauses=pauses, today=today, country=settings.ENVIRONMENT.country)


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone().date()


def plan_value(plan: Plan) -> PlanValue:
    """A stored plan as a value. Raises RequestError when its keys have been destroyed."""
    if plan.body is None:
        raise RequestError(_("the keys of this plan have been destroyed"))
    value = plan_from_json(plan.body)
    if plan_sha256(value) != plan.sha256:
        raise RequestError(_("the stored plan is not the one of its hash; make and approve a new one"))
    return value


def tallies_of(source: str) -> list[SpellingTally]:
    """What the last check counted in a source, per column."""
    return [
        SpellingTally(
            table=row.table,
            column=row.column,
            rule=row.rule,
            counted=row.counted,
            otherwise=row.otherwise,
            on=row.counted_at.astimezone().date(),
        )
        for row in SpellingCount.objects.filter(source=source)
    ]
