"""Who may do what with consent and contact: the desk asks and records, the officer everything, the auditor reads."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consents.models import ConsentEvent, ContactCall, ContactDecision, OutboundNumber
from tests.doors.admin_world import client_of
from tests.doors.test_contact_desk import ask, asked, said, say
from tests.verbs.consent_office import SANNE, SANNE_MAIL
from tests.verbs.test_calls import Desk

pytestmark = pytest.mark.django_db
TABLES = ("sender", "contactpurpose", "consenttext", "consentevent", "relation", "contactdecision", "contactcall")
PAGES = ("rules", "dashboard", "renewals")


@pytest.fixture
def world(private_folders: Any) -> Desk:
    """An office with a script and a number."""
    made = Desk()
    made.write()
    return made


def statuses(client: Client, *, tables: tuple[str, ...] = TABLES) -> list[int]:
    pages = [reverse(f"admin:consents_{name}_changelist") for name in tables]
    return [client.get(page).status_code for page in [*pages, *(reverse(f"contact:{name}") for name in PAGES)]]


def test_the_desk_asks_and_records_and_sees_no_lists_of_people(world: Desk) -> None:
    gert = client_of("gert", "balie")

    answer = ask(gert, asked(world.office))
    say(gert, "object", said(world.office, "object"))

    assert answer.status_code == 200
    assert ConsentEvent.objects.get().role == "balie"
    assert statuses(gert, tables=("consentevent", "relation", "contactdecision", "contactcall"))[:4] == [403] * 4


def test_the_desk_writes_no_rules_and_no_scripts(world: Desk) -> None:
    gert = client_of("gert", "balie")
    pages = [reverse("contact:rules-write", args=["NL-V-3"]), reverse("contact:script-write", args=[world.script.pk])]

    assert [gert.get(page).status_code for page in pages] == [403, 403]


def test_the_officer_sees_everything(world: Desk) -> None:
    piet = client_of("piet", "privacy-officer")

    assert set(statuses(piet)) == {200}
    assert piet.get(reverse("contact:rules-write", args=["NL-V-3"])).status_code == 200


def test_the_auditor_reads_and_asks_nothing(world: Desk) -> None:
    anna = client_of("anna", "auditor")

    assert set(statuses(anna)) == {200}
    assert ask(anna, asked(world.office)).status_code == 403
    assert say(anna, "object", said(world.office, "object")).status_code == 403
    assert not ConsentEvent.objects.exists()


def test_nobody_changes_the_ledger_here(world: Desk) -> None:
    (event,) = world.office.objected(SANNE_MAIL)
    page = reverse("admin:consents_consentevent_change", args=[event.pk])

    assert client_of("root", superuser=True).post(page, {"kind": "given"}).status_code == 403


def test_the_script_stands_beside_an_answer_that_allows_the_call(world: Desk) -> None:
    gert = client_of("gert", "balie")
    refused = ask(gert, asked(world.office))
    world.office.consented(SANNE, SANNE_MAIL)

    allowed = ask(gert, asked(world.office))

    assert "scripts" not in refused.context
    assert "ik bel u namens Energie B.V." in allowed.content.decode()
    assert "Spreek geen voicemail in." in allowed.content.decode()


def test_a_call_with_a_no_is_recorded_from_the_page_and_blocks(world: Desk) -> None:
    gert = client_of("gert", "balie")
    world.office.consented(SANNE, SANNE_MAIL)
    form = ask(gert, asked(world.office)).context["call_form"]
    told = {"once": form["once"].value(), "decision": ContactDecision.objects.latest("id").uid, "again": "no"}
    told |= {"version": world.script.versions.get().pk, "number": OutboundNumber.objects.get().pk}

    data = {f"call-{name}": value for name, value in {**told, "result": "talked", "objection_offered": "1"}.items()}
    answer = gert.post(reverse("contact:call"), {**asked(world.office, at=""), **data})

    assert ContactCall.objects.get().again == "no"
    assert answer.context["answer"].decision.rule == "objection"


def test_a_call_that_contradicts_itself_stays_on_the_page(world: Desk) -> None:
    gert = client_of("gert", "balie")

    answer = gert.post(reverse("contact:call"), {**asked(world.office), "call-result": "talked"})

    assert {"once", "decision", "version", "again"} <= set(answer.context["call_form"].errors)
    assert not ContactCall.objects.exists()


def test_a_longer_term_asks_for_its_decision_in_words(world: Desk) -> None:
    person = world.office.consented(SANNE, SANNE_MAIL).person_id
    told = {"person": person, "sender": world.office.sender.pk, "kind": "customer", "longer_months": "6"}

    page = client_of("piet", "privacy-officer").post(reverse("admin:consents_relation_add"), told)

    errors = page.context["adminform"].form.errors
    assert errors == {"longer_decision": ["A longer term needs the decision that it rests on."]}
    assert "longer_term_has_a_decision" not in page.content.decode()
