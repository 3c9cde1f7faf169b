"""With several sources open, a fault is told of the source it happened in."""

import sqlite3
from pathlib import Path

import pytest

from subjects.errors import SourceFault
from subjects.sources.addresses import Engine, SourceLimits, open_source
from subjects.sources.faults import faults


def opened(name: str, folder: Path) -> Engine:
    path = folder / f"{name}.sqlite3"
    sqlite3.connect(path).close()
    return open_source(source=name, url=f"sqlite:///{path}", limits=SourceLimits(hosts=()))


def test_a_fault_in_the_outer_source_is_not_blamed_on_the_inner_one(tmp_path: Path) -> None:
    outer, inner = opened("outer", tmp_path), opened("inner", tmp_path)

    with (
        pytest.raises(SourceFault) as caught,
        faults("outer"),
        outer.connect() as first,
        faults("inner"),
        inner.connect(),
    ):
        first.exec_driver_sql("SELECT nothing FROM nowhere")

    assert caught.value.source == "outer"
