"""Somebody has a wrong address corrected (art. 16), by the commands, from receipt to the documents."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from registers.choices import DocumentKind
from registers.models import Document, EvidenceEntry
from subjects.choices import Status
from subjects.selectors import request_of
from tests.journeys.road import difference, text_of
from tests.journeys.shops import Shop

NEW = "sanne.devries@example.org"
DAY = "2026-11-16"


def say(*words: str) -> dict[str, Any]:
    """What a command answers, as JSON."""
    told = io.StringIO()
    call_command("request", *words, "--json", stdout=told)
    answer: dict[str, Any] = json.loads(told.getvalue())
    return answer


@pytest.fixture
def reference(household: Shop) -> str:
    """A request that was located."""
    opened = say("open", "--right", "rectification", "--received", DAY, "--identifier", "email=sanne@example.nl")
    say("identify", opened["reference"], "--method", "facts", "--by", "planner")
    say("locate", opened["reference"])
    return str(opened["reference"])


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


FIELD = ("--field", "shop.customer.email", "--by", "planner")


def test_a_wrong_address_is_right_in_the_end_and_proved(
    household: Shop, reference: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = household.rows()
    typed(monkeypatch, f"sanne@example.nl\n{NEW}\n")

    say("correct", reference, *FIELD, "--from", "-", "--value", "-")
    say("plan", reference)
    say("approve", reference, "--by", "approver")
    say("run", reference)
    household.road.work()
    say("documents", reference, "--to", str(tmp_path / "stukken"))

    assert request_of(reference).status == Status.EXECUTED
    assert difference(before, household.rows()) == {
        "customer": [(0, "Sanne de Vries", "Sanne@Example.nl", "06-12345678")]
    }
    certificate, letter = (tmp_path / "stukken").glob("rectificatie-*.pdf"), (tmp_path / "stukken").glob("brief-*.pdf")
    assert NEW not in text_of(next(certificate).read_bytes()) and NEW in text_of(next(letter).read_bytes())
    assert Document.objects.filter(kind=DocumentKind.RECTIFICATION_CERTIFICATE, personal=False).count() == 1


def test_what_was_stated_is_answered_without_its_value(
    reference: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    value = tmp_path / "goed.txt"
    value.write_text(f"{NEW}\n", encoding="utf-8")

    told = say("correct", reference, *FIELD, "--value", str(value))

    field = {"correction": 1, "field": "shop.customer.email", "way": "replace", "shared": False}
    assert told == {"corrections": [field], "also_found": []}
    assert say("correct", reference, "--drop", "1", "--by", "planner")["corrections"] == []


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (("--field", "shop.customer.email", "--value", "-"), ""),
        (("--field", "shop.customer.email"), "x"),
        (("--field", "customer.email", "--value", "-"), "x"),
        (("--field", "shop.customer.email", "--value", "/nergens"), ""),
        (("--field", "shop.customer.email", "--value", "-", "--everywhere"), "x"),
        (("--drop", "9"), ""),
    ],
)
def test_a_wish_that_is_not_whole_is_refused(
    reference: str, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], given: str
) -> None:
    typed(monkeypatch, given)

    with pytest.raises(CommandError):
        say("correct", reference, *words, "--by", "planner")

    assert request_of(reference).corrections.count() == 0


def test_a_field_is_made_empty_only_when_that_is_said(household: Shop, reference: str) -> None:
    say("correct", reference, "--field", "shop.customer.phone", "--empty", "--by", "planner")
    say("plan", reference)
    say("approve", reference, "--by", "approver")
    say("run", reference)
    household.road.work()

    assert household.value("SELECT phone FROM customer WHERE id = 0") is None
    assert household.value("SELECT phone FROM customer WHERE id = 1") == "0612345678"
    assert not EvidenceEntry.objects.filter(body__contains="12345678").exists()
