"""Who may do what with the register: the officer keeps and signs it, the auditor reads, others see nothing of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from registers.models import ProcessingActivity
from tests.doors.admin_world import client_of
from tests.doors.register_world import activity, address, agreement, officer, sent

pytestmark = pytest.mark.django_db
PAGES = ("overview", "calendar", "coverage")


@pytest.fixture
def auditor(private_folders: Any) -> Client:
    """Somebody who reads."""
    return client_of("anna", "auditor")


@pytest.fixture
def desk(private_folders: Any) -> Client:
    """Somebody of the desk."""
    return client_of("bea", "balie")


def records() -> list[Any]:
    made = activity(lines=1)
    return [made, made.lines.get(), made.purposes.get(), agreement(covers=made)]


def test_the_auditor_reads_every_page_and_changes_none(auditor: Client) -> None:
    pages = [address(record) for record in records()]

    read = [auditor.get(page).status_code for page in pages]
    changed = [auditor.post(page, {"name": "Anders"}).status_code for page in pages]

    assert (read, changed) == ([200] * 4, [403] * 4)


def test_the_auditor_has_no_button_that_changes_anything(auditor: Client) -> None:
    made = activity()

    shown = auditor.get(address(made)).content.decode()
    answer = auditor.post(reverse("register:sign-off", args=["activity", made.uid, "offer"]))

    assert "sign-off/offer" not in shown
    assert 'name="_save"' not in shown
    assert answer.status_code == 403


def test_the_desk_sees_nothing_of_the_register(desk: Client) -> None:
    pages = [address(record) for record in records()] + [reverse(f"register:{name}") for name in PAGES]

    assert [desk.get(page).status_code for page in pages] == [403] * len(pages)


def test_the_desk_finds_nothing_of_the_register_on_the_front_page(desk: Client) -> None:
    shown = desk.get(reverse("admin:index")).content.decode()

    assert reverse("register:overview") not in shown
    assert reverse("admin:registers_party_changelist") not in shown


@pytest.mark.parametrize("page", ["as-of", "compare"])
def test_the_desk_does_not_see_what_it_said_before(desk: Client, page: str) -> None:
    made = activity()

    assert desk.get(reverse(f"register:{page}", args=["activity", made.uid])).status_code == 403


def test_the_officer_keeps_the_register_without_being_a_superuser(private_folders: Any) -> None:
    piet, made = officer(), activity()

    answer = piet.post(address(made), sent(piet.get(address(made))) | {"description": "Nieuw"})

    assert answer.status_code == 302
    assert ProcessingActivity.objects.get().description == "Nieuw"


def test_who_is_not_signed_in_is_sent_to_the_door(db: None) -> None:
    made = activity()

    answers = [Client().get(page) for page in (reverse("register:overview"), address(made))]

    assert [answer.status_code for answer in answers] == [302, 302]


@pytest.mark.parametrize("address_", ["register:record", "register:as-of", "register:sign-off"])
def test_what_is_not_there_is_404(private_folders: Any, address_: str) -> None:
    nowhere = "00000000-0000-0000-0000-000000000001"
    arguments = {
        "register:record": ["activities", nowhere],
        "register:as-of": ["planet", nowhere],
        "register:sign-off": ["activity", nowhere, "sign"],
    }

    assert officer().get(reverse(address_, args=arguments[address_])).status_code == 404
