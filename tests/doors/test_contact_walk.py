"""Whoever follows every link of consent and contact gets somewhere: no page offers its reader what is not theirs."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.doors.admin_world import client_of
from tests.doors.contact_world import ContactWorld, addresses

pytestmark = pytest.mark.django_db
HERE = re.compile(r"/admin/(contact|consents|subjects/suppress|registers/document/\d|$)")


class Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        self.found += [address.partition("#")[0].partition("?")[0]] if tag == "a" and address.startswith("/") else []


def walked(client: Client) -> dict[str, int]:
    """Every page that is reached from the front page, and how it answers."""
    found: dict[str, int] = {}
    queue = [reverse("admin:index")]
    while queue:
        address = queue.pop()
        if address in found or not HERE.match(address):
            continue
        answer = client.get(address)
        found[address] = answer.status_code
        queue += Links(answer.content.decode()).found if answer.status_code == 200 and not answer.streaming else []
    return found


@pytest.mark.parametrize("role", ["teamleider", "balie", "privacy-officer", "auditor"])
def test_a_role_follows_every_link(private_folders: Path, role: str) -> None:
    ContactWorld()

    found = walked(client_of(role, role))

    assert len(found) > 20
    assert {address: status for address, status in found.items() if status != 200} == {}


def test_every_page_is_reached_by_links(private_folders: Path) -> None:
    world = ContactWorld()

    found = walked(client_of("root", superuser=True))

    assert set(addresses(world)) - found.keys() == set()
