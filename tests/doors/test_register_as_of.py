"""``manage.py register as-of``: the answer in words, as JSON, and as a file that has the hash that is told."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.verbs.register_office import Office, later, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> Office:
    return Office()


def asked(*arguments: str) -> str:
    out = io.StringIO()
    call_command("register", "as-of", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_the_register_of_a_day_is_told_with_its_moment_and_hash(office: Office) -> None:
    told = json.loads(asked("2026-03-03", "--json"))

    assert told["as_of"] == "2026-03-03T23:59:59.999999+01:00"
    assert told["register"]["activities"][0]["number"] == "V-001"
    assert (told["kind"], told["version"]) == ("register", None)


def test_the_file_has_the_hash_that_is_told(tmp_path: Path) -> None:
    target = tmp_path / "register.json"

    told = asked("2026-03-03", "--out", str(target))

    assert hashlib.sha256(target.read_bytes()).hexdigest() in told


def test_a_change_afterwards_leaves_the_answer_of_that_day_as_it_was(office: Office) -> None:
    before = asked("2026-03-03", "--activity", "V-001", "--json")

    write(office.purposes[0], later(days=4), text="Iets heel anders")

    assert asked("2026-03-03", "--activity", "V-001", "--json") == before
    assert "Iets heel anders" in asked("2026-03-09", "--activity", "V-001", "--json")


def test_one_agreement_is_told_by_its_number() -> None:
    told = json.loads(asked("2026-03-03", "--agreement", "vo-001", "--json"))

    assert (told["title"], told["agreements"], told["activities"]) == ("VO-001 Telefonie", 1, 0)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("2026-03-03", "--activity", "V-999"), "does not hold that record"),
        (("2026-03-01", "--activity", "V-001"), "does not hold that record"),
        (("2999-01-01",), "has not come"),
        (("2026-03-03", "--out", "/nowhere/register.json"), "cannot be written"),
    ],
)
def test_what_cannot_be_answered_is_an_error_that_says_why(arguments: tuple[str, ...], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        asked(*arguments)
