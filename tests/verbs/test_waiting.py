"""Waiting for the person: there and back, with a ground and a reason, and without moving the legal last day."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from registers.choices import EvidenceKind
from registers.models import EvidenceEntry
from subjects.actions import ending, intake
from subjects.actions.waiting import LONGEST_REASON, resume, wait
from subjects.choices import IdentificationMethod, Right, Status, WaitingGround
from subjects.errors import MoveRefused, RequestError
from subjects.models import SubjectRequest, WaitingPeriod
from subjects.selectors import claimed_due_of
from tests.journeys.road import Road, noon
from tests.journeys.shops import Shop

SANNE = "sanne@example.nl"


def moved(request: SubjectRequest) -> list[dict[str, Any]]:
    """The facts of the moves of a request."""
    entries = EvidenceEntry.objects.filter(kind=EvidenceKind.REQUEST_MOVED, case=request.case).order_by("id")
    return [json.loads(body)["facts"] for body in entries.values_list("body", flat=True)]


def ask(request: SubjectRequest, road: Road, ground: WaitingGround = WaitingGround.INFORMATION) -> WaitingPeriod:
    return wait(request=request, ground=ground, reason="Welke rekening bedoelt u?", actor=road.planner, at=road.at)


@pytest.mark.parametrize("stood", [Status.IDENTIFIED, Status.LOCATED])
def test_a_request_goes_back_to_where_it_stood(small_household: Shop, road: Road, stood: Status) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    if stood == Status.LOCATED:
        road.locate(request)

    ask(request, road)
    resume(request=request, actor=road.planner, at=road.at + dt.timedelta(days=3))

    request.refresh_from_db()
    assert request.status == stood
    assert [(fact["verb"], fact.get("days")) for fact in moved(request)[-2:]] == [("wait", None), ("resume", 3)]


@pytest.mark.parametrize("ground", list(WaitingGround))
def test_waiting_never_moves_the_legal_last_day(small_household: Shop, road: Road, ground: WaitingGround) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    before = (request.due, request.cautious_due, request.planning, request.extended_due)

    ask(request, road, ground)
    resume(request=request, actor=road.planner, at=road.at + dt.timedelta(days=10))

    request.refresh_from_db()
    assert (request.due, request.cautious_due, request.planning, request.extended_due) == before


def test_only_a_ground_that_may_suspend_gives_a_day_to_claim(small_household: Shop, road: Road) -> None:
    doubted, asked = road.open(Right.ERASURE, email=SANNE), road.open(Right.ERASURE, email=SANNE)
    ask(doubted, road, WaitingGround.IDENTITY)
    ask(asked, road)

    today = noon(2026, 11, 26).date()

    assert doubted.due == dt.date(2026, 12, 16)
    assert claimed_due_of(doubted, today=today) == dt.date(2026, 12, 28)  # 26 December and a Sunday lie between
    assert claimed_due_of(asked, today=today) is None


def test_a_verb_that_takes_the_request_on_ends_the_waiting(small_household: Shop, road: Road) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    ask(request, road, WaitingGround.IDENTITY)

    later = road.at + dt.timedelta(days=2)
    intake.identify(request=request, method=IdentificationMethod.FACTS, actor=road.planner, at=later)

    assert [one.ended_at for one in request.waits.all()] == [later]


def test_what_was_asked_goes_with_the_working_data(small_household: Shop, road: Road) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    ask(request, road)
    assert WaitingPeriod.objects.get().reason == "Welke rekening bedoelt u?"

    ending.withdraw(request=request, actor=road.planner, at=road.at)

    period = WaitingPeriod.objects.get()
    assert (period.reason, period.ground, period.ended_at) == ("", WaitingGround.INFORMATION, road.at)
    assert "rekening" not in json.dumps(moved(request))


@pytest.mark.parametrize("reason", ["", "  ", "x" * (LONGEST_REASON + 1)])
def test_waiting_without_a_reason_of_a_bounded_length_is_refused(
    small_household: Shop, road: Road, reason: str
) -> None:
    request = road.open(Right.ERASURE, email=SANNE)

    with pytest.raises(RequestError):
        wait(request=request, ground=WaitingGround.IDENTITY, reason=reason, actor=road.planner, at=road.at)

    assert (request.status, request.waits.count()) == (Status.IDENTIFIED, 0)


def test_who_does_not_wait_is_not_taken_up_again(small_household: Shop, road: Road) -> None:
    request = road.open(Right.ERASURE, email=SANNE)

    with pytest.raises(RequestError):
        resume(request=request, actor=road.planner, at=road.at)

    assert request.status == Status.IDENTIFIED


def test_with_a_plan_there_is_nothing_to_wait_for(small_household: Shop, road: Road) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)

    with pytest.raises(MoveRefused):
        ask(request, road)

    assert request.waits.count() == 0


def test_a_request_waits_once_at_a_time(small_household: Shop, road: Road) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    period = ask(request, road)

    with pytest.raises(MoveRefused):
        ask(request, road)
    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingPeriod.objects.create(request=request, ground=period.ground, back_to="received", began_at=road.at)


def test_the_command_waits_and_resumes_and_says_what_it_does_to_the_deadline(
    small_household: Shop, road: Road, capsys: pytest.CaptureFixture[str]
) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    by = ("--by", "planner")

    call_command("request", "wait", request.reference, "--reason", "Bent u het?", "--ground", "identity", *by)
    call_command("request", "show", request.reference)
    shown = capsys.readouterr().out
    call_command("request", "resume", request.reference, *by, "--json")

    assert f"the legal last day stays {request.due}" in shown
    assert "Bent u het?" not in shown
    value = json.loads(capsys.readouterr().out)
    assert (value["status"], value["waits"][0]["ground"]) == ("identified", "identity")


def test_the_command_refuses_an_unknown_ground(small_household: Shop, road: Road) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    command = ("request", "wait", request.reference, "--by", "planner", "--reason", "x")

    with pytest.raises(CommandError):
        call_command(*command, "--ground", "holiday")
