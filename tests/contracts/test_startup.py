"""What a process loads before it does anything: no engine of documents, and no driver that nobody connects by."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from registers.documents import libraries
from tests.contracts.code import ROOT

LATER = {
    *("weasyprint", "pydyf", "pyhanko", "pyhanko_certvalidator", "pikepdf", "fontTools"),
    *("openpyxl", "email_validator", "pymysql", "psycopg"),
}
"""Each is loaded where it is used first; together they are more than a second of every command."""
SETTING_UP = "import django; django.setup(); from django.core.checks import run_checks; run_checks()"


def loaded_by(code: str, folder: Path) -> set[str]:
    """The modules of ``LATER`` that a fresh process has after this code, with everything on SQLite and in files."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("WAARBORG_")}
    told |= {"DJANGO_SETTINGS_MODULE": "config.settings", "WAARBORG_VAR_DIR": str(folder)}
    text = f"{code}; import json, sys; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", text], cwd=ROOT, env=told, capture_output=True, text=True, check=True, timeout=120
    )
    return LATER & set(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "also", ["pass", "import config.urls", "from config.celery import app; app.loader.import_default_modules()"]
)
def test_starting_loads_no_engine_and_no_driver(tmp_path: Path, also: str) -> None:
    assert loaded_by(f"{SETTING_UP}; {also}", tmp_path) == set()


@pytest.mark.parametrize(
    ("used", "engine"),
    [
        ("registers.documents.press", "weasyprint"),
        ("registers.documents.pades", "pyhanko"),
        ("registers.documents.judging", "pikepdf"),
        ("registers.exchange.sheets.xlsx_writing", "openpyxl"),
    ],
)
def test_who_uses_an_engine_loads_it(tmp_path: Path, used: str, engine: str) -> None:
    assert engine in loaded_by(f"{SETTING_UP}; import {used}", tmp_path)


def test_a_library_by_another_name_is_asked_of_the_engine_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "NEEDED", ("no-such-library.so.0",))
    monkeypatch.setattr(libraries, "SUBSETS", "no-such-library.so.0")

    assert libraries.can_render()
    assert libraries.can_subset()


def test_without_the_library_and_without_the_engine_nothing_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "NEEDED", ("no-such-library.so.0",))
    monkeypatch.setitem(sys.modules, "weasyprint.text.ffi", None)

    assert not libraries.can_render()
