"""Long reports: parts, one tree, one count of pages, one outline; streamed in, the same bytes wherever rendered."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from registers.documents import conformance, longform
from registers.documents.longform import render_long
from registers.documents.rendering import Attachment
from registers.documents.reports import report_parts, report_summary
from registers.errors import RenderWorkerStopped
from tests.engines.documents import samples


def made(target: Path, rows: int = 40, lines: int = 120, processes: int = 0) -> tuple[longform.LongDocument, bytes]:
    report = samples.report(rows)
    summary = Attachment(
        name="waarborg.json",
        content=report_summary(report),
        media_type="application/json",
        description="x",
        relationship="Source",
        modified=samples.AT,
    )
    parts = report_parts(report, lines=lines)
    found = render_long(
        parts=parts,
        target=target,
        title="Inzage",
        created=samples.AT,
        attachments=[summary],
        processes=processes,
    )
    return found, target.read_bytes()


def text_of(page: pikepdf.Page) -> bytes:
    return b"".join(stream.read_bytes() for stream in page.obj.Contents)


def test_every_page_is_numbered_once_as_an_artifact(tmp_path: Path) -> None:
    found, pdf = made(tmp_path / "report.pdf")

    with pikepdf.open(io.BytesIO(pdf)) as document:
        marks = [text_of(page).count(b"/WaarborgNumbers") for page in document.pages]
        last = text_of(document.pages[-1])
    assert marks == [1] * found.pages
    assert re.search(rb"/Artifact <</Type /Pagination>> BDC[^E]*/WaarborgNumbers", last)


def test_the_outline_names_every_activity_and_points_to_its_page(tmp_path: Path) -> None:
    _found, pdf = made(tmp_path / "report.pdf")

    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]
        places = [page_of(document, item) for item in outline.root]
    assert [title for title in titles if title.startswith("Klant")][:2] == ["Klantbeheer", "Klantcontact"]
    assert places == sorted(places)


def page_of(document: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    destination = item.destination
    assert isinstance(destination, pikepdf.Array)
    return document.pages.index(pikepdf.Page(destination[0]))


def test_processes_and_this_process_make_the_same_bytes(tmp_path: Path) -> None:
    alone, here = made(tmp_path / "here.pdf", rows=90, processes=0)
    together, there = made(tmp_path / "there.pdf", rows=90, processes=2)

    assert alone.worker_peak_kib == 0
    assert together.worker_peak_kib > 0
    assert there == here
    assert conformance.thorough(there) == []


def test_a_worker_that_stops_is_an_error_that_a_retry_may_solve(tmp_path: Path) -> None:
    unfit = ["<html lang='nl'><h1>x</h1>"] * 4 + ["\ud800"] * 3

    with pytest.raises((RenderWorkerStopped, UnicodeEncodeError)):
        render_long(parts=unfit, target=tmp_path / "x.pdf", title="x", created=samples.AT, folder=tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_records_are_read_as_they_are_needed() -> None:
    taken = 0

    def records() -> Iterator[tuple[object, ...]]:
        nonlocal taken
        for record in samples.made_up(5_000):
            taken += 1
            yield record

    parts = report_parts(samples.report(5_000, records=records()), lines=200)
    next(parts)

    assert 0 < taken < 100


def test_an_empty_report_says_that_nothing_was_found() -> None:
    (html,) = report_parts(samples.empty_report())

    assert "niets gevonden" in html
    assert "Nieuwsbrief" in html


def test_what_is_not_recorded_is_said_for_every_question() -> None:
    html = "".join(report_parts(samples.report(1)))

    assert html.count("Niet vastgelegd in ons register.") == 6 + 8


def test_every_value_stands_in_the_report_with_its_label_and_escaped() -> None:
    html = "".join(report_parts(samples.report_of_values("<script>", None, True)))

    assert "<span>veld 0</span> &lt;script&gt;" in html
    assert "<span>veld 1</span> niet ingevuld" in html
    assert "<span>veld 2</span> ja" in html
