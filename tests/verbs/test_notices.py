"""Art. 19: whoever got the data is told, by a real mail server, and what names the person goes when they confirm."""

import datetime as dt
import re
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth.models import User
from django.test import Client, override_settings

from registers.choices import EvidenceKind
from registers.models import Engagement, EvidenceEntry, Party, ProcessingActivity, Recipient
from subjects.actions.notifying import ATTEMPTS, acknowledge, send_notices, settle_by_hand, sweep_notices
from subjects.choices import NoticeStatus, Right
from subjects.errors import NoticeSettled
from subjects.models import Notice, SubjectRequest
from tests.journeys.road import Road
from tests.journeys.shops import Shop

SANNE = "sanne@example.nl"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/kennisgeving/\S+)")


class Mailbox:
    """Keeps what is delivered; refuses while ``closed``."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.closed = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.closed:
            return "451 try again later"
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    kept = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        yield kept
    server.stop()


@pytest.fixture
def register(db: None) -> ProcessingActivity:
    """Customers' data go to a courier with a mailbox, to an office without one, and to a processor."""
    activity = ProcessingActivity.objects.create(number="VA-001", name="Klantbeheer")
    Recipient.objects.create(activity=activity, text="Koerier", sort="controller", notice_email="avg@koerier.example")
    Recipient.objects.create(activity=activity, text="een advocaat", sort="controller")
    processor = Party.objects.create(name="Belhulp B.V.", email="avg@belhulp.example")
    Engagement.objects.create(activity=activity, party=processor)
    unrelated = ProcessingActivity.objects.create(number="VA-009", name="Camera's")
    Recipient.objects.create(activity=unrelated, text="Politie", sort="authority", notice_email="x@politie.example")
    return activity


def erased(road: Road) -> SubjectRequest:
    return road.run(road.planned(Right.ERASURE, email=SANNE))


def test_the_recipients_of_the_changed_data_are_told(
    small_household: Shop, road: Road, register: ProcessingActivity, mailbox: Mailbox
) -> None:
    request = erased(road)

    sent = send_notices(at=road.at)

    assert sent == 2
    assert {mail["To"] for mail in mailbox.mails} == {"avg@koerier.example", "avg@belhulp.example"}
    statuses = {notice.name: notice.status for notice in request.notices.all()}
    assert statuses == {
        "Koerier": NoticeStatus.SENT,
        "een advocaat": NoticeStatus.BY_HAND,
        "Belhulp B.V.": NoticeStatus.SENT,
    }


def test_a_mail_names_nobody_and_the_page_behind_its_link_does(
    small_household: Shop, road: Road, register: ProcessingActivity, mailbox: Mailbox
) -> None:
    erased(road)
    send_notices(at=road.at)
    mail = mailbox.mails[0]

    page = Client().get(LINK.findall(mail.get_content())[0])  # type: ignore[attr-defined]  # EmailMessage

    assert SANNE not in mail.as_string()
    assert SANNE in page.content.decode()
    assert (page["Cache-Control"], page["Referrer-Policy"]) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        "same-origin",
    )


def test_confirming_destroys_what_names_the_person(
    small_household: Shop, road: Road, register: ProcessingActivity, mailbox: Mailbox
) -> None:
    request = erased(road)
    send_notices(at=road.at)
    address = LINK.findall(mailbox.mails[0].get_content())[0]  # type: ignore[attr-defined]  # EmailMessage

    after = Client().post(address, follow=True)

    notice = request.notices.get(status=NoticeStatus.ACKNOWLEDGED)
    assert (notice.details, notice.token) == (None, "")
    assert SANNE not in after.content.decode()
    kinds = list(EvidenceEntry.objects.filter(case=request.case).values_list("kind", flat=True))
    assert kinds.count(EvidenceKind.NOTICE_SENT) == 2
    assert kinds.count(EvidenceKind.NOTICE_ACKNOWLEDGED) == 1
    with pytest.raises(NoticeSettled):
        acknowledge(notice=notice, at=road.at)


def test_another_word_than_the_token_finds_nothing(small_household: Shop, db: None) -> None:
    for word in ("x" * 43, "kort", "x" * 200):
        assert Client().get(f"/kennisgeving/{word}/").status_code == 404


def test_who_does_not_confirm_is_reminded_once(
    small_household: Shop, road: Road, register: ProcessingActivity, mailbox: Mailbox
) -> None:
    erased(road)
    send_notices(at=road.at)
    later = road.at + dt.timedelta(days=15)

    first, second = send_notices(at=later), send_notices(at=later + dt.timedelta(days=1))

    assert (first, second) == (2, 0)
    assert len(mailbox.mails) == 4


def test_a_server_that_refuses_loses_no_notice(
    small_household: Shop, road: Road, register: ProcessingActivity, mailbox: Mailbox
) -> None:
    request = erased(road)
    mailbox.closed = True
    moment = road.at
    for _attempt in range(ATTEMPTS):
        send_notices(at=moment)
        moment += dt.timedelta(days=1)
    failed = request.notices.filter(status=NoticeStatus.FAILED).count()

    mailbox.closed = False
    request.notices.filter(status=NoticeStatus.FAILED).update(status=NoticeStatus.QUEUED, not_before=None)

    assert failed == 2
    assert send_notices(at=moment) == 2


def test_a_killed_sender_sends_after_all(
    small_household: Shop, road: Road, register: ProcessingActivity, mailbox: Mailbox
) -> None:
    request = erased(road)
    request.notices.filter(status=NoticeStatus.QUEUED).update(status=NoticeStatus.SENDING, not_before=road.at)

    at_once, later = send_notices(at=road.at), send_notices(at=road.at + dt.timedelta(minutes=11))

    assert (at_once, later) == (0, 2)


def test_a_colleague_tells_by_hand_or_says_why_not(
    small_household: Shop, road: Road, register: ProcessingActivity
) -> None:
    request = erased(road)
    notice = request.notices.get(status=NoticeStatus.BY_HAND)

    settle_by_hand(
        notice=notice, told=False, note="kantoor bestaat niet meer", actor=User.objects.earliest("pk"), at=road.at
    )

    assert (notice.status, notice.details) == (NoticeStatus.WAIVED, None)


def test_what_names_the_person_goes_in_time(small_household: Shop, road: Road, register: ProcessingActivity) -> None:
    request = erased(road)

    swept = sweep_notices(at=road.at + dt.timedelta(days=30))

    assert swept == 3
    assert not Notice.objects.filter(request=request).exclude(details=None).exists()


def test_a_request_for_access_tells_nobody(small_household: Shop, road: Road, register: ProcessingActivity) -> None:
    request = road.run(road.planned(Right.ACCESS, email=SANNE))

    assert not request.notices.exists()
