"""Sign-off in the admin: two people, a page that asks, a version that stays, and what changed since in sentences."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.models import (
    Offer,
    Party,
    ProcessingActivity,
    ProcessorAgreement,
    RegisterFinding,
    RegisterVersion,
    Waiver,
)
from registers.register_choices import RecordKind, RecordStatus
from tests.doors.register_world import activity, address, messages_of, officer, sent, whole_register, with_permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def piet(private_folders: Any) -> Client:
    """Who offers."""
    return officer("piet")


@pytest.fixture
def fatima(private_folders: Any) -> Client:
    """Who signs."""
    return officer("fatima")


@pytest.fixture
def whole(db: None) -> ProcessingActivity:
    """An activity of a register in which nothing has to be mended."""
    whole_register()
    return ProcessingActivity.objects.order_by("number")[0]


def press(client: Client, record: Any, verb: str, kind: str = "activity") -> Any:
    return client.post(reverse("register:sign-off", args=[kind, record.uid, verb]), follow=True)


def test_one_offers_and_another_signs(piet: Client, fatima: Client, whole: ProcessingActivity) -> None:
    press(piet, whole, "offer")
    press(fatima, whole, "sign")

    whole.refresh_from_db()
    version = RegisterVersion.objects.get()
    assert whole.status == RecordStatus.SIGNED
    assert (version.offered_by.username, version.signed_by.username) == ("piet", "fatima")


def test_the_page_asks_before_it_signs(piet: Client, fatima: Client, whole: ProcessingActivity) -> None:
    press(piet, whole, "offer")

    asked = fatima.get(reverse("register:sign-off", args=["activity", whole.uid, "sign"]))

    assert "nobody can change any more" in asked.content.decode()
    assert not RegisterVersion.objects.exists()


def test_who_offered_is_told_that_somebody_else_signs(piet: Client, whole: ProcessingActivity) -> None:
    press(piet, whole, "offer")

    shown, answer = piet.get(address(whole)).content.decode(), press(piet, whole, "sign")

    assert "four eyes" in shown
    assert not RegisterVersion.objects.exists()
    assert any("somebody else" in told for told in messages_of(answer))


def test_an_edit_after_the_offer_takes_the_offer_back(piet: Client, fatima: Client, whole: ProcessingActivity) -> None:
    press(piet, whole, "offer")

    piet.post(address(whole), sent(piet.get(address(whole))) | {"description": "Anders"})
    press(fatima, whole, "sign")

    whole.refresh_from_db()
    assert whole.status == RecordStatus.DRAFT
    assert not Offer.objects.filter(closed=False).exists()
    assert not RegisterVersion.objects.exists()


def test_what_has_to_be_mended_is_found_on_saving_and_stands_beside_its_field(piet: Client) -> None:
    made = activity()
    piet.post(address(made), sent(piet.get(address(made))) | {"description": "Nieuw"})

    shown = piet.get(address(made)).content.decode()

    assert re.search(r'class="wb-q field-recipients.*?id="id_recipients_found".*?30\(1\)\(d\)', shown, re.DOTALL)
    assert "not yet" in shown
    assert reverse("register:sign-off", args=["activity", made.uid, "offer"]) not in shown


def test_mending_the_field_takes_its_finding_away(piet: Client) -> None:
    made = activity()
    piet.post(address(made), sent(piet.get(address(made))) | {"recipients": "no"})

    assert 'id="id_recipients_found"' not in piet.get(address(made)).content.decode()
    assert RegisterFinding.objects.filter(owner_record=made.uid).exists()


def test_a_change_of_an_organisation_has_everything_looked_at_again(piet: Client, whole: ProcessingActivity) -> None:
    party = Party.objects.filter(own=True)[0]

    piet.post(address(party), sent(piet.get(address(party))) | {"address": ""})

    assert RegisterFinding.objects.filter(record=party.uid).exists()


def test_a_finding_is_accepted_with_a_reason_until_a_day(piet: Client) -> None:
    made = activity()
    piet.post(address(made), sent(piet.get(address(made))) | {"description": "Nieuw"})
    asked = {"rule": "recipients-unanswered", "record": str(made.uid), "field": "recipients"}
    page = f"{reverse('register:waive')}?{urlencode(asked)}"
    soon = (timezone.localdate() + dt.timedelta(days=30)).isoformat()

    refused = piet.post(page, {"reason": "Wordt uitgezocht", "until": "2001-01-01"})
    answer = piet.post(page, {"reason": "Wordt uitgezocht", "until": soon})

    assert (refused.status_code, answer.status_code) == (200, 302)
    assert Waiver.objects.get().by.username == "piet"
    assert RegisterFinding.objects.get(rule="recipients-unanswered").waived


def test_a_finding_is_accepted_no_longer_than_the_norm(piet: Client) -> None:
    made = activity()
    piet.post(address(made), sent(piet.get(address(made))) | {"description": "Nieuw"})
    asked = {"rule": "recipients-unanswered", "record": str(made.uid), "field": "recipients"}

    answer = piet.post(reverse("register:waive", query=asked), {"reason": "Ooit", "until": "2099-01-01"})

    assert "our own norm allows no longer" in answer.content.decode()
    assert Waiver.objects.count() == 0


def test_accepting_a_finding_needs_its_own_permission(piet: Client) -> None:
    answer = with_permissions("klaas", "change_processingactivity").get(reverse("register:waive"))

    assert answer.status_code == 403


def test_an_agreement_is_signed_off_too(piet: Client, fatima: Client, whole: ProcessingActivity) -> None:
    made = ProcessorAgreement.objects.order_by("number")[0]

    press(piet, made, "offer", "agreement")
    press(fatima, made, "sign", "agreement")

    assert RegisterVersion.objects.get().record == made.uid


def test_the_register_is_signed_off_from_its_front_page(
    piet: Client, fatima: Client, whole: ProcessingActivity
) -> None:
    front = piet.get(reverse("register:overview"))
    uid = front.context["panel"].uid

    for client, verb in ((piet, "offer"), (fatima, "sign")):
        client.post(reverse("register:sign-off", args=["register", uid, verb]))

    whole.refresh_from_db()
    assert whole.status == RecordStatus.SIGNED
    assert RegisterVersion.objects.get().record_kind == RecordKind.REGISTER


def test_the_register_is_not_ready_while_one_of_its_pages_is_not(piet: Client) -> None:
    made = activity()
    piet.post(address(made), sent(piet.get(address(made))) | {"description": "Nieuw"})

    panel = piet.get(reverse("register:overview")).context["panel"]

    assert not panel.ready
    assert panel.verbs == []


def test_signing_needs_its_own_permission(piet: Client, whole: ProcessingActivity) -> None:
    press(piet, whole, "offer")

    answer = press(with_permissions("klaas", "view_processingactivity", "change_processingactivity"), whole, "sign")

    assert answer.status_code == 403
    assert not RegisterVersion.objects.exists()


def test_what_changed_since_a_version_is_told_in_sentences(
    piet: Client, fatima: Client, whole: ProcessingActivity
) -> None:
    press(piet, whole, "offer")
    press(fatima, whole, "sign")
    piet.post(address(whole), sent(piet.get(address(whole))) | {"description": "Nu met spraakherkenning"})

    shown = piet.get(reverse("register:compare", args=["activity", whole.uid])).content.decode()

    assert "Nu met spraakherkenning" in shown


def test_the_register_of_a_day_says_what_stood_there_that_day(piet: Client) -> None:
    made = activity()
    history = made.history.get()
    history.history_date = timezone.now() - dt.timedelta(days=10)
    history.save()
    made.name = "Nieuwe naam"
    made.save()
    day = (timezone.localdate() - dt.timedelta(days=5)).isoformat()

    then = piet.get(reverse("register:as-of", args=["activity", made.uid]), {"date": day}).content.decode()
    now = piet.get(reverse("register:as-of", args=["activity", made.uid])).content.decode()

    assert "<h2>V-1 Verwerking V-1</h2>" in then
    assert "<h2>V-1 Nieuwe naam</h2>" in now


@pytest.mark.parametrize("date", ["2099-01-01", "2001-01-01", "gisteren"])
def test_a_day_that_says_nothing_is_a_message_and_no_fault(piet: Client, date: str) -> None:
    made = activity()

    answer = piet.get(reverse("register:as-of", args=["activity", made.uid]), {"date": date})

    assert answer.status_code == 200
    assert answer.context["found"] is None
