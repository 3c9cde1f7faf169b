"""The scripts of `make setup`: they find a Python that fits, and install or name what the system lacks."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.contracts.code import ROOT


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs that stand in for a machine's own; only a few plain ones are real."""
    for name in ("bash", "env", "grep", "dirname", "cat"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    return tmp_path


def program(machine: Path, name: str, body: str) -> None:
    path = machine / name
    path.write_text(f"#!/usr/bin/env bash\n{body}\n")
    path.chmod(0o755)


def run(machine: Path, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine), **variables}
    command = [str(machine / "bash"), str(ROOT / ".ci" / script), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=30)


def debian(machine: Path, *, user: int, missing: str) -> None:
    program(machine, "uname", "echo Linux")
    program(machine, "id", f"echo {user}")
    program(machine, "python3.11", "exit 0")
    program(machine, "dpkg-query", f'[ "${{!#}}" = "{missing}" ] || echo "install ok installed"')
    program(machine, "apt-get", f'echo "$DEBIAN_FRONTEND $*" >> {machine}/calls')


def test_a_mac_without_the_libraries_is_told_the_command(machine: Path) -> None:
    program(machine, "uname", "echo Darwin")

    outcome = run(machine, "system.sh")

    assert outcome.returncode == 1
    assert "brew install pango harfbuzz" in outcome.stderr


def test_a_user_on_debian_is_told_the_exact_command(machine: Path) -> None:
    debian(machine, user=1000, missing="libharfbuzz-subset0")

    outcome = run(machine, "system.sh")

    assert outcome.returncode == 1
    assert "sudo apt-get install -y libharfbuzz-subset0\n" in outcome.stderr
    assert not (machine / "calls").exists()


def test_root_on_debian_gets_it_installed_without_questions(machine: Path) -> None:
    debian(machine, user=0, missing="libpango-1.0-0")

    outcome = run(machine, "system.sh")

    assert outcome.returncode == 0, outcome.stderr
    assert "noninteractive install -y -qq --no-install-recommends libpango-1.0-0" in (machine / "calls").read_text()


def test_nothing_is_installed_when_nothing_is_missing(machine: Path) -> None:
    debian(machine, user=0, missing="")

    assert run(machine, "system.sh").returncode == 0
    assert not (machine / "calls").exists()


def test_a_debian_without_venv_is_given_it(machine: Path) -> None:
    debian(machine, user=0, missing="")
    program(machine, "python3.11", '[[ "$*" != *ensurepip* ]]')
    program(machine, "dpkg-query", '[ "${!#}" = python3-venv ] || echo "install ok installed"')

    run(machine, "system.sh")

    assert "python3-venv" in (machine / "calls").read_text()


def test_the_python_of_the_lock_comes_first(machine: Path) -> None:
    for name in ("python3.11", "python3.12", "python3"):
        program(machine, name, "exit 0")

    assert run(machine, "python.sh").stdout.strip() == str(machine / "python3.11")


def test_a_python_that_does_not_fit_is_passed_over(machine: Path) -> None:
    program(machine, "python3.11", "exit 1")
    program(machine, "python3.12", "exit 0")

    assert run(machine, "python.sh").stdout.strip() == str(machine / "python3.12")


def test_a_machine_without_a_fitting_python_is_told_so(machine: Path) -> None:
    program(machine, "python3", "exit 1")

    outcome = run(machine, "python.sh")

    assert outcome.returncode == 1
    assert "3.11, 3.12 or 3.13" in outcome.stderr
