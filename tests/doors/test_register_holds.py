"""A hold on people: an officer names them, and nothing readable is kept."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from registers.choices import EvidenceKind
from registers.models import EvidenceEntry, HeldPerson, Hold
from tests.doors.register_world import address, officer, sent, with_permissions

pytestmark = pytest.mark.django_db
NEW = "admin:registers_hold_add"
SANNE, NAMESAKE = "sanne@example.nl", "sanne.jr@example.nl"
ABOUT = {"label": "Claim 12", "owner": "Juridisch", "starts_on": "2026-11-01", "ends_on": "2099-01-01"}


@pytest.fixture
def piet(private_folders: Any) -> Client:
    """The privacy officer."""
    return officer()


def made(client: Client, **given: str) -> Any:
    page = client.get(reverse(NEW))
    return client.post(reverse(NEW), sent(page) | ABOUT | given)


def test_nothing_that_was_filled_in_can_be_read_back(piet: Client) -> None:
    made(
        piet,
        held_email=f"{SANNE}\nS.deJong@example.nl",
        held_customer_number="K-77",
        held_iban="NL91 ABNA 0417 1643 00",
    )

    hold = Hold.objects.get()
    page = piet.get(address(hold)).content.decode()
    kinds = sorted(hold.people.values_list("kind", flat=True))
    body = EvidenceEntry.objects.get(kind=EvidenceKind.HOLD_CHANGED).body
    assert kinds == ["customer_number", "email", "email", "iban"]
    assert not any(word in text for word in ("sanne", "0417164300", "K-77") for text in (page, body))
    assert '"people":4' in body


def test_more_people_may_come_and_the_same_one_comes_once(piet: Client) -> None:
    made(piet, held_email=SANNE)
    hold = Hold.objects.get()

    piet.post(address(hold), sent(piet.get(address(hold))) | {"held_email": f"{SANNE}\n{NAMESAKE}"})

    assert hold.people.count() == 2


def test_a_hold_on_everybody_is_not_narrowed(piet: Client) -> None:
    made(piet)
    hold = Hold.objects.get()
    page = piet.get(address(hold))

    answer = piet.post(address(hold), sent(page) | {"held_email": SANNE})

    assert "held_email" not in page.content.decode()
    assert answer.context["adminform"].form.non_field_errors()
    assert not HeldPerson.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "line"),
    [("held_email", f"{SANNE}\ngeen adres", 2), ("held_email", "x" * 400, 1), ("held_iban", "\nNL00BANK0", 2)],
)
def test_what_cannot_be_read_is_named_by_its_line_and_nothing_is_made(
    piet: Client, field: str, typed: str, line: int
) -> None:
    answer = made(piet, **{field: typed})

    (told,) = answer.context["adminform"].form.errors[field]
    assert f"{line}:" in told
    assert not Hold.objects.exists()


def test_who_may_only_look_is_not_asked(piet: Client) -> None:
    made(piet, held_email=SANNE)
    looker = with_permissions("kijker", "view_hold")

    page = looker.get(address(Hold.objects.get())).content.decode()

    assert "held_email" not in page


def test_the_day_of_a_hold_is_a_day(piet: Client) -> None:
    made(piet, held_email=SANNE)

    assert Hold.objects.get().starts_on == dt.date(2026, 11, 1)
