"""A road to walk, with its documents in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.databases import new_road, private_store
from tests.journeys.road import Road
from tests.journeys.shops import Build, Shop, build_shop


@pytest.fixture
def road(db: None, tmp_path: Path) -> Iterator[Road]:
    """Two users, and a document store that vanishes with the test."""
    with private_store(tmp_path):
        yield new_road()


@pytest.fixture
def household(fresh_source: str, road: Road, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Sanne (0), her namesake in the same house (1) and their orders, on each dialect."""
    return build_shop(fresh_source, road, monkeypatch)


@pytest.fixture
def small_household(fresh_sqlite: str, road: Road, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The same on SQLite only."""
    return build_shop(fresh_sqlite, road, monkeypatch)


@pytest.fixture
def build(fresh_source: str, road: Road, monkeypatch: pytest.MonkeyPatch) -> Build:
    """``build(*statements, text=map)`` makes another shop, on each dialect."""
    return Build(url=fresh_source, road=road, patch=monkeypatch)


@pytest.fixture
def build_small(fresh_sqlite: str, road: Road, monkeypatch: pytest.MonkeyPatch) -> Build:
    """The same on SQLite only."""
    return Build(url=fresh_sqlite, road=road, patch=monkeypatch)
