"""Migrations: none is missing, and each can be undone and done again, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from registers.selectors import missing_guards
from tests.contracts.code import ROOT


def there_and_back(url: str, folder: Path) -> None:
    environment = {**os.environ, "WAARBORG_DATABASE_URL": url, "WAARBORG_VAR_DIR": str(folder)}
    command = [sys.executable, "-m", "tests.contracts.there_and_back"]
    outcome = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.django_db
def test_the_models_need_no_migration() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_after_the_last_migration_everything_that_is_written_once_is_guarded() -> None:
    assert missing_guards() == []


@pytest.mark.slow
def test_migrations_go_there_and_back_on_sqlite(tmp_path: Path) -> None:
    there_and_back(f"sqlite:///{tmp_path}/own.sqlite3", tmp_path)


@pytest.mark.slow
def test_migrations_go_there_and_back_on_postgresql(tmp_path: Path, fresh_postgresql: str) -> None:
    there_and_back(fresh_postgresql.replace("postgresql+psycopg://", "postgresql://"), tmp_path)
