"""The files of a screened list: a glance at many cells sees what a look at each sees; a row reads back as it was."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consents.screening.writing import Sheet, as_csv, defused, safe_all

CELLS = st.text(alphabet="a1 =+-@\t\r\n;\"'＝＋./(),", max_size=6) | st.text(max_size=8)
ROWS = st.lists(st.lists(CELLS.filter(lambda cell: "\0" not in cell), min_size=2, max_size=4), min_size=1, max_size=5)


@given(ROWS)
@example([["", "=1"], ["\nabc", ""]])
@example([["\n=1", "x"]])
@example([["x", "\nabc"]])
@example([["+31 6", "-abc"]])
def test_cells_that_a_spreadsheet_runs_are_seen_at_a_glance(rows: list[list[str]]) -> None:
    assert safe_all(rows) == [[defused(cell) for cell in row] for row in rows]


@given(ROWS)
def test_a_row_is_written_as_the_writer_of_python_writes_it(rows: list[list[str]]) -> None:
    told = io.StringIO(newline="")
    csv.writer(told, delimiter=";", lineterminator="\r\n").writerows(rows)

    assert "".join(f"{line}\r\n" for line in as_csv(rows)) == told.getvalue()


@given(ROWS)
def test_a_file_reads_back_as_it_was(rows: list[list[str]]) -> None:
    file = io.BytesIO()
    sheet = Sheet(file, ["row", "=name"])

    sheet.add_all(as_csv(rows))

    text = io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")
    assert list(csv.reader(text, delimiter=";")) == [["row", "'=name"], *rows]
    assert sheet.rows == len(rows)


@pytest.mark.parametrize("cell", ["=1+1", "@x", "+x", "-x", "\tx", "＝1", "\r=1"])
def test_what_a_spreadsheet_runs_gets_an_apostrophe(cell: str) -> None:
    assert safe_all([["Klant", "06"], [cell, "06"]])[1] == [f"'{cell}", "06"]


@pytest.mark.parametrize("cell", ["+31 6 12345678", "-", "-1,50", "+31(0)6-12345678", ""])
def test_a_number_with_its_sign_stays_as_it_is(cell: str) -> None:
    rows = [[cell, cell]]

    assert safe_all(rows) is rows
