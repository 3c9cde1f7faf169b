"""What our errors say goes through gettext: no sentence in plain English reaches a reader."""

import ast
import re

import pytest

from registers.errors import RegisterError
from subjects.errors import SubjectError
from tests.contracts.code import python_files, tree_of

APPS = ("registers", "consents", "subjects")
WORD = re.compile("[a-z]{2}")


def error_names() -> set[str]:
    """The names of our errors, and of the short ways to raise one."""
    found, waiting = set(), [RegisterError, SubjectError]
    while waiting:
        kind = waiting.pop()
        found.add(kind.__name__)
        waiting += kind.__subclasses__()
    return {*found, "_refuse", "CommandError"}


def is_sentence(node: ast.expr) -> bool:
    """Whether a value is a text with words that is written here."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.Constant) and WORD.search(str(part.value)) for part in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip()


def plain_texts(source: ast.AST) -> list[str]:
    """The calls of an error with a sentence that no translation sees."""
    names = error_names()
    found = []
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
            given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg != "place")]
            parts = [part for value in given for part in (value.elts if isinstance(value, ast.List) else [value])]
            found += [f"line {part.lineno}: {ast.unparse(part)}" for part in parts if is_sentence(part)]
    return found


def test_no_error_speaks_plain_english() -> None:
    files = [path for path in python_files(*APPS) if path.name != "demo.py"]

    found = {str(path): plain_texts(tree_of(path)) for path in files}

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text",
    [
        'raise PlanRefused(["not like this"])',
        'raise PlanRefused([f"column {name}: no change"])',
        'raise MapInvalid([f"{where}wrong"])',
        'raise PlanStale(table=name, why="the table is gone")',
        '_refuse(source, f"{where} names no host")',
    ],
)
def test_a_plain_text_would_be_noticed(text: str) -> None:
    assert plain_texts(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        'raise PlanRefused([_("not like this")])',
        'raise PlanStale(table=name, why=told % {"rows": rows})',
        "raise MapStale(datamap.name, wrong)",
        'raise CommandError("; ".join(reasons))',
    ],
)
def test_a_translated_text_is_welcome(text: str) -> None:
    assert plain_texts(ast.parse(text)) == []
