"""Corrections in the admin: fields of the person with what stands there now, stated, planned, approved, done."""

import os
import sqlite3
from typing import Any

from django.urls import reverse

from registers.models import EvidenceEntry
from subjects.choices import Right, Status
from subjects.models import SubjectRequest
from tests.doors.admin_world import AdminWorld, form_data, page, work

NEW = "sanne.nieuw@example.org"


def correct_address(request: SubjectRequest) -> str:
    return reverse("admin:subjects_subjectrequest_correct", args=[request.pk])


def located(world: AdminWorld) -> SubjectRequest:
    """A request for rectification of the person whose erasure the demo tells."""
    person = world.demo.person(Right.ERASURE.value)
    lines = {
        f"identifier-{place}-{name}": text
        for place, pair in enumerate(person.identifiers)
        for name, text in zip(("kind", "value"), pair, strict=True)
    }
    data = form_data(Right.RECTIFICATION, lines, len(person.identifiers))
    world.desk.post(reverse("admin:subjects_subjectrequest_add"), data, follow=True)
    request = SubjectRequest.objects.latest("id")
    world.press(world.desk, request, "identify", method="login")
    world.press(world.desk, request, "locate")
    for one in request.candidates.filter(status="open"):
        world.press(world.desk, request, "decide", number=one.number, is_subject="no")
    return request


def form_of(world: AdminWorld, request: SubjectRequest) -> dict[str, Any]:
    """What the form would send when nothing was filled in."""
    answer = world.desk.get(correct_address(request))
    assert answer.status_code == 200
    lines = [one["line"] for group in answer.context["groups"] for one in group["lines"]]
    data = {"line-TOTAL_FORMS": len(lines), "line-INITIAL_FORMS": len(lines)}
    return data | {f"{line.prefix}-{name}": value for line in lines for name, value in line.initial.items() if value}


def email_line(data: dict[str, Any]) -> str:
    found = [name for name, value in data.items() if name.endswith("-column") and value == "email"]
    return next(name for name in found if data[name.replace("column", "table")] == "customers").removesuffix("column")


def filled(world: AdminWorld, request: SubjectRequest, text: str = NEW) -> dict[str, Any]:
    data = form_of(world, request)
    return data | {f"{email_line(data)}text": text}


def test_a_field_that_was_filled_in_is_corrected_in_the_end(world: AdminWorld) -> None:
    request = located(world)

    world.desk.post(correct_address(request), filled(world, request))
    world.press(world.desk, request, "plan")
    world.press(world.officer, request, "approve", sha256=request.plans.get().sha256)
    world.press(world.desk, request, "run")
    work(request)

    assert request.status == Status.EXECUTED
    person = world.demo.person(Right.ERASURE.value)
    query = "SELECT email FROM customers WHERE id = ?"
    with sqlite3.connect(os.environ["DEMO_DATABASE_URL"].removeprefix("sqlite:///")) as connection:
        assert connection.execute(query, [person.customer_id]).fetchone() == (NEW,)
        assert connection.execute(query, [person.namesake_id]).fetchone() != (NEW,)


def test_that_somebody_looked_is_a_fact_without_what_was_seen(world: AdminWorld) -> None:
    request = located(world)

    shown = world.desk.get(correct_address(request))

    entry = EvidenceEntry.objects.filter(case=request.case, kind="preview.read").get()
    assert "no-store" in shown["Cache-Control"] and "@" not in entry.body and "correction" in entry.body


def test_no_value_stands_on_the_page_of_the_request_or_in_its_address(world: AdminWorld) -> None:
    request = located(world)

    answer = world.desk.post(correct_address(request), filled(world, request), follow=True)

    assert answer.redirect_chain[-1][0] == page(request)
    assert NEW not in answer.content.decode() and request.corrections.count() == 1


def test_a_form_without_anything_filled_in_notes_nothing(world: AdminWorld) -> None:
    request = located(world)

    answer = world.desk.post(correct_address(request), form_of(world, request))

    assert request.corrections.count() == 0 and "Nothing was filled in" in answer.content.decode()


def test_a_value_that_its_field_cannot_take_is_told_beside_it_and_nothing_is_noted(world: AdminWorld) -> None:
    request = located(world)

    answer = world.desk.post(correct_address(request), filled(world, request, "geen adres"))

    told = [one for group in answer.context["groups"] for one in group["lines"] if one["wrong"]]
    assert [(one["field"].column, one["line"]["text"].value()) for one in told] == [("email", "geen adres")]
    assert "not an e-mail address" in told[0]["wrong"][0]
    assert "column email" in answer.content.decode() and "aria-invalid" in answer.content.decode()
    assert request.corrections.count() == 0


def test_a_correction_can_be_taken_back_and_the_plan_with_it(world: AdminWorld) -> None:
    request = located(world)
    world.desk.post(correct_address(request), filled(world, request))
    world.press(world.desk, request, "plan")

    world.press(world.desk, request, "drop", number=1)

    assert request.corrections.count() == 0 and request.status == Status.LOCATED


def test_who_only_reads_gets_no_form(world: AdminWorld) -> None:
    request = located(world)

    assert world.auditor.get(correct_address(request)).status_code == 403
