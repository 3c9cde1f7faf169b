"""Erasure in the ledger: values go, objections keep working, and the namesake of the household loses nothing."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from consents.actions.forgetting import Forgotten, forget_by, sweep_keys, sweep_proofs
from consents.actions.projecting import differing
from consents.actions.proof_files import proof_store
from consents.actions.verifying import verify_ledger
from consents.choices import EventKind, KeepingGround, RelationKind
from consents.errors import NumberMissing
from consents.models import ConsentEvent, Identifier, Person, Relation
from consents.telling_selectors import events_told
from registers.models import EvidenceEntry, LegalParameter
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=1)
NAMESAKE = "email=s.dejong@example.nl"


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Office:
    changes = {"documents_dir": tmp_path / "documents", "var_dir": tmp_path}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=changes)
    return Office()


def forget(office: Office, *texts: str, at: dt.datetime = LATER) -> list[Forgotten]:
    return forget_by(values=office.values(*texts), at=at)


def all_of(person: Person) -> list[Any]:
    own = [Identifier.objects.filter(person=person).values(), Relation.objects.filter(person=person).values()]
    return [list(rows) for rows in (*own, person.states.values(), person.events.values())]


def test_an_objection_decides_the_same_before_and_after(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.objected(SANNE_MAIL)
    before = office.ask(SANNE, at=LATER).decision

    (done,) = forget(office, SANNE_MAIL, SANNE)

    after = office.ask(SANNE, at=LATER).decision
    assert (before.rule, after.rule) == ("objection", "objection")
    assert done.keeping is not None
    assert done.keeping.ground == KeepingGround.OBJECTION
    assert set(Identifier.objects.values_list("value", flat=True)) == {""}


def test_nobody_is_called_on_a_consent_after_its_erasure(office: Office) -> None:
    event = office.consented(SANNE, SANNE_MAIL)
    held = {"collected_in_sale": True, "opt_out_offered": True, "similar": True, "noted_at": AT}
    Relation.objects.create(person=event.person, sender=office.sender, kind=RelationKind.CUSTOMER, **held)

    forget(office, SANNE_MAIL)

    assert not office.ask(SANNE, at=LATER).decision.allowed
    assert ConsentEvent.objects.filter(kind=EventKind.WITHDRAWN, refers_to=event.uid).count() == 1
    assert not Relation.objects.exists()


def test_without_a_ground_nothing_leads_to_the_person(office: Office) -> None:
    (event,) = office.say(EventKind.REQUESTED, SANNE, SANNE_MAIL)

    (done,) = forget(office, SANNE_MAIL)

    person = Person.objects.get(pk=event.person_id)
    assert (done.keeping, done.keys_kept, Identifier.objects.count()) == (None, 0, 0)
    assert (person.forgotten_at, person.forgotten_ground) == (LATER, "")


def test_the_key_of_a_proof_goes_when_its_term_is_over(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    forget(office, SANNE_MAIL)

    early = sweep_keys(at=LATER.replace(year=2031))
    late = sweep_keys(at=LATER.replace(year=2031) + dt.timedelta(days=1))

    assert (early, late, Identifier.objects.count()) == (0, 1, 0)


def test_the_namesake_of_the_household_stays_as_they_were(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    namesake = office.consented(SANNE, NAMESAKE).person
    office.objected(SANNE)
    number = Person.objects.get(is_number=True)
    before = [all_of(namesake), all_of(number)]

    forget(office, SANNE_MAIL, SANNE)

    assert [all_of(namesake), all_of(number)] == before
    assert Person.objects.filter(forgotten_at=None).count() == 2


def test_a_number_that_nobody_else_has_is_emptied_and_keeps_working(office: Office) -> None:
    office.objected(SANNE)

    (done,) = forget(office, SANNE)

    assert (done.values, Identifier.objects.get().value) == (1, "")
    assert office.ask(SANNE, at=LATER).decision.rule == "objection"


def test_a_recording_of_two_people_stays_for_the_other(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    store = proof_store()
    own, both = (store.put(content, personal=True) for content in (b"%PDF-1", b"%PDF-2"))
    office.say(EventKind.REFUSED, SANNE_MAIL, evidence_file=own)
    office.say(EventKind.REFUSED, SANNE_MAIL, evidence_file=both)
    office.say(EventKind.REFUSED, NAMESAKE, evidence_file=both)

    with django_capture_on_commit_callbacks(execute=True):
        (done,) = forget(office, SANNE_MAIL)

    assert (done.files, store.has(own), store.has(both)) == (1, False, True)


def test_a_proof_that_a_crash_left_is_swept(office: Office) -> None:
    store = proof_store()
    left = store.put(b"%PDF-1", personal=True)
    office.say(EventKind.REFUSED, SANNE_MAIL, evidence_file=left)

    forget(office, SANNE_MAIL)

    assert (store.has(left), sweep_proofs(at=AT), store.has(left), sweep_proofs(at=AT)) == (True, 1, False, 0)


def test_who_comes_back_is_known_again(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    forget(office, SANNE_MAIL)

    at = LATER + dt.timedelta(minutes=1)
    office.consented(SANNE, SANNE_MAIL, at=at)

    person = Person.objects.get()
    assert (person.forgotten_at, person.forgotten_ground) == (None, "")
    assert office.ask(SANNE, SANNE_MAIL, at=at).decision.allowed
    assert sweep_keys(at=LATER.replace(year=2040)) == 0


def test_the_fact_names_the_ground_and_nobody(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.objected(SANNE_MAIL)

    forget(office, SANNE_MAIL)

    facts = json.loads(EvidenceEntry.objects.get(kind="person.forgotten").body)["facts"]
    assert (facts["ground"], facts["keys_kept"], facts["values"]) == ("objection", 2, 2)
    assert "612345678" not in str(list(EvidenceEntry.objects.values_list("body")))


def test_the_ledger_stays_whole(office: Office) -> None:
    event = office.consented(SANNE, SANNE_MAIL)

    forget(office, SANNE_MAIL)

    assert verify_ledger().intact
    assert differing([event.person_id]) == []


def test_without_the_term_of_proof_nothing_is_forgotten(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    LegalParameter.objects.filter(code="consent-proof-years").delete()

    with pytest.raises(NumberMissing, match="consent-proof-years"):
        forget(office, SANNE_MAIL)

    assert Identifier.objects.exclude(value="").count() == 2


def test_an_inzage_tells_the_events_of_the_person_alone(office: Office) -> None:
    event = office.consented(SANNE, SANNE_MAIL)
    office.say(EventKind.REFUSED, SANNE, NAMESAKE)

    told = events_told([event.person])

    assert [one.what for one in told] == ["given (art. 6(1)(a))", "verified: the giver is the person reached"]
    assert (told[0].sender, told[0].purpose) == ("Energie B.V.", "Aanbod")
    assert "Mogen wij u benaderen" in told[0].wording
