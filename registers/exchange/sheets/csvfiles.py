"""CSV files as people make them: four encodings, three separators, a hint for Excel on the first line."""

import codecs
import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from contextlib import suppress

from django.utils.translation import gettext as _

from registers.exchange.archives import MIB, Archive
from registers.exchange.errors import FileDamaged
from registers.exchange.sheets.bounds import Counted
from registers.exchange.sheets.grid import LONGEST_CELL, Row, Value, Workbook, filled
from registers.exchange.units import note

SEPARATORS = (";", ",", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 20


def read(content: bytes, filename: str, *, name: str = "") -> Workbook:
    """The one sheet of the file. Raises FileDamaged, also while it is read: no text, or a quotation mark left open."""
    encoding = encoding_of(content, filename)
    separator, skip = _separator(content, encoding, filename)
    told = note("csv-read-as", "", encoding=encoding, separator={"\t": "tab"}.get(separator, separator))

    def walk(_wanted: str | None) -> Iterator[tuple[str, Row]]:
        return ((name, row) for row in _rows(content, filename, encoding, separator, skip))

    return Workbook(format="csv", names=(name,), walk=walk, notes=[told])


def read_archive(archive: Archive) -> Workbook:
    """A zip of CSV files as one workbook: a sheet for each, named after its file."""
    books = {name.rpartition("/")[2].removesuffix(".csv"): name for name in archive.names}

    def walk(wanted: str | None) -> Iterator[tuple[str, Row]]:
        for sheet, member in books.items():
            if wanted in {None, sheet}:
                yield from read(archive.read(member), archive.filename, name=sheet).walk(None)

    return Workbook(format="csv", names=tuple(books), walk=walk)


def encoding_of(content: bytes, filename: str) -> str:
    """By its mark, else UTF-8 when it is valid to the last byte, else Windows-1252. Raises FileDamaged for neither."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(content, encoding, filename)
    if b"\x00" in content:
        raise FileDamaged(filename, _no_text())
    return "utf-8" if _decodes(content, "utf-8") else _checked(content, "cp1252", filename)


def _checked(content: bytes, encoding: str, filename: str) -> str:
    if not _decodes(content, encoding):
        raise FileDamaged(filename, _no_text())
    return encoding


def _no_text() -> str:
    return _("this is not text that can be read; save it as CSV UTF-8")


def _decodes(content: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), MIB):
            decoder.decode(content[start : start + MIB])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")


def _separator(content: bytes, encoding: str, filename: str) -> tuple[str, int]:
    """The separator that gives the most columns, and how many lines to skip for the hint ``sep=;``."""
    first = _lines(content, encoding).readline(100).rstrip("\r\n")
    if first.casefold().startswith("sep=") and len(first) == 5:
        return first[4], 1
    widths = {separator: _width(content, filename, encoding, separator) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: widths[separator]), 0


def _width(content: bytes, filename: str, encoding: str, separator: str) -> int:
    """How many columns most of the first rows have, as far as they can be read that way."""
    widths: list[int] = []
    with suppress(FileDamaged):
        for _number, values in itertools.islice(_rows(content, filename, encoding, separator, 0), _SAMPLE):
            widths.append(len(values))
    return max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 0


def _rows(content: bytes, filename: str, encoding: str, separator: str, skip: int) -> Iterator[Row]:
    counted = Counted(filename)
    lines = _lines(content, encoding)
    for _line in range(skip):
        lines.readline()
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, start=1 + skip):
            values: list[Value] = list(row)
            if filled(values):
                counted.row()
                counted.column(len(values))
                yield number, values
    except csv.Error:
        told = _("around line %(line)s a quotation mark is out of place or never closed; mend it or save anew")
        raise FileDamaged(filename, told % {"line": reader.line_num + skip}) from None


def write(rows: Iterable[list[str | int]]) -> bytes:
    """The rows as Dutch Excel reads them: UTF-8 with a mark, semicolons, CRLF, everything quoted."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()
