"""The API as another system meets it: questions, consents, objections, and everything that may be wrong with them."""

import json
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.utils import timezone
from pydantic import BaseModel
from pytest_django import DjangoAssertNumQueries

from consents.actions.consumers import revoke_consumer
from consents.api.schemas import DecisionOut, DecisionsOut
from consents.choices import ApiScope
from consents.models import ApiMessage, ConsentEvent, ContactDecision, Sender
from registers.models import EvidenceEntry
from tests.doors.api_world import NUMBER, Caller, given, question
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
WHO = [{"kind": "phone", "value": NUMBER}]


@pytest.fixture
def office() -> Office:
    """An organisation that sells energy."""
    return Office()


@pytest.fixture
def caller(office: Office) -> Caller:
    """A system of that organisation."""
    return Caller(senders=[office.sender.key])


def test_a_decision_says_why_and_is_kept(office: Office, caller: Caller) -> None:
    office.consented(SANNE, SANNE_MAIL)

    answer = caller.post("contact-decisions", question()).json()

    kept = ContactDecision.objects.get(uid=answer["decision"])
    assert (answer["outcome"], answer["rule"], answer["status"]) == ("allowed", "consent", "confirmed")
    assert kept.role == caller.made.consumer.role


def test_a_batch_answers_in_the_order_of_its_questions(office: Office, caller: Caller) -> None:
    office.consented(SANNE, SANNE_MAIL)
    asked = [question("0687654321"), question(), question("0201234567")]

    answers = caller.post("contact-decisions", {"questions": asked}).json()["decisions"]

    assert [answer["outcome"] for answer in answers] == ["refused", "allowed", "refused"]
    assert ContactDecision.objects.count() == 3


def test_a_batch_asks_the_database_as_often_as_a_small_one(
    office: Office, caller: Caller, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office.consented(SANNE, SANNE_MAIL)
    caller.post("contact-decisions", question())
    asked = [question(f"06{10_000_000 + place}") for place in range(299)] + [question()]

    with django_assert_max_num_queries(14):
        answer = caller.post("contact-decisions", {"questions": asked})

    assert len(answer.json()["decisions"]) == 300


def test_every_wrong_question_is_named_and_none_is_decided(caller: Caller) -> None:
    asked = [question(), question("no number"), question(purpose="none")]

    answer = caller.post("contact-decisions", {"questions": asked})

    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert [each["field"] for each in told["errors"]] == ["questions.1.identifiers.0.value", "questions.2.purpose"]
    assert ContactDecision.objects.count() == 0


def test_more_than_a_thousand_questions_are_refused(caller: Caller) -> None:
    answer = caller.post("contact-decisions", {"questions": [question()] * 1_001})

    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["questions"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        None,
        7,
        "jan@example.nl",
        question(channel="pigeon"),
        question(at="2026-06-30T12:00"),
        question(at="0001-01-01T00:00:00+14:00"),
        question("jan@example.nl"),
        question("06\x00"),
        question("\ud800"),
        {**question(), "jan@example.nl": 1},
        {"questions": []},
        {"questions": "jan@example.nl"},
    ],
)
def test_bad_input_is_a_problem_that_repeats_no_personal_data(caller: Caller, body: Any) -> None:
    answer = caller.post("contact-decisions", body)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["errors"]
    assert "jan@" not in answer.content.decode()


