"""The runner of the benchmarks: what it records, and that a bar that was not reached is seen."""

from pathlib import Path

from tests.benchmarks.__main__ import BEGIN, END, as_table, names, record
from tests.contracts.code import ROOT


def test_a_row_becomes_a_line_and_a_missed_bar_stands_out() -> None:
    table = as_table({"title": "Eén persoon", "rows": [{"p50": 1.23456, "holds": False}], "peak_mib": 80})

    assert table.splitlines()[2:5] == ["| p50 | holds |", "|---|---|", "| 1.235 | **nee** |"]


def test_recording_twice_keeps_the_prose_and_replaces_the_figures(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Prestaties\n\nervoor\n\n{BEGIN}\noud\n{END}\n\nerna\n")

    record("eerste", page)
    record("tweede", page)

    assert page.read_text() == f"# Prestaties\n\nervoor\n\n{BEGIN}\n\ntweede\n\n{END}\nerna\n"


def test_every_benchmark_has_a_title() -> None:
    assert all("\nTITLE = " in (ROOT / "tests/benchmarks" / f"{name}.py").read_text() for name in names())
