"""The pages behind a link that somebody got by mail or SMS, in a real browser: their one button works."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from consents.actions.confirming import ask_confirmation
from consents.actions.stopping import stop_address
from consents.choices import EventKind
from consents.models import Confirmation, ConsentEvent
from subjects.choices import NoticeStatus
from subjects.models import Notice
from tests.doors.test_admin_browser import browser, user
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

TOKEN = "teken-van-een-kennisgeving"
__all__ = ["browser", "user"]  # pytest finds these fixtures here


@pytest.fixture
def office(user: User, private_folders: Path) -> Office:
    return Office()


def given(office: Office, value: str, channel: str) -> ConsentEvent:
    (event,) = office.say(EventKind.GIVEN, value, channel=channel)
    return event


def test_the_link_of_a_mail_confirms(office: Office, browser: Any) -> None:
    ask_confirmation(event=given(office, SANNE_MAIL, "email"), at=timezone.now())
    (link,) = re.findall(r"http://127\.0\.0\.1:8000(/toestemming/\S+)", str(mail.outbox[-1].body))

    browser.goto(link)
    browser.locator("main button").press("Enter")
    browser.wait_for_url("**" + reverse("consent-confirmed"))

    assert ConsentEvent.objects.filter(kind=EventKind.VERIFIED).count() == 1


def test_the_code_of_a_message_confirms(office: Office, browser: Any, settings: Any) -> None:
    ask_confirmation(event=given(office, SANNE, "sms"), at=timezone.now())
    (message,) = (settings.ENVIRONMENT.var_dir / "sms").iterdir()
    (code,) = re.findall(r"\b\d{6}\b", message.read_text())

    browser.goto(reverse("consent-confirm", args=[Confirmation.objects.get().uid]))
    browser.locator("#code").fill(code)
    browser.keyboard.press("Enter")
    browser.wait_for_url("**" + reverse("consent-confirmed"))

    assert ConsentEvent.objects.filter(kind=EventKind.VERIFIED).count() == 1


def test_the_link_to_stop_stops(office: Office, browser: Any) -> None:
    event = given(office, SANNE_MAIL, "email")

    browser.goto(stop_address(str(event.uid)).removeprefix("http://127.0.0.1:8000"))
    browser.locator("main button").first.press("Enter")
    browser.wait_for_selector("[role=status]")

    assert ConsentEvent.objects.filter(kind=EventKind.WITHDRAWN).count() == 1


def test_a_recipient_confirms(user: User, browser: Any) -> None:
    notice = Notice.objects.create(
        number=1,
        name="Drukkerij",
        sort="controller",
        activities=["VA-001"],
        status=NoticeStatus.SENT,
        due=timezone.localdate(),
        token_sha256=hashlib.sha256(TOKEN.encode()).hexdigest(),
        details=[["email", "sanne@example.nl"]],
    )

    browser.goto(reverse("notice", args=[TOKEN]))
    browser.locator("main button").press("Enter")
    browser.wait_for_load_state("networkidle")

    notice.refresh_from_db()
    assert notice.status == NoticeStatus.ACKNOWLEDGED
