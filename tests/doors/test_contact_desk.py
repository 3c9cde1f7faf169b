"""The page "May I contact this person?": the answer with its grounds, and what the person says in one step."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consents.choices import EventKind, RelationKind
from consents.models import Confirmation, ConsentEvent, ContactDecision, Relation
from tests.doors.admin_world import client_of
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
PHONE, MAIL = "0612345678", "sanne@example.nl"
TUESDAY = dt.datetime(2026, 9, 1, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def office(private_folders: Any) -> Office:
    """An organisation that sells energy."""
    return Office()


@pytest.fixture
def boss(db: None) -> Client:
    """Somebody who may do everything."""
    return client_of("root", superuser=True)


def asked(office: Office, **more: object) -> dict[str, object]:
    """The question as the form sends it."""
    told = {"sender": office.sender.pk, "purpose": office.offer.pk, "channel": "voice", "party": "unknown"}
    return {"phone": PHONE, "at": "2026-09-01T12:00", **told, **more}


def said(office: Office, verb: str, **more: object) -> dict[str, object]:
    """The question with what the person says."""
    own = {"once": uuid4(), "scope": "everything", "method": "phone", **more}
    return {**asked(office), **{f"{verb}-{name}": value for name, value in own.items()}}


def ask(client: Client, data: dict[str, object]) -> Any:
    return client.post(reverse("contact:ask"), data)


def say(client: Client, verb: str, data: dict[str, object]) -> Any:
    return client.post(reverse("contact:say", args=[verb]), data)


def test_the_answer_names_rule_article_status_and_facts(office: Office, boss: Client) -> None:
    office.consented(SANNE, SANNE_MAIL, at=TUESDAY - dt.timedelta(days=90))

    shown = ask(boss, asked(office)).content.decode()

    for words in ("Yes, you may", "art. 11.7 Telecommunicatiewet", "confirmed by a source", "wording aanbod-voice v1"):
        assert words in shown
    assert ContactDecision.objects.get().outcome == "allowed"


def test_the_answer_is_kept_by_no_cache_and_stands_in_no_address(office: Office, boss: Client) -> None:
    answer = ask(boss, asked(office))

    assert "no-store" in answer["Cache-Control"]
    assert answer.status_code == 200
    assert boss.get(reverse("contact:ask"), {"phone": PHONE}).context["form"].is_bound is False


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"phone": "12"}, "phone"), ({"phone": ""}, "__all__"), ({"channel": "email"}, "email"), ({"at": "x"}, "at")],
)
def test_a_wrong_question_is_refused_at_its_field(
    office: Office, boss: Client, wrong: dict[str, str], field: str
) -> None:
    form = ask(boss, asked(office, **wrong)).context["form"]

    assert field in form.errors
    assert not ContactDecision.objects.exists()


def test_an_objection_is_one_step_and_works_at_once(office: Office, boss: Client) -> None:
    office.consented(SANNE, SANNE_MAIL, at=TUESDAY - dt.timedelta(days=90))

    answer = say(boss, "object", said(office, "object"))

    assert answer.context["answer"].decision.rule == "objection"
    assert ConsentEvent.objects.filter(kind=EventKind.OBJECTED, sender=None, purpose=None, channel="").exists()


def test_pressing_twice_counts_once(office: Office, boss: Client) -> None:
    data = said(office, "object", stated_at="2026-06-29T10:00")

    answers = [say(boss, "object", data) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert ConsentEvent.objects.filter(kind=EventKind.OBJECTED).count() == 1


def panels(answer: Any) -> list[str]:
    return [one["verb"].name for one in answer.context["panels"]]


def test_a_consent_that_nobody_checked_is_confirmed_by_a_code(office: Office, boss: Client) -> None:
    office.say(EventKind.GIVEN, SANNE, SANNE_MAIL)
    assert "confirm" in panels(ask(boss, asked(office, at="")))

    answer = say(boss, "confirm", {**asked(office, at=""), "confirm-once": uuid4()})

    assert [str(one) for one in answer.context["messages"]] == [
        "The code or link was sent. The consent counts once the person has used it."
    ]
    assert Confirmation.objects.get().event.kind == EventKind.GIVEN


def test_no_code_where_nothing_waits_for_one(office: Office, boss: Client) -> None:
    assert "confirm" not in panels(ask(boss, asked(office)))
    office.consented(SANNE, SANNE_MAIL, at=TUESDAY - dt.timedelta(days=90))
    assert "confirm" not in panels(ask(boss, asked(office)))

    answer = say(boss, "confirm", {**asked(office), "confirm-once": uuid4()})

    panel = next(one for one in answer.context["panels"] if one["verb"].name == "confirm")
    assert panel["form"].non_field_errors()
    assert not Confirmation.objects.exists()


def test_what_is_wrong_with_a_number_is_told_without_a_code(office: Office, boss: Client) -> None:
    form = ask(boss, asked(office, phone="12")).context["form"]

    assert form.errors["phone"] == ["this is not a possible phone number"]


def test_lifting_tells_that_another_objection_still_stands(office: Office, boss: Client) -> None:
    office.objected(SANNE, SANNE_MAIL)
    office.objected(SANNE, whole_number=True)
    proof = SimpleUploadedFile("brief.pdf", b"%PDF-1.4 de klant schreef zelf")

    answer = say(boss, "lift", said(office, "lift", own_initiative="on", proof=proof))

    assert "Another objection still stands" in str(list(answer.context["messages"])[-1])


def test_lifting_without_proof_is_refused_and_stays_open(office: Office, boss: Client) -> None:
    office.objected(SANNE)

    answer = say(boss, "lift", said(office, "lift", own_initiative="on"))

    panel = next(one for one in answer.context["panels"] if one["verb"].name == "lift")
    assert panel["open"] and "proof" in panel["form"].errors
    assert not ConsentEvent.objects.filter(kind=EventKind.LIFTED).exists()


def test_lifting_keeps_the_proof_under_its_hash(office: Office, boss: Client) -> None:
    office.objected(SANNE)
    proof = SimpleUploadedFile("brief.pdf", b"%PDF-1.7 ik wil weer gebeld worden")

    say(boss, "lift", said(office, "lift", own_initiative="on", proof=proof))

    lifted = ConsentEvent.objects.filter(kind=EventKind.LIFTED)
    assert lifted.exists()
    assert all(len(event.evidence_file) == 64 for event in lifted)


def test_a_program_is_no_proof(office: Office, boss: Client) -> None:
    office.objected(SANNE)
    proof = SimpleUploadedFile("brief.exe", b"MZ\x90\x00\x03")

    say(boss, "lift", said(office, "lift", own_initiative="on", proof=proof))

    assert not ConsentEvent.objects.filter(kind=EventKind.LIFTED).exists()


def test_a_consent_is_recorded_with_the_words_that_were_used(office: Office, boss: Client) -> None:
    office.offer.months = 12
    office.offer.save()
    text = office.texts["voice"]

    say(boss, "consent", said(office, "consent", text=text.pk))

    given = ConsentEvent.objects.get(kind=EventKind.GIVEN)
    assert given.text == text
    assert given.valid_until is not None
    assert given.valid_until.year == timezone.localdate().year + 1


def test_a_withdrawal_is_about_what_was_given(office: Office, boss: Client) -> None:
    office.consented(SANNE, SANNE_MAIL)

    answer = say(boss, "withdraw", said(office, "withdraw", scope="exact"))

    assert answer.context["answer"].decision.rule == "no_basis"


def test_two_moments_stand_side_by_side_with_what_differs(office: Office, boss: Client) -> None:
    (known,) = office.say(EventKind.REQUESTED, SANNE, SANNE_MAIL)
    whole = {"collected_in_sale": True, "opt_out_offered": True, "similar": True, "noted_at": TUESDAY}
    Relation.objects.create(person=known.person, sender=office.sender, kind=RelationKind.CUSTOMER, **whole)

    answer = ask(boss, asked(office, at="2026-06-30T12:00", also_at="2026-07-01T12:00"))

    assert [one.decision.rule for one in answer.context["pair"]] == ["customer", "customer_exception_ended"]
    assert any("Other rules hold" in sentence for sentence in answer.context["why"])


def test_the_past_of_a_household_is_not_shown_for_a_number_alone(office: Office, boss: Client) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.consented(SANNE, "email=s.dejong@example.nl")

    together, alone = ask(boss, asked(office)), ask(boss, asked(office, email=MAIL))

    assert (together.context["people"], together.context["past"]) == (2, [])
    assert len(alone.context["past"]) == 2


def test_a_kept_decision_names_its_rule_in_words(office: Office, boss: Client) -> None:
    office.objected(SANNE, SANNE_MAIL)
    ask(boss, asked(office, at=""))
    decision = ContactDecision.objects.get()
    assert decision.rule == "objection"

    addresses = [
        reverse("admin:consents_contactdecision_change", args=[decision.pk]),
        reverse("admin:consents_contactdecision_changelist"),
    ]
    shown = [boss.get(address, headers={"accept-language": "nl"}).content.decode() for address in addresses]

    assert all(">verzet<" in page for page in shown)


def test_without_a_sender_the_page_says_what_has_to_be_added_and_by_whom(boss: Client) -> None:
    page = boss.get(reverse("contact:ask")).content.decode()
    desk = client_of("balie", "balie").get(reverse("contact:ask")).content.decode()

    assert reverse("admin:consents_sender_add") in page
    assert reverse("admin:consents_contactpurpose_add") in page
    assert "the privacy officer adds it" in desk
    assert reverse("admin:consents_sender_add") not in desk
    assert 'name="phone"' not in page
