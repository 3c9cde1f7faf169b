"""The pages of consent and contact in a real browser: whole at two widths, named fields, keys that suffice."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from consents.choices import EventKind
from consents.models import Confirmation, ConsentEvent
from tests.doors.contact_world import ContactWorld, addresses
from tests.doors.test_admin_browser import FAINT, NAMELESS, browser, user
from tests.doors.test_register_browser import HEADINGS, OVERLAP

__all__ = ["browser", "user"]  # pytest finds these fixtures here


UNSEEN_FOCUS = """() => {
  const seen = one => { const style = getComputedStyle(one);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderTopColor,
            style.backgroundColor, style.textDecorationLine].join() };
  const stops = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  return [...document.querySelectorAll(stops)].filter(one => one.checkVisibility() && !one.disabled)
    .filter(one => { document.activeElement?.blur(); const before = seen(one); one.focus({focusVisible: true});
                     return document.activeElement === one && seen(one) === before })
    .map(one => one.outerHTML.slice(0, 120)) }"""
OUTSIDE = """() => [...document.querySelectorAll("main *")]
  .filter(one => one.checkVisibility() && !one.closest(".wb-scroll, .results, .visually-hidden, svg, pre"))
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def world(user: User, private_folders: Path) -> ContactWorld:
    """One of everything."""
    return ContactWorld()


def ask(browser: Any) -> None:
    """Ask with the keyboard alone."""
    browser.goto(reverse("contact:ask"))
    browser.locator("#id_phone").focus()
    browser.keyboard.type("0612345678")
    browser.keyboard.press("Enter")
    browser.wait_for_selector(".wb-answer")


def faults(browser: Any, width: int) -> list[str]:
    checks = (NAMELESS, FAINT, OVERLAP, OUTSIDE, UNSEEN_FOCUS)
    found = [told for check in checks for told in browser.evaluate(check)]
    found += [str(level) for level in browser.evaluate(HEADINGS)]
    return found + (["too wide"] if browser.evaluate(f"document.documentElement.scrollWidth > {width + 2}") else [])


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_whole_at_this_width(world: ContactWorld, browser: Any, width: int) -> None:
    browser.set_viewport_size({"width": width, "height": 900})
    found = {}
    for address in addresses(world):
        browser.goto(address)
        found[address] = faults(browser, width)
    ask(browser)
    found["answer"] = faults(browser, width)

    assert not {address: told for address, told in found.items() if told}
    assert not browser.faults


def test_a_focus_that_is_not_seen_is_found(world: ContactWorld, browser: Any) -> None:
    browser.goto(reverse("contact:ask"))
    browser.evaluate("""() => { for (const name of ["outline", "box-shadow", "border-color", "background-color"])
      document.querySelector("#id_phone").style.setProperty(name, "initial", "important") }""")

    assert any('name="phone"' in told for told in browser.evaluate(UNSEEN_FOCUS))


def test_an_objection_takes_the_keyboard_alone(world: ContactWorld, browser: Any) -> None:
    before = ConsentEvent.objects.filter(kind=EventKind.OBJECTED).count()
    ask(browser)

    browser.locator("form[action$='/object/'] button").focus()
    browser.keyboard.press("Enter")
    browser.wait_for_selector(".wb-answer-refused")

    assert ConsentEvent.objects.filter(kind=EventKind.OBJECTED).count() > before


def test_a_code_that_the_desk_sends_is_used_by_the_person(world: ContactWorld, browser: Any, settings: Any) -> None:
    world.office.say(EventKind.GIVEN, "phone=0687654321", "email=els@example.nl")
    browser.goto(reverse("contact:ask"))
    browser.locator("#id_phone").fill("0687654321")
    browser.locator("#id_email").fill("els@example.nl")
    browser.keyboard.press("Enter")

    browser.locator("form[action$='/confirm/'] button").press("Enter")
    browser.wait_for_selector(".messagelist .success")
    (message,) = (settings.ENVIRONMENT.var_dir / "sms").iterdir()
    browser.goto(reverse("consent-confirm", args=[Confirmation.objects.get().uid]))
    browser.locator("#code").fill(re.findall(r"\b\d{6}\b", message.read_text())[0])
    browser.keyboard.press("Enter")
    browser.wait_for_url("**" + reverse("consent-confirmed"))

    assert ConsentEvent.objects.filter(kind=EventKind.VERIFIED, refers_to=Confirmation.objects.get().event.uid).exists()
