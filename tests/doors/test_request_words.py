"""What ``manage.py request`` tells people is in words; what it tells machines is in codes."""

import json
import re

import pytest
from django.core.management import call_command
from django.utils import translation

from subjects.choices import Right, Status, StepKind, StepStatus
from subjects.planning.values import Action
from tests.journeys.conftest import road, small_household  # noqa: F401
from tests.journeys.road import Road
from tests.journeys.shops import Shop

CODES = {*Status.values, *StepKind.values, *StepStatus.values, *Action, "receive", "identify", "prove", "null"}


def told(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """What the command writes, in Dutch."""
    with translation.override("nl"):
        call_command("request", *command)
    return capsys.readouterr().out


def test_people_read_no_codes(
    small_household: Shop,  # noqa: F811
    road: Road,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    request = road.carry_out(Right.ERASURE, email="sanne@example.nl")

    text = told(capsys, "show", request.reference)

    assert CODES & set(re.findall(r"(?<![\w.-])[a-z_]+(?![\w.-])", text)) == set()
    assert "uitgevoerd" in text


def test_machines_get_the_codes(
    small_household: Shop,  # noqa: F811
    road: Road,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    request = road.carry_out(Right.ERASURE, email="sanne@example.nl")

    value = json.loads(told(capsys, "show", request.reference, "--json"))

    assert (value["status"], value["steps"][0]["kind"]) == ("executed", "rewrite")
    assert {event["verb"] for event in value["timeline"]} >= {"receive", "identify", "prove"}
