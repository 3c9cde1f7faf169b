"""The admin in a real browser: no violation of the policy, fields that can be seen and named, and keys that suffice."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.choices import IdentifierKind
from subjects.actions.intake import Intake, receive
from subjects.choices import Right
from subjects.models import SubjectRequest
from tests.conftest import missing

CHROMIUM = os.environ.get("WAARBORG_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
NAMELESS = """() => [...document.querySelectorAll("input, select, textarea, button")]
  .filter(one => one.type !== "hidden" && one.checkVisibility())
  .filter(one => !one.labels?.length && !one.getAttribute("aria-label") && !one.getAttribute("aria-labelledby")
                 && !one.textContent.trim() && !one.value && !one.title)
  .map(one => one.outerHTML.slice(0, 120))"""
FAINT = """() => {
  const light = text => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return [r, g, b].map(v => (v * a + 255 * (1 - a)) / 255)
      .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
      .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0) };
  return [...document.querySelectorAll("input, select, textarea")]
    .filter(one => !["hidden", "checkbox", "radio", "submit"].includes(one.type) && one.checkVisibility())
    .filter(one => 1.05 / (light(getComputedStyle(one).borderTopColor) + .05) < 3)
    .map(one => one.outerHTML.slice(0, 120)) }"""


@pytest.fixture
def user(transactional_db: None, private_folders: Path) -> User:
    """Somebody who may do everything."""
    return User.objects.create_superuser("root")


@pytest.fixture
def browser(live_server: Any, user: User, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A page of a signed-in browser; ``page.faults`` collects what its console reports."""
    if not CHROMIUM:
        missing("no Chromium; install it or set WAARBORG_TEST_CHROMIUM")
    from playwright.sync_api import sync_playwright

    client = Client()
    client.force_login(user)
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's event loop runs in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = chromium.new_context(base_url=live_server.url, locale="en-GB")
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page: Any = context.new_page()
        page.faults = []
        page.on("console", lambda one: page.faults.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        yield page
        chromium.close()


@pytest.fixture
def request_(user: User) -> SubjectRequest:
    given = [(IdentifierKind.EMAIL, "iemand@voorbeeld.example")]
    intake = Intake(right=Right.ACCESS, received_on=timezone.localdate(), identifiers=given)
    return receive(intake=intake, at=timezone.now(), actor=user)


def addresses(request: SubjectRequest) -> list[str]:
    return [
        reverse("admin:index"),
        reverse("admin:subjects_subjectrequest_changelist"),
        reverse("admin:subjects_subjectrequest_add"),
        reverse("admin:subjects_subjectrequest_change", args=[request.pk]),
        reverse("admin:subjects_subjectrequest_do", args=[request.pk, "identify"]),
        reverse("admin:registers_source_add"),
        reverse("admin:registers_sourcefield_add"),
        reverse("admin:registers_evidenceentry_changelist"),
    ]


def test_pages_load_without_a_word_of_the_policy(browser: Any, request_: SubjectRequest) -> None:
    for address in addresses(request_):
        browser.goto(address)

    assert not [fault for fault in browser.faults if "favicon" not in fault and "404" not in fault]


def test_fields_have_a_name_and_an_edge_that_is_seen(browser: Any, request_: SubjectRequest) -> None:
    found = {}
    for address in addresses(request_):
        browser.goto(address)
        found[address] = [*browser.evaluate(NAMELESS), *browser.evaluate(FAINT)]

    assert not {address: faults for address, faults in found.items() if faults}


def test_a_request_is_received_with_the_keyboard_alone(browser: Any) -> None:
    browser.goto(reverse("admin:subjects_subjectrequest_add"))
    browser.locator("input[name=right]").first.focus()

    browser.keyboard.press("Space")
    browser.locator("#id_identifier-0-value").focus()
    browser.keyboard.type("iemand@voorbeeld.example")
    browser.keyboard.press("Enter")
    browser.wait_for_url("**/change/")

    assert SubjectRequest.objects.get().right == Right.ACCESS


def test_a_page_fits_a_narrow_screen(browser: Any, request_: SubjectRequest) -> None:
    browser.set_viewport_size({"width": 360, "height": 740})
    wide = []
    for address in addresses(request_)[:5]:
        browser.goto(address)
        wide += [address] if browser.evaluate("document.documentElement.scrollWidth > 362") else []

    assert not wide
