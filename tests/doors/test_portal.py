"""The portal as any browser gets it: objecting in one step, the same answer for everybody, bounded, in plain words."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consents.actions.admitting import PER_VISITOR
from consents.choices import EventKind
from consents.models import ConsentEvent
from tests.verbs.consent_office import JAN, JAN_MAIL, SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
ONCE = "0b1d6b1e-6f5e-4a1c-9b43-0d7a4a6d7c11"
PAGE = "/mijn-gegevens/verzet/"
MOVING = re.compile(r'value="[0-9A-Za-z]{64}"|\d{2}:\d{2}')
"""The token of the form, and the clock."""


@pytest.fixture
def office() -> Office:
    return Office()


def send(client: Client, **given: str) -> Any:
    return client.post(PAGE, {"once": ONCE, "unwanted": "everything", **given})


def objections() -> int:
    return ConsentEvent.objects.filter(kind=EventKind.OBJECTED).count()


def test_the_portal_leads_there_in_one_step(client: Client, office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    door = client.get(reverse("portal"))

    answer = send(client, phone="06 - 12 34 56 78")

    assert PAGE in door.content.decode()
    assert "Het is genoteerd" in answer.content.decode()
    assert not office.ask(SANNE, SANNE_MAIL, at=timezone.now()).decision.allowed


def test_the_answer_is_the_same_whether_or_not_somebody_is_known(client: Client, office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    known = send(client, phone="0612345678", email="sanne@example.nl")

    unknown = send(client, phone="0611112222", email="niemand@example.nl", once=ONCE.replace("0b", "1b"))

    said = [MOVING.sub("", answer.content.decode()) for answer in (known, unknown)]
    plain = said[1].replace("+31611112222", "+31612345678").replace("niemand@", "sanne@").replace("1b1d", "0b1d")
    assert (known.status_code, said[0]) == (unknown.status_code, plain)


def test_looking_records_nothing_and_no_cache_keeps_it(client: Client) -> None:
    looked, headed = client.get(PAGE + "?phone=0612345678"), client.head(PAGE)

    assert (looked.status_code, headed.status_code, ConsentEvent.objects.count()) == (200, 200, 0)
    assert "no-store" in looked["Cache-Control"]
    assert "0612345678" not in looked.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Vul uw telefoonnummer in, uw e-mailadres, of allebei."),
        ({"phone": "06"}, 'href="#id_phone"'),
        ({"phone": "bel mij"}, 'href="#id_phone"'),
        ({"email": "geen adres"}, 'href="#id_email"'),
        ({"phone": "0612345678", "unwanted": "emails"}, "Vul uw e-mailadres in."),
        ({"email": "sanne@example.nl", "unwanted": "calls"}, "Vul uw telefoonnummer in."),
        ({"phone": "0612345678", "unwanted": "iets"}, 'href="#id_unwanted'),
        ({"phone": "0612345678", "once": "x"}, "Open deze pagina opnieuw"),
        ({"phone": "0612345678", "email": "geen adres"}, 'href="#id_email"'),
        ({"phone": "06\x0012345678"}, 'href="#id_phone"'),
        ({"phone": "0" * 5_000}, "Dit is te lang voor een telefoonnummer."),
        ({"email": "é" * 5_000 + "@example.nl"}, "Dit is te lang voor een e-mailadres."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_recorded(
    client: Client, given: dict[str, str], said: str
) -> None:
    answer = send(client, **given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert ConsentEvent.objects.count() == 0


def test_the_page_says_only_what_was_noted(client: Client, office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL, channel="email")

    page = send(client, phone="0612345678", email="sanne@example.nl", unwanted="calls").content.decode()

    assert "+31612345678" in page
    assert "sanne@example.nl" not in page
    assert office.ask(SANNE_MAIL, at=timezone.now(), channel="email").decision.allowed


def test_pressed_twice_is_once(client: Client) -> None:
    answers = [send(client, phone="0612345678") for _time in range(2)]

    assert ["Het is genoteerd" in answer.content.decode() for answer in answers] == [True, True]
    assert objections() == 1


def test_a_page_of_another_site_cannot_send_it(office: Office) -> None:
    stranger = Client(enforce_csrf_checks=True)

    answer = send(stranger, phone="0612345678")

    assert (answer.status_code, objections()) == (403, 0)
    assert "laad de pagina opnieuw" in answer.content.decode()


def test_too_many_are_told_another_way(client: Client) -> None:
    for place in range(PER_VISITOR):
        assert send(client, phone=f"061234560{place}").status_code == 200

    answer = send(client, phone="0612345699")

    assert (answer.status_code, objections()) == (429, PER_VISITOR)
    assert settings.ENVIRONMENT.organisation_contact in answer.content.decode()


def test_behind_proxies_each_visitor_is_counted_alone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "proxies", 2)

    def come(place: int, *, claimed: str, visitor: str) -> int:
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"{claimed}, {visitor}, 10.0.0.7"
        return int(send(client, phone=f"06123456{place:02}").status_code)

    same = [come(place, claimed=f"198.51.100.{place}", visitor="192.0.2.1") for place in range(PER_VISITOR + 1)]

    assert same == [200] * PER_VISITOR + [429]
    assert come(50, claimed="198.51.100.1", visitor="192.0.2.2") == 200


@pytest.mark.parametrize(
    ("proxies", "https", "trusted"), [(None, False, 0), (None, True, 1), (2, True, 2), (0, True, 0)]
)
def test_one_proxy_stands_before_a_site_behind_https_unless_it_is_said(
    proxies: int | None, https: bool, trusted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "proxies", proxies)
    monkeypatch.setattr(settings.ENVIRONMENT, "behind_https", https)

    assert settings.ENVIRONMENT.trusted_proxies == trusted


def test_without_a_proxy_nobody_writes_his_own_address(client: Client) -> None:
    client.defaults["HTTP_X_FORWARDED_FOR"] = "198.51.100.1"
    answers = []
    for place in range(PER_VISITOR + 1):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{place}"
        answers.append(send(client, phone=f"06123456{place:02}").status_code)

    assert answers[-1] == 429


def test_the_namesake_in_the_house_keeps_the_way_that_was_not_named(client: Client, office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL, channel="email")
    office.consented(JAN, JAN_MAIL, channel="email")

    send(client, email="sanne@example.nl")

    assert not office.ask(SANNE_MAIL, at=timezone.now(), channel="email").decision.allowed
    assert office.ask(JAN_MAIL, at=timezone.now(), channel="email").decision.allowed


def test_in_english_for_who_reads_english(client: Client) -> None:
    page = client.get(PAGE, headers={"accept-language": "en"}).content.decode()

    assert 'lang="en"' in page
    assert "No more advertising" in page
