"""Small spreadsheets for tests, made by other hands than the product's: openpyxl, plain text, and XML typed out."""

import io
import zipfile
from typing import Any

import openpyxl

from registers.exchange.opening import Choices, open_file
from registers.exchange.sheets.mapping import ColumnRule, SheetMapping, build
from registers.exchange.units import Reading, Unit

ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text", "dc")
)


def xlsx(*rows: list[Any], **sheets: list[list[Any]]) -> bytes:
    """A workbook with these rows on its first sheet, and more sheets by name."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    for row in rows:
        first.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TYPES = "urn:x"
STRINGS = "<sst>{}</sst>"
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/>'
    '<numFmt numFmtId="165" formatCode="0.00 &quot;dagen&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)


def excel(rows: str, strings: str = "", *, since_1904: bool = False) -> dict[str, bytes | str]:
    """The parts of a workbook as Excel writes it: texts apart, styles 1 and 3 for dates, a rooted target."""
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": (
            f'<workbook xmlns:r="{TYPES}"><workbookPr date1904="{int(since_1904)}"/>'
            '<sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": f"<worksheet><dimension ref='A1'/><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": STRINGS.format(strings),
        "xl/styles.xml": STYLES,
    }


def zipped(members: dict[str, bytes | str], *, stored: bool = False) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def ods(rows: str, **members: bytes | str) -> bytes:
    """A spreadsheet whose one sheet has these rows, typed out as LibreOffice writes them."""
    content = (
        f'<?xml version="1.0"?><office:document-content {NAMES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Blad1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    more = {name.replace("__", "/").replace("_xml", ".xml"): text for name, text in members.items()}
    return zipped({"mimetype": ODS, "content.xml": content, **more})


def cell(text: str, **attributes: str) -> str:
    """A cell of text."""
    named = "".join(f' {name.replace("_", ":", 1).replace("_", "-")}="{value}"' for name, value in attributes.items())
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return f"<table:table-cell{named}>{paragraphs}</table:table-cell>"


def row(*cells: str, **attributes: str) -> str:
    """A row of cells, or of texts."""
    named = "".join(f' {name.replace("_", ":", 1).replace("_", "-")}="{value}"' for name, value in attributes.items())
    made = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row{named}>{made}</table:table-row>"


def mapping(**columns: str | ColumnRule) -> SheetMapping:
    """A mapping by header; ``_`` in a name is a blank."""
    rules = {
        header.replace("_", " "): rule if isinstance(rule, ColumnRule) else ColumnRule(to=rule)
        for header, rule in columns.items()
    }
    return build(name="proef", columns=rules)


def split(target: str) -> ColumnRule:
    """A column with a value on every line."""
    return ColumnRule(to=target, split=True)


def opened(content: bytes, chosen: SheetMapping | None = None, **choices: Any) -> Reading:
    """The file by a mapping."""
    known = {chosen.sha256: chosen} if chosen else {}
    return open_file(content, "proef", Choices(known=known, **choices))


def units(content: bytes, chosen: SheetMapping | None = None, **choices: Any) -> list[Unit]:
    """The units of the file."""
    reading = opened(content, chosen, **choices)
    return [reading.interpret(original) for original in reading.originals]


def codes(unit: Unit) -> list[str]:
    """The codes of its remarks but for the common note."""
    return [remark.code for remark in unit.remarks if remark.code != "category-chosen"]


def of(unit: Unit, sort: type[Any]) -> list[Any]:
    """Its records of a kind."""
    return [record for record in unit.records if isinstance(record, sort)]
