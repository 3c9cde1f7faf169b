"""Files made to do harm, or broken on the way, are refused by name and with a way out; nothing goes to a disk."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from registers.book.records import Activity
from registers.exchange.archives import MIB, Archive, Bounds
from registers.exchange.errors import (
    ActiveContent,
    ArchiveUnsafe,
    FileDamaged,
    FileTooLarge,
    FormatUnknown,
    ImportRefused,
)
from registers.exchange.opening import open_file
from tests import avgregister as avg
from tests.engines.exchange import sheets
from tests.engines.exchange.sheets import cell, codes, ods, of, row, units, xlsx, zipped
from tests.engines.exchange.test_sheets import BASIC, HEADS

SMALL = Bounds(file=MIB, members=3, member=4 * MIB, total=6 * MIB, ratio=50, ratio_from=MIB)


def refused(content: bytes) -> ImportRefused:
    with pytest.raises(ImportRefused) as caught:
        list(open_file(content, "bestand.zip").originals)
    assert "bestand.zip" in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    "name", ["../buiten.json", "/etc/passwd", "map/../../buiten.json", "C:\\windows\\x.json", "..\\buiten.json"]
)
def test_a_name_that_leads_out_of_its_folder_refuses_the_zip(name: str, tmp_path: Path) -> None:
    error = refused(avg.packed({avg.member(avg.CONTROLLER): [avg.controller_record()], name: []}))

    assert isinstance(error, ArchiveUnsafe)
    assert list(tmp_path.iterdir()) == []


def test_a_name_twice_refuses_the_zip() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a/b.json", "[]")
        archive.writestr("a/b.json", "[1]")

    assert isinstance(refused(out.getvalue()), ArchiveUnsafe)


def test_a_bomb_is_refused_by_what_it_says_it_unpacks_to() -> None:
    bomb = zipped({avg.member(avg.CONTROLLER): b"0" * 20 * MIB})

    assert len(bomb) < MIB
    assert isinstance(refused(bomb), ArchiveUnsafe)


@pytest.mark.parametrize(
    "members",
    [{f"{place}.json": b"[]" for place in range(4)}, {"a": b"x" * 5 * MIB}, {"a": b"x" * 2 * MIB}],
    ids=["too many", "too large", "too dense"],
)
def test_each_bound_refuses(members: dict[str, bytes | str]) -> None:
    with pytest.raises(ArchiveUnsafe):
        Archive(zipped(members), "b.zip", SMALL)


def test_a_member_that_lies_about_its_size_is_damaged_and_not_read_further() -> None:
    content = bytearray(zipped({"a.json": b"[" + b"1," * 5000 + b"1]"}, stored=True))
    place = content.rindex(b"PK\x01\x02")
    struct.pack_into("<II", content, place + 20, 100, 100)

    with pytest.raises(FileDamaged):
        Archive(bytes(content), "b.zip").read("a.json")


def test_a_file_of_fifty_megabytes_is_refused_with_a_way_out() -> None:
    error = refused(b"Nr;Naam\n" + b"1;A\n" * (50 * MIB // 4))

    assert isinstance(error, FileTooLarge)
    assert "split it" in str(error)


def test_a_zip_that_is_cut_off_is_damaged() -> None:
    assert isinstance(refused(avg.export()[:-200]), FileDamaged)


def test_a_zip_with_a_password_is_refused() -> None:
    content = bytearray(avg.export())
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flag] |= 1

    assert isinstance(refused(bytes(content)), ActiveContent)


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_a_workbook_with_macros_is_refused(name: str) -> None:
    out = io.BytesIO(xlsx(HEADS, [1, "A", "B", ""]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, b"x")

    assert isinstance(refused(out.getvalue()), ActiveContent)


@pytest.mark.parametrize(
    "members",
    [{"Basic__Standard__Module1_xml": "x"}, {"META-INF__manifest_xml": "<manifest:encryption-data/>"}],
    ids=["macros", "password"],
)
def test_a_spreadsheet_with_macros_or_a_password_is_refused(members: dict[str, bytes | str]) -> None:
    assert isinstance(refused(ods(row(*HEADS), **members)), ActiveContent)


def test_an_old_or_locked_workbook_is_refused() -> None:
    assert isinstance(refused(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600), ActiveContent)


def test_a_binary_workbook_is_refused() -> None:
    assert isinstance(refused(zipped({"xl/workbook.bin": b"x"})), FormatUnknown)


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", zipped({"lees.txt": "x"}), zipped({})], ids=["pdf", "zip", "empty"])
def test_another_kind_of_file_is_refused(content: bytes) -> None:
    assert isinstance(refused(content), FormatUnknown)


@pytest.mark.parametrize(
    "content",
    [b"Nr;Naam\n1;\x81\x8d\n", b"Nr;Naam\n\x00\x01;A\n", b"\xff\xfeN\x00\xd8", b'Nr;Naam\n1;"nooit dicht\n2;B\n'],
    ids=["no encoding", "binary", "half a sign", "open quote"],
)
def test_text_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(FileDamaged):
        units(content, sheets.mapping(nr="activity.id", naam="activity.name"))


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


EXCEL = sheets.excel('<row><c t="s"><v>0</v></c><c><v>1</v></c></row>', "<si><t>Nr</t></si>")


@pytest.mark.parametrize("part", [name for name in EXCEL if name.startswith("xl/")])
def test_a_workbook_that_grows_by_entities_is_refused(part: str) -> None:
    grown = zipped({**EXCEL, part: ENTITIES + str(EXCEL[part])})

    with pytest.raises(FileDamaged):
        units(grown, BASIC)


def test_a_spreadsheet_that_grows_by_entities_is_refused() -> None:
    content = ods(row(*HEADS))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("content.xml").decode()
    grown = zipped({"mimetype": sheets.ODS, "content.xml": text.replace("?>", "?>" + ENTITIES, 1)})

    assert isinstance(refused(grown), FileDamaged)


def test_a_row_numbered_a_billion_costs_nothing() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(HEADS, [1, "A", "B", ""]))) as archive:
        members: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, bytes)
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b'<row r="2">', b'<row r="1000000000">')

    (unit,) = units(zipped(members), BASIC)

    assert unit.original.place == "row 1000000000"


def test_rows_and_columns_that_repeat_without_end_are_bounded() -> None:
    many = row("1", "A", "B", "", table_number_rows_repeated="1000000")
    wide = row("1", cell("A", table_number_columns_repeated="16384"))

    for rows in (many, wide):
        with pytest.raises(FileTooLarge):
            units(ods(row(*HEADS) + rows), BASIC)


def test_empty_rows_and_columns_that_repeat_to_the_edge_are_nothing() -> None:
    edge = '<table:table-cell table:number-columns-repeated="16380"/>'
    rows = row(*HEADS, edge) + row("1", "A", "B", "", edge) + row(edge, table_number_rows_repeated="1048574")

    (unit,) = units(ods(rows), BASIC)

    assert codes(unit) == []


def test_a_formula_in_ods_refuses_its_record() -> None:
    formula = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'

    (unit,) = units(ods(row(*HEADS) + row("1", formula, "B", "")), BASIC)

    assert codes(unit) == ["formula"]


def test_a_note_beside_a_cell_is_no_text_and_blanks_are_as_the_file_says() -> None:
    text = "<table:table-cell><office:annotation><text:p>weg</text:p></office:annotation>"
    text += '<text:p>a<text:s text:c="3"/>b\n   c<text:tab/><text:span>d</text:span></text:p></table:table-cell>'

    (unit,) = units(ods(row(*HEADS) + row("1", text, "B", "")), BASIC)

    assert of(unit, Activity)[0].name == "a   b c\td"
