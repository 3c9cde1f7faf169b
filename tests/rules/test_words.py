"""People read words, machines get codes: every code that is stored has a word in the reader's language."""

import ast
from pathlib import Path

import pytest
from django.db.models import TextChoices
from django.utils import translation

from registers.choices import DocumentKind, Role
from registers.documents.wording import FILE_NAMES, file_name, role_word
from subjects.choices import DeferredStatus, PlanPurpose, Status, StepKind, StepStatus
from subjects.errors import MoveRefused
from subjects.planning.values import Action
from subjects.words import action_word, note_words, treatment_words, verb_word, word

ACTIONS = Path(__file__).parents[2] / "subjects" / "actions"


@pytest.mark.parametrize("kind", [Status, StepKind, StepStatus, DeferredStatus])
def test_every_code_has_a_dutch_word(kind: type[TextChoices]) -> None:
    with translation.override("nl"):
        words = {code: word(kind, code) for code in kind.values}

    assert [code for code, shown in words.items() if shown == code] == []


def test_a_code_without_a_word_is_shown_as_it_is() -> None:
    assert word(Status, "onbekend") == "onbekend"
    assert (verb_word("fly"), note_words("map-stale"), note_words("many rows")) == ("fly", "map-stale", "many rows")


def test_whatever_stands_on_a_timeline_has_a_dutch_word() -> None:
    trees = [ast.parse(file.read_text()) for file in ACTIONS.glob("*.py")]
    said = [one.value for tree in trees for one in ast.walk(tree) if isinstance(one, ast.keyword) and one.arg == "verb"]
    verbs = {str(one.value) for told in said for one in ast.walk(told) if isinstance(one, ast.Constant)}

    with translation.override("nl"):
        wordless = [verb for verb in (verbs | set(PlanPurpose.values)) - {"request"} if verb_word(verb) == verb]

    assert not wordless
    assert {"notify", "confirm", "postpone", "receive"} <= verbs


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("notice 3", "kennisgeving 3"),
        ("plan 2", "werkplan 2"),
        ("plan 2: keys destroyed", "werkplan 2: sleutels vernietigd"),
        ("plan 2: map-stale", "werkplan 2: map-stale"),
        ("no rows left", "geen rijen meer over"),
        ("klanten 2028-01-01", "klanten 1 januari 2028"),
        ("9999-99-99", "9999-99-99"),
    ],
)
def test_the_note_of_an_event_is_told_in_words(note: str, shown: str) -> None:
    with translation.override("nl"):
        assert note_words(note) == shown


def test_every_action_has_a_word_of_its_own() -> None:
    assert len({action_word(action) for action in Action}) == len(Action)


def test_treatments_are_told_in_words() -> None:
    with translation.override("nl"):
        assert treatment_words([["email", "null"], ["name", "?"]]) == "email: leeggemaakt, name: ?"


def test_a_move_that_is_refused_is_told_in_words_and_keeps_its_codes() -> None:
    with translation.override("nl"):
        error = MoveRefused(status="executing", wanted="withdrawn")

    assert "executing" not in str(error)
    assert (error.status, error.wanted) == ("executing", "withdrawn")


def test_a_role_has_a_word_and_a_group_of_ones_own_its_name() -> None:
    assert role_word("manager") != "manager"
    assert role_word("Klachtenteam") == "Klachtenteam"
    assert len({role_word(role) for role in Role}) == len(Role)


def test_the_file_of_each_kind_of_document_has_a_dutch_name() -> None:
    assert set(FILE_NAMES) == set(DocumentKind)
    assert file_name(DocumentKind.LETTER, "W26-ABCDEF-weigering") == "brief-W26-ABCDEF-weigering.pdf"
