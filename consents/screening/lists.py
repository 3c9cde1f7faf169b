"""A call list as rows, whatever the file: CSV of any length as a stream, XLSX and ODS within the bounds of sheets.

Every row that says something is given, with its number in the file; a file of which a part would be passed over in
silence (a second sheet with rows, a broken quotation mark, no row of headers) is refused as a whole.
"""

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from consents.errors import ListRefused
from consents.screening.numbers import Numbers
from registers.exchange.archives import Archive
from registers.exchange.sheets import ods, xlsx
from registers.exchange.sheets.csvfiles import SEPARATORS
from registers.exchange.sheets.grid import Row, Value, Workbook, as_text
from registers.exchange.sheets.headers import header_sha256, read_header

Source = Callable[[], BinaryIO]
"""Opens the bytes of the list, anew at every call."""

MIB = 1024 * 1024
SAMPLE = 64 * 1024
TOGETHER = 1_000
"""Rows of a CSV file that are read together."""
_BARE = re.compile(r"\+?[\d\s().-]+")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNMARKED = ("utf-8", "cp1252")


@dataclass(frozen=True, kw_only=True)
class CallList:
    """A list that was looked at: names of its columns, SHA-256 of its bytes, and its rows anew at every call."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    sha256: str
    rows: Callable[[], Iterator[Row]]

    @property
    def header_sha256(self) -> str:
        """By which the choice of a column is remembered."""
        return header_sha256(self.names)

    def place(self, column: str) -> int:
        """Where a column stands, from 0, by its name as written. Raises ListRefused, which names those that are."""
        wanted = column.strip().casefold()
        for place, (name, label) in enumerate(zip(self.names, self.labels, strict=True)):
            if wanted and wanted in {name.casefold(), label.casefold()}:
                return place
        told = _("there is no column %(column)s; the list has: %(names)s")
        raise ListRefused(told % {"column": repr(column.strip()), "names": ", ".join(self.labels)})


def open_list(source: Source, *, numbers: Numbers) -> CallList:
    """Look at a list. Raises ListRefused and ImportRefused, which say what to do."""
    with source() as file:
        begin = file.read(4)
    if begin.startswith(b"PK"):
        return _from_sheets(source, numbers)
    if begin.startswith((b"%PDF", bytes.fromhex("d0cf11e0"))):
        raise ListRefused(_("this is no call list that can be read; save it as CSV, XLSX or ODS without a password"))
    return _from_csv(source, numbers)


def _from_sheets(source: Source, numbers: Numbers) -> CallList:
    with source() as file:
        content = file.read(26 * MIB)
    archive = Archive(content, _("the list"))
    workbook = xlsx.read(archive) if any(name.startswith("xl/") for name in archive.names) else ods.read(archive)
    sheet = _only_sheet(workbook)
    return _list(hashlib.sha256(content).hexdigest(), lambda: workbook.rows(sheet), numbers)


def _only_sheet(workbook: Workbook) -> str:
    filled = [name for name in workbook.names if next(workbook.rows(name), None) is not None]
    if len(filled) != 1:
        raise ListRefused(_("the workbook needs exactly one sheet with rows; save the list as a file of its own"))
    return filled[0]


def _list(sha256: str, rows: Callable[[], Iterator[Row]], numbers: Numbers) -> CallList:
    first = next(rows(), None)
    if first is None:
        raise ListRefused(_("the list is empty"))
    if any(_BARE.fullmatch(as_text(cell)) and numbers.read(cell).text for cell in first[1]):
        raise ListRefused(_("the first row holds a number; put a row with the names of the columns above it"))
    header = read_header(first)

    def below() -> Iterator[Row]:
        found = rows()
        next(found)
        return found

    labels = tuple(label or name for label, name in zip(header.labels, header.names, strict=True))
    return CallList(names=header.names, labels=labels, sha256=sha256, rows=below)


def _from_csv(source: Source, numbers: Numbers) -> CallList:
    sha256, encoding = _looked_through(source)
    separator, skip = _separator(source, encoding)
    return _list(sha256, lambda: _csv_rows(source, encoding, separator, skip), numbers)


def _looked_through(source: Source) -> tuple[str, str]:
    """SHA-256 and encoding, in one pass: by its mark, else UTF-8 when every byte fits, else Windows-1252."""
    digest = hashlib.sha256()
    with source() as file:
        piece = file.read(MIB)
        marked = next((encoding for mark, encoding in _MARKS if piece.startswith(mark)), "")
        tried = {name: codecs.getincrementaldecoder(name)() for name in ([marked] if marked else _UNMARKED)}
        while piece:
            digest.update(piece)
            tried = {name: decoder for name, decoder in tried.items() if _takes(decoder, piece)}
            if not marked and b"\0" in piece:
                tried = {}
            piece = file.read(MIB)
    tried = {name: decoder for name, decoder in tried.items() if _takes(decoder, b"", final=True)}
    if not tried:
        raise ListRefused(_("this is not text that can be read; save it as CSV UTF-8"))
    return digest.hexdigest(), next(iter(tried))


def _takes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _text(source: Source, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(source(), encoding=encoding, newline="")


def _separator(source: Source, encoding: str) -> tuple[str, int]:
    """The separator that parts the first row most, and how many lines to skip for Excel's hint ``sep=;``."""
    with _text(source, encoding) as file:
        sample = file.read(SAMPLE)
    first = sample.partition("\n")[0].rstrip("\r")
    if first.casefold().startswith("sep=") and len(first) == 5:
        return first[4], 1
    lines = [line for line in sample.splitlines() if line.strip()][:1]
    widths = {sign: len(next(csv.reader(lines, delimiter=sign), [])) for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: widths[sign]), 0


def _csv_rows(source: Source, encoding: str, separator: str, skip: int) -> Iterator[Row]:
    with _text(source, encoding) as file:
        for _line in range(skip):
            file.readline()
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            number = 1 + skip
            while rows := cast("list[list[Value]]", list(islice(reader, TOGETHER))):
                numbered = zip(range(number, number + len(rows)), rows, strict=True)
                yield from numbered if all(rows) else [each for each in numbered if each[1]]
                number += len(rows)
        except csv.Error:
            told = _("around line %(line)s a quotation mark is out of place or never closed; mend it or save anew")
            raise ListRefused(told % {"line": reader.line_num + skip}) from None


def texts(cells: list[Value]) -> list[str]:
    """The cells of a row as people saw them."""
    return [cell if isinstance(cell, str) else as_text(cell) for cell in cells]
