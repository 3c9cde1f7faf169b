"""The verbs of forgetting in Waarborg itself: what told who the person was is destroyed, what proves stays.

After an erasure only keys remain, encrypted and for as long as backups live, and a keyed index of the identifiers: the
watch list, by which a restored backup or a new import is noticed.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from registers.actions.documents import purge_document
from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.keyring import keyed_index
from registers.models import Document
from subjects.actions.moving import note_event
from subjects.choices import PlanPurpose, Right, StepStatus
from subjects.models import (
    Candidate,
    Correction,
    Plan,
    RequestIdentifier,
    Restriction,
    Step,
    SubjectRequest,
    WaitingPeriod,
    WatchedIdentifier,
)
from subjects.states import ENDED


def forget_person(*, request: SubjectRequest, at: datetime) -> None:
    """After a rewriting: watch the identifiers by their keyed index, then destroy what names the person."""
    until = at.date() + timedelta(days=settings.ENVIRONMENT.backup_days)
    for one in RequestIdentifier.objects.filter(request=request):
        index = keyed_index(settings.ENVIRONMENT.index_key, one.kind, one.value)
        WatchedIdentifier.objects.get_or_create(
            case=request.case, kind=one.kind, index=index, defaults={"until": until}
        )
    destroy_working_data(request=request, at=at)


def destroy_working_data(*, request: SubjectRequest, at: datetime) -> None:
    """Destroy identifiers, wording, passphrase, words of plans, and all keys but those of what was erased."""
    with transaction.atomic():
        identifiers, _kinds = RequestIdentifier.objects.filter(request=request).delete()
        Candidate.objects.filter(request=request).update(key=None)
        WaitingPeriod.objects.filter(request=request).update(reason="")
        Correction.objects.filter(request=request).update(values=None)
        Plan.objects.filter(request=request).exclude(terms=None).update(terms=None)
        plans = Plan.objects.filter(request=request)
        plans.filter(Q(purpose=PlanPurpose.REQUEST) | Q(finished_at__isnull=False)).update(secret="")
        _keyless(request).update(body=None)
        Step.objects.filter(plan__request=request, status=StepStatus.DONE).update(intent=None)
        SubjectRequest.objects.filter(pk=request.pk).update(wording="", passphrase="", purged_at=at)
        record(
            kind=EvidenceKind.WORKING_DATA_DESTROYED,
            case=request.case,
            facts={"identifiers": identifiers, "what": "working data"},
            at=at,
        )
    request.wording = request.passphrase = ""
    request.purged_at = at


def _keyless(request: SubjectRequest) -> QuerySet[Plan]:
    """Plans whose keys serve nothing any more: never carried out, or of a right that erases and restricts nothing."""
    plans = Plan.objects.filter(request=request, purpose=PlanPurpose.REQUEST).exclude(body=None)
    right = Right(request.right)
    if not right.erases and right != Right.RESTRICTION:
        return plans
    done = Plan.objects.filter(request=request, steps__receipt__isnull=False)
    return plans.exclude(pk__in=done.values("pk"))


def purge_expired(*, at: datetime) -> int:
    """Destroy the keys that were kept for backups, once none can bring the person back; how many plans.

    The keys of a restriction are needed to lift it: they stay as long as it stands.
    """
    oldest = at - timedelta(days=settings.ENVIRONMENT.backup_days)
    over = Q(finished_at__lt=oldest) | Q(finished_at__isnull=True, request__closed_at__lt=oldest)
    standing = Restriction.objects.filter(lifted_at=None).values("request")
    old = Plan.objects.exclude(body=None).filter(over, request__status__in=ENDED).exclude(request__in=standing)
    purged = 0
    for plan in old.select_related("request"):
        Plan.objects.filter(pk=plan.pk).update(body=None)
        note_event(request=plan.request, verb="purge", at=at, note=f"plan {plan.number}: keys destroyed")
        purged += 1
    WatchedIdentifier.objects.filter(until__lt=at.date()).delete()
    return purged


def purge_documents_of(*, request: SubjectRequest, at: datetime) -> int:
    """Destroy the documents of a request that hold personal data: the report and the package; how many."""
    documents = list(Document.objects.filter(case=request.case, personal=True, purged_at=None))
    for document in documents:
        purge_document(document=document, at=at)
    return len(documents)
