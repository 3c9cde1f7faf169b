"""Storage limitation in the ledger: who is past the term of proof is forgotten, and nobody else is touched."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from consents.actions.forgetting import _note as forgetting_note
from consents.actions.people import only_person
from consents.actions.proof_files import proof_store
from consents.actions.proving import Asked, receive_proof_request
from consents.actions.terms import Swept, forget_due, forget_when_decided
from consents.actions.verifying import verify_ledger
from consents.choices import CollectionMethod, EventKind, KeptBy, RelationKind
from consents.due_selectors import Page, count_due, term_on
from consents.models import Authorisation, ConsentEvent, Identifier, Person, Relation
from registers.choices import IdentifierKind
from registers.models import EvidenceEntry, HeldPerson, Hold, LegalParameter, ProcessingActivity
from subjects.actions.intake import Intake, receive
from subjects.choices import Channel, Right
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office
from tests.verbs.test_forgetting import NAMESAKE, all_of

pytestmark = pytest.mark.django_db
LONG_AGO = AT.replace(year=2020)
ENDED = AT.replace(year=2021)
LAST_DAY = AT.replace(year=2026)
DUE = LAST_DAY + dt.timedelta(days=1)


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Office:
    changes = {"documents_dir": tmp_path / "documents", "var_dir": tmp_path}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=changes)
    return Office()


def ended(office: Office, *who: str) -> Person:
    """Somebody who gave a consent in 2020 and took it back in 2021."""
    given = office.consented(*who, at=LONG_AGO)
    office.say(EventKind.WITHDRAWN, *who, at=ENDED)
    return Person.objects.get(pk=given.person_id)


def found(at: dt.datetime = DUE) -> Page:
    return count_due(term=term_on(timezone.localdate(at)), at=at)


def sweep(at: dt.datetime = DUE, **rest: Any) -> Swept:
    return forget_due(term=term_on(timezone.localdate(at)), at=at, **rest)


def decide(days: int) -> None:
    LegalParameter.objects.create(
        code="consent-forget-days", label="Vergeten", value=days, unit="dagen", valid_from=dt.date(2026, 1, 1)
    )


def test_the_values_go_the_day_after_the_term_and_not_before(office: Office) -> None:
    person = ended(office, SANNE, SANNE_MAIL)

    swept = [sweep(at).forgotten for at in (LAST_DAY, DUE, DUE)]

    person.refresh_from_db()
    assert swept == [0, 1, 0]
    assert (person.forgotten_at, person.forgotten_ground, Identifier.objects.count()) == (DUE, "", 0)


def test_the_namesake_of_the_household_stays_as_they_were(office: Office) -> None:
    ended(office, SANNE, SANNE_MAIL)
    namesake = office.consented(SANNE, NAMESAKE, at=LONG_AGO).person
    before = all_of(namesake)

    sweep()

    assert all_of(namesake) == before
    assert set(Identifier.objects.values_list("person_id", flat=True)) == {namesake.pk}


@pytest.mark.parametrize("kind", [EventKind.REFUSED, EventKind.REQUESTED, EventKind.WITHDRAWN])
def test_who_never_consented_has_no_term_of_proof(office: Office, kind: EventKind) -> None:
    office.say(kind, SANNE, SANNE_MAIL, at=LONG_AGO)

    assert (found().due, sweep().forgotten, Identifier.objects.count()) == ([], 0, 2)


def test_an_objection_stays_for_ever_of_a_person_and_of_a_number(office: Office) -> None:
    ended(office, SANNE, SANNE_MAIL)
    office.objected(SANNE, at=ENDED)
    objector = ended(office, "phone=0687654321", NAMESAKE)
    office.objected(NAMESAKE, at=ENDED)
    before = all_of(objector)

    sweep(DUE.replace(year=2080))

    assert all_of(objector) == before
    assert Person.objects.get(is_number=True).forgotten_at is None
    assert office.ask(SANNE, at=DUE).decision.rule == "objection"


def test_a_consent_that_stands_or_that_nobody_noted_as_expired_keeps_its_person(office: Office) -> None:
    office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, at=LONG_AGO, valid_until=dt.date(2020, 12, 31))
    office.consented("phone=0687654321", NAMESAKE, at=LONG_AGO)

    assert sweep().forgotten == 0


@pytest.mark.parametrize("ended_on", [None, dt.date(2022, 1, 1)])
def test_who_is_a_customer_or_was_one_not_long_ago_stays(office: Office, ended_on: dt.date | None) -> None:
    person = ended(office, SANNE, SANNE_MAIL)
    Relation.objects.create(
        person=person, sender=office.sender, kind=RelationKind.CUSTOMER, noted_at=AT, ended_on=ended_on
    )

    assert sweep().forgotten == 0
    assert sweep(AT.replace(year=2030)).forgotten == (0 if ended_on is None else 1)


def test_the_last_word_counts_whatever_it_is_about(office: Office) -> None:
    ended(office, SANNE, SANNE_MAIL)
    office.say(EventKind.REFUSED, SANNE_MAIL, at=AT.replace(year=2024), channel="email")

    assert (sweep().forgotten, sweep(AT.replace(year=2029)).forgotten) == (0, 0)
    assert sweep(AT.replace(year=2030)).forgotten == 1


def test_a_proof_that_was_asked_comes_first(office: Office) -> None:
    ended(office, SANNE, SANNE_MAIL)
    asked = Asked(values=office.values(SANNE_MAIL), method=CollectionMethod.EMAIL, received_on=AT.date())
    receive_proof_request(asked=asked, at=AT)

    assert (sweep().forgotten, found().kept) == (0, {KeptBy.PROOF: 1})


def test_a_request_under_way_comes_first(office: Office) -> None:
    ended(office, SANNE, SANNE_MAIL)
    intake = Intake(
        right=Right.ACCESS,
        channel=Channel.EMAIL,
        wording="Welke gegevens hebt u?",
        identifiers=((IdentifierKind.EMAIL, "sanne@example.nl"),),
        received_on=AT.date(),
    )
    receive(intake=intake, at=AT)

    assert (sweep().forgotten, found().kept) == (0, {KeptBy.REQUEST: 1})


def hold(activity: ProcessingActivity | None = None) -> Hold:
    return Hold.objects.create(
        label="Zaak", owner="Juridisch", activity=activity, starts_on=AT.date(), ends_on=dt.date(2027, 1, 1)
    )


def test_a_hold_keeps_the_people_it_names_and_nobody_else(office: Office) -> None:
    person = ended(office, SANNE, SANNE_MAIL)
    ended(office, "phone=0687654321", NAMESAKE)
    (mail,) = office.values(SANNE_MAIL)
    HeldPerson.objects.create(hold=hold(), kind=mail.kind, index=mail.index)

    assert sweep().forgotten == 1
    assert Identifier.objects.filter(person=person).count() == 2


@pytest.mark.parametrize(("catalogue", "forgotten"), [(None, 0), ("", 0), ("toestemmingenboek", 0), ("klachten", 1)])
def test_a_hold_that_names_nobody_keeps_everybody_it_may_be_about(
    office: Office, catalogue: str | None, forgotten: int
) -> None:
    ended(office, SANNE, SANNE_MAIL)
    hold(None if catalogue is None else ProcessingActivity.objects.create(name="Werk", catalogue=catalogue))

    assert sweep().forgotten == forgotten


def test_who_stands_for_a_minor_stays_as_long_as_the_consent_of_the_minor(office: Office) -> None:
    parent = ended(office, SANNE, SANNE_MAIL)
    child = office.consented("email=kind@example.nl", at=AT, channel="email")
    Authorisation.objects.create(event=child, representative=parent, method=CollectionMethod.PHONE, stated_at=AT)

    assert (sweep().forgotten, found().kept) == (0, {KeptBy.REPRESENTS: 1})


def test_the_clock_forgets_nobody_until_the_organisation_decided(office: Office) -> None:
    ended(office, SANNE, SANNE_MAIL)

    undecided = forget_when_decided(at=DUE)
    decide(days=30)
    early, late = (forget_when_decided(at=DUE + dt.timedelta(days=days)) for days in (29, 30))

    assert (undecided, early, late) == (None, Swept(), Swept(forgotten=1))


def test_a_run_is_bounded_and_the_next_one_goes_on_with_the_oldest(office: Office) -> None:
    people = [ended(office, f"email=p{place}@example.nl", f"phone=06123456{place:02}") for place in range(5)]

    done = [sweep(most=2).forgotten for _run in range(4)]

    assert done == [2, 2, 1, 0]
    assert Person.objects.exclude(forgotten_at=None).count() == len(people)


def test_finding_asks_as_much_for_many_as_for_one(office: Office, django_assert_max_num_queries: Any) -> None:
    for place in range(40):
        ended(office, f"email=p{place}@example.nl", f"phone=06123456{place:02}")

    with django_assert_max_num_queries(16):
        many = found()

    assert len(many.due) == 40


def test_who_speaks_between_the_finding_and_the_forgetting_is_left_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = ended(office, SANNE, SANNE_MAIL)
    looked = found()
    monkeypatch.setattr("consents.actions.terms.pages_due", lambda **_rest: iter([looked]))
    office.say(EventKind.REFUSED, SANNE_MAIL, at=DUE)
    before = all_of(person)

    assert (looked.due, sweep().forgotten) == ([person.pk], 0)
    assert all_of(person) == before


def test_a_run_that_was_killed_leaves_everybody_whole_and_is_gone_on_with(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [ended(office, f"email=p{place}@example.nl", f"phone=06123456{place:02}") for place in range(3)]
    with monkeypatch.context() as killing, pytest.raises(KeyboardInterrupt):
        killing.setattr("consents.actions.forgetting._note", _killed_at_the_second(people[1]))
        sweep()
    halfway = [Identifier.objects.filter(person=person).count() for person in people]

    rest = sweep()

    assert (halfway, rest.forgotten, Identifier.objects.count()) == ([0, 2, 2], 2, 0)


def _killed_at_the_second(second: Person) -> Callable[..., None]:
    def note(person: Person, *rest: Any) -> None:
        if person.pk == second.pk:
            raise KeyboardInterrupt
        forgetting_note(person, *rest)

    return note


def test_who_comes_back_afterwards_is_somebody_new(office: Office) -> None:
    ended(office, SANNE, SANNE_MAIL)
    sweep()

    office.consented(SANNE, SANNE_MAIL, at=DUE)

    assert only_person(office.values(SANNE_MAIL), at=DUE).forgotten_at is None
    assert Person.objects.count() == 2
    assert sweep(DUE).forgotten == 0


def test_the_fact_says_why_and_who_and_names_nobody(office: Office) -> None:
    ended(office, SANNE, SANNE_MAIL)

    sweep()

    facts = json.loads(EvidenceEntry.objects.get(kind="person.forgotten").body)["facts"]
    assert (facts["because"], facts["role"], facts["ground"], facts["values"]) == ("term", "system", "", 2)
    assert "612345678" not in str(list(EvidenceEntry.objects.values_list("body")))


def test_the_ledger_stays_whole_and_its_proofs_go(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    kept = proof_store().put(b"%PDF-1", personal=True)
    office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, at=LONG_AGO, evidence_file=kept)
    office.say(EventKind.WITHDRAWN, SANNE_MAIL, at=ENDED)
    events = ConsentEvent.objects.count()

    with django_capture_on_commit_callbacks(execute=True):
        sweep()

    assert (verify_ledger().intact, ConsentEvent.objects.count(), proof_store().has(kept)) == (True, events, False)
