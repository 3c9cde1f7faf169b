"""Restriction and portability through the doors: the buttons of the admin and the commands, to the end."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.models import Document
from subjects.choices import Status
from subjects.models import Approval, Restriction, SubjectRequest
from tests.doors.admin_world import client_of, do, page, work
from tests.journeys.conftest import build_small, road
from tests.journeys.registers import in_force
from tests.journeys.restricted import MEASURE, SANNE, marked_map, marked_shop
from tests.journeys.road import Road
from tests.journeys.shops import Build, Shop

__all__ = ["build_small", "road"]  # pytest finds these fixtures here


@pytest.fixture
def shop(build_small: Build, private_folders: Path) -> Shop:
    return marked_shop(build_small)


@pytest.fixture
def desk(shop: Shop) -> Client:
    return client_of("bea", "balie")


@pytest.fixture
def officer(shop: Shop) -> Client:
    return client_of("piet", "privacy-officer")


def receive(desk: Client, right: str, **more: str) -> Any:
    data = {"right": right, "received_on": timezone.localdate().isoformat(), "channel": "desk", "wording": ""}
    lines = {"identifier-TOTAL_FORMS": "1", "identifier-INITIAL_FORMS": "0"}
    known = {"identifier-0-kind": "email", "identifier-0-value": SANNE}
    return desk.post(reverse("admin:subjects_subjectrequest_add"), {**data, **lines, **known, **more}, follow=True)


def planned(desk: Client, right: str, **more: str) -> SubjectRequest:
    receive(desk, right, **more)
    request = SubjectRequest.objects.latest("id")
    for verb, data in (("identify", {"method": "login"}), ("locate", {}), ("plan", {})):
        desk.post(do(request, verb), data)
    request.refresh_from_db()
    return request


def run(desk: Client, request: SubjectRequest) -> None:
    desk.post(do(request, "run"))
    work(request)


def test_the_desk_is_told_that_a_restriction_needs_a_ground(desk: Client) -> None:
    answer = receive(desk, "restriction")

    assert "needs its ground" in answer.content.decode()
    assert not SubjectRequest.objects.exists()


def test_a_restriction_is_set_and_lifted_with_buttons(shop: Shop, desk: Client, officer: Client) -> None:
    before = shop.rows()
    request = planned(desk, "restriction", ground="claim")
    officer.post(do(request, "approve"), {"sha256": request.plans.get().sha256})
    run(desk, request)
    assert shop.rows() != before

    desk.post(do(request, "announce"), {"reason": "De zaak is voorbij."})
    desk.post(do(request, "told"))
    officer.post(do(request, "lift"))
    work(request)

    assert Restriction.objects.get().lifted_at is not None
    assert shop.rows() == before
    assert "lifted on" in officer.get(page(request)).content.decode()


def test_the_page_of_approval_asks_for_a_measure_where_it_is_needed(shop: Shop, desk: Client, officer: Client) -> None:
    shop.load(marked_map("customer"))
    request = planned(desk, "restriction", ground="accuracy")

    asked = officer.get(do(request, "approve")).content.decode()
    officer.post(do(request, "approve"), {"sha256": request.plans.get().sha256, "measure": MEASURE})

    assert "does not mark?" in asked
    assert Approval.objects.get().measure == MEASURE


def test_without_the_measure_the_page_comes_back(shop: Shop, desk: Client, officer: Client) -> None:
    shop.load(marked_map("customer"))
    request = planned(desk, "restriction", ground="accuracy")

    answer = officer.post(do(request, "approve"), {"sha256": request.plans.get().sha256})

    assert answer.status_code == 200
    assert not Approval.objects.exists()


def test_an_erasure_is_approved_without_a_measure(shop: Shop, desk: Client, officer: Client) -> None:
    request = planned(desk, "erasure")

    asked = officer.get(do(request, "approve")).content.decode()

    assert "does not mark?" not in asked


def test_the_desk_may_not_lift(shop: Shop, desk: Client, officer: Client) -> None:
    request = planned(desk, "restriction", ground="claim")
    officer.post(do(request, "approve"), {"sha256": request.plans.get().sha256})
    run(desk, request)

    assert desk.post(do(request, "lift")).status_code == 403


def test_data_to_take_along_are_made_with_buttons(shop: Shop, desk: Client) -> None:
    shop.load(marked_map().replace("category: contact,", "category: contact, provided: given,"))
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(f)")
    request = planned(desk, "portability")
    shown = desk.get(page(request)).content.decode()

    run(desk, request)

    kinds = set(Document.objects.filter(case=request.case).values_list("kind", "subkind"))
    assert kinds == {("portability_package", ""), ("portability_package", "package"), ("letter", "answer")}
    assert "stays: the ground is not consent or a contract" in shown


def command(*words: str) -> str:
    out = io.StringIO()
    call_command("request", *words, stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


def opened(road: Road, right: str, *more: str) -> str:
    day = timezone.localdate().isoformat()
    reference = command("open", "--right", right, "--received", day, "--identifier", f"email={SANNE}", *more)
    command("identify", reference, "--by", "planner", "--method", "login")
    command("locate", reference)
    command("plan", reference)
    return reference


def ran(reference: str) -> SubjectRequest:
    command("run", reference)
    request = SubjectRequest.objects.get(reference=reference)
    work(request)
    return request


def test_the_command_needs_a_ground(shop: Shop, road: Road) -> None:
    with pytest.raises(CommandError, match="needs its ground"):
        opened(road, "restriction")


def test_a_restriction_is_set_and_lifted_with_commands(shop: Shop, road: Road) -> None:
    before = shop.rows()
    reference = opened(road, "restriction", "--ground", "objection")
    command("approve", reference, "--by", "approver")
    request = ran(reference)

    command("announce", reference, "--by", "planner", "--reason", "De belangen zijn afgewogen.")
    command("told", reference, "--by", "planner")
    command("lift", reference, "--by", "approver")
    work(request)

    told = json.loads(command("show", reference, "--json"))["restriction"]
    assert told["ground"] == "objection"
    assert all(told[name] for name in ("set", "announced", "told", "lifted"))
    assert shop.rows() == before


def test_the_command_asks_for_the_measure(shop: Shop, road: Road) -> None:
    shop.load(marked_map("customer"))
    reference = opened(road, "restriction", "--ground", "claim")

    with pytest.raises(CommandError, match="state the measure"):
        command("approve", reference, "--by", "approver")
    command("approve", reference, "--by", "approver", "--measure", MEASURE)

    assert Approval.objects.get().measure == MEASURE


def test_data_to_take_along_are_made_with_commands(shop: Shop, road: Road, tmp_path: Path) -> None:
    shop.load(marked_map().replace("category: contact,", "category: contact, provided: given,"))
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(b)")
    request = ran(opened(road, "portability"))

    command("documents", request.reference, "--to", str(tmp_path / "uit"))

    names = {path.name.split("-")[0] + path.suffix for path in (tmp_path / "uit").iterdir()}
    assert names == {"overdracht.pdf", "overdracht.zip", "brief.pdf"}
    assert request.status == Status.EXECUTED
