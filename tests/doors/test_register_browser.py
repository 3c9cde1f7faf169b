"""The register in a real browser, in Dutch: nothing that the policy forbids, every field named, and it fits a phone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from registers.book.book import WHOLE
from registers.models import Line, Party, ProcessingActivity, ProcessorAgreement, Purpose, SubProcessor
from tests.doors.register_world import address, whole_register
from tests.doors.test_admin_browser import FAINT, NAMELESS, browser, user

__all__ = ["browser", "user"]  # pytest finds these fixtures here

OVERLAP = """() => [...document.querySelectorAll(".wb-q, .wb-field, .wb-panel, .wb-part, .wb-buttons > *")]
  .filter(one => one.checkVisibility())
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.outerHTML.slice(0, 120))"""
BOXES = "[...document.querySelectorAll('.select2-selection[role=combobox]')].map(box => box.outerHTML)"
BOXES_WITHOUT_NAME = """() => [...document.querySelectorAll(".select2-selection[role=combobox]")]
  .filter(box => !box.getAttribute("aria-labelledby").split(" ")
    .some(id => document.getElementById(id)?.textContent.trim()))
  .map(box => box.outerHTML.slice(0, 120))"""
HEADINGS = """() => {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4")]
    .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]));
  return levels.filter((level, place) => place && level > levels[place - 1] + 1) }"""


@pytest.fixture
def pages(user: User) -> Iterator[list[str]]:
    """The pages of a filled register."""
    whole_register()
    Party.objects.create(name="De Minister van Volksgezondheid, Welzijn en Sport, voor deze de secretaris-generaal")
    activity, agreement = ProcessingActivity.objects.order_by("number")[0], ProcessorAgreement.objects.all()[0]
    rows = [Line.objects.all()[0], Purpose.objects.all()[0], *SubProcessor.objects.all()[:1]]
    yield [
        *(address(record) for record in (activity, agreement, *rows)),
        *(reverse(f"admin:registers_{name}_changelist") for name in LISTS),
        *(
            reverse(f"admin:registers_{name}_add")
            for name in ("processingactivity", "party", "retentionrule", "breach")
        ),
        *(reverse(f"register:{name}") for name in ("overview", "calendar", "coverage", "import", "incident")),
        *(reverse(f"register:{name}", args=["activity", activity.uid]) for name in ("as-of", "compare", "download")),
        *(reverse("register:as-of", args=["register", WHOLE]), reverse("register:clients", args=[activity.uid])),
        *(reverse("register:upload", args=[agreement.uid]), reverse("admin:index")),
    ]


LISTS = ("processingactivity", "processoragreement", "registerfinding", "party", "line", "hold", "registerversion")


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_whole_at_this_width(browser: Any, pages: list[str], width: int) -> None:
    browser.set_extra_http_headers({"Accept-Language": "nl"})
    browser.set_viewport_size({"width": width, "height": 900})
    faults = {}
    for page in pages:
        browser.goto(page)
        found = [*browser.evaluate(NAMELESS), *browser.evaluate(FAINT), *browser.evaluate(OVERLAP)]
        found += ["too wide"] if browser.evaluate(f"document.documentElement.scrollWidth > {width + 2}") else []
        faults[page] = found

    assert not {page: found for page, found in faults.items() if found}
    assert not browser.faults


def test_a_choice_box_says_the_name_of_its_field(browser: Any, pages: list[str]) -> None:
    browser.goto(pages[0])
    browser.wait_for_selector(".select2-selection")

    assert browser.evaluate(BOXES)
    assert browser.evaluate(BOXES_WITHOUT_NAME) == []


def test_filters_are_high_enough_to_press(browser: Any, pages: list[str]) -> None:
    browser.goto(reverse("admin:registers_processingactivity_changelist"))

    heights = browser.evaluate("[...document.querySelectorAll('#changelist-filter li a')].map(a => a.offsetHeight)")

    assert heights
    assert min(heights) >= 24


def test_headings_leave_no_level_out(browser: Any, pages: list[str]) -> None:
    jumps = {}
    for page in pages:
        browser.goto(page)
        jumps[page] = browser.evaluate(HEADINGS)

    assert not {page: found for page, found in jumps.items() if found}


def test_two_purposes_are_added_in_one_go_with_the_keyboard(browser: Any, pages: list[str]) -> None:
    before = Purpose.objects.count()
    browser.goto(pages[0])
    browser.locator("#purposes details.wb-add > summary").focus()
    browser.keyboard.press("Enter")
    browser.locator("#id_purposes-0-text").fill("Wachttijd aan de telefoon meten")
    browser.locator("#purposes-group .add-row a").focus()
    browser.keyboard.press("Enter")
    browser.locator("#id_purposes-1-text").fill("Vragen van klanten beantwoorden")

    browser.locator("input[name=_save]").press("Enter")
    browser.wait_for_url("**/processingactivity/**")

    assert Purpose.objects.count() == before + 2


def test_a_section_is_reached_from_the_list_of_parts(browser: Any, pages: list[str]) -> None:
    browser.goto(pages[0])

    browser.locator(".wb-sections a[href='#security']").press("Enter")

    assert browser.evaluate("document.querySelector('#security').getBoundingClientRect().top < innerHeight")
