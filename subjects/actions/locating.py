"""The verbs of finding: search every source for candidates, and let somebody decide who is the person."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.canonical import canonical_json
from registers.choices import EvidenceKind
from registers.keyring import keyed_indexes
from registers.map_selectors import map_of, source_names
from subjects.actions.amending import correction_inputs
from subjects.actions.connecting import opened
from subjects.actions.intake import remember
from subjects.actions.moving import Deed, block, move, note_event, role_of
from subjects.choices import CandidateStatus, Status, StepKind
from subjects.errors import RequestError, SourceError
from subjects.locating.collecting import Collected, collect
from subjects.locating.searching import CandidateFound, OpenSource, Place, search
from subjects.models import Candidate, Receipt, SubjectRequest
from subjects.planning.findings import SourceFinding
from subjects.planning.keys import key_from_json, key_to_json
from subjects.planning.planner import SourceInput
from subjects.planning.values import Action
from subjects.selectors import known_of, places_of, plan_value, tallies_of

SEARCHABLE_STATUSES = frozenset(
    {Status.IDENTIFIED, Status.LOCATED, Status.PLANNED, Status.APPROVED, Status.BLOCKED, Status.WAITING}
)


def locate(*, request: SubjectRequest, at: datetime, actor: User | None = None) -> Collected:
    """Look the person up in every source of the map; note the candidates and what hangs on those that are certain.

    Nothing is written in any source. A source that can't be reached blocks the request, and the error is raised: an
    answer that leaves a source out would be wrong. Raises MoveRefused before the identity was checked.
    """
    if request.status not in SEARCHABLE_STATUSES:
        told = _("a request that is %(status)s can't be located")
        raise RequestError(told % {"status": request.get_status_display()})
    try:
        found, _inputs = gather(request=request)
    except SourceError as error:
        if request.status != Status.BLOCKED:
            block(request=request, code=error.code, reason=str(error), at=at, verb="locate")
        raise
    with transaction.atomic():
        note_candidates(request=request, candidates=found.candidates, at=at)
        remember(request=request, identifiers=sorted(found.learned), learned=True)
        if request.status == Status.LOCATED:
            note_event(request=request, verb="locate", at=at, actor=actor)
        else:
            rows = sum(len(table.rows) for source in found.findings for table in source.tables)
            move(request=request, to=Status.LOCATED, deed=Deed(verb="locate", at=at, actor=actor, note=f"{rows} rows"))
    return found


def gather(*, request: SubjectRequest) -> tuple[Collected, list[SourceInput]]:
    """Search and collect with the decisions made so far, and what a plan needs; candidates are noted by the caller."""
    known = known_of(request)
    maps = [map_of(name) for name in source_names()]
    if not maps:
        raise RequestError(_("there is no data map yet: `manage.py datamap load FILE`"))
    with opened(maps) as sources:
        others = places_of(request, CandidateStatus.OTHER)
        first = search(sources, known)
        certain = [Place(source=found.source, table=found.table, key=found.keys[0]) for found in first if found.certain]
        decided = set(places_of(request, CandidateStatus.SUBJECT)) - _outlived(request)
        persons = {*decided, *certain} - {*others, *_lost(request, first)}
        found = collect(sources=sources, known=known, persons=sorted(persons, key=repr), decided=others)
        inputs = [
            replace(_input(source, one), corrections=correction_inputs(request, source, one))
            for one in found.findings
            for source in (sources[one.source],)
        ]
    seen = {(one.source, one.table, one.keys) for one in found.candidates}
    rest = tuple(one for one in first if (one.source, one.table, one.keys) not in seen)
    return replace(found, candidates=(*rest, *found.candidates)), inputs


def _input(source: OpenSource, finding: SourceFinding) -> SourceInput:
    """What the planner needs of one source; the searched columns with the day on which their spellings were counted."""
    days = {(tally.table, tally.column): tally.on for tally in tallies_of(source.datamap.name)}
    searched = tuple(
        one if one.scanned else replace(one, counted_on=days.get((one.table, one.column))) for one in finding.searched
    )
    return SourceInput(datamap=source.datamap, catalog=source.catalog, finding=replace(finding, searched=searched))


def _lost(request: SubjectRequest, found: Iterable[CandidateFound]) -> set[Place]:
    """Rows that a rule took for the person and that hold no identifier any more: their key may be somebody else's now.

    Not in a source that a plan of this request was carried out in: there the rows hold none because they were treated.
    """
    done = Receipt.objects.filter(step__plan__request=request).values_list("step__source", flat=True)
    ruled = request.candidates.filter(status=CandidateStatus.SUBJECT, by_rule=True).exclude(source__in=list(done))
    places = {
        Place(source=one.source, table=one.table, key=key_from_json(key)) for one in ruled for key in one.key or ()
    }
    return places - {Place(source=one.source, table=one.table, key=key) for one in found for key in one.keys}


def _outlived(request: SubjectRequest) -> set[Place]:
    """Rows that were taken for the person and that a plan of this request deleted: the key is somebody new's.

    Who stands under it now is a candidate of their own, by an identifier; a decision from after the deletion counts.
    """
    deleted = _deleted(request)
    if not deleted:
        return set()
    return {
        place
        for one in request.candidates.filter(status=CandidateStatus.SUBJECT)
        for place in (Place(source=one.source, table=one.table, key=key_from_json(key)) for key in one.key or ())
        if place in deleted and (one.decided_at is None or one.decided_at <= deleted[place])
    }


def _deleted(request: SubjectRequest) -> dict[Place, datetime]:
    """Every row that was deleted, and when its source had its receipt."""
    deleted: dict[Place, datetime] = {}
    receipts = Receipt.objects.filter(step__plan__request=request, step__kind=StepKind.REWRITE)
    for receipt in receipts.select_related("step__plan").order_by("at"):
        for source in plan_value(receipt.step.plan).sources:
            keys = [(op.table, key) for op in source.operations if op.action == Action.DELETE for key in op.keys]
            if source.source == receipt.step.source:
                deleted |= {Place(source=source.source, table=table, key=key): receipt.at for table, key in keys}
    return deleted


def note_candidates(*, request: SubjectRequest, candidates: Iterable[CandidateFound], at: datetime) -> int:
    """Keep candidates that weren't known yet; those that a rule makes certain are decided at once. Returns how many.

    An open one that is no candidate any more (its rows are gone, or hang on the person after all) is dropped; what a
    rule made certain and the rule no longer does (a second row holds the address now) is open again, and so is a row
    under the key of one that was deleted.
    """
    new = 0
    outlived = _outlived(request)
    number = request.candidates.aggregate(last=Max("number"))["last"] or 0
    seen: list[int] = []
    for found in candidates:
        keys = [key_to_json(key) for key in found.keys]
        indexes = keyed_indexes(settings.ENVIRONMENT.index_keys, f"{found.source}/{found.table}", canonical_json(keys))
        status = CandidateStatus.SUBJECT if found.certain else CandidateStatus.OPEN
        row, made = Candidate.objects.get_or_create(
            request=request,
            source=found.source,
            table=found.table,
            key_index__in=indexes,
            defaults={
                "key_index": indexes[0],
                "number": number + new + 1,
                "key": keys,
                "grounds": [{"kind": g.kind.value, "column": g.column, "agrees": g.agrees} for g in found.grounds],
                "status": status,
                "by_rule": found.certain,
                "decided_at": at if found.certain else None,
            },
        )
        new += made
        seen.append(row.pk)
        places = {Place(source=found.source, table=found.table, key=key) for key in found.keys}
        if not found.certain and (row.by_rule or places & outlived):
            Candidate.objects.filter(pk=row.pk).update(
                status=CandidateStatus.OPEN, by_rule=False, decided_by=None, decided_at=None
            )
    request.candidates.filter(status=CandidateStatus.OPEN).exclude(pk__in=seen).delete()
    return new


def decide(*, request: SubjectRequest, number: int, is_subject: bool, actor: User, at: datetime) -> Candidate:
    """Say whether a candidate is the person. A new decision makes an existing plan out of date: plan again."""
    if request.status not in SEARCHABLE_STATUSES:
        told = _("a request that is %(status)s takes no decisions on candidates")
        raise RequestError(told % {"status": request.get_status_display()})
    candidate = request.candidates.filter(number=number).first()
    if candidate is None:
        told = _("there is no candidate %(number)d; `manage.py request locate` lists them")
        raise RequestError(told % {"number": number})
    with transaction.atomic():
        candidate.status = CandidateStatus.SUBJECT if is_subject else CandidateStatus.OTHER
        candidate.by_rule, candidate.decided_by, candidate.decided_at = False, actor, at
        candidate.save(update_fields=["status", "by_rule", "decided_by", "decided_at"])
        note_event(request=request, verb="decide", at=at, actor=actor, note=f"{number}: {candidate.status}")
        facts = {"candidate": number, "decision": candidate.status, "role": role_of(actor)}
        record(kind=EvidenceKind.CANDIDATE_DECIDED, case=request.case, facts=facts, at=at)
        request.plans.filter(superseded=False).update(superseded=True)
        if request.status in {Status.PLANNED, Status.APPROVED}:
            move(request=request, to=Status.LOCATED, deed=Deed(verb="decide", at=at, actor=actor))
    return candidate
