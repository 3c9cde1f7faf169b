"""The verb of erasure in the ledger (art. 17): values go, and what keeps somebody from being called stays.

Events are never changed; they hold no value, only a keyed index. A consent that stood is withdrawn, so that nobody is
called on it. The keyed index of a number or address stays when an objection stands or the proof of a consent is still
needed, with that ground; otherwise nothing leads to the person any more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from consents.actions.people import meant
from consents.actions.proof_files import proof_store
from consents.actions.withdrawing import withdraw_standing
from consents.choices import CollectionMethod, ForgottenBecause, KeepingGround
from consents.identifying import REACHED_BY, Value
from consents.law_selectors import Number, number_on
from consents.models import Authorisation, Confirmation, ConsentEvent, Identifier, Person, ProofRequest
from consents.rules.folding import Event, State
from consents.rules.keeping import Keeping, keeping
from consents.selectors import events_of, states_of
from registers.actions.actors import role_of
from registers.actions.documents import purge_document
from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.models import Document


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """What was done with one person: counts, and the ground on which keys stay. Twice forgotten is once."""

    person: str
    keeping: Keeping | None
    keys_kept: int
    values: int
    relations: int
    files: int


def forget(
    *,
    person: Person,
    at: datetime,
    because: ForgottenBecause = ForgottenBecause.ERASURE,
    actor: User | None = None,
) -> Forgotten:
    """Erase the values of somebody, their relations and proofs; keys stay only on a ground.

    Raises NumberMissing when the term of proof of that day is unknown.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        withdraw_standing(person=person, stated_at=at, method=CollectionMethod.API, at=at)
        ground = ground_for(person, at)
        values = person.identifiers.exclude(value="").count()
        kept = _blank(person, ground)
        relations, _rows = person.relations.all().delete()
        files = _files_of(person)
        papers = _papers_of(person)
        Confirmation.objects.filter(event__person=person).delete()
        done = Forgotten(
            person=str(person.uid),
            keeping=ground,
            keys_kept=kept,
            values=values,
            relations=relations,
            files=len(files) + len(papers),
        )
        _note(person, done, at, {"because": because.value, "role": role_of(actor)})
        transaction.on_commit(partial(_destroy, files, papers, at))
    return done


def forget_by(*, values: Sequence[Value], at: datetime) -> list[Forgotten]:
    """Erase everybody who is meant by the values of one person; what several people share stays with the others."""
    with transaction.atomic():
        return [forget(person=person, at=at) for person in meant(values)]


def sweep_keys(*, at: datetime) -> int:
    """Let go the keys of forgotten people whose ground is over; how many people."""
    swept = 0
    for person in Person.objects.filter(forgotten_ground=KeepingGround.PROOF).order_by("pk"):
        if ground_for(person, at) is None:
            forget(person=person, at=at, because=ForgottenBecause.TERM)
            swept += 1
    return swept


def sweep_proofs(*, at: datetime) -> int:
    """Delete proofs that only events of forgotten people name: what a crash left after an erasure; how many.

    What was left half written a day ago goes too, and so do proofs that people were given before they were forgotten.
    """
    told = ConsentEvent.objects.exclude(evidence_file="")
    forgotten = set(told.exclude(person__forgotten_at=None).values_list("evidence_file", flat=True))
    store = proof_store()
    store.drop_unfinished(before=(at - timedelta(days=1)).timestamp())
    given = ProofRequest.objects.filter(document__purged_at=None, document__issued_at__lte=F("person__forgotten_at"))
    for request in given.select_related("document"):
        _destroy([], [request.document] if request.document else [], at)
    return sum(store.delete(sha256) for sha256 in sorted(forgotten - _of_others(forgotten, None)))


def ground_for(person: Person, at: datetime) -> Keeping | None:
    """The ground on which the keys of somebody may stay at a moment. Raises NumberMissing."""
    day = timezone.localdate(at)
    events: list[Event] = events_of([person.pk]).get(person.pk, [])
    states: Iterable[State] = states_of(person)
    years = number_on(Number.PROOF_YEARS, day).value
    return keeping(states, events, years=years, day=day)


def _blank(person: Person, ground: Keeping | None) -> int:
    """Empty what is kept and remove the rest; how many keys stay."""
    stays = person.identifiers.filter(kind__in=set(REACHED_BY.values())) if ground else Identifier.objects.none()
    person.identifiers.exclude(pk__in=list(stays.values_list("pk", flat=True))).delete()
    return person.identifiers.update(value="")


def _files_of(person: Person) -> list[str]:
    """Proofs that only this person's events name; a recording of two people stays for the other."""
    said = Authorisation.objects.filter(event__person=person).values_list("evidence_file", flat=True)
    named = {*said, *person.events.values_list("evidence_file", flat=True)} - {""}
    return sorted(named - _of_others(named, person))


def _of_others(named: set[str], person: Person | None) -> set[str]:
    """Which of these files an event or an authorisation of somebody else names who was not forgotten."""
    events = ConsentEvent.objects.filter(evidence_file__in=named, person__forgotten_at=None)
    said = Authorisation.objects.filter(evidence_file__in=named, event__person__forgotten_at=None)
    if person is not None:
        events, said = events.exclude(person=person), said.exclude(event__person=person)
    files = (rows.values_list("evidence_file", flat=True) for rows in (events, said))
    return set().union(*files)


def _papers_of(person: Person) -> list[Document]:
    asked = ProofRequest.objects.filter(person=person, document__purged_at=None).exclude(document=None)
    return [request.document for request in asked.select_related("document") if request.document]


def _note(person: Person, done: Forgotten, at: datetime, told: dict[str, str]) -> None:
    person.forgotten_at = person.forgotten_at or at
    person.forgotten_ground = done.keeping.ground.value if done.keeping else ""
    person.minor_until, person.representative = None, None
    person.save(update_fields=["forgotten_at", "forgotten_ground", "minor_until", "representative"])
    facts = {
        **told,
        "ground": person.forgotten_ground,
        "until": done.keeping.until.isoformat() if done.keeping and done.keeping.until else None,
        "keys_kept": done.keys_kept,
        "values": done.values,
        "relations": done.relations,
        "files": done.files,
    }
    record(kind=EvidenceKind.PERSON_FORGOTTEN, case=person.uid, facts=facts, at=at)


def _destroy(files: list[str], papers: list[Document], at: datetime) -> None:
    """After the commit: a file that a crash leaves is removed by ``sweep_proofs``."""
    store = proof_store()
    for sha256 in files:
        store.delete(sha256)
    for document in papers:
        purge_document(document=document, at=at)
