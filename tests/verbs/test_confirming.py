"""Double opt-in: by a real mail server and a real gateway, and nothing but the button confirms."""

import datetime as dt
import hashlib
import hmac
import json
import re
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import Settings

from consents.actions.confirming import HOURLY, TRIES, ask_confirmation, confirm
from consents.actions.stopping import stop_address
from consents.choices import ContactChannel, EventKind, Standing
from consents.errors import CodesTooMany, CodeWrong, EventRefused, MessageNotSent
from consents.models import Confirmation, ConsentEvent, ConsentState
from registers.models import EvidenceEntry
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
KEY = "een-geheim-van-ten-minste-32-tekens"
NAMESAKE = "email=s.dejong@example.nl"


class Phones:
    """A gateway as another company runs it; keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answer = 202
        phones = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                phones.got.append((dict(self.headers), body))
                self.send_response(phones.answer)
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/sms"

    def code(self) -> str:
        """The code of the last message."""
        return str(re.findall(r"\b\d{6}\b", json.loads(self.got[-1][1])["body"])[0])


@pytest.fixture
def phones(settings: Settings, tmp_path: Path) -> Iterator[Phones]:
    network = Phones()
    changes = {"sms_url": network.url, "sms_key": KEY, "var_dir": tmp_path}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=changes)
    yield network
    network.server.shutdown()


@pytest.fixture
def mails() -> Iterator[list[Any]]:
    kept: list[Any] = []

    class Box:
        async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
            kept.append(message_from_bytes(envelope.content, policy=default))
            return "250 OK"

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Box(), hostname="127.0.0.1", port=port)
    server.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        yield kept
    server.stop()


@pytest.fixture
def office() -> Office:
    return Office()


def given(office: Office, *texts: str, channel: str = "voice") -> ConsentEvent:
    (event,) = office.say(EventKind.GIVEN, *(texts or (SANNE, SANNE_MAIL)), channel=channel, at=now())
    return event


def now() -> dt.datetime:
    return timezone.now() - dt.timedelta(minutes=1)


def link_in(mail: Any) -> str:
    found = re.findall(r"http://127\.0\.0\.1:8000(/toestemming/\S+)", mail.get_content())
    return str(found[0])


def verified(event: ConsentEvent) -> bool:
    return ConsentState.objects.filter(event=event.uid, verified=True).exists()


def test_a_code_by_sms_to_that_very_number_verifies_who_was_reached(office: Office, phones: Phones) -> None:
    event = given(office)
    asked = ask_confirmation(event=event, at=timezone.now())

    answer = Client().post(f"/toestemming/{asked.uid}/", {"code": phones.code()}, follow=True)

    assert json.loads(phones.got[0][1])["to"] == "+31612345678"
    assert answer.status_code == 200
    assert verified(event)
    proof = ConsentEvent.objects.get(kind=EventKind.VERIFIED)
    assert (proof.refers_to, proof.method, proof.index) == (event.uid, "sms", event.index)


def test_the_gateway_can_check_who_sent_it(office: Office, phones: Phones) -> None:
    ask_confirmation(event=given(office), at=timezone.now())

    headers, body = phones.got[0]

    text = headers["X-Waarborg-Timestamp"].encode() + b"." + body
    assert headers["X-Waarborg-Signature"] == hmac.new(KEY.encode(), text, hashlib.sha256).hexdigest()


def test_a_link_by_mail_shows_the_wording_and_only_the_button_confirms(office: Office, mails: list[Any]) -> None:
    event = given(office, SANNE_MAIL, channel="email")
    ask_confirmation(event=event, at=timezone.now())
    page = Client().get(link_in(mails[0]))
    after_looking = verified(event)

    Client().post(link_in(mails[0]))

    assert office.texts[ContactChannel.EMAIL].body in page.content.decode()
    assert (after_looking, verified(event)) == (False, True)
    assert "sanne" not in f"{mails[0]['Subject']} {link_in(mails[0])} {page.content.decode()}".lower()


def test_a_wrong_an_old_and_a_used_code_get_the_same_answer(office: Office, phones: Phones) -> None:
    at = timezone.now()
    asked = ask_confirmation(event=given(office), at=at)
    page = f"/toestemming/{asked.uid}/"
    wrong = Client().post(page, {"code": "000000" if phones.code() != "000000" else "111111"})
    with pytest.raises(CodeWrong):
        confirm(uid=asked.uid, secret=phones.code(), at=at + dt.timedelta(minutes=15))
    Client().post(page, {"code": phones.code()})

    used = Client().post(page, {"code": phones.code()})

    bare = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", one.content.decode()) for one in (wrong, used)]
    assert (wrong.status_code, bare[0]) == (used.status_code, bare[1])
    with pytest.raises(CodeWrong):
        confirm(uid=uuid4(), secret="123456", at=at)


def test_after_five_tries_the_right_code_is_wrong_too(office: Office, phones: Phones) -> None:
    at = timezone.now()
    asked = ask_confirmation(event=given(office), at=at)
    for _try in range(TRIES):
        with pytest.raises(CodeWrong):
            confirm(uid=asked.uid, secret="", at=at)

    with pytest.raises(CodeWrong):
        confirm(uid=asked.uid, secret=phones.code(), at=at)


def test_one_number_gets_only_so_many_codes_and_the_last_one_works(office: Office, phones: Phones) -> None:
    event, at = given(office), timezone.now()
    codes = []
    for _time in range(HOURLY):
        asked = ask_confirmation(event=event, at=at)
        codes.append((asked.uid, phones.code()))

    with pytest.raises(CodesTooMany):
        ask_confirmation(event=event, at=at)
    with pytest.raises(CodeWrong):
        confirm(uid=codes[0][0], secret=codes[0][1], at=at)
    assert confirm(uid=codes[-1][0], secret=codes[-1][1], at=at).kind == EventKind.VERIFIED


def test_a_gateway_that_refuses_confirms_nothing_and_says_so(office: Office, phones: Phones) -> None:
    event, phones.answer = given(office), 500

    with pytest.raises(MessageNotSent) as caught:
        ask_confirmation(event=event, at=timezone.now())

    assert "612345678" not in str(caught.value)
    assert Confirmation.objects.get().status == "failed"


def test_without_a_gateway_the_message_is_a_file_for_the_owner(
    office: Office, settings: Settings, tmp_path: Path
) -> None:
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"var_dir": tmp_path, "sms_url": ""})

    asked = ask_confirmation(event=given(office), at=timezone.now())

    file = tmp_path / "sms" / f"{asked.uid}.json"
    assert json.loads(file.read_text())["to"] == "+31612345678"
    assert file.stat().st_mode & 0o077 == 0


def test_the_code_itself_is_kept_nowhere(office: Office, phones: Phones) -> None:
    asked = ask_confirmation(event=given(office), at=timezone.now())

    kept = str(list(Confirmation.objects.values())) + str(list(EvidenceEntry.objects.values_list("body")))

    assert phones.code() not in kept.replace(str(asked.uid), "")
    assert "612345678" not in kept


def test_who_was_only_asked_says_yes_with_the_code(office: Office, mails: list[Any]) -> None:
    (event,) = office.say(
        EventKind.REQUESTED, SANNE_MAIL, channel="email", at=now(), text=office.texts[ContactChannel.EMAIL]
    )
    ask_confirmation(event=event, at=timezone.now())

    Client().post(link_in(mails[0]))

    kinds = list(ConsentEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["requested", "given", "verified"]
    assert ConsentState.objects.filter(standing=Standing.GIVEN, verified=True).exists()


def test_who_objected_or_has_a_landline_gets_no_code(office: Office, phones: Phones) -> None:
    event = given(office)
    office.objected(SANNE, at=now())

    with pytest.raises(EventRefused, match="objected"):
        ask_confirmation(event=event, at=timezone.now())
    with pytest.raises(EventRefused, match="landline"):
        ask_confirmation(event=given(office, "phone=0201234567", NAMESAKE), at=timezone.now())
    assert not phones.got


def test_one_click_of_a_mail_program_withdraws_and_the_namesake_stays(office: Office) -> None:
    event = office.consented(SANNE, SANNE_MAIL, channel="email", at=now())
    namesake = office.consented(SANNE, NAMESAKE, channel="email", at=now()).person
    before = list(ConsentState.objects.filter(person=namesake).values())
    page = stop_address(str(event.uid)).removeprefix("http://127.0.0.1:8000")
    Client().get(page)
    stands = verified(event)

    for _twice in range(2):
        answer = Client(enforce_csrf_checks=True).post(page, {"List-Unsubscribe": "One-Click"})

    assert (stands, answer.status_code) == (True, 200)
    assert ConsentEvent.objects.filter(kind=EventKind.WITHDRAWN, person=event.person).count() == 1
    assert list(ConsentState.objects.filter(person=namesake).values()) == before


def test_the_page_to_stop_also_stops_everything_and_knows_no_other_link(office: Office) -> None:
    event = office.consented(SANNE, SANNE_MAIL, at=now())
    page = stop_address(str(event.uid)).removeprefix("http://127.0.0.1:8000")

    Client().post(page, {"what": "everything"})

    assert office.ask(SANNE_MAIL, channel="email").decision.rule == "objection"
    assert Client().post(f"/toestemming/stoppen/{uuid4()}:x/").status_code == 404
