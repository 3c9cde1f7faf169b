"""The Makefile and the texts that name its targets."""

import re
import subprocess

from tests.contracts.code import ROOT

NAMED = re.compile(r"`make ([a-z]+)|^ *(?:\$ )?make ([a-z]+)", re.MULTILINE)
WANTED = {"help", "setup", "demo", "run", "test", "check", "bench"}


def targets() -> dict[str, str]:
    """Targets with what `make help` says of them."""
    return dict(re.findall(r"^([a-z]+):.*?## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_every_target_that_a_text_names_exists() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]

    named = {name for page in pages for pair in NAMED.findall(page.read_text()) for name in pair if name}

    assert named - set(targets()) == set()
    assert named


def test_every_target_has_its_line_of_help() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert phony
    assert set(phony[1].split()) == set(targets())
    assert set(targets()) >= WANTED


def test_make_alone_lists_them() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert [name for name in targets() if f"make {name} " not in listed] == []


def test_ci_runs_what_people_run() -> None:
    text = (ROOT / ".ci/run").read_text()

    assert [name for name in ("setup", "check", "test") if f"make --no-print-directory {name}\n" not in text] == []
    assert "set -euo pipefail" in text
