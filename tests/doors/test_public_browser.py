"""The public pages in a real browser: whole on a desk and on a phone, without scripts, searched with the keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from consents.choices import EventKind
from consents.models import ConsentEvent
from registers.actions.publication_edits import publish, set_pages
from registers.actions.signing_off import offer, sign
from registers.models import Party, ProcessingActivity, Publication
from registers.publishing.fields import PublicField
from registers.register_choices import RecordKind
from tests.doors.register_world import whole_register
from tests.doors.test_admin_browser import FAINT, NAMELESS, browser, user
from tests.doors.test_register_browser import HEADINGS

__all__ = ["browser", "user"]  # pytest finds these fixtures here


@pytest.fixture
def pages(user: User) -> Iterator[list[str]]:
    """The public pages, and those of the officer, of a register in which one activity is public."""
    whole_register()
    own, one = Party.objects.get(own=True), ProcessingActivity.objects.get(number="VA-001")
    now = timezone.now()
    switched = Publication(organisation=own, slug="winkel", register_on=True, statement_on=True)
    set_pages(publication=switched, actor=user, at=now)
    publish(uids=[one.uid], fields=list(PublicField), actor=user, at=now)
    offer(kind=RecordKind.ACTIVITY, uid=str(one.uid), actor=user, at=now)
    sign(kind=RecordKind.ACTIVITY, uid=str(one.uid), actor=User.objects.create_user("bram"), at=now)
    yield [
        *("/register/", "/register/?q=niets", "/register/va-001/", "/privacyverklaring/"),
        *(reverse(name) for name in ("portal", "portal-objection")),
        reverse("register:public"),
        *(reverse(f"register:{name}", args=[own.uid]) for name in ("public-preview", "public-statement")),
        reverse("admin:registers_publication_change", args=[switched.pk]),
    ]


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_whole_at_this_width(browser: Any, pages: list[str], width: int) -> None:
    browser.set_viewport_size({"width": width, "height": 900})
    faults = {}
    for page in pages:
        browser.goto(page)
        found = [*browser.evaluate(NAMELESS), *browser.evaluate(FAINT), *browser.evaluate(HEADINGS)]
        found += ["too wide"] if browser.evaluate(f"document.documentElement.scrollWidth > {width + 2}") else []
        faults[page] = found

    assert not {page: found for page, found in faults.items() if found}
    assert not browser.faults


def test_a_visitor_searches_and_reads_with_the_keyboard(browser: Any, pages: list[str]) -> None:
    browser.goto(pages[0])

    browser.locator("#q").fill("klanten")
    browser.keyboard.press("Enter")
    browser.wait_for_url("**q=klanten")
    browser.locator(".cards a").first.press("Enter")
    browser.wait_for_url("**/va-001/")

    assert browser.locator("h1").inner_text() == "Klantbeheer"
    assert browser.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("width", [1280, 360])
def test_somebody_says_no_to_advertising_with_the_keyboard(browser: Any, private_folders: Any, width: int) -> None:
    browser.set_viewport_size({"width": width, "height": 900})
    browser.goto(reverse("portal"))

    browser.locator("main a").first.press("Enter")
    browser.wait_for_url("**/verzet/")
    browser.keyboard.press("Enter")
    browser.locator("#id_email").press("Enter")
    wrong = browser.locator("[role=alert]").inner_text()
    faults = [*browser.evaluate(NAMELESS), *browser.evaluate(FAINT), *browser.evaluate(HEADINGS)]
    browser.locator("[role=alert] a").press("Enter")
    focused = browser.evaluate("document.activeElement.id")
    browser.keyboard.type("06 12345678")
    browser.keyboard.press("Enter")
    browser.wait_for_selector("[role=status]")

    assert "Fill in your phone number" in wrong
    assert (faults, focused) == ([], "id_phone")
    assert browser.locator("h1").inner_text() == "It has been noted"
    assert ConsentEvent.objects.get().kind == EventKind.OBJECTED
    assert browser.evaluate("document.scripts.length") == 0