def test_what_is_no_json_is_told(caller: Caller) -> None:
    headers = {"Authorization": f"Bearer {caller.made.key}"}

    answer = caller.client.post("/api/objections", b"{number:", content_type="application/json", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


@pytest.mark.parametrize("key", ["", "wb", "wb_x_y", "wb_\x00_y", "é_é_é"])
def test_a_wrong_key_opens_nothing(caller: Caller, key: str) -> None:
    answer = caller.post("contact-decisions", question(), key=key)

    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")


def test_the_begin_of_a_key_is_not_the_key(caller: Caller) -> None:
    assert caller.post("contact-decisions", question(), key=caller.made.key[:-1]).status_code == 401


def test_a_revoked_key_ends_at_once(caller: Caller) -> None:
    assert caller.post("contact-decisions", question()).status_code == 200

    revoke_consumer(consumer=caller.made.consumer, at=timezone.now())

    assert caller.post("contact-decisions", question()).status_code == 401


def test_a_key_opens_only_its_own_doors(office: Office) -> None:
    caller = Caller(scopes=(ApiScope.DECIDE,))

    answers = [caller.post("objections", {"identifiers": WHO}), caller.event(given(office), again="bericht-1")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not ConsentEvent.objects.exists()


def test_a_key_speaks_only_for_its_own_senders(office: Office, caller: Caller) -> None:
    Sender.objects.create(key="water", legal_name="Water B.V.")

    answers = [
        caller.post("contact-decisions", question(sender="water")),
        caller.event(given(office, sender="water"), again="bericht-1"),
        caller.post("objections", {"identifiers": WHO, "sender": "water"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_too_many_questions_wait_for_the_next_minute(office: Office) -> None:
    caller = Caller(rate=3)

    codes = [caller.post("contact-decisions", question()).status_code for _place in range(4)]

    assert codes == [200, 200, 200, 429]
    assert 0 < int(caller.post("contact-decisions", question())["Retry-After"]) <= 60


def test_a_batch_above_the_rate_says_so(office: Office) -> None:
    answer = Caller(rate=3).post("contact-decisions", {"questions": [question()] * 4})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "questions")


def test_a_consent_by_api_stands_in_the_ledger(office: Office, caller: Caller) -> None:
    answer = caller.event(given(office), again="bericht-1")

    event = ConsentEvent.objects.get(uid=answer.json()["events"][0])
    assert (answer.status_code, event.kind, event.role) == (201, "given", caller.made.consumer.role)
    assert "bericht-1" not in event.source_id


def test_a_consent_that_lacks_its_wording_is_refused_by_name(office: Office, caller: Caller) -> None:
    answer = caller.event(given(office, text_key=None, text_version=None), again="bericht-1")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "text")
    assert not ApiMessage.objects.exists()


def test_the_same_message_twice_is_one_event_and_one_answer(office: Office, caller: Caller) -> None:
    first = caller.event(given(office), again="bericht-1")

    second = caller.event(given(office), again="bericht-1")

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["events"] == second.json()["events"]
    assert EvidenceEntry.objects.filter(kind="consent.recorded").count() == 1


def test_the_same_key_with_another_message_is_a_conflict(office: Office, caller: Caller) -> None:
    caller.event(given(office), again="bericht-1")

    answer = caller.event(given(office, campaign="zomer"), again="bericht-1")

    assert (answer.status_code, answer.json()["code"]) == (409, "key-reused")


def test_an_objection_by_api_blocks_the_next_decision(office: Office, caller: Caller) -> None:
    office.consented(SANNE, SANNE_MAIL)

    answer = caller.post("objections", {"identifiers": WHO})

    assert answer.status_code == 201
    assert caller.post("contact-decisions", question(at=None)).json()["rule"] == "objection"


def test_an_objection_leaves_the_namesake_who_has_another_number(office: Office, caller: Caller) -> None:
    namesake = office.consented("phone=0687654321", "email=s.dejong@example.nl").person
    before = list(namesake.states.values())

    caller.post("objections", {"identifiers": [{"kind": "email", "value": "sanne@example.nl"}]})

    assert list(namesake.states.values()) == before


def test_lifting_for_every_sender_needs_a_key_for_every_sender(office: Office, caller: Caller) -> None:
    office.objected(SANNE)
    told = {"kind": "lifted", "identifiers": WHO, "stated_at": "2026-06-30T13:00:00+02:00", "own_initiative": True}

    answer = caller.event({**told, "evidence_file": "a" * 64}, again="bericht-1")

    assert answer.status_code == 403


def test_the_description_names_every_address_and_how_to_sign_in() -> None:
    told = json.loads(Client().get("/api/openapi.json").content)

    assert set(told["paths"]) == {f"/api/{path}" for path in PATHS}
    assert set(told["components"]["securitySchemes"]) == {"KeyOfConsumer", "SignatureOfConsumer"}


PATHS = ("contact-decisions", "consent-events", "objections", "ivr/objections")


@pytest.mark.parametrize("at", ["2026-06-30T12:00:00+02:00", "2026-06-30T23:30:00.123456+02:00", "2026-06-30T10:00Z"])
def test_an_answer_is_what_the_description_says(office: Office, caller: Caller, at: str) -> None:
    office.consented(SANNE, SANNE_MAIL)

    one = caller.post("contact-decisions", question(at=at))
    many = caller.post("contact-decisions", {"questions": [question(at=at), question("0687654321", at=at)]})

    for told in (one.json(), *many.json()["decisions"]):
        assert set(told) == set(DecisionOut.model_fields)
        assert json.loads(as_described(DecisionOut, told)) == told
    assert set(many.json()) == set(DecisionsOut.model_fields)
    assert {answer["Content-Type"] for answer in (one, many)} == {"application/json; charset=utf-8"}


def as_described(schema: type[BaseModel], told: dict[str, Any]) -> str:
    """What the API would tell if it read an answer into its schema first."""
    return json.dumps(schema.model_validate(told).model_dump(), cls=DjangoJSONEncoder)


MAIL = [{"kind": "email", "value": "sanne@example.nl"}]


def test_an_allowed_e_mail_says_where_the_person_stops_it_in_one_click(office: Office, caller: Caller) -> None:
    office.consented(SANNE, SANNE_MAIL, channel="email")
    namesake = office.consented("email=s.dejong@example.nl", channel="email").person
    before = list(namesake.states.values())
    asked = question(identifiers=MAIL, channel="email")

    told = caller.post("contact-decisions", asked).json()
    stopped = Client(enforce_csrf_checks=True).post(
        told["stop"].removeprefix("http://127.0.0.1:8000"), {"List-Unsubscribe": "One-Click"}
    )

    after = caller.post("contact-decisions", question(identifiers=MAIL, channel="email", at=timezone.now().isoformat()))
    assert (told["outcome"], stopped.status_code) == ("allowed", 200)
    assert (after.json()["outcome"], after.json()["stop"]) == ("refused", "")
    assert list(namesake.states.values()) == before


def test_who_gave_no_consent_stops_in_the_portal_and_a_call_names_no_page(office: Office, caller: Caller) -> None:
    office.consented(SANNE, SANNE_MAIL)

    service = caller.post("contact-decisions", question(identifiers=MAIL, channel="email", purpose="storing")).json()
    call = caller.post("contact-decisions", question()).json()

    assert (service["outcome"], service["stop"]) == ("allowed", "http://127.0.0.1:8000/mijn-gegevens/verzet/")
    assert (call["outcome"], call["stop"]) == ("allowed", "")
