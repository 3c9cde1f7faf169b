"""Worlds for tests of the doors."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from subjects.demo.generating import generate
from subjects.demo.summary import DemoSummary
from tests.doors.admin_world import AdminWorld


@pytest.fixture(scope="session")
def demo_customers(tmp_path_factory: pytest.TempPathFactory) -> DemoSummary:
    """A demo database that tests copy."""
    folder = tmp_path_factory.mktemp("demo")
    return generate(
        path=folder / "klanten.sqlite3", recordings=folder / "opnamen", customers=12, seed=1, today=timezone.localdate()
    )


@pytest.fixture
def private_folders(settings: Any, tmp_path: Path) -> Path:
    """Keys and documents in folders of the test."""
    changes = {"var_dir": tmp_path / "var", "evidence_key_file": None, "documents_dir": None}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=changes)
    return tmp_path


@pytest.fixture
def world(db: None, private_folders: Path, demo_customers: DemoSummary, monkeypatch: pytest.MonkeyPatch) -> AdminWorld:
    """Roles, clients, a customer database of its own and its map."""
    database = private_folders / "klanten.sqlite3"
    shutil.copy(demo_customers.database, database)
    shutil.copytree(demo_customers.recordings, private_folders / "opnamen")
    monkeypatch.setenv("DEMO_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setenv("DEMO_FILES", str(private_folders / "opnamen"))
    made = AdminWorld(demo=demo_customers)
    made.load_map()
    return made
