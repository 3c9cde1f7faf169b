"""ODS files (OpenDocument): read row by row as a stream, and written. What a file repeats is counted, not trusted."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from registers.exchange.archives import Archive
from registers.exchange.errors import ActiveContent, FileDamaged
from registers.exchange.sheets.bounds import Counted
from registers.exchange.sheets.grid import Row, Unreadable, Value, Workbook, filled
from registers.exchange.sheets.xml import attribute, elements, local, whole_number

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_SPACE = re.compile(r"[ \t\n]+")
_CANNOT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read(archive: Archive) -> Workbook:
    """The sheets of the file. Raises ActiveContent for macros or a password, FileDamaged."""
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.names):
        raise ActiveContent(archive.filename, _("it holds macros; save it without them"))
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise ActiveContent(archive.filename, _("locked with a password; save it without one"))
    if "content.xml" not in archive.names:
        raise FileDamaged(archive.filename, _("a part of the spreadsheet is missing; open it and save it anew"))
    content = archive.read("content.xml")
    starts = elements(content, archive.filename, starts=frozenset({"table"}))
    names = tuple(attribute(element, "name") for element in starts)
    return Workbook(format="ods", names=names, walk=lambda wanted: _walk(content, archive.filename, wanted))


def _walk(content: bytes, filename: str, wanted: str | None) -> Iterator[tuple[str, Row]]:
    """The rows of all sheets in one pass; a table begins before its rows."""
    counted = Counted(filename)
    name, number = "", 0
    for element in elements(content, filename, "table-row", starts=frozenset({"table"})):
        if local(element.tag) == "table":
            name, number, counted = attribute(element, "name"), 0, Counted(filename)
            continue
        times = max(whole_number(attribute(element, "number-rows-repeated"), 1), 1)
        values = _values(element, counted) if wanted in {None, name} else []
        if filled(values):
            counted.row(times)
            for offset in range(times):
                yield name, (number + offset + 1, list(values))
        number += times


def _values(row: Element, counted: Counted) -> list[Value]:
    values: list[Value] = []
    place = 0
    for cell in row:
        if local(cell.tag) not in _CELLS:
            continue
        times = max(whole_number(attribute(cell, "number-columns-repeated"), 1), 1)
        value = _value(cell)
        if value is not None and value != "":
            counted.column(place + times)
            counted.cell(value)
            values += [None] * (place - len(values)) + [value] * times
        place += times
    return values


def _value(cell: Element) -> Value:
    if attribute(cell, "formula"):
        return Unreadable.FORMULA
    kind = attribute(cell, "value-type")
    if kind == "boolean":
        return attribute(cell, "boolean-value") == "true"
    if kind == "date":
        return _date(attribute(cell, "date-value"))
    if kind in {"float", "percentage", "currency"}:
        return _number(attribute(cell, "value"))
    return "\n".join(_paragraph(child) for child in cell if local(child.tag) == "p")


def _date(text: str) -> Value:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text


def _number(text: str) -> Value:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(text) if re.fullmatch(r"-?\d{1,18}", text) else number


def _paragraph(element: Element) -> str:
    """The text of a paragraph: blanks are folded unless the file says how many; notes beside the cell are no text."""
    found = [_SPACE.sub(" ", element.text or "")]
    for child in element:
        name = local(child.tag)
        if name == "s":
            found.append(" " * min(max(whole_number(attribute(child, "c"), 1), 1), 10_000))
        elif name in {"tab", "line-break"}:
            found.append("\t" if name == "tab" else "\n")
        elif name in {"span", "a"}:
            found.append(_paragraph(child))
        found.append(_SPACE.sub(" ", child.tail or ""))
    return "".join(found)


def holds(text: str) -> bool:
    """Whether an ODS file can hold the text: XML has no control signs."""
    return _CANNOT.search(text) is None


def write(sheets: Iterable[tuple[str, Iterable[list[str | int]]]]) -> bytes:
    """A spreadsheet with these sheets. Every text is a text; none of it is a formula."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _MOMENT), MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr(zipfile.ZipInfo("META-INF/manifest.xml", _MOMENT), _MANIFEST, zipfile.ZIP_DEFLATED)
        with archive.open(zipfile.ZipInfo("content.xml", _MOMENT), "w") as content:
            content.writelines(part.encode() for part in _content(sheets))
    return out.getvalue()


def _content(sheets: Iterable[tuple[str, Iterable[list[str | int]]]]) -> Iterator[str]:
    yield _HEAD
    for name, rows in sheets:
        yield f"<table:table table:name={quoteattr(name)}>"
        yield from map(_row, rows)
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _row(row: list[str | int]) -> str:
    return "<table:table-row>" + "".join(map(_cell, row)) + "</table:table-row>"


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        shown = f"<text:p>{value}</text:p>"
        return f'<table:table-cell office:value-type="float" office:value="{value}">{shown}</table:table-cell>'
    if not value:
        return "<table:table-cell/>"
    paragraphs = "".join(f"<text:p>{_marked(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _marked(line: str) -> str:
    """A line with every blank and tab in its own element, so that none is folded; CR as a reference."""
    text = escape(line).replace("\r", "&#13;").replace("\t", "<text:tab/>")
    return re.sub(r"^ | (?= )| $", "<text:s/>", text)


_MOMENT = (1980, 1, 1, 0, 0, 0)
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<office:document-content {_NAMES} office:version="1.2"><office:body><office:spreadsheet>'
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
