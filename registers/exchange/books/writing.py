"""A book as a file. Every record is written, whole or not: what is missing is marked beside it, never left out."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from registers.book.book import SCHEMA, Book
from registers.book.records import Record
from registers.exchange.books.cells import cell_of, hidden
from registers.exchange.errors import ExportRefused
from registers.exchange.fields import KINDS, Sort, fields_of
from registers.exchange.sheets import csvfiles, ods, xlsx

ABOUT, LONG_TEXTS = "waarborg", "long_texts"
COMMENT, MARKS = "#", "!"
ELSEWHERE = f"↳ {LONG_TEXTS}"
LONGEST = 32_000
"""Signs in a cell, as Excel counts them; it cuts off what is more than 32,767."""
PART = 4_000
"""Signs of a part: short enough, whatever way they are written."""
_EPOCH = (1980, 1, 1, 0, 0, 0)

Rows = list[list[str | int]]


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What stands beside the values: readable names of fields per kind, and what is missing per uid of a record."""

    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    gaps: Mapping[str, str] = field(default_factory=dict)
    exported_at: str = ""
    as_of: str = ""


def as_xlsx(book: Book, labels: Labels) -> bytes:
    """The book as an XLSX workbook. Raises ExportRefused."""
    return xlsx.write(_sheets(book, labels))


def as_ods(book: Book, labels: Labels) -> bytes:
    """The book as an ODS spreadsheet. Raises ExportRefused, also for control signs, which ODS cannot hold."""
    for record in book:
        for name in type(record).model_fields:
            value = getattr(record, name)
            if isinstance(value, str) and not ods.holds(value):
                raise ExportRefused(kind=record.kind, uid=record.uid, field=name)
    return ods.write(_sheets(book, labels))


def as_csv(book: Book, labels: Labels) -> bytes:
    """The book as a zip of CSV files, one for each kind. Raises ExportRefused."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in _sheets(book, labels):
            info = zipfile.ZipInfo(f"{name}.csv", _EPOCH)
            archive.writestr(info, csvfiles.write(rows), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_json(book: Book, labels: Labels) -> bytes:
    """The book as JSON, as ``Book.as_value`` has it, with the moment of the export. Raises ExportRefused."""
    _check(book)
    value = {**book.as_value(), "exported_at": labels.exported_at, "as_of": labels.as_of}
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _check(book: Book) -> None:
    """Half signs (lone surrogates) fit in no file."""
    for record in book:
        for name in type(record).model_fields:
            value = getattr(record, name)
            texts = value if isinstance(value, tuple) else (value,)
            if any(isinstance(text, str) and any("\ud800" <= sign <= "\udfff" for sign in text) for text in texts):
                raise ExportRefused(kind=record.kind, uid=record.uid, field=name)


def _sheets(book: Book, labels: Labels) -> Iterator[tuple[str, Rows]]:
    _check(book)
    yield ABOUT, _about(book, labels)
    long: Rows = [["kind", "uid", "field", "part", "text"]]
    for kind, record in KINDS.items():
        yield kind, list(_rows(kind, book.all(record), labels, long))
    if len(long) > 1:
        yield LONG_TEXTS, long


def _about(book: Book, labels: Labels) -> Rows:
    told = [
        _("One sheet for each kind of record. Do not change the names in row 1, nor a uid."),
        _("Column ! says what is missing; it is not read back. A row that begins with # is not read back either."),
        _("An apostrophe before = + - or @ keeps a spreadsheet from computing a text; it goes when the file is read."),
        _("A text that is too long for a cell stands in sheet long_texts."),
    ]
    rows: Rows = [[SCHEMA], ["exported_at", labels.exported_at], ["as_of", labels.as_of]]
    rows += [[COMMENT, line] for line in told]
    rows += [["records", kind, len(book.all(record))] for kind, record in KINDS.items()]
    return rows


def _rows(kind: str, records: tuple[Record, ...], labels: Labels, long: Rows) -> Iterator[list[str | int]]:
    names = list(fields_of(KINDS[kind]))
    readable = labels.fields.get(kind, {})
    yield [MARKS, *names]
    yield [COMMENT, *(hidden(readable.get(name, name)) for name in names)]
    for record in records:
        cells = [_cell(record, name, long) for name in names]
        yield [hidden(labels.gaps.get(record.uid, "")), *cells]


def _cell(record: Record, name: str, long: Rows) -> str | int:
    known = fields_of(type(record))[name]
    value = getattr(record, name)
    text = value if known.sort is Sort.TEXT else cell_of(known, value)
    if not isinstance(text, str) or _fits(text):
        return cell_of(known, value)
    for part, start in enumerate(range(0, len(text), PART), start=1):
        long.append([record.kind, record.uid, name, part, hidden(text[start : start + PART])])
    return ELSEWHERE


def _fits(text: str) -> bool:
    return len(text) < PART or len(xlsx.escaped(hidden(text)).encode("utf-16-le")) // 2 <= LONGEST
