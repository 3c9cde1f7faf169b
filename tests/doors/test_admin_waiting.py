"""Waiting in the admin: a button there and one back, and what is said about the deadline."""

from django.utils.formats import date_format

from subjects.choices import Right, Status
from tests.doors.admin_world import AdminWorld, page


def test_a_request_waits_and_is_taken_up_again(world: AdminWorld) -> None:
    request = world.located(Right.ERASURE)

    world.press(world.desk, request, "wait", ground="information", reason="Welke rekening bedoelt u?")
    waited = request.status
    world.press(world.desk, request, "resume")

    assert (waited, request.status) == (Status.WAITING, Status.LOCATED)


def test_the_page_keeps_the_legal_day_and_shows_the_day_to_claim(world: AdminWorld) -> None:
    request = world.located(Right.ERASURE)
    before = world.desk.get(page(request)).content.decode()

    world.press(world.desk, request, "wait", ground="identity", reason="Is dit dezelfde Sanne?")
    shown = world.desk.get(page(request)).content.decode()

    assert "Last day if waiting counts" in shown
    assert "Last day if waiting counts" not in before
    assert date_format(request.due, "j F Y") in shown
    assert "Is dit dezelfde Sanne?" in shown


def test_what_was_asked_is_not_for_the_auditor(world: AdminWorld) -> None:
    request = world.located(Right.ERASURE)
    world.press(world.desk, request, "wait", ground="identity", reason="Is dit dezelfde Sanne?")

    shown = world.auditor.get(page(request)).content.decode()

    assert "reasonable doubt" in shown
    assert "dezelfde Sanne" not in shown


def test_a_form_without_a_reason_comes_back(world: AdminWorld) -> None:
    request = world.located(Right.ERASURE)

    world.press(world.desk, request, "wait", ground="identity", reason="")

    assert request.status == Status.LOCATED
