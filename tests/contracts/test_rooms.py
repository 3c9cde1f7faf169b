"""The rooms of the house: import-linter's contracts hold, and each of them can fail."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.code import ROOT, copy_of_code, imported, python_files, tree_of

ENGINE_ROOMS = (
    "registers/documents",
    "registers/evidence",
    "subjects/sources",
    "subjects/locating",
    "subjects/rewriting",
    "subjects/exporting",
    "subjects/planning",
)
FOUNDATION = (
    "registers/canonical.py",
    "registers/datamap.py",
    "registers/keyring.py",
    "subjects/deadlines.py",
    "subjects/states.py",
)
CLOCKS = {"now", "today", "utcnow", "time"}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    return subprocess.run(
        [program, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_every_import_keeps_to_its_floor() -> None:
    outcome = lint_imports(ROOT)

    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    ("path", "text", "contract"),
    [
        ("subjects/helpers.py", "", "Floors of subjects"),
        ("registers/utils.py", "", "Floors of registers"),
        ("registers/models/planted.py", "import subjects.choices", "Imports run one way"),
        ("subjects/planning/planted.py", "import subjects.sources", "Floors of subjects"),
        ("subjects/rewriting/planted.py", "import subjects.models", "Engine rooms"),
        ("subjects/actions/planted.py", "import sqlalchemy", "One door to customer databases"),
        ("subjects/actions/celery_planted.py", "import celery", "One door to Celery"),
        ("subjects/actions/pdf_planted.py", "import weasyprint", "One door to PDF"),
        ("registers/actions/planted.py", "import tests.conftest", "Imports run one way"),
    ],
)
def test_a_planted_violation_breaks_the_contract(tmp_path: Path, path: str, text: str, contract: str) -> None:
    house = copy_of_code(tmp_path)
    (house / path).write_text(f"{text}\n")

    outcome = lint_imports(house)

    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert any(contract in line and "BROKEN" in line for line in outcome.stdout.splitlines()), outcome.stdout


def forbidden_in_engine_rooms(tree: ast.Module) -> list[str]:
    return [name for name in imported(tree) if name.startswith(("django.db", "django.contrib", "celery", "kombu"))]


def test_engine_rooms_know_no_orm_and_no_celery() -> None:
    found = {str(path): forbidden_in_engine_rooms(tree_of(path)) for path in python_files(*ENGINE_ROOMS)}

    assert not {path: names for path, names in found.items() if names}


def clocks(tree: ast.Module) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in CLOCKS or (node.func.attr == "localtime" and not node.args))
        and isinstance(node.func.value, ast.Name | ast.Attribute)
        and ast.unparse(node.func.value).split(".")[-1] in {"datetime", "date", "dt", "timezone", "time"}
    ]


def test_engine_rooms_and_foundation_read_no_clock() -> None:
    paths = [*python_files(*ENGINE_ROOMS), *(Path(name) for name in FOUNDATION if (ROOT / name).exists())]

    found = {str(path): clocks(tree_of(path)) for path in paths}

    assert not {path: lines for path, lines in found.items() if lines}


@pytest.mark.parametrize(
    "text", ["from django.db import models", "import celery", "from django import db; import kombu"]
)
def test_the_orm_check_can_fail(text: str) -> None:
    assert forbidden_in_engine_rooms(ast.parse(text))


@pytest.mark.parametrize("text", ["dt.datetime.now(dt.UTC)", "timezone.now()", "time.time()", "timezone.localtime()"])
def test_the_clock_check_can_fail(text: str) -> None:
    assert clocks(ast.parse(text)) == [1]
