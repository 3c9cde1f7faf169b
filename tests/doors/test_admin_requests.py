"""The buttons of a request: each calls the action of its name, and what is refused says why and what to do."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from registers.models import Document, EvidenceEntry
from subjects.choices import Right, Status
from subjects.models import SubjectRequest
from tests.doors.admin_world import AdminWorld, do, form_data, page


def test_the_desk_receives_a_request_with_its_deadline(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)

    assert request.status == Status.RECEIVED
    assert request.channel == "desk"
    assert request.due > timezone.localdate()
    assert request.identifiers.count() == len(world.demo.person("access").identifiers)
    assert str(request.events.get().actor) == "bea"


@pytest.mark.parametrize(
    ("lines", "count", "text"),
    [
        ({}, 0, "such as an e-mail address or a customer number."),
        ({"identifier-0-kind": "postcode", "identifier-0-value": "1234 AB 1"}, 1, "give one of e-mail address, "),
        ({"identifier-0-kind": "email", "identifier-0-value": "geen adres"}, 1, "not an e-mail address"),
    ],
)
def test_what_cannot_be_received_is_said_on_the_form(
    world: AdminWorld, lines: dict[str, str], count: int, text: str
) -> None:
    answer = world.desk.post(reverse("admin:subjects_subjectrequest_add"), form_data(Right.ACCESS, lines, count))

    assert answer.status_code == 200
    assert text in answer.content.decode()
    assert not SubjectRequest.objects.exists()


def test_an_erasure_goes_the_whole_road_by_buttons(world: AdminWorld) -> None:
    request = world.executed(Right.ERASURE)
    world.press(world.desk, request, "answer")
    world.press(world.desk, request, "close")

    assert request.status == Status.CLOSED
    assert Document.objects.filter(case=request.case, kind="erasure_certificate").exists()
    stations = list(request.events.exclude(to_status="").values_list("to_status", flat=True))
    road = ["received", "identified", "located", "planned", "approved", "executing", "executed", "answered", "closed"]
    assert stations == road


def test_access_needs_no_approval(world: AdminWorld) -> None:
    request = world.planned(Right.ACCESS)

    world.press(world.desk, request, "run")

    assert request.status == Status.EXECUTING


def test_the_planner_may_not_approve(world: AdminWorld) -> None:
    request = world.located(Right.ERASURE)
    world.press(world.officer, request, "plan")

    told = world.press(world.officer, request, "approve", sha256=request.plans.get().sha256)

    assert request.status == Status.PLANNED
    assert told[0][0] == "error"
    assert "four eyes" in told[0][1]
    assert "Ask a colleague" in told[0][1]


def test_the_planner_is_told_that_somebody_else_approves(world: AdminWorld) -> None:
    request = world.located(Right.ERASURE)
    world.press(world.officer, request, "plan")

    text = world.officer.get(page(request)).content.decode()

    assert "You made this plan, so somebody else has to approve it" in text
    assert do(request, "approve") not in text


def test_a_plan_that_was_replaced_meanwhile_is_not_approved(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)
    seen = request.plans.get().sha256
    world.press(world.desk, request, "plan")

    told = world.press(world.officer, request, "approve", sha256=seen)

    assert request.status == Status.PLANNED
    assert told[0][0] == "error"


def test_a_rewriting_plan_cannot_run_before_its_approval(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)

    told = world.press(world.desk, request, "run")

    assert request.status == Status.PLANNED
    assert told[0][0] == "error"


def test_an_undecided_candidate_holds_up_the_plan(world: AdminWorld) -> None:
    request = world.received(Right.ERASURE)
    world.press(world.desk, request, "identify", method="login")
    world.press(world.desk, request, "locate")

    told = world.press(world.desk, request, "plan")

    assert request.status == Status.LOCATED
    assert "wait for a decision: 1" in told[0][1]


def test_a_candidate_can_be_the_person(world: AdminWorld) -> None:
    request = world.received(Right.ERASURE)
    world.press(world.desk, request, "identify", method="login")
    world.press(world.desk, request, "locate")
    number = request.candidates.get(status="open").number

    world.press(world.desk, request, "decide", number=number, is_subject="yes")

    candidate = request.candidates.get(number=number)
    assert candidate.status == "subject"
    assert str(candidate.decided_by) == "bea"


def test_a_source_that_is_away_blocks_with_the_way_out_and_can_be_tried_again(
    world: AdminWorld, private_folders: Path
) -> None:
    request = world.received(Right.ERASURE)
    world.press(world.desk, request, "identify", method="login")
    (private_folders / "klanten.sqlite3").rename(private_folders / "away.sqlite3")

    told = world.press(world.desk, request, "locate")
    blocked = world.desk.get(page(request)).content.decode()
    (private_folders / "away.sqlite3").rename(private_folders / "klanten.sqlite3")
    world.press(world.desk, request, "locate")

    assert told[0][0] == "error"
    assert "This request is blocked" in blocked
    assert "What to do:" in blocked
    assert request.status == Status.LOCATED


def test_blocked_steps_are_tried_again(world: AdminWorld) -> None:
    request = world.approved(Right.ERASURE)
    world.press(world.desk, request, "run")
    SubjectRequest.objects.filter(pk=request.pk).update(status=Status.BLOCKED, block_code="source-busy")
    request.plans.get().steps.filter(kind="rewrite").update(status="blocked", attempt=5)

    world.press(world.desk, request, "retry")

    assert request.status == Status.EXECUTING
    assert request.plans.get().steps.get(kind="rewrite").status == "pending"


@pytest.mark.parametrize(("code", "first"), [("plan-stale", "plan"), ("source-busy", "retry")])
def test_a_blocked_request_offers_the_way_out_that_fits(world: AdminWorld, code: str, first: str) -> None:
    request = world.approved(Right.ERASURE)
    SubjectRequest.objects.filter(pk=request.pk).update(status=Status.BLOCKED, block_code=code)

    shown = world.desk.get(page(request))

    assert shown.context["first"].name == first


def test_the_deadline_is_extended_once(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)

    first = world.press(world.desk, request, "extend", reason="Het zijn er veel")
    second = world.press(world.desk, request, "extend", reason="Nog meer")

    assert request.extension_reason == "Het zijn er veel"
    assert [level for level, _text in (*first, *second)] == ["success", "error"]
    assert Document.objects.filter(case=request.case, kind="letter").count() == 1


def test_a_refusal_makes_its_letter(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)

    world.press(world.officer, request, "refuse", article="12(5)", reason="Al vijf keer gevraagd")

    assert request.status == Status.REFUSED
    assert Document.objects.filter(case=request.case, kind="letter").exists()


def test_a_refusal_without_reason_asks_for_it(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)

    answer = world.officer.post(do(request, "refuse"), {"article": "12(5)", "reason": ""})

    request.refresh_from_db()
    assert answer.status_code == 200
    assert "reason" in answer.context["form"].errors
    assert request.status == Status.RECEIVED


def test_a_request_is_withdrawn(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)

    world.press(world.desk, request, "withdraw")

    assert request.status == Status.WITHDRAWN
    assert request.purged_at is not None


def test_looking_at_the_page_of_a_button_changes_nothing(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)
    before = EvidenceEntry.objects.count()

    answers = [world.officer.get(do(request, verb)) for verb in ("identify", "withdraw", "refuse", "extend")]

    request.refresh_from_db()
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200]
    assert request.status == Status.RECEIVED
    assert EvidenceEntry.objects.count() == before


def test_a_button_that_does_not_fit_the_status_leads_back(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)

    answer = world.desk.get(do(request, "close"))

    assert answer.status_code == 302
    assert answer.headers["location"] == page(request)


def test_a_button_needs_the_token_of_its_form(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)
    world.desk.handler.enforce_csrf_checks = True

    answer = world.desk.post(do(request, "withdraw"))

    request.refresh_from_db()
    assert answer.status_code == 403
    assert request.status == Status.RECEIVED


@pytest.mark.parametrize("right", [Right.ERASURE, Right.ANONYMISATION])
def test_the_grounds_of_a_plan_are_cited_in_dutch(world: AdminWorld, right: Right) -> None:
    request = world.planned(right)

    shown = world.desk.get(page(request), headers={"accept-language": "nl"}).content.decode()

    assert re.search(r"<td>(15|17|6) lid \d", shown)
    assert not re.search(r"<td>\d+\(\d", shown)


def test_no_page_leads_to_itself_as_the_website(world: AdminWorld) -> None:
    shown = world.desk.get(reverse("admin:index")).content.decode()

    assert "View site" not in shown
    assert "Log out" in shown
