"""Recording consents and objections, and asking whether somebody may be contacted."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from consents.actions.projecting import differing, rebuild
from consents.choices import ContactChannel, EventKind, RelationKind
from consents.errors import EventRefused, KeyReused
from consents.models import ConsentEvent, ConsentState, ConsentText, ContactDecision, Identifier, Person, Relation
from registers.models import EvidenceEntry
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(minutes=1)


@pytest.fixture
def office() -> Office:
    """An organisation that sells energy."""
    return Office()


def test_a_verified_consent_opens_the_way_and_explains_itself(office: Office) -> None:
    given = office.consented(SANNE, SANNE_MAIL)

    answer = office.ask(SANNE)

    assert answer.decision.rule == "consent"
    assert answer.noted.facts["consent"]["event"] == str(given.uid)


def test_consent_for_calls_says_nothing_about_mail(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)

    assert office.ask(SANNE_MAIL, channel="email").decision.rule == "no_basis"


def test_an_objection_works_at_once(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)

    office.objected(SANNE_MAIL, at=LATER)

    assert office.ask(SANNE, at=LATER).decision.rule == "objection"


def test_an_objection_by_number_alone_holds_for_whoever_has_the_number(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.objected(SANNE, at=LATER)

    office.consented(SANNE, "email=broer@example.nl", at=LATER)

    assert office.ask(SANNE, "email=broer@example.nl", at=LATER).decision.rule == "objection"


def test_an_objection_of_one_leaves_the_namesake_of_the_household_who_is_named(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    namesake = office.consented(SANNE, "email=s.dejong@example.nl").person
    before = list(ConsentState.objects.filter(person=namesake).values())

    office.objected(SANNE_MAIL, at=LATER)

    assert office.ask(SANNE, "email=s.dejong@example.nl", at=LATER).decision.allowed
    assert office.ask(SANNE, at=LATER).decision.rule == "objection"
    assert list(ConsentState.objects.filter(person=namesake).values()) == before


def test_a_number_that_several_people_have_needs_a_second_value(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.consented(SANNE, "email=s.dejong@example.nl")

    assert office.ask(SANNE).decision.rule == "several_people"


def test_values_of_two_people_count_for_neither(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.consented("phone=0687654321", "email=s.dejong@example.nl")

    assert not office.ask(SANNE, "email=s.dejong@example.nl").decision.allowed


def test_lifting_is_for_the_person_alone_and_needs_proof(office: Office) -> None:
    office.objected(SANNE_MAIL)

    with pytest.raises(EventRefused, match="own initiative"):
        office.say(EventKind.LIFTED, SANNE_MAIL, at=LATER, sender=None, purpose=None, channel="")
    with pytest.raises(EventRefused, match="proof"):
        office.say(EventKind.LIFTED, SANNE_MAIL, at=LATER, own_initiative=True)


def test_a_lifted_objection_no_longer_blocks(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.objected(SANNE_MAIL, at=LATER)

    at = LATER + dt.timedelta(minutes=1)
    office.say(EventKind.LIFTED, SANNE_MAIL, at=at, own_initiative=True, evidence_file="a" * 64)

    assert office.ask(SANNE, at=LATER).decision.allowed


@pytest.mark.parametrize("lacking", ["sender", "purpose", "channel", "text"])
def test_a_yes_that_leaves_something_open_is_refused(office: Office, lacking: str) -> None:
    told = {"text": office.texts[ContactChannel.VOICE], lacking: "" if lacking == "channel" else None}

    with pytest.raises(EventRefused, match=lacking):
        office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, **told)  # type: ignore[arg-type]

    assert not ConsentEvent.objects.exists()
    assert not Person.objects.exists()


def test_a_doubled_message_counts_once(office: Office) -> None:
    first = office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, source_id="crm-1")

    again = office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, source_id="crm-1")

    assert [event.pk for event in again] == [event.pk for event in first]
    with pytest.raises(KeyReused):
        office.say(EventKind.WITHDRAWN, SANNE, SANNE_MAIL, source_id="crm-1")


def test_the_ledger_is_never_rewritten(office: Office) -> None:
    given = office.consented(SANNE, SANNE_MAIL)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ConsentEvent.objects.filter(pk=given.pk).update(kind=EventKind.WITHDRAWN)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ConsentText.objects.update(body="Iets anders")


def test_no_value_is_kept_where_it_can_be_read(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.ask(SANNE)

    raw = str(list(Identifier.objects.extra(select={"raw": "value"}).values_list("raw", "index")))
    told = str(list(EvidenceEntry.objects.values_list("body"))) + str(list(ContactDecision.objects.values()))
    assert not any(value in raw + told for value in ("612345678", "sanne"))


def test_the_projection_is_rebuilt_and_compared(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    people = list(Person.objects.values_list("pk", flat=True))
    ConsentState.objects.update(standing="withdrawn")

    assert differing(people) == people

    rebuild(people)
    assert differing(people) == []


def test_a_customer_is_called_until_the_first_of_july(office: Office) -> None:
    (event,) = office.say(EventKind.REQUESTED, SANNE, SANNE_MAIL)
    held = {"collected_in_sale": True, "opt_out_offered": True, "similar": True, "noted_at": AT}
    Relation.objects.create(person=event.person, sender=office.sender, kind=RelationKind.CUSTOMER, **held)

    assert office.ask(SANNE).decision.rule == "customer"
    assert office.ask(SANNE, at=AT + dt.timedelta(days=1)).decision.rule == "customer_exception_ended"


def test_marketing_objections_do_not_stop_a_message_about_a_failure(office: Office) -> None:
    office.objected(SANNE_MAIL, SANNE)

    assert office.ask(SANNE, purpose=office.failure).decision.allowed
    assert not office.ask(SANNE, purpose=office.failure, offer=True).decision.allowed
