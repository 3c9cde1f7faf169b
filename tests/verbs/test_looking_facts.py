"""Who looks at live values, or is told a passphrase, leaves a fact behind; from the command line too."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from registers.choices import EvidenceKind
from registers.models import EvidenceEntry
from subjects.actions.passphrases import tell_passphrase
from subjects.choices import Right
from subjects.errors import RequestError
from subjects.models import SubjectRequest
from tests.journeys.road import Road
from tests.journeys.shops import Shop

SANNE = "sanne@example.nl"


def facts(request: SubjectRequest, kind: EvidenceKind) -> list[dict[str, Any]]:
    """The facts of the entries of this kind about this case."""
    bodies = EvidenceEntry.objects.filter(kind=kind, case=request.case).values_list("body", flat=True)
    return [json.loads(body)["facts"] for body in bodies]


def test_a_preview_on_the_command_line_is_noted(
    small_household: Shop, road: Road, capsys: pytest.CaptureFixture[str]
) -> None:
    request = road.locate(road.open(Right.ERASURE, email=SANNE))

    call_command("request", "plan", request.reference, "--preview", "--by", "planner")

    (fact,) = facts(request, EvidenceKind.PREVIEW_READ)
    assert "Sanne de Vries" in capsys.readouterr().out
    assert (fact["rows"], fact["role"]) == (3, "staff")
    assert "Sanne" not in json.dumps(fact)


def test_a_passphrase_on_the_command_line_is_noted(small_household: Shop, road: Road, tmp_path: Path) -> None:
    request = road.carry_out(Right.ACCESS, email=SANNE)

    call_command("request", "documents", request.reference, "--to", str(tmp_path / "out"))
    silent = facts(request, EvidenceKind.PASSPHRASE_READ)
    call_command("request", "documents", request.reference, "--to", str(tmp_path / "out"), "--passphrase")

    assert silent == []
    assert facts(request, EvidenceKind.PASSPHRASE_READ) == [{"role": "system"}]


def test_a_passphrase_that_is_not_there_is_not_told(small_household: Shop, road: Road) -> None:
    request = road.open(Right.ERASURE, email=SANNE)

    with pytest.raises(RequestError):
        tell_passphrase(request=request, actor=road.planner, at=road.at)

    assert facts(request, EvidenceKind.PASSPHRASE_READ) == []
