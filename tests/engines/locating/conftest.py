"""A town with one source called ``shop``, on each dialect or on SQLite."""

from pathlib import Path

import pytest

from tests.engines.locating.world import Town


@pytest.fixture
def town(fresh_source: str) -> Town:
    """One source on each dialect."""
    return Town(urls={"shop": fresh_source})


@pytest.fixture
def small_town(fresh_sqlite: str, tmp_path: Path) -> Town:
    """Two sources on SQLite."""
    (tmp_path / "second.sqlite3").touch()
    return Town(urls={"shop": fresh_sqlite, "crm": f"sqlite:///{tmp_path / 'second.sqlite3'}"})
