"""The pages of contact rules: readable sets, a version from copy to signature, and errors that name their place."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consents.models import ContactRuleSet
from tests.doors.admin_world import client_of
from tests.doors.register_world import messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(private_folders: Any) -> Client:
    """Who writes the rules."""
    return client_of("els", superuser=True)


@pytest.fixture
def signer(private_folders: Any) -> Client:
    """Who signs them."""
    return client_of("jan", superuser=True)


def written(client: Client, *, old: str = "", new: str = "") -> Any:
    """The copy of today with a change, sent."""
    address = reverse("contact:rules-write", args=["NL-V-3"])
    body = client.get(address).context["form"]["body"].value().replace(old, new, 1)
    data = {"body": body, "reason": "Besluit", "effective_from": timezone.localdate().isoformat()}
    return client.post(address, data, follow=True)


def test_a_set_is_a_table_in_words(writer: Client) -> None:
    shown = writer.get(reverse("contact:ruleset", args=["NL-V-3"])).content.decode()

    assert "the person objected" in shown
    assert "not on public holidays" in shown
    assert "valid_from:" not in shown


def test_every_set_stands_on_the_list_with_its_days(writer: Client) -> None:
    answer = writer.get(reverse("contact:rules"))

    assert {"NL-V-3", "NL-V-1A", "BE-V-1"} <= {one.rules.id for one in answer.context["sets"]}


def test_a_version_is_written_looked_at_and_signed_by_somebody_else(writer: Client, signer: Client) -> None:
    page = written(writer, old="    - verified\n", new="    - verified\n    - given\n")
    made = ContactRuleSet.objects.get()
    sign = reverse("contact:version-sign", args=[made.pk])

    own = messages_of(writer.post(sign, follow=True))
    other = signer.post(sign, follow=True)

    made.refresh_from_db()
    assert page.context["differences"]
    assert own == ["You wrote this version, so somebody else has to sign it (four eyes)."]
    assert made.signed_by is not None and made.signed_by.username == "jan"
    assert "signed" in other.content.decode()


def test_a_mistake_names_its_place_and_keeps_what_was_typed(writer: Client) -> None:
    answer = written(writer, old="outcome: refused", new="outcome: maybe")

    form = answer.context["form"]
    assert any("rules.0.outcome" in error for error in form.errors["body"])
    assert "outcome: maybe" in form["body"].value()
    assert not ContactRuleSet.objects.exists()


def test_a_draft_is_thrown_away(writer: Client) -> None:
    written(writer)

    writer.post(reverse("contact:version-drop", args=[ContactRuleSet.objects.get().pk]))

    assert not ContactRuleSet.objects.exists()


@pytest.mark.parametrize("name", ["ruleset", "rules-write"])
def test_an_unknown_set_is_404(writer: Client, name: str) -> None:
    assert writer.get(reverse(f"contact:{name}", args=["NL-X-9"])).status_code == 404
