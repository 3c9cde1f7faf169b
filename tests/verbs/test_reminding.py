"""Reminders: to the owner, in time, each day once, a subject that names nobody, and over a real connection."""

import datetime as dt
import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from registers.actions.reminding import remind
from registers.models import Assurance, Hold, Party, ProcessingActivity, ProcessorAgreement, Reminder

AT = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
OWNER = "klantcontact@voorbeeld.example"

pytestmark = pytest.mark.django_db


@pytest.fixture
def due() -> ProcessingActivity:
    """An activity that has to be reviewed within the month."""
    reviewed = dt.date(2025, 12, 10)
    return ProcessingActivity.objects.create(number="V-1", name="Bellen", owner_email=OWNER, reviewed_on=reviewed)


@pytest.fixture
def agreement() -> ProcessorAgreement:
    party = Party.objects.create(name="Opslag B.V.")
    return ProcessorAgreement.objects.create(number="O-1", title="Opslag", counterparty=party, owner_email=OWNER)


class Postbox(socketserver.StreamRequestHandler):
    """The least of SMTP that a client needs; what was received is kept on the server."""

    def handle(self) -> None:
        self.wfile.write(b"220 post\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                server: Any = self.server
                server.received.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")


@pytest.fixture
def post(settings: Any) -> Iterator[list[str]]:
    """The mails that a mail server on this machine received."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postbox) as server:
        server.received = []  # type: ignore[attr-defined]
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.received  # type: ignore[attr-defined]
        server.shutdown()


def test_an_owner_is_reminded_of_a_review_once(due: ProcessingActivity) -> None:
    first, again = remind(at=AT), remind(at=AT + dt.timedelta(days=1))

    (sent,) = mail.outbox
    assert (first, again) == (1, 0)
    assert (sent.to, "V-1 Bellen" in sent.body) == ([OWNER], True)


def test_the_subject_names_nobody_and_nothing(due: ProcessingActivity) -> None:
    remind(at=AT)

    subject = mail.outbox[0].subject
    assert subject.startswith("Register:")
    assert [word for word in ("Bellen", "V-1", "@") if word in subject] == []


def test_the_mail_leads_to_the_record(due: ProcessingActivity) -> None:
    remind(at=AT)

    assert f"/admin/register/record/activities/{due.uid}/" in mail.outbox[0].body


def test_a_day_that_is_far_is_not_mailed(due: ProcessingActivity) -> None:
    due.reviewed_on = dt.date(2026, 11, 1)
    due.save()

    assert remind(at=AT) == 0
    assert mail.outbox == []


def test_a_day_that_moved_is_mailed_anew(due: ProcessingActivity) -> None:
    remind(at=AT)
    due.review_months = 11
    due.save()

    assert remind(at=AT) == 1
    assert Reminder.objects.count() == 2


def test_one_address_gets_one_mail_with_all_its_days(due: ProcessingActivity, agreement: ProcessorAgreement) -> None:
    Assurance.objects.create(agreement=agreement, sort="iso27001", valid_until=dt.date(2026, 12, 1))

    assert remind(at=AT) == 2
    assert len(mail.outbox) == 1


def test_without_an_owner_the_organisation_itself_is_reminded(settings: Any) -> None:
    day = timezone.localdate(AT)
    Hold.objects.create(label="Claim", owner="Juridisch", starts_on=day, ends_on=day + dt.timedelta(days=3))

    remind(at=AT)

    assert mail.outbox[0].to == [settings.ENVIRONMENT.organisation_contact]


def test_what_the_mail_server_refuses_is_tried_again(due: ProcessingActivity, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    refused, noted = remind(at=AT), Reminder.objects.count()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert (refused, noted) == (0, 0)
    assert remind(at=AT) == 1


def test_a_reminder_goes_over_a_real_connection(due: ProcessingActivity, post: list[str]) -> None:
    assert remind(at=AT) == 1

    (received,) = post
    assert f"To: {OWNER}" in received
    assert "Subject: Register:" in received


def test_the_mail_server_is_awaited_in_no_transaction(due: ProcessingActivity, monkeypatch: pytest.MonkeyPatch) -> None:
    outside, send = len(connection.atomic_blocks), mail.EmailMessage.send
    seen: list[int] = []

    def noted(one: mail.EmailMessage) -> int:
        seen.append(len(connection.atomic_blocks))
        return send(one)

    monkeypatch.setattr(mail.EmailMessage, "send", noted)

    remind(at=AT)

    assert seen == [outside]


def test_a_worker_that_was_lost_while_it_sent_leaves_the_day_to_the_next_one(
    due: ProcessingActivity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_: mail.EmailMessage) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(mail.EmailMessage, "send", lost)
        remind(at=AT)

    assert remind(at=AT + dt.timedelta(minutes=5)) == 0
    assert remind(at=AT + dt.timedelta(hours=6)) == 1
