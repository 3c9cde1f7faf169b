"""Import by an officer: look first, choose, take over; a refused file changes nothing; layouts are remembered."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from registers.exchange.sheets import csvfiles
from registers.models import ImportMapping, ImportRun, Party, ProcessingActivity, RegisterFinding
from tests import avgregister as avg
from tests.doors.register_world import messages_of, officer, with_permissions

pytestmark = pytest.mark.django_db
SHEET: list[list[str | int]] = [
    ["Nr", "Verwerking", "Doel", "Start"],
    ["1", "Bellen", "Vragen beantwoorden", "01-02-2024"],
]


@pytest.fixture
def piet(private_folders: Any) -> Client:
    """The privacy officer."""
    return officer()


def give(client: Client, content: bytes, name: str = "register.zip") -> Any:
    return client.post(reverse("register:import"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def go_on(client: Client, answer: Any, step: str, **given: Any) -> Any:
    data = {"token": answer.context["token"], "step": step, **given}
    return client.post(reverse("register:import"), data, follow=True)


def columns(answer: Any, **targets: str) -> dict[str, Any]:
    forms = answer.context["columns"]
    given = {f"{form.prefix}-header": form["header"].value() for form in forms}
    given |= {f"{form.prefix}-to": targets.get(form["header"].value(), form["to"].value() or "keep") for form in forms}
    count = len(forms.forms)
    return {**given, "form-TOTAL_FORMS": count, "form-INITIAL_FORMS": count, "name": "eigen", "role": "controller"}


def test_looking_at_a_file_changes_nothing(piet: Client) -> None:
    answer = give(piet, avg.export())

    assert answer.context["report"].applied is False
    assert answer.context["counts"]["effects"]["new"] > 0
    assert not ProcessingActivity.objects.exists()


def test_what_was_looked_at_is_taken_over_as_drafts_and_assessed(piet: Client) -> None:
    answer = go_on(piet, give(piet, avg.export()), "apply")

    assert answer.context["report"].applied
    assert set(ProcessingActivity.objects.values_list("status", flat=True)) == {"draft"}
    assert RegisterFinding.objects.exists()
    assert ImportRun.objects.filter(applied=True, by__username="piet").exists()


def test_a_doubtful_record_is_shown_with_its_reason(piet: Client) -> None:
    shown = give(piet, avg.export())

    assert shown.context["look"]
    assert all(row["remarks"] for row in shown.context["look"])


def test_an_organisation_that_is_known_under_another_spelling_is_a_choice(piet: Client) -> None:
    Party.objects.create(name="Bellen")
    first = give(piet, avg.export())
    proposals = first.context["report"].proposals

    again = go_on(piet, first, "look", accepted=[one.uid for one in proposals])

    assert [one.accepted for one in again.context["report"].proposals] == [True] * len(proposals)


def test_a_new_layout_is_asked_once_and_recognised_the_next_time(piet: Client) -> None:
    asked = give(piet, csvfiles.write(SHEET), "eigen.csv")

    looked = go_on(piet, asked, "columns", **columns(asked, start="activity.started_on"))
    again = give(piet, csvfiles.write(SHEET), "eigen.csv")

    assert ImportMapping.objects.get().name == "eigen"
    assert looked.context["report"].rows == again.context["report"].rows == 1


def test_columns_that_lead_nowhere_are_named(piet: Client) -> None:
    asked = give(piet, csvfiles.write(SHEET), "eigen.csv")

    answer = go_on(piet, asked, "columns", **columns(asked, verwerking="keep"))

    assert "activity.name" in str(answer.context["form"].errors)
    assert not ImportMapping.objects.exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04 kapot", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 oud"])
def test_a_file_that_cannot_be_read_is_a_message(piet: Client, content: bytes) -> None:
    answer = give(piet, content)

    assert answer.status_code == 200
    assert messages_of(answer)
    assert not ImportRun.objects.exists()


def test_the_file_of_another_is_not_taken_over(piet: Client) -> None:
    answer = give(piet, avg.export())
    fatima = officer("fatima")

    assert go_on(fatima, answer, "apply").status_code == 403
    assert not ProcessingActivity.objects.exists()


def test_a_token_that_was_made_up_leads_back(piet: Client) -> None:
    answer = piet.post(reverse("register:import"), {"token": "verzonnen", "step": "apply"}, follow=True)

    assert messages_of(answer)
    assert not ImportRun.objects.exists()


def test_who_may_not_import_sees_no_form(piet: Client) -> None:
    reader = with_permissions("anna", "view_processingactivity", "view_importrun")

    assert reader.get(reverse("register:import")).status_code == 403
