"""The proof of a consent: within its term, signed, about one person, and readable by machines."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from consents.actions.forgetting import forget
from consents.actions.proving import Asked, answer_proof_request, receive_proof_request
from consents.choices import CollectionMethod, EventKind
from consents.errors import EventRefused, LedgerBroken
from consents.models import ConsentText, ProofRequest
from consents.proof_selectors import overdue
from registers.actions.documents import document_store, recognise
from registers.models import EvidenceEntry
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office
from tests.verbs.test_sealing_ledger import triggers_down

pytestmark = pytest.mark.django_db
NAMESAKE = "email=s.dejong@example.nl"
LATER = AT + dt.timedelta(hours=1)


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Office:
    changes = {"documents_dir": tmp_path / "documents", "var_dir": tmp_path}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=changes)
    return Office()


def asked(office: Office, *texts: str, at: dt.datetime = LATER) -> ProofRequest:
    about = Asked(values=office.values(*texts), method=CollectionMethod.EMAIL, received_on=at.date())
    return receive_proof_request(asked=about, at=at)


def proof(office: Office, *texts: str) -> bytes:
    request = asked(office, *texts)
    document = answer_proof_request(request=request, at=LATER)
    return document_store().get(document.sha256)


def attached(pdf: bytes, name: str) -> Any:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return json.loads(file.attachments[name].get_file().read_bytes())


def test_a_proof_is_signed_known_and_carries_the_receipts(office: Office) -> None:
    given = office.consented(SANNE, SANNE_MAIL)

    pdf = proof(office, SANNE_MAIL)

    (receipt,) = attached(pdf, "consent-receipts.json")
    assert recognise(pdf=pdf).genuine
    assert (receipt["version"], receipt["consentReceiptID"]) == ("KI-CR-v1.1.0", str(given.uid))
    assert receipt["consentTimestamp"] == int(given.stated_at.timestamp())
    assert receipt["waarborg"]["verified"]["at"] == AT.isoformat()
    assert receipt["waarborg"]["eventSha256"] == given.digest


def test_a_proof_says_how_a_consent_ended(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.say(EventKind.WITHDRAWN, SANNE_MAIL, at=AT + dt.timedelta(minutes=5))

    (receipt,) = attached(proof(office, SANNE_MAIL), "consent-receipts.json")

    assert "art. 7 lid 3" in receipt["waarborg"]["ended"]["how"]


def test_a_proof_holds_no_number_and_nothing_of_the_namesake(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    namesake = office.consented(SANNE, NAMESAKE)

    told = str(attached(proof(office, SANNE_MAIL), "waarborg.json"))

    assert not any(word in told for word in ("612345678", "sanne@", "s.dejong", str(namesake.uid)))


def test_a_number_of_a_household_needs_a_second_value(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.consented(SANNE, NAMESAKE)

    with pytest.raises(EventRefused, match="second value"):
        asked(office, SANNE)

    assert not ProofRequest.objects.exists()


def test_five_working_days_are_counted_and_lateness_is_seen(office: Office) -> None:
    request = asked(office, SANNE_MAIL)

    assert (request.due, request.rule) == (dt.date(2026, 7, 7), "consent-proof-days: 5 werkdagen")
    assert list(overdue(dt.date(2026, 7, 7))) == []
    assert list(overdue(dt.date(2026, 7, 8))) == [request]


def test_an_answer_ends_the_term_once(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    request = asked(office, SANNE_MAIL)

    first, second = (answer_proof_request(request=request, at=LATER) for _twice in range(2))

    deeds = [json.loads(body)["facts"].get("deed") for (body,) in EvidenceEntry.objects.values_list("body")]
    assert (first, deeds.count("proof_given"), list(overdue(dt.date(2027, 1, 1)))) == (second, 1, [])


def test_who_is_unknown_gets_an_answer_too(office: Office) -> None:
    pdf = proof(office, "email=niemand@example.nl")

    assert attached(pdf, "consent-receipts.json") == []


def test_after_an_erasure_the_consent_can_still_be_proven(office: Office) -> None:
    given = office.consented(SANNE, SANNE_MAIL)
    forget(person=given.person, at=AT + dt.timedelta(minutes=5))

    told = attached(proof(office, SANNE_MAIL), "waarborg.json")

    assert told["forgotten"] is True
    assert told["consents"][0]["receipt_id"] == str(given.uid)


def test_the_command_writes_the_proof_and_lists_what_is_late(office: Office, tmp_path: Path) -> None:
    office.consented(SANNE, SANNE_MAIL)
    out = io.StringIO()

    call_command("consents", "proof", "--identifier", SANNE_MAIL, "--to", str(tmp_path / "uit"), "--json", stdout=out)

    file = Path(json.loads(out.getvalue())["file"])
    assert file.read_bytes().startswith(b"%PDF")
    assert file.stat().st_mode & 0o077 == 0
    asked(office, SANNE_MAIL)
    with pytest.raises(CommandError, match="late: 1"):
        call_command("consents", "proof", stdout=out)


def test_words_that_were_changed_are_no_proof(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    request = asked(office, SANNE_MAIL)
    with triggers_down():
        ConsentText.objects.update(body="Anders gevraagd")

    with pytest.raises(LedgerBroken):
        answer_proof_request(request=request, at=LATER)

    request.refresh_from_db()
    assert (request.answered_at, request.document) == (None, None)
