"""XLSX files: read row by row as a stream, written with openpyxl.

Reading is our own: openpyxl drops ``x005F_`` from texts, counts through every missing row (a row numbered a billion
keeps it busy for hours) and pads rows to their widest cell.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from registers.exchange.archives import Archive
from registers.exchange.errors import ActiveContent, FileDamaged, FormatUnknown
from registers.exchange.sheets.bounds import Counted
from registers.exchange.sheets.grid import Row, Unreadable, Value, Workbook, filled
from registers.exchange.sheets.xlsx_styles import date_of, date_styles
from registers.exchange.sheets.xml import attribute, elements, local, whole_number

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
Sheets = Iterable[tuple[str, Iterable[list[str | int]]]]
_COLUMN = re.compile(r"[A-Z]+")


def read(archive: Archive) -> Workbook:
    """The sheets of the file. Raises ActiveContent for macros, FormatUnknown for XLSB, FileDamaged."""
    _refuse_active(archive)
    sheets = _Parts(archive)
    return Workbook(format="xlsx", names=tuple(sheets.targets), walk=sheets.walk)


def _refuse_active(archive: Archive) -> None:
    names = {name.casefold() for name in archive.names}
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise ActiveContent(archive.filename, _("it holds macros; save it as an ordinary .xlsx file"))
    if "xl/workbook.bin" in names:
        raise FormatUnknown(archive.filename, _("a binary workbook (.xlsb); save it as .xlsx"))


class _Parts:
    """The parts of a workbook that every sheet needs."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._named: list[tuple[str, str]] = []
        self._since_1904 = False
        for element in elements(self._part("xl/workbook.xml"), archive.filename, "sheet", "workbookPr"):
            if local(element.tag) == "sheet":
                self._named.append((attribute(element, "name"), attribute(element, "id")))
            else:
                self._since_1904 = attribute(element, "date1904") in {"1", "true"}

    def _part(self, name: str, *, needed: bool = True) -> bytes:
        if name in self._archive.names:
            return self._archive.read(name)
        if needed:
            told = _("a part of the workbook is missing; open it and save it anew")
            raise FileDamaged(self._archive.filename, told)
        return b""

    @cached_property
    def targets(self) -> dict[str, str]:
        """The part of each sheet; a sheet that is only a chart has no rows and is left out."""
        parts = {
            attribute(element, "Id"): _inside(attribute(element, "Target"))
            for element in elements(self._part("xl/_rels/workbook.xml.rels"), self._archive.filename, "Relationship")
        }
        found = {name: parts.get(relation, "") for name, relation in self._named}
        return {name: part for name, part in found.items() if not part.startswith("xl/chartsheets/")}

    def walk(self, wanted: str | None) -> Iterator[tuple[str, Row]]:
        """Every row of the wanted sheet, or of all."""
        for name, part in self.targets.items():
            if wanted in {None, name}:
                yield from ((name, row) for row in self._rows(part))

    def _rows(self, target: str) -> Iterator[Row]:
        counted = Counted(self._archive.filename)
        number = 0
        for row in elements(self._part(target), self._archive.filename, "row"):
            number = whole_number(attribute(row, "r")) or number + 1
            values = self._values(row, counted)
            if filled(values):
                counted.row()
                yield number, values

    def _values(self, row: Element, counted: Counted) -> list[Value]:
        values: list[Value] = []
        place = 0
        for cell in row:
            if local(cell.tag) != "c":
                continue
            place = _column(attribute(cell, "r")) or place + 1
            value = self._value(cell)
            if value is None or value == "":
                continue
            counted.column(place)
            counted.cell(value)
            values += [None] * (place - len(values))
            values[place - 1] = value
        return values

    def _value(self, cell: Element) -> Value:
        parts = {local(child.tag): child for child in cell}
        if "f" in parts:
            return Unreadable.FORMULA
        kind = attribute(cell, "t", "n")
        if kind == "inlineStr":
            return _text(parts["is"]) if "is" in parts else None
        raw = parts["v"].text if "v" in parts else None
        return None if raw is None else self._typed(kind, raw, whole_number(attribute(cell, "s")))

    def _typed(self, kind: str, raw: str, style: int) -> Value:
        if kind == "s":
            return self._shared(raw)
        if kind == "b":
            return raw.strip() == "1"
        if kind == "e":
            return Unreadable.ERROR
        return self._number(raw, style) if kind == "n" else _unescaped(raw)

    @cached_property
    def _strings(self) -> list[str]:
        part = self._part("xl/sharedStrings.xml", needed=False)
        return [_text(element) for element in elements(part, self._archive.filename, "si")] if part else []

    @cached_property
    def _dates(self) -> frozenset[int]:
        part = self._part("xl/styles.xml", needed=False)
        return date_styles(part, self._archive.filename) if part else frozenset()

    def _shared(self, raw: str) -> str:
        index = whole_number(raw.strip(), -1)
        if not 0 <= index < len(self._strings):
            raise FileDamaged(self._archive.filename, _("a text of the workbook is missing; open it and save it anew"))
        return self._strings[index]

    def _number(self, raw: str, style: int) -> Value:
        try:
            number = float(raw)
        except ValueError:
            return raw
        if style in self._dates and number >= 1:
            return date_of(number, self._since_1904) or Unreadable.ERROR
        return int(raw) if re.fullmatch(r"-?\d{1,18}", raw.strip()) else number


def _inside(target: str) -> str:
    """The name of a part, from where the workbook stands."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _text(element: Element) -> str:
    """The text of a string item: its own, or that of its runs; phonetic readings are no text."""
    found: list[str] = []
    for child in element:
        name = local(child.tag)
        if name == "t":
            found.append(child.text or "")
        elif name == "r":
            found += [part.text or "" for part in child if local(part.tag) == "t"]
    return _unescaped("".join(found))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def escaped(text: str) -> str:
    """The text as an XLSX cell holds it: signs that XML has not are written as ``_x000D_`` (ST_Xstring)."""
    return _UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _column(reference: str) -> int:
    match = _COLUMN.match(reference)
    number = 0
    for letter in match[0][:8] if match else "":
        number = number * 26 + ord(letter) - 64
    return number


def write(sheets: Sheets) -> bytes:
    """A workbook with these sheets; the first two rows stand still and bold. Text is always text, never a formula."""
    from registers.exchange.sheets.xlsx_writing import workbook

    return workbook(sheets)
