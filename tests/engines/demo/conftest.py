"""One small demo database for all tests of this folder, opened read-only."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from registers.datamap import DataMap, map_from_yaml
from subjects.demo.generating import generate
from subjects.demo.summary import DemoPerson, DemoSummary

TODAY = dt.date(2026, 11, 21)
MAP = Path(__file__).parents[3] / "subjects" / "demo" / "datamap.yaml"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoSummary:
    folder = tmp_path_factory.mktemp("demo")
    return generate(path=folder / "klanten.sqlite3", recordings=folder / "opnamen", customers=1500, seed=7, today=TODAY)


@pytest.fixture
def database(demo: DemoSummary) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{demo.database}?mode=ro", uri=True)) as connection:
        yield connection


@pytest.fixture(params=["access", "erasure", "anonymisation"])
def person(request: pytest.FixtureRequest, demo: DemoSummary) -> DemoPerson:
    return demo.person(request.param)


@pytest.fixture(scope="session")
def datamap() -> DataMap:
    return map_from_yaml(MAP.read_text(encoding="utf-8"))
