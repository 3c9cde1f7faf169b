"""Our own files hold a whole book, and give back exactly that book, whatever its texts are."""

import io
import json
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from registers.book import records as r
from registers.book.book import Book
from registers.exchange.books import writing
from registers.exchange.books.cells import hidden, shown
from registers.exchange.errors import ExportRefused, FormatUnknown
from registers.exchange.opening import BOOK, open_file
from registers.exchange.units import Unit, Weight
from tests.engines.exchange.generated import NASTY, books, without_control_signs
from tests.rules import sample_books as sample

LABELS = writing.Labels(exported_at="2026-03-01T10:00:00+00:00")
Write = Callable[[Book, writing.Labels], bytes]
WRITERS: dict[str, Write] = {
    "xlsx": writing.as_xlsx,
    "ods": writing.as_ods,
    "csv": writing.as_csv,
    "json": writing.as_json,
}
generously = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def units(content: bytes) -> list[Unit]:
    reading = open_file(content, "register")
    assert reading.format == BOOK
    return [reading.interpret(original) for original in reading.originals]


def read_back(content: bytes) -> Book:
    found = units(content)
    assert [remark for unit in found for remark in unit.remarks if remark.weight is Weight.REFUSAL] == []
    return Book(record for unit in found for record in unit.records)


@pytest.mark.parametrize("write", [writing.as_xlsx, writing.as_csv, writing.as_json], ids=["xlsx", "csv", "json"])
@given(book=books())
@generously
def test_a_book_comes_back_as_it_went(write: Write, book: Book) -> None:
    assert read_back(write(book, LABELS)).as_value() == book.as_value()


@given(book=books())
@generously
def test_a_book_without_control_signs_comes_back_from_ods(book: Book) -> None:
    plain = without_control_signs(book)

    assert read_back(writing.as_ods(plain, LABELS)).as_value() == plain.as_value()


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@given(book=books(long=True))
@settings(generously, max_examples=5, phases=[Phase.generate])
def test_texts_longer_than_a_cell_come_back_whole(write: Write, book: Book) -> None:
    plain = without_control_signs(book)

    assert read_back(write(plain, LABELS)).as_value() == plain.as_value()


@pytest.mark.parametrize("text", NASTY)
def test_a_hidden_text_shows_itself_again(text: str) -> None:
    assert shown(hidden(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+31", "-3", "@SUM(A1)", "\t=x", "＝1"])
def test_no_text_begins_like_a_formula(text: str) -> None:
    book = Book([r.Party(uid=sample.OWN, name=text)])
    with zipfile.ZipFile(io.BytesIO(writing.as_csv(book, LABELS))) as archive:
        csv = archive.read("parties.csv").decode("utf-8-sig")

    assert f"\"'{text}" in csv


def test_a_workbook_holds_no_formula() -> None:
    book = Book([r.Party(uid=sample.OWN, name="=1+1", address="=cmd|' /C calc'!A0", email="+31")])

    found = openpyxl.load_workbook(io.BytesIO(writing.as_xlsx(book, LABELS)))

    kinds = {cell.data_type for sheet in found for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds <= {"s", "n"}


def test_openpyxl_reads_what_we_wrote() -> None:
    found = openpyxl.load_workbook(io.BytesIO(writing.as_xlsx(sample.register(), LABELS)), read_only=True)

    rows = list(found["activities"].iter_rows(values_only=True))
    assert rows[0][:3] == ("!", "uid", "number")
    assert [row[2] for row in rows[2:]] == ["V-0001", "V-0002"]


def test_an_incomplete_record_is_marked_and_written_all_the_same() -> None:
    book = Book([r.Activity(uid=sample.uid("leeg"), number="V-9", name="")])
    labels = writing.Labels(gaps={sample.uid("leeg"): "onvolledig: geen doel"})

    found = openpyxl.load_workbook(io.BytesIO(writing.as_xlsx(book, labels)))["activities"]

    assert found["A3"].value == "onvolledig: geen doel"
    assert read_back(writing.as_xlsx(book, labels)).as_value() == book.as_value()


@pytest.mark.parametrize("name", WRITERS)
def test_half_a_sign_is_refused_by_name_and_not_swallowed(name: str) -> None:
    book = Book([r.Party(uid=sample.OWN, name="x\ud83d")])

    with pytest.raises(ExportRefused) as caught:
        WRITERS[name](book, LABELS)

    assert (caught.value.kind, caught.value.field) == ("parties", "name")


def test_ods_refuses_a_control_sign_rather_than_lose_it() -> None:
    with pytest.raises(ExportRefused):
        writing.as_ods(Book([r.Party(uid=sample.OWN, name="a\x01b")]), LABELS)


def test_an_activity_is_stored_with_all_that_hangs_on_it() -> None:
    found = units(writing.as_xlsx(sample.register(), LABELS))

    (unit,) = [one for one in found if one.head and one.head.uid == sample.uid("activity", 1)]
    assert {record.kind for record in unit.records} == {
        *("activities", "purposes", "lines", "line_systems", "recipients", "engagements", "activity_measures")
    }


def test_what_others_refer_to_comes_first() -> None:
    kinds = [unit.head.kind for unit in units(writing.as_json(sample.register(), LABELS)) if unit.head]

    assert kinds == sorted(kinds, key=list(dict.fromkeys(kinds)).index)
    assert kinds.index("parties") < kinds.index("activities") < kinds.index("agreements")


def test_a_uid_that_is_none_refuses_its_row() -> None:
    value = json.loads(writing.as_json(sample.register(), LABELS))
    value["systems"][0]["uid"] = "nieuw-1"

    found = units(json.dumps(value).encode())

    assert [remark.code for unit in found for remark in unit.remarks] == ["uid-invalid"]


def test_json_of_another_schema_is_no_register() -> None:
    with pytest.raises(FormatUnknown):
        units(b'{"schema": "iets/anders"}')
