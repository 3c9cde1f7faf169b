"""A batch decides what each question alone would be answered, with the facts of each."""

import datetime as dt
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consents.actions.deciding import Answer, may_contact, may_contact_all
from consents.choices import ContactChannel, EventKind, PartyKind, RelationKind, ScreeningListKind, SenderKind
from consents.deciding_selectors import Question
from consents.models import ContactPurpose, ContactRuleSet, Person, Relation, ScreeningEntry, ScreeningList, Sender
from consents.selectors import shipped_rules
from tests.verbs.consent_office import AT, Office

pytestmark = pytest.mark.django_db
PHONES = [f"phone=06123456{place:02}" for place in range(5)] + ["phone=+32470123456", "phone=+4915112345678"]
MAILS = [f"email=p{place}@example.nl" for place in range(4)]
DAYS = [dt.datetime(year, month, 9, 10, tzinfo=dt.UTC) for year, month in ((2019, 3), (2022, 3), (2026, 6), (2026, 7))]


@pytest.fixture
def office() -> Office:
    """Everything that rules look at: shared numbers, customers, minors, lists, objections, two senders."""
    office = Office()
    office.consented(PHONES[0], MAILS[0])
    office.consented(PHONES[1], MAILS[1])
    office.consented(PHONES[1], MAILS[2])
    office.say(EventKind.GIVEN, PHONES[2], MAILS[3], channel="sms")
    office.objected(PHONES[3])
    office.objected(MAILS[2])
    _more(office, office.consented(PHONES[5], at=DAYS[0]).person)
    return office


def _more(office: Office, customer: Person) -> None:
    Sender.objects.create(key="goeddoel", legal_name="Goed Doel", kind=SenderKind.CHARITY_IDEAL)
    Person.objects.filter(identifiers__kind="email").update(minor_until=dt.date(2026, 7, 1))
    terms = {"collected_in_sale": True, "opt_out_offered": True, "similar": True, "noted_at": AT}
    for ended in (None, dt.date(2026, 5, 1)):
        was = RelationKind.CUSTOMER if ended else RelationKind.DONOR
        Relation.objects.create(person=customer, sender=office.sender, kind=was, ended_on=ended, **terms)
    for kind, first in ((ScreeningListKind.BMNR, dt.date(2019, 3, 1)), (ScreeningListKind.DNCM, dt.date(2026, 6, 1))):
        days = {"obtained_on": first, "valid_until": first + dt.timedelta(days=28), "loaded_at": AT, "complete": True}
        held = ScreeningList.objects.create(kind=kind, sha256="0" * 64, **days)
        ScreeningEntry.objects.create(list=held, index=office.values(PHONES[5])[0].index)


@st.composite
def drawn(draw: st.DrawFn) -> dict[str, Any]:
    channel = draw(st.sampled_from(ContactChannel))
    way = draw(st.sampled_from(MAILS if channel == ContactChannel.EMAIL else PHONES))
    more = draw(st.lists(st.sampled_from(PHONES + MAILS), max_size=1))
    return {
        "texts": [way, *more],
        "channel": channel,
        "sender": draw(st.sampled_from(["energie", "goeddoel"])),
        "purpose": draw(st.sampled_from(["aanbod", "storing"])),
        "at": draw(st.sampled_from(DAYS)),
        "offer": draw(st.booleans()),
        "party": draw(st.sampled_from(PartyKind)),
    }


def _question(office: Office, asked: dict[str, Any]) -> Question:
    sender = Sender.objects.get(key=asked["sender"])
    purpose = ContactPurpose.objects.get(key=asked["purpose"])
    rest = {name: asked[name] for name in ("channel", "at", "offer", "party")}
    return Question(values=office.values(*asked["texts"]), sender=sender, purpose=purpose, **rest)


def _told(answer: Answer) -> tuple[Any, ...]:
    return answer.decision, answer.facts, answer.noted.facts, answer.noted.rules_sha256


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(drawn(), min_size=1, max_size=12))
def test_a_batch_answers_as_one_by_one(office: Office, asked: list[dict[str, Any]]) -> None:
    questions = [_question(office, each) for each in asked]

    together = may_contact_all(questions=questions, at=AT)

    assert [_told(each) for each in together] == [_told(may_contact(question=each, at=AT)) for each in questions]


def test_a_signed_rule_works_at_once(office: Office, django_user_model: Any) -> None:
    shipped = shipped_rules()["NL-V-3"]
    question = _question(office, {**_plain(), "at": dt.datetime(2026, 7, 9, 10, tzinfo=dt.UTC)})
    before = may_contact(question=question, at=AT)

    _sign(shipped.rules.id, django_user_model)

    after = may_contact(question=question, at=AT)
    assert before.noted.rules_sha256 == shipped.sha256 != after.noted.rules_sha256
    assert may_contact(question=replace(question, at=DAYS[2]), at=AT).noted.rules_sha256 != after.noted.rules_sha256


def _plain() -> dict[str, Any]:
    rest = {"offer": False, "party": PartyKind.UNKNOWN, "channel": ContactChannel.VOICE}
    return {"texts": [PHONES[0]], "sender": "energie", "purpose": "aanbod", **rest}


def _sign(set_id: str, users: Any) -> None:
    body = files("consents").joinpath("rulesets", f"{set_id.lower()}.yaml").read_text() + "\n# ours\n"
    people = [users.objects.create_user(name) for name in ("anna", "bram")]
    ContactRuleSet.objects.create(
        set_id=set_id,
        version=1,
        body=body,
        sha256=sha256(body.encode()).hexdigest(),
        reason="test",
        effective_from=dt.date(2026, 7, 2),
        written_by=people[0],
        written_at=AT,
        signed_by=people[1],
        signed_at=AT,
    )
