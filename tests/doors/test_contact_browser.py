"""The pages of consent and contact in a real browser: whole at two widths, named fields, keys that suffice."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from consents.choices import EventKind
from consents.models import ConsentEvent
from tests.doors.test_admin_browser import FAINT, NAMELESS, browser, user
from tests.doors.test_register_browser import HEADINGS, OVERLAP
from tests.verbs.consent_office import SANNE, SANNE_MAIL
from tests.verbs.test_calls import Desk

__all__ = ["browser", "user"]  # pytest finds these fixtures here


@pytest.fixture
def desk(user: User) -> Desk:
    """An office with a script, a number, and one checked consent."""
    made = Desk()
    made.write()
    made.office.consented(SANNE, SANNE_MAIL)
    return made


def addresses(desk: Desk) -> list[str]:
    tables = ("sender", "contactpurpose", "consenttext", "consentevent", "contactdecision", "callscript")
    return [
        *(reverse(f"contact:{name}") for name in ("ask", "rules", "dashboard", "renewals")),
        *(reverse(f"contact:{name}", args=["NL-V-3"]) for name in ("ruleset", "rules-write")),
        *(reverse(f"admin:consents_{name}_changelist") for name in tables),
        reverse("contact:script-write", args=[desk.script.pk]),
        reverse("admin:consents_consenttext_add"),
    ]


def ask(browser: Any) -> None:
    """Ask with the keyboard alone."""
    browser.goto(reverse("contact:ask"))
    browser.locator("#id_phone").focus()
    browser.keyboard.type("0612345678")
    browser.keyboard.press("Enter")
    browser.wait_for_selector(".wb-answer")


def faults(browser: Any, width: int) -> list[str]:
    found = [*browser.evaluate(NAMELESS), *browser.evaluate(FAINT), *browser.evaluate(OVERLAP)]
    found += [str(level) for level in browser.evaluate(HEADINGS)]
    return found + (["too wide"] if browser.evaluate(f"document.documentElement.scrollWidth > {width + 2}") else [])


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_whole_at_this_width(browser: Any, desk: Desk, width: int) -> None:
    browser.set_viewport_size({"width": width, "height": 900})
    found = {}
    for address in addresses(desk):
        browser.goto(address)
        found[address] = faults(browser, width)
    ask(browser)
    found["answer"] = faults(browser, width)

    assert not {address: told for address, told in found.items() if told}
    assert not browser.faults


def test_an_objection_takes_the_keyboard_alone(browser: Any, desk: Desk) -> None:
    ask(browser)

    browser.locator("form[action$='/object/'] button").focus()
    browser.keyboard.press("Enter")
    browser.wait_for_selector(".wb-answer-refused")

    assert ConsentEvent.objects.filter(kind=EventKind.OBJECTED).exists()
