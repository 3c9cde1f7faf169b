"""Keys of other systems: made by command or in the admin, shown once, revoked at once."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from consents.models import ApiConsumer
from registers.choices import EvidenceKind
from registers.models import EvidenceEntry
from tests.doors.api_world import Caller, question
from tests.verbs.consent_office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    """An organisation that sells energy."""
    return Office()


def told(*words: str) -> str:
    out = StringIO()
    call_command("consents", "api-key", *words, stdout=out)
    return out.getvalue()


def officer(*, role: str = "privacy-officer") -> Client:
    user = User.objects.create_user("anna", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def test_a_key_of_the_command_opens_its_door(office: Office) -> None:
    key = json.loads(told("new", "kcc", "--scope", "decide", "--sender", "energie", "--json"))["key"]

    answer = Client().post(
        "/api/contact-decisions",
        question(),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )

    assert answer.status_code == 200
    assert key not in str(ApiConsumer.objects.values_list())


@pytest.mark.parametrize(
    "words", [["new"], ["new", "kcc"], ["new", "kcc", "--scope", "decide"], ["new", "kcc", "--every-sender"]]
)
def test_a_key_that_says_too_little_is_not_made(office: Office, words: list[str]) -> None:
    with pytest.raises(CommandError):
        told(*words)

    assert not ApiConsumer.objects.exists()


def test_a_name_is_used_once(office: Office) -> None:
    Caller()

    with pytest.raises(CommandError, match="already"):
        told("new", "kcc", "--scope", "decide", "--every-sender")


def test_the_command_revokes_at_once(office: Office) -> None:
    caller = Caller()

    told("revoke", "kcc")

    assert caller.post("contact-decisions", question()).status_code == 401
    assert json.loads(told("list", "--json"))[0]["revoked"]


def test_the_admin_shows_a_key_once_and_keeps_it_nowhere(office: Office) -> None:
    client = officer()
    form = {"name": "kcc", "scopes": ["decide", "call_back"], "for_senders": [office.sender.pk], "rate": 60}

    page = client.post(reverse("admin:consents_apiconsumer_add"), form)

    consumer = ApiConsumer.objects.get()
    change = client.get(reverse("admin:consents_apiconsumer_change", args=[consumer.pk]))
    assert "no-store" in page["Cache-Control"]
    assert f"wb_{consumer.prefix}_" in page.content.decode()
    assert consumer.signing_secret in page.content.decode()
    assert consumer.signing_secret not in change.content.decode()
    assert not page.cookies.get("messages")


def test_the_admin_refuses_a_key_for_no_sender(office: Office) -> None:
    page = officer().post(reverse("admin:consents_apiconsumer_add"), {"name": "kcc", "scopes": ["decide"], "rate": 60})

    assert page.status_code == 200
    assert not ApiConsumer.objects.exists()


def test_the_admin_revokes_the_chosen_keys(office: Office) -> None:
    caller = Caller()
    chosen = {"action": "revoke", "_selected_action": [caller.made.consumer.pk]}

    officer().post(reverse("admin:consents_apiconsumer_changelist"), chosen)

    assert caller.post("contact-decisions", question()).status_code == 401


def test_the_auditor_sees_keys_and_makes_none(office: Office) -> None:
    client = officer(role="auditor")

    assert client.get(reverse("admin:consents_apiconsumer_changelist")).status_code == 200
    assert client.get(reverse("admin:consents_apiconsumer_add")).status_code == 403


def test_making_and_revoking_a_key_are_facts_without_its_name_or_secret(office: Office) -> None:
    key = json.loads(told("new", "Jan Jansen", "--scope", "decide", "--sender", "energie", "--json"))["key"]
    told("revoke", "Jan Jansen")
    told("revoke", "Jan Jansen")

    bodies = [entry.body for entry in EvidenceEntry.objects.filter(kind=EvidenceKind.API_KEY_CHANGED).order_by("pk")]

    assert [json.loads(body)["facts"]["deed"] for body in bodies] == ["made", "revoked"]
    assert json.loads(bodies[0])["facts"]["senders"] == ["energie"]
    assert not any(word in body for body in bodies for word in ("Jansen", key, key.split("_", 2)[2]))


def test_the_fact_names_the_role_of_whoever_made_it(office: Office) -> None:
    officer().post(
        reverse("admin:consents_apiconsumer_add"),
        {"name": "kcc", "scopes": ["decide"], "every_sender": "on", "rate": "60"},
    )

    assert json.loads(EvidenceEntry.objects.latest("pk").body)["facts"]["role"] == "privacy-officer"
