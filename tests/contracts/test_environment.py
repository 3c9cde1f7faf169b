"""Settings from outside: wrong ones are listed at once by name, and production makes nothing up."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import ValidationError

from config.environment import Environment
from tests.contracts.code import ROOT

SECRETS = {
    "mode": "production",
    "secret_key": "s" * 50,
    "index_key": "i" * 50,
    "key_ring": Fernet.generate_key().decode(),
    "evidence_key_file": "evidence.pem",
    "database_url": "postgresql://waarborg@localhost/waarborg",
    "broker_url": "redis://localhost/0",
}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine takes part."""
    for name in [name for name in os.environ if name.startswith("WAARBORG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WAARBORG_VAR_DIR", str(tmp_path))


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"WAARBORG_{name.upper()}", value)


def test_without_any_setting_a_laptop_runs(tmp_path: Path) -> None:
    environment = Environment()

    assert (environment.mode, environment.database_url, environment.broker_url) == ("development", "", "")
    assert environment.evidence_key == tmp_path / "keys" / "evidence.pem"


def test_keys_made_for_development_stay_the_same_and_are_the_owners_alone(tmp_path: Path) -> None:
    first, second = Environment(), Environment()

    assert (first.secret_key, first.index_key, first.key_ring) == (second.secret_key, second.index_key, second.key_ring)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}


def test_production_lists_every_missing_secret_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, mode="production")

    with pytest.raises(ValidationError) as raised:
        Environment()

    missing = [f"WAARBORG_{name.upper()}" for name in SECRETS if name != "mode"]
    assert [name for name in missing if name not in str(raised.value)] == []


@pytest.mark.parametrize("name", sorted(set(SECRETS) - {"mode"}))
def test_production_does_not_start_without(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    given(monkeypatch, **{key: value for key, value in SECRETS.items() if key != name})

    with pytest.raises(ValidationError, match=f"WAARBORG_{name.upper()}"):
        Environment()


def test_complete_production_settings_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given(monkeypatch, **SECRETS)

    assert Environment().secret_key == "s" * 50
    assert not (tmp_path / "keys").exists()


def test_debug_is_refused_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **SECRETS, debug="true")

    with pytest.raises(ValidationError, match="WAARBORG_DEBUG"):
        Environment()


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, allowed_hosts="een.example, twee.example,")

    assert Environment().allowed_hosts == ["een.example", "twee.example"]


def test_a_heartbeat_that_misses_its_lease_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, lease_seconds="20", heartbeat_seconds="15")

    with pytest.raises(ValidationError, match="WAARBORG_HEARTBEAT_SECONDS"):
        Environment()


def test_a_key_that_is_none_is_named_by_its_place_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, key_ring=f"{Fernet.generate_key().decode()},geheim-maar-fout")

    with pytest.raises(ValidationError) as raised:
        Environment()

    messages = json.dumps([error["msg"] for error in raised.value.errors()])
    assert "key 2" in messages
    assert "geheim" not in messages


def manage(**values: str) -> subprocess.CompletedProcess[str]:
    variables = {f"WAARBORG_{name.upper()}": value for name, value in values.items()}
    command = [sys.executable, "manage.py", "check"]
    environment = {**os.environ, **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_the_command_line_lists_all_wrong_settings_and_shows_no_value() -> None:
    outcome = manage(lease_seconds="veel", log_level="HARD", country="FR", key_ring="geheim-maar-fout")

    assert outcome.returncode != 0
    assert [
        name for name in ("LEASE_SECONDS", "LOG_LEVEL", "COUNTRY") if f"WAARBORG_{name}" not in outcome.stderr
    ] == []
    assert "geheim" not in outcome.stderr


def test_a_database_of_an_unknown_kind_is_refused_without_its_password() -> None:
    outcome = manage(database_url="mysql://root:geheim@localhost/waarborg")

    assert outcome.returncode != 0
    assert "mysql" in outcome.stderr
    assert "geheim" not in outcome.stderr
