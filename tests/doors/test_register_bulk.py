"""Deeds over a selection: a page asks first, every record keeps its own history, and nobody else's record changes."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from registers.models import ClientProcessing, Party, ProcessingActivity
from registers.register_choices import RecordStatus
from tests.doors.register_world import activity, agreement, officer, with_permissions

pytestmark = pytest.mark.django_db
LIST = "admin:registers_processingactivity_changelist"


@pytest.fixture
def piet() -> Client:
    """The privacy officer."""
    return officer()


def chosen(action: str, *records: ProcessingActivity, **given: Any) -> dict[str, Any]:
    return {"action": action, "_selected_action": [record.pk for record in records], **given}


def test_a_deed_asks_before_it_does(piet: Client) -> None:
    made = activity()

    asked = piet.post(reverse(LIST), chosen("set_owner", made))

    made.refresh_from_db()
    assert "V-1 Verwerking V-1" in asked.content.decode()
    assert made.owner == ""


def test_an_owner_is_given_to_the_selection_and_to_nobody_else(piet: Client) -> None:
    mine, other = activity("V-1"), activity("V-2")

    piet.post(reverse(LIST), chosen("set_owner", mine, confirmed="1", owner="Manager", email="m@voorbeeld.example"))

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.owner, mine.owner_email, other.owner) == ("Manager", "m@voorbeeld.example", "")
    assert mine.history.first().history_user.username == "piet"


def test_records_are_marked_reviewed_on_a_day(piet: Client) -> None:
    made = activity()

    piet.post(reverse(LIST), chosen("mark_reviewed", made, confirmed="1", on="2026-11-20"))

    made.refresh_from_db()
    assert made.reviewed_on == dt.date(2026, 11, 20)


def test_a_campaign_reopens_the_selection_with_its_reason_on_top(piet: Client) -> None:
    made = activity(status=RecordStatus.SIGNED, remarks="Oud")

    piet.post(reverse(LIST), chosen("ask_revision", made, confirmed="1", reason="De leverancier stopt."))

    made.refresh_from_db()
    assert made.status == RecordStatus.DRAFT
    assert made.remarks.splitlines()[0].endswith("De leverancier stopt.")
    assert made.remarks.endswith("Oud")


def test_agreements_are_marked_reviewed_too(piet: Client) -> None:
    made = agreement()
    address = reverse("admin:registers_processoragreement_changelist")

    piet.post(address, {**chosen("mark_reviewed", confirmed="1", on="2026-11-20"), "_selected_action": [made.pk]})

    made.refresh_from_db()
    assert made.reviewed_on == dt.date(2026, 11, 20)


def test_who_only_reads_has_no_deeds(piet: Client) -> None:
    made = activity()
    reader = with_permissions("anna", "view_processingactivity")

    reader.post(reverse(LIST), chosen("set_owner", made, confirmed="1", owner="Anna"))

    made.refresh_from_db()
    assert made.owner == ""


def test_many_clients_are_added_at_once_with_what_is_done_for_them(piet: Client) -> None:
    made, known = activity(role="processor"), Party.objects.create(name="Gemeente Voorbeeld")
    given = {"parties": [known.pk], "names": "Firma A B.V.\n\nFirma B", "operations": ["consult", "record"]}

    piet.post(reverse("register:clients", args=[made.uid]), given)

    rows = {one.party.name: one.operations for one in ClientProcessing.objects.filter(activity=made)}
    assert set(rows) == {"Gemeente Voorbeeld", "Firma A B.V.", "Firma B"}
    assert rows["Firma B"] == ["record", "consult"]


def test_a_name_that_is_known_but_for_its_legal_form_is_not_made_again(piet: Client) -> None:
    made = activity(role="processor")
    Party.objects.create(name="Firma A B.V.")

    piet.post(reverse("register:clients", args=[made.uid]), {"names": "firma a\nFIRMA A bv", "operations": []})

    assert Party.objects.count() == 1
    assert made.clients.count() == 1


def test_a_client_that_was_there_keeps_what_was_noted(piet: Client) -> None:
    made, known = activity(role="processor"), Party.objects.create(name="Firma A")
    ClientProcessing.objects.create(activity=made, party=known, operations=["erase"])

    piet.post(reverse("register:clients", args=[made.uid]), {"names": "Firma A", "operations": ["collect"]})

    assert made.clients.get().operations == ["erase"]
