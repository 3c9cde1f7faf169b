"""compose.yaml is true: its settings are complete, its queues are all served, and its very commands run."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery.bin.celery import celery
from click.testing import CliRunner
from django.core.management import get_commands, load_command_class

from config.celery import QUEUES
from config.environment import Environment
from config.management.supervision import Together
from tests.conftest import REDIS
from tests.contracts.code import ROOT
from tests.contracts.composition import blanks, environment, own_services, services

BIN = Path(sys.executable).parent
# A Redis database of this test's own: other tests queue in theirs.
BROKER = re.sub(r"/\d+$", "/13", REDIS)


def program(command: list[str]) -> list[str]:
    return [str(BIN / command[0]), *command[1:]]


def run(command: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        program(command),
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("name", own_services())
def test_the_settings_of_a_service_are_a_complete_production_setting(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in environment(name, folder=tmp_path).items():
        monkeypatch.setenv(variable, value)

    assert Environment().mode == "production"


def test_every_waarborg_variable_is_a_setting() -> None:
    named = {
        key for service in own_services().values() for key in service["environment"] if key.startswith("WAARBORG_")
    }

    assert named <= {f"WAARBORG_{field.upper()}" for field in Environment.model_fields}


def test_every_blank_is_explained_in_the_manual() -> None:
    manual = (ROOT / "docs/beheer/installeren.md").read_text()

    assert {name for name in blanks() if f"`{name}`" not in manual} == set()


def test_every_queue_has_a_worker() -> None:
    commands = [service["command"] for service in own_services().values() if "--queues" in service["command"]]

    served = [queue for command in commands for queue in command[command.index("--queues") + 1].split(",")]

    assert sorted(served) == sorted(QUEUES)


def test_every_dependency_is_a_service() -> None:
    named = {other for service in services().values() for other in service.get("depends_on", {})}

    assert named <= set(services())


@pytest.mark.parametrize("name", [name for name, one in own_services().items() if one["command"][0] == "celery"])
def test_the_options_of_a_worker_exist(name: str) -> None:
    outcome = CliRunner().invoke(celery, [*own_services()[name]["command"][1:], "--help"])

    assert outcome.exit_code == 0, outcome.output


def test_an_option_that_does_not_exist_is_noticed() -> None:
    outcome = CliRunner().invoke(celery, ["--app", "config", "worker", "--no-such-option", "--help"])

    assert outcome.exit_code != 0


@pytest.mark.parametrize("name", [name for name, one in own_services().items() if "manage.py" in one["command"]])
def test_the_options_of_a_command_exist(name: str) -> None:
    command, *options = own_services()[name]["command"][2:]

    parser = load_command_class(get_commands()[command], command).create_parser("manage.py", command)

    assert parser.parse_args(options)


def test_the_web_server_accepts_its_options(tmp_path: Path) -> None:
    command = own_services()["web"]["command"]

    outcome = run([command[0], "--check-config", *command[1:]], environment("web", folder=tmp_path))

    assert outcome.returncode == 0, outcome.stderr


def test_the_image_installs_what_the_laptop_installs() -> None:
    laptop = re.search(r"packages=\(([^)]*)\)", (ROOT / ".ci/system.sh").read_text())
    image = (ROOT / "Dockerfile").read_text()

    assert laptop
    assert all(package in image for package in laptop[1].split())
    assert "--require-hashes -r requirements.txt" in image


@pytest.fixture
def production(tmp_path: Path, fresh_postgresql: str, redis_url: str) -> Iterator[dict[str, dict[str, str]]]:
    """The environment of each service on the servers of this machine; migrated and with its static files collected."""
    database = fresh_postgresql.replace("postgresql+psycopg://", "postgresql://")
    other = {
        "WAARBORG_DATABASE_URL": database,
        "WAARBORG_BROKER_URL": BROKER,
        "GUNICORN_CMD_ARGS": "--bind=127.0.0.1:8137",
    }
    found = {name: environment(name, folder=tmp_path, **other) for name in own_services()}
    for name in ("migrate", "static"):
        outcome = run(own_services()[name]["command"], found[name])
        assert outcome.returncode == 0, outcome.stderr
    yield found


def answer(url: str, *, seconds: float = 30) -> int:
    """Status of the first answer, as a proxy that does HTTPS asks it."""
    request = urllib.request.Request(url, headers={"X-Forwarded-Proto": "https"})
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(request, timeout=5) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.3)
    return 0


def ping(variables: dict[str, str], *, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    """The first answer of a worker, or the last refusal."""
    end = time.monotonic() + seconds
    while True:
        outcome = run(["celery", "--app", "config", "inspect", "ping", "--timeout", "3"], variables)
        if outcome.returncode == 0 or time.monotonic() > end:
            return outcome


@pytest.mark.slow
def test_web_worker_and_beat_run_as_written(production: dict[str, dict[str, str]]) -> None:
    commands = {name: service["command"] for name, service in own_services().items()}
    wrapped = {
        name: ["env", *(f"{key}={value}" for key, value in production[name].items()), *program(commands[name])]
        for name in ("web", "worker-rewrite", "beat")
    }

    with Together(wrapped) as together:
        page = answer("http://127.0.0.1:8137/admin/login/")
        pong = ping(production["worker-rewrite"])
        ended = {name: process.poll() for name, process in together.processes.items()}

    assert (page, pong.returncode) == (200, 0), pong.stderr
    assert ended == {"web": None, "worker-rewrite": None, "beat": None}
